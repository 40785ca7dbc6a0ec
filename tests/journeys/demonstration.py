"""Makes a world of the demonstration, and prints the keys of its accounts and its moment.

Run as a program, in the environment of the portal that will show it.
"""

# ruff: noqa: E402
import json
import sys

import django
from django.core.management import call_command
from django.utils import timezone

django.setup()  # before the models are read

from citesmetiers.demonstration.accounts import LOCAL_PASSWORD
from network.models import Cite, TeamMember
from tests import factories as make
from tests.journeys.teams import COORDINATOR, OFFICER, TEAM, TOWNS
from tests.journeys.world import keys


def make_demonstration() -> dict[str, str]:
    call_command("prepare", verbosity=0)
    call_command("demo", stdout=sys.stderr, stderr=sys.stderr)
    make_who_may_invite()
    make_an_officer()
    make_a_partner_twice()
    return keys() | {"moment": f"{timezone.now().timestamp()}"}


def make_who_may_invite() -> None:
    """Add a coordinator of a Cité that is not invented: an account of the demonstration invites nobody."""
    slug, name = next(iter(TOWNS.values()))
    person = make.make_user(
        email=COORDINATOR, password=LOCAL_PASSWORD, name=TEAM[COORDINATOR][0], language="fr"
    )
    TeamMember.objects.create(
        user=person, cite=make.make_cite(slug=slug, name={"fr": name}), role=TEAM[COORDINATOR][1]
    )
    make.enrol(person)


def make_an_officer() -> None:
    """Add an officer of the label who is not invented, and may invite."""
    made = make.make_user(
        email=OFFICER,
        password=LOCAL_PASSWORD,
        name="Odile Ormeau",
        language="fr",
        network_role="label_officer",
    )
    make.enrol(made)


def make_a_partner_twice() -> None:
    """Add the library of Port-Clairval again, as another Cité typed it."""
    partner = make.make_partner(
        slug="demo-mediatheque-des-quais-2",
        name="Mediathèque des Quais",
        kind="library",
        country="FR",
        demo=True,
    )
    make.make_agreement(Cite.objects.get(slug="demo-trois-ravines"), partner)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(make_demonstration()))
