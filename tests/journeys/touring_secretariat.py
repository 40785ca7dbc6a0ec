"""The walk of the guide for the secretariat: two officers of the label, in a narrow window."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citesmetiers.demonstration.accounts import SECOND_OFFICER
from tests.journeys.signing_in import account_of
from tests.journeys.teams import OFFICER, TOWNS
from tests.journeys.touring import Tour, title_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.journeys.picturing import Screen
    from tests.journeys.serving import Served

DESK = "/admin/"
# Where Django's admin leaves its menu away: the page alone.
WINDOW = {"viewport": {"width": 760, "height": 900}, "locale": "fr-FR"}
NEWCOMER, MEMBER, BEARER = "louise@example.org", "marius@example.org", "projet@example.org"
_, TOWN = next(iter(TOWNS.values()))
TODAY = "01/12/2026"
SESSION = "Comité du 1 décembre 2026"
REPORTS = "/fr/workspace/demo-port-clairval/reports/"


class SecretariatTour(Tour):
    """An invented officer, who changes what is invented; another who seconds; one who invites real people."""

    screen = WINDOW

    def __init__(self, served: Served, browser: Browser, folder: Path) -> None:
        super().__init__(served, browser, folder)
        self.officer = self.come("label_officer", DESK)
        self.second = self.come(SECOND_OFFICER, DESK)
        self.inviter = self.come(OFFICER, DESK)
        self.coordinator = self.come("coordinator", REPORTS)


def room(screen: Screen, name: str) -> str:
    """Go to a list by the first page."""
    screen.go(DESK)
    return screen.follow(name, within=screen.main.get_by_role("rowheader", name=name, exact=True))


def row(screen: Screen, *words: str) -> Locator:
    found = screen.main.get_by_role("row")
    for each in words:
        found = found.filter(has_text=each)
    return found.first


def open_row(screen: Screen, name: str, *words: str) -> str:
    """Open the first row of a list that says all that."""
    room(screen, name)
    return screen.follow("", within=row(screen, *words).get_by_role("rowheader"))


def look_for_a_cite(screen: Screen, words: str) -> None:
    """Choose in the field that searches while one types."""
    screen.main.locator(".field-cite .select2-selection").click()
    screen.page.keyboard.type(words)
    screen.page.get_by_role("option", name=words).first.click()


# --- Beginning -----------------------------------------------------------------------------------
def see_what_waits(tour: SecretariatTour) -> None:
    screen = tour.officer
    screen.page.goto("/accounts/login/")
    assert "Le réseau en chiffres" in screen.go(DESK)
    screen.follow("Ce qui attend")
    sections = screen.main.get_by_role("heading", level=2)
    screen.take("ce-qui-attend", title_of(screen), sections.nth(2))
    tour.served.manage("upkeep")


def invite(tour: SecretariatTour) -> None:
    screen = tour.inviter
    room(screen, "Invitations")
    screen.follow("Ajouter invitation")
    screen.main.get_by_label("Courriel").fill(NEWCOMER)
    screen.main.get_by_label("Rôle").select_option("appui aux contenus")
    screen.take("inviter", title_of(screen), screen.main.get_by_label("Rôle"))
    screen.push("Enregistrer")
    assert tour.album.says(f"L’invitation est en route vers {NEWCOMER}")
    screen.follow("Ajouter invitation")
    screen.main.get_by_label("Courriel").fill(MEMBER)
    look_for_a_cite(screen, TOWN)
    screen.main.get_by_label("Rôle").select_option("coordination")
    screen.main.get_by_label("Pourquoi ce changement ?").fill("Demandé par téléphone lundi.")
    screen.push("Enregistrer")
    row(screen, MEMBER).get_by_role("checkbox").check()
    screen.main.get_by_role("combobox", name="Action").select_option("Révoquer les invitations sélectionnées")
    screen.main.get_by_label("Pourquoi ?").fill("L’adresse était fausse.")
    screen.push("Exécuter")
    assert tour.album.says("1 invitation est révoquée.")
    open_row(screen, "Comptes", "contenu@demo.example")
    room(screen, "Membres de l’équipe")


# --- The label -----------------------------------------------------------------------------------
def begin_a_project(tour: SecretariatTour) -> None:
    screen = tour.inviter
    room(screen, "Dossiers de label")
    screen.follow("Un nouveau projet")
    main = screen.main
    main.get_by_label("Adresse", exact=True).fill("rives-du-lac")
    main.get_by_role("group", name="Nom").get_by_role("textbox", name="français").fill(
        "Cité des métiers des Rives du Lac"
    )
    main.get_by_label("Langue principale").fill("fr")
    main.get_by_label("Pays").fill("FR")
    main.get_by_label("Fuseau horaire").fill("Europe/Paris")
    bearer = main.get_by_label("Adresse électronique du porteur de projet")
    bearer.fill(BEARER)
    screen.take("projet", title_of(screen), main.get_by_role("button", name="Commencer le projet"))
    assert "Cité des métiers des Rives du Lac" in screen.push("Commencer le projet et inviter son porteur")


def examine_a_file(tour: SecretariatTour) -> None:
    screen = tour.officer
    open_row(screen, "Dossiers de label", "label projet · Brumeval")
    screen.take(
        "dossier", title_of(screen), screen.main.get_by_role("link", name="Demander des modifications")
    )
    screen.follow("Prendre le dossier en examen")
    assert "en examen" in screen.push("Prendre le dossier en examen")
    screen.main.get_by_label("Votre message").fill("Le comité se réunit en décembre.")
    assert "Le comité se réunit en décembre." in screen.push("Envoyer au demandeur")
    screen.follow("Demander des modifications")
    screen.main.get_by_label("Pourquoi ?").fill("Le plan du lieu manque.")
    screen.main.get_by_label("Pour quand").fill("15/01/2027")
    assert "modifications demandées" in screen.push("Demander des modifications")


def plan_a_session(tour: SecretariatTour) -> None:
    screen = tour.officer
    room(screen, "Séances du comité")
    screen.follow("Ajouter séance du comité")
    screen.main.get_by_label("Jour").fill(TODAY)
    screen.main.get_by_label("Où").fill("Paris")
    screen.push("Enregistrer")
    open_row(screen, "Séances du comité", SESSION)
    screen.main.get_by_label("Dossier de label").select_option("renouvellement du label · Trois-Ravines")
    screen.push("Mettre le dossier à l’ordre du jour")
    screen.push("Calculer de nouveau les sièges")
    seats = screen.main.get_by_role("table").first
    screen.take("seance", title_of(screen), seats)
    assert "Convocation envoyée" in screen.push("Envoyer la convocation")


def hold_the_session(tour: SecretariatTour) -> None:
    screen = tour.officer
    screen.push("Ouvrir la séance")
    for tick in screen.main.get_by_role("checkbox").all():
        tick.check()
    for vote in screen.main.get_by_label(re.compile("^Vote,")).all():
        vote.select_option("oui")
    outcome = screen.main.get_by_label("Issue")
    outcome.select_option("accordé")
    screen.take("votes", screen.main.get_by_role("heading", name="Qui est là"), outcome)
    assert "Pouvaient voter : 3. Oui : 3" in screen.push("Garder les présences, les votes et les issues")
    assert "Une décision est ajoutée au registre public" in screen.follow("Clore la séance")
    assert "du 1er juin 2027 au 31 mai 2028" in screen.push("Clore la séance, définitivement")
    screen.follow("Procès-verbal, à imprimer")
    screen.follow("Retour à la séance")
    screen.follow("Prévoir une séance qui corrige celle-ci")
    screen.main.get_by_label("Jour").fill(TODAY)
    screen.push("Enregistrer")
    open_row(screen, "Séances du comité", "prévue", SESSION)
    screen.main.get_by_label("Décision").select_option(index=1)
    assert "Retirer de l’ordre du jour" in screen.push("Mettre la décision à l’ordre du jour")


def decide_on_the_page_of_a_cite(tour: SecretariatTour) -> None:
    screen = tour.officer
    open_row(screen, "Cités", "Cité des métiers de Puerto Alerce")
    for words, status in (("Suspendre le label", "suspendu"), ("Rétablir le label", "fonctionnement")):
        screen.follow(words)
        screen.main.get_by_label("Jour de la décision").fill(TODAY)
        assert "La décision est au registre." in screen.push(words)
        assert status in screen.read()
    open_row(screen, "Décisions sur le label", "label suspendu", "2026-12-01")
    screen.follow("Corriger cette décision")
    screen.main.get_by_role("textbox", name=re.compile("^Date")).fill("2026-11-30")
    assert "2026-11-30" in screen.push("Enregistrer")


def withdraw_a_label(tour: SecretariatTour) -> None:
    screen, second = tour.officer, tour.second
    room(screen, "Propositions de retrait d’un label")
    screen.follow("Ajouter proposition de retrait d’un label")
    look_for_a_cite(screen, "Overlinde")
    screen.main.get_by_label("Motif").fill("Le lieu a fermé en mars.")
    screen.push("Enregistrer")
    open_row(screen, "Propositions de retrait d’un label", "Overlinde")
    open_row(second, "Propositions de retrait d’un label", "Overlinde")
    assert "Écarter la proposition" in second.read()
    second.follow("Retirer le label")
    second.take("retrait", title_of(second), second.main.get_by_role("button", name="Retirer le label"))
    assert "Le label est retiré" in second.push("Retirer le label")


# --- The year ------------------------------------------------------------------------------------
def open_a_campaign(tour: SecretariatTour) -> None:
    screen = tour.officer
    room(screen, "Campagnes")
    screen.follow("Ajouter campagne")
    for label, said in (("Année", "2027"), ("Ouvre le", "01/12/2027"), ("Se termine le", "15/03/2028")):
        screen.main.get_by_label(label).fill(said)
    assert "1 décembre 2027" in screen.push("Enregistrer")
    assert "que le rapport est demandé" in room(screen, "Lettres des campagnes")
    room(screen, "Rappels du label")
    room(screen, "Messages")
    screen.follow("Ce que dit chaque message")


def decide_on_reports(tour: SecretariatTour) -> None:
    screen, team = tour.officer, tour.coordinator
    team.go(REPORTS)
    team.follow("2026")
    team.follow("Continuer à écrire")
    team.push("L’envoyer au secrétariat")
    open_report(screen)
    screen.follow("Le renvoyer à la Cité")
    screen.main.get_by_label("Motif").fill("Les partenaires manquent.")
    assert "renvoyé à la Cité" in screen.push("Le renvoyer à la Cité")
    assert "Les partenaires manquent." in team.go(f"{REPORTS}2026/")
    team.follow("Continuer à écrire")
    team.push("L’envoyer au secrétariat")
    open_report(screen)
    screen.follow("L’accepter et renouveler le label")
    renews = screen.main.get_by_role("button", name="L’accepter et renouveler le label")
    screen.take("renouveler", title_of(screen), renews)
    assert "accepté" in screen.push("L’accepter et renouveler le label")
    open_row(screen, "Rapports", "Oberwolfenthalweiler", "remis")
    screen.follow("L’accepter et garder le dossier en attente")
    assert "accepté" in screen.push("L’accepter et garder le dossier en attente")


def open_report(screen: Screen) -> None:
    open_row(screen, "Rapports", "Cité des métiers de Port-Clairval", "remis")


def add_up_the_network(tour: SecretariatTour) -> None:
    screen = tour.officer
    open_row(screen, "Campagnes", "2026")
    assert "3 Cités sur 8 ont envoyé leur rapport" in screen.follow("Totaux du réseau")
    assert "À comparer avec prudence" in screen.follow("Passages")


# --- The network ---------------------------------------------------------------------------------
def make_two_partners_one(tour: SecretariatTour) -> None:
    screen = tour.officer
    room(screen, "Partenaires")
    assert "le même nom, écrit autrement" in screen.follow("Doublons probables")
    screen.follow("N’en faire qu’un")
    screen.take("doublon", title_of(screen), screen.main.get_by_role("button", name="N’en faire qu’un"))
    assert "son adresse y mène" in screen.push("N’en faire qu’un")
    screen.go("/fr/partners/demo-mediatheque-des-quais-2/")
    assert screen.page.url.endswith("/demo-mediatheque-des-quais/")


def read_figures(tour: SecretariatTour) -> None:
    screen = tour.officer
    screen.go(DESK)
    screen.follow("Le réseau en chiffres")
    for label, said in (("Jour", "1"), ("Mois", "12"), ("Année", "2026")):
        screen.main.get_by_label(label, exact=True).fill(said)
    screen.push("Voir cette date")
    screen.take("chiffres", title_of(screen), screen.main.get_by_role("table").first)


def export_a_list(tour: SecretariatTour) -> None:
    screen = tour.officer
    room(screen, "Cités")
    screen.main.get_by_role("checkbox", name="Sélectionner tous les objets").check()
    screen.main.get_by_role("combobox", name="Action").select_option("Exporter en XLSX")
    with screen.page.expect_download() as taken:
        screen.main.get_by_role("button", name="Exécuter").click()
    assert taken.value.suggested_filename.endswith(".xlsx")


def moderate_a_suggestion(tour: SecretariatTour) -> None:
    screen = tour.officer
    open_row(screen, "Suggestions", "In zatelyé pou apran")
    screen.main.get_by_label("État").select_option("publiée")
    screen.push("Enregistrer")
    open_row(screen, "Suggestions", "In zatelyé pou apran")
    assert "publiée" in screen.follow("Historique")


def read_what_was_written(tour: SecretariatTour) -> None:
    for who, words in (
        (account_of("label_officer"), "label projet · Brumeval"),
        (BEARER, "Cité des métiers des Rives du Lac"),
        (account_of("coordinator"), "vous demande votre rapport annuel de 2026"),
    ):
        letters = tour.served.post_to(who)
        assert any(words in letter for letter in letters), letters
        for letter in letters:
            tour.album.read(letter)


SCENES: tuple[Callable[[SecretariatTour], None], ...] = (
    see_what_waits,
    invite,
    begin_a_project,
    examine_a_file,
    plan_a_session,
    hold_the_session,
    decide_on_the_page_of_a_cite,
    withdraw_a_label,
    open_a_campaign,
    decide_on_reports,
    add_up_the_network,
    make_two_partners_one,
    read_figures,
    export_a_list,
    moderate_a_suggestion,
    read_what_was_written,
)
