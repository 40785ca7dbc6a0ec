"""Makes the world that the journeys walk through, and prints where its pages are.

Run as a program, in the environment of the portal that will show it. The real network, the
demonstration Cités, and a few dull records for the states that neither has.
"""

# ruff: noqa: E402
from __future__ import annotations

import json
import sys
from datetime import timedelta

import django
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

django.setup()  # before the models are read

from allauth.mfa.models import Authenticator
from django.db.models import Count

from citesmetiers.demonstration.accounts import LOCAL_PASSWORD
from citesmetiers.search.shortlist import shortlist_address
from events.models import Event
from network.actions import invite
from network.hours.rules import WEEKDAYS
from network.models import Cite, Place, TeamMember
from network.permissions import NetworkRole
from network.pictures import keep
from network.seals import unseal
from services.models import Permanence
from tests import factories as make
from tests.drawing import drawn
from tests.journeys.teams import OFFERS, TEAM, TOWNS
from tests.portal.gazetteer.towns import load_some

LONG = (
    "Anticonstitutionnellement, l’accompagnement pluridisciplinaire des demandeuses et demandeurs d’emploi, "
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"
)

# Brest, near which the invented Port-Clairval lies; Lyon; and those called Saint-Denis.
KNOWN = ("FR-29019", "FR-69123", "FR-93066", "FR-97411", "FR-11339", "FR-30247")


def make_world() -> dict[str, str]:
    call_command("prepare", verbosity=0)
    call_command("migrate", verbosity=0, interactive=False)
    real = settings.BASE_DIR / "citesmetiers/data/network.json"
    call_command("import_network", str(real), stdout=sys.stderr, stderr=sys.stderr)
    call_command("demo", stdout=sys.stderr, stderr=sys.stderr)
    load_towns()
    # No page for the public: a link that lets an officer in, once, for each walk through the desk.
    tokens = {
        name: invite(f"{name}@example.org", role=NetworkRole.LABEL_OFFICER, by=None)[1]
        for name in ("officer", "thorough-officer")
    }
    with override("fr"):
        states = make_states(timezone.localdate())
        make_teams_at_work(timezone.localdate())
        return {
            **{f"invitation of {name}": f"accounts/invitation/{token}/" for name, token in tokens.items()},
            **keys(),
            **{name: address.removeprefix("/fr/") for name, address in states.items()},
        }


def load_towns() -> None:
    """Let the portal know some towns: a few thousand would take long."""
    load_some(*KNOWN)


def keys() -> dict[str, str]:
    """Return what the applications of all accounts hold, to sign in with their codes."""
    factors = Authenticator.objects.select_related("user")
    return {f"key of {factor.user.email}": unseal(factor.data["secret"]) for factor in factors}


def make_teams_at_work(today) -> None:
    """Add a Cité for each way of going through a workspace, where journeys change what they like.

    One team works in all of them: a coordinator and two contributors.
    """
    towns = [make.make_cite(slug=slug, name={"fr": name}) for slug, name in TOWNS.values()]
    for email, (name, role) in TEAM.items():
        person = make.make_user(email=email, password=LOCAL_PASSWORD, name=name, language="en")
        for town in towns:
            TeamMember.objects.create(user=person, cite=town, role=role)
        if role == "coordinator":
            make.enrol(person)
    for town in towns:
        fill(town, today)


def fill(town: Cite, today) -> None:
    """Give a Cité what the journeys change: a place with people every day, offers, an event from tomorrow on."""
    place = make.make_place(town, kind="main", name="Lieu du Pont", checked_on=today)
    make.make_season(place, weekly={day: ["09:00-18:00"] for day in WEEKDAYS})
    for title in OFFERS:
        offer = make.make_service(town, title={"fr": title}, places=[place])
    for weekday in range(7):
        make.make_permanence(offer, place, weekday=weekday)
    # On two days, for a run that lasts past midnight.
    soon = [f"{today + timedelta(days=days)}T10:00" for days in (1, 2)]
    make.make_event(town, title={"fr": "Forum du lendemain"}, place=place, starts=soon[0], dates=soon)


def make_states(today) -> dict[str, str]:
    """Add the states that only a person could have made, and return the address of each."""
    town = make.make_cite(slug="ville-longue", name={"fr": f"Cité des métiers : {LONG}"}, region="R" * 60)
    place = make.make_open_place(town, kind="main", name=f"Lieu : {LONG}", street=LONG, city="V" * 60)
    Place.objects.filter(pk=place.pk).update(
        picture=keep(town.pk, drawn()), picture_alt={"fr": LONG}, picture_credit=LONG[:200]
    )
    partner = make.make_partner(slug="partenaire-long", name=f"Partenaire : {LONG}")
    short_partner = make.make_partner()
    make.make_agreement(town, partner)
    make.make_agreement(town, short_partner)
    long_texts = {"summary": {"fr": LONG}, "description": {"fr": f"{LONG}\n\n" * 3}}
    every_day = [str(today + timedelta(days=days)) for days in range(1, 9)]
    services = [make.make_service(town, places=[place]) for _ in range(24)]
    for number, each in enumerate(services):
        make.make_permanence(each, place, weekday=number % 5)
    for number in range(24):
        make.make_event(town, place=place, starts=f"{every_day[number % 8]}T{8 + number // 8:02}:00")
    long_event = make.make_event(
        town,
        **long_texts,
        title={"fr": f"Forum : {LONG}"},
        place=place,
        partners=[partner],
        dates=[f"{day}T10:00" for day in every_day],
        picture=keep(town.pk, drawn(600, 900)),
        picture_is_decorative=True,
    )
    busiest = Cite.objects.filter(demo=True).annotate(count=Count("permanences")).order_by("-count").first()
    demo_offer = Permanence.objects.filter(cite=busiest).order_by("pk").first().service
    demo_offers = busiest.services.published().order_by("pk")[:2]
    demo_event = Event.objects.filter(cite=busiest, publication="published").order_by("pk").first()
    former = make.make_cite(
        slug="ville-d-avant", name={"fr": "Cité des métiers d’avant"}, membership="former"
    )
    make.make_place(former, kind="main")
    return {
        "cite, former": former.get_absolute_url(),
        "cite, long texts": town.get_absolute_url(),
        "cite, demonstration": busiest.get_absolute_url(),
        "suggested": reverse("public:suggested", args=["cite", busiest.pk, "sent"]),
        "week": f"{busiest.get_absolute_url()}week/",
        "shortlist": shortlist_address([each.pk for each in demo_offers]),
        "service": demo_offer.get_absolute_url(),
        "service, long texts": make.make_service(
            town, **long_texts, title={"fr": f"Atelier : {LONG}"}, partner=partner
        ).get_absolute_url(),
        "service, withdrawn": make.make_service(town, publication="withdrawn").get_absolute_url(),
        "service, by appointment": make.make_service(town, access=["appointment"]).get_absolute_url(),
        "event": demo_event.get_absolute_url(),
        "event, long texts": long_event.get_absolute_url(),
        "event, cancelled": make.make_event(town, status="cancelled").get_absolute_url(),
        "event, withdrawn": make.make_event(town, publication="withdrawn").get_absolute_url(),
        "label, proof of a demonstration": reverse("public:label_proof", args=[busiest.slug]),
        "partner": short_partner.get_absolute_url(),
        "partner, long texts": partner.get_absolute_url(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(make_world()))
