"""The walk of the guide for teams: what it tells, done once in the demonstration, in the order in which it is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citesmetiers.demonstration.accounts import LOCAL_PASSWORD
from tests.journeys.signing_in import account_of
from tests.journeys.teams import COORDINATOR, TOWNS
from tests.journeys.touring import Tour, title_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.journeys.picturing import Screen
    from tests.journeys.serving import Served

CITE = "/fr/cites/demo-port-clairval/"
DESK = "/fr/workspace/demo-port-clairval/"
TOWN = f"/fr/workspace/{next(iter(TOWNS.values()))[0]}/"
OFFER, SHARED = "Une heure pour relire son CV", "Monter son projet d’entreprise"
QUESTION = "Peut-on venir à deux à un entretien ?"
PARTNER = "Relais jeunes de Port-Clairval"
ASKS = "quelqu-un@example.org"
NEWCOMER = "ida@example.org"
# Held upright, of somebody who reads French.
PHONE = {"viewport": {"width": 360, "height": 800}, "locale": "fr-FR"}


class TeamTour(Tour):
    """People with a phone each, in one portal."""

    screen = PHONE

    def __init__(self, served: Served, browser: Browser, folder: Path) -> None:
        super().__init__(served, browser, folder)
        self.visitor = self.come()
        self.contributor = self.come("contributor", DESK)
        self.coordinator = self.come("coordinator", DESK)
        self.inviter = self.come(COORDINATOR, TOWN)


def text(phone: Screen, name: str) -> Locator:
    return phone.main.get_by_role("group", name=re.compile(f"^{name}")).get_by_role(
        "textbox", name="français"
    )


def room(phone: Screen, name: str) -> str:
    """Go to a room of the workspace by its menu."""
    return phone.follow(name, within=phone.page.get_by_role("banner"))


def open_sheet(phone: Screen, title: str) -> None:
    phone.go(f"{DESK}offers/")
    phone.follow(title, within=phone.main.get_by_role("rowheader"))


def say_something(tour: TeamTour) -> None:
    phone = tour.visitor
    phone.page.goto("/accounts/login/")
    phone.read()
    phone.go(CITE)
    phone.page.locator("summary", has_text="Écrire à l’équipe").click()
    phone.main.get_by_role("radio", name="une question").check()
    phone.main.get_by_label("Votre texte").fill(QUESTION)
    phone.main.get_by_label("E-mail, si vous voulez une réponse").fill(ASKS)
    assert "Personne ne sait qui l’a écrit." in phone.push("Envoyer à l’équipe")


def see_what_there_is_to_do(tour: TeamTour) -> None:
    phone = tour.contributor
    phone.go("/accounts/me/")
    phone.follow("Ajouter un second facteur")
    assert "3 choses à faire" in phone.go(DESK)
    closing = phone.main.get_by_role("link", name="Annoncer une fermeture exceptionnelle")
    phone.take("aujourdhui", title_of(phone), closing)


def write_an_offer(tour: TeamTour) -> None:
    phone = tour.contributor
    room(phone, "Offres")
    phone.follow("Ajouter")
    text(phone, "Titre").fill(OFFER)
    phone.main.get_by_role("checkbox", name="tout le monde").check()
    phone.main.get_by_label("Forme", exact=True).select_option("entretien avec un conseiller")
    phone.main.get_by_role("checkbox", name="sans rendez-vous").check()
    phone.main.get_by_role("checkbox", name="La Voilerie").check()
    assert "Les visiteurs n’en voient rien encore." in phone.push("Garder, et ajouter une permanence")
    rows = phone.main.get_by_role("region", name="Permanences")
    new = rows.locator("details").last
    new.get_by_label("Jour").select_option("jeudi")
    new.get_by_label("Horaires").fill("14h-16h")
    new.get_by_label("Lieu").select_option("La Voilerie")
    new.get_by_label("Comment").select_option("sur place, au comptoir")
    phone.take("permanence", rows.get_by_role("heading"), new.get_by_label("Comment"))
    new.get_by_label("Partenaire", exact=False).first.select_option(PARTNER)
    assert PARTNER not in phone.push("Voir comme un visiteur")
    phone.page.go_back()
    assert "La publication est demandée aux coordinateurs." in phone.push("Demander la publication")
    assert "publication demandée" in phone.read()


def publish_what_is_asked(tour: TeamTour) -> None:
    phone = tour.coordinator
    assert f"Publier « {OFFER} », ou dire ce qui manque" in phone.go(DESK)
    phone.follow("Lire le brouillon")
    assert "Publié : les visiteurs le voient dès maintenant." in phone.push("Publier")
    assert OFFER in tour.visitor.go("/fr/services/?q=relire&cite=demo-port-clairval")
    phone.go(f"{DESK}offers/")
    phone.follow("Copier celle d’une autre Cité")


def close_tomorrow(tour: TeamTour) -> None:
    phone = tour.contributor
    phone.go(DESK)
    phone.follow("Annoncer une fermeture exceptionnelle")
    phone.main.get_by_role("radio", name="Demain").check()
    for place in phone.main.get_by_role("checkbox").all():
        place.set_checked(place.get_attribute("value") == place_of(phone, "La Voilerie"))
    text(phone, "Pourquoi, pour les visiteurs").fill("Panne de chauffage.")
    lost = phone.push("Voir ce que cela annule")
    assert "Parler à un conseiller" in lost
    phone.take("fermeture", phone.main.get_by_role("heading", level=2), phone.main.get_by_role("button").last)
    assert "C’est annoncé, les visiteurs le lisent déjà : La Voilerie." in phone.push("Annoncer")
    assert "Panne de chauffage." in tour.visitor.go(CITE)


def place_of(phone: Screen, name: str) -> str | None:
    return phone.main.get_by_role("checkbox", name=name).get_attribute("value")


def say_that_it_is_still_true(tour: TeamTour) -> None:
    phone = tour.contributor
    room(phone, "À vérifier")
    phone.take("toujours-vrai", title_of(phone), phone.main.get_by_role("button").nth(1))
    assert "confirmée" in phone.push_first("Toujours vrai")
    tour.served.manage("upkeep")
    [letter] = tour.served.post_to(account_of("contributor"))
    tour.album.read(letter)
    tour.visitor.go(re.search(r"http://\S+/accounts/still-true/\S+", letter)[0])
    tour.visitor.push_first("Toujours vrai")


def answer(tour: TeamTour) -> None:
    phone = tour.contributor
    room(phone, "Suggestions")
    phone.follow(QUESTION)
    phone.take("suggestion", title_of(phone), phone.main.locator(".notice"))
    phone.main.get_by_role("radio", name="publiée", exact=True).check()
    text(phone, "Réponse").fill("Oui, sans prévenir.")
    phone.main.get_by_role("checkbox", name="Réponse montrée au public").check()
    phone.push("Enregistrer")
    [letter] = tour.served.post_to(ASKS)
    assert "Oui, sans prévenir." in letter
    assert "Oui, sans prévenir." in tour.visitor.go(f"{CITE}suggestions/")


def invite(tour: TeamTour) -> None:
    phone = tour.inviter
    room(phone, "Équipe")
    phone.follow("Inviter quelqu’un")
    phone.main.get_by_label("Courriel").fill(NEWCOMER)
    phone.main.get_by_role("radio", name="coordination").check()
    sends = phone.main.get_by_role("button", name="Envoyer l’invitation")
    phone.take("inviter", title_of(phone), sends)
    assert NEWCOMER in phone.push("Envoyer l’invitation")
    [letter] = tour.served.post_to(NEWCOMER)
    tour.album.read(letter)
    newcomer = tour.visitor
    newcomer.go(re.search(r"http://\S+/accounts/invitation/\S+", letter)[0])
    newcomer.main.get_by_label("Votre nom").fill("Ida")
    newcomer.main.get_by_label("Votre mot de passe").fill(LOCAL_PASSWORD)
    newcomer.main.get_by_role("button").click()
    newcomer.page.wait_for_load_state()
    assert "second facteur" in newcomer.go(TOWN).lower()
    phone = tour.coordinator
    room(phone, "Équipe")
    phone.follow("Changer le rôle\N{NO-BREAK SPACE}: Sacha Démo")
    room(phone, "Équipe")
    phone.follow("Retirer Sacha Démo de l’équipe")


def prepare_the_hours_of_next_summer(tour: TeamTour) -> None:
    phone = tour.coordinator
    room(phone, "Horaires")
    phone.follow("La Cité des Hauts · sans fin")
    phone.main.get_by_label("Valable jusqu’au").fill("20/12/2026")
    phone.push("Enregistrer pour de bon")
    phone.go(DESK)
    assert tour.album.says("Écrire les horaires à partir du lundi 21 décembre 2026 : La Cité des Hauts")
    room(phone, "Horaires")
    phone.follow("La Cité des Hauts · jusqu’au 20/12/2026")
    phone.main.get_by_label("Valable jusqu’au").fill("30/06/2027")
    phone.push("Enregistrer pour de bon")
    phone.follow("Dupliquer La Cité des Hauts")
    phone.main.get_by_label("Nom").fill("Été 2027")
    phone.main.get_by_label("Valable à partir du").fill("15/06/2027")
    phone.main.get_by_label("Valable jusqu’au").fill("31/08/2027")
    assert "Une autre saison de ce lieu couvre certains de ces jours" in phone.push("Enregistrer pour de bon")
    phone.main.get_by_label("Valable à partir du").fill("01/07/2027")
    assert "La Cité des Hauts · Été 2027" in phone.push("Enregistrer pour de bon")


def agree_with_a_partner(tour: TeamTour) -> None:
    phone = tour.coordinator
    room(phone, "Partenaires")
    phone.follow("Ajouter")
    phone.main.get_by_label("Son nom").fill("Atelier du Ponton")
    phone.main.get_by_label("De quoi il s’agit").select_option("association")
    phone.main.get_by_label("Depuis").fill("2026-12")
    phone.main.get_by_label("Jusqu’à").fill("2027-01-15")
    phone.main.get_by_role("checkbox", name="conseillers").check()
    assert "Atelier du Ponton" in phone.push("Enregistrer pour de bon")
    phone.go(DESK)
    assert tour.album.says("Renouveler la convention avec Atelier du Ponton")
    assert "Atelier du Ponton" not in tour.visitor.go(CITE)
    room(phone, "La Cité")


def send_a_table_back(tour: TeamTour) -> None:
    phone = tour.coordinator
    room(phone, "Offres")
    phone.follow("En tableau")
    with phone.page.expect_download() as download:
        phone.main.get_by_role("link", name="Permanences (CSV)").click()
    file = tour.folder / "permanences.csv"
    download.value.save_as(file)
    table = file.read_text(encoding="utf-8-sig")
    for hours in ("nine to noon", "09:00-12:00"):
        file.write_text(table.replace("09:00-12:30", hours, 1), encoding="utf-8")
        phone.go(f"{DESK}offers/table/")
        phone.main.get_by_label("Fichier").set_input_files(file)
        said = phone.push("Voir ce qui changerait")
        assert ("Ce qui ne va pas" in said) == (hours == "nine to noon")
    phone.take("tableau", title_of(phone), phone.main.get_by_role("button", name="Tout publier"))
    phone.push("Tout publier")


def write_at_once(tour: TeamTour) -> None:
    slow, fast = tour.coordinator, tour.contributor
    for each in (slow, fast):
        open_sheet(each, SHARED)
    text(fast, "Titre").fill("Monter son entreprise")
    text(fast, "Conditions").fill("Un projet, même vague.")
    fast.push("Garder en brouillon")
    text(slow, "Titre").fill("Créer son entreprise")
    assert "Quelqu’un d’autre a changé les mêmes champs" in slow.push("Publier")
    slow.take("deux-personnes", slow.main.locator(".notice"), slow.main.get_by_role("table"))
    assert text(slow, "Conditions").input_value() == "Un projet, même vague."
    slow.push("Publier")


def bring_back(tour: TeamTour) -> None:
    phone = tour.coordinator
    phone.follow("Créer son entreprise")
    phone.follow("Voir son historique")
    phone.follow("Rétablir cette version")
    phone.push("Faire un brouillon de cette version")
    phone.push("Publier")
    open_sheet(phone, SHARED)
    phone.follow("La retirer du public")
    phone.push("Retirer")
    found = "/fr/services/?q=Monter&cite=demo-port-clairval"
    assert SHARED not in tour.visitor.go(found)
    open_sheet(phone, SHARED)
    phone.push("Publier")
    open_sheet(phone, SHARED)
    phone.follow("La jeter")
    phone.push("Jeter")
    assert SHARED in room(phone, "Corbeille")
    phone.follow("Reprendre")
    phone.push("Reprendre")
    assert SHARED in tour.visitor.go(found)
    room(phone, "Derniers changements")


SCENES: tuple[Callable[[TeamTour], None], ...] = (
    say_something,
    see_what_there_is_to_do,
    write_an_offer,
    publish_what_is_asked,
    close_tomorrow,
    say_that_it_is_still_true,
    answer,
    invite,
    prepare_the_hours_of_next_summer,
    agree_with_a_partner,
    send_a_table_back,
    write_at_once,
    bring_back,
)
