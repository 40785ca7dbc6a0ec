"""The walk of the guide for the secretariat: two officers of the label, at a screen of a small laptop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citesmetiers.demonstration.accounts import LOCAL_PASSWORD
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
LAPTOP = {"viewport": {"width": 800, "height": 900}, "locale": "fr-FR"}
NEWCOMER, BEARER = "louise@example.org", "projet@example.org"
SUBMITTED = "Cité des métiers de Brumeval"
_, TOWN = next(iter(TOWNS.values()))


class SecretariatTour(Tour):
    """One officer of the demonstration, who changes what is invented, and one who invites real people."""

    screen = LAPTOP

    def __init__(self, served: Served, browser: Browser, folder: Path) -> None:
        super().__init__(served, browser, folder)
        self.officer = self.come("label_officer", DESK)
        self.inviter = self.come(OFFICER, DESK)


def room(screen: Screen, name: str) -> str:
    """Go to a list by the first page."""
    screen.go(DESK)
    return screen.follow(name)


def row(screen: Screen, words: str) -> Locator:
    return screen.main.get_by_role("row").filter(has_text=words)


def see_what_waits(tour: Tour) -> None:
    screen = tour.officer
    screen.page.goto("/accounts/login/")
    screen.go(DESK)
    screen.follow("Ce qui attend")
    screen.take("ce-qui-attend", title_of(screen), screen.main.get_by_role("table").first)


def invite(tour: Tour) -> None:
    screen = tour.inviter
    room(screen, "Invitations")
    screen.follow("Ajouter invitation")
    screen.main.get_by_label("Adresse électronique").fill(NEWCOMER)
    screen.main.get_by_label("Rôle").select_option("appui aux contenus")
    screen.take("inviter", title_of(screen), screen.main.get_by_label("Rôle"))
    screen.push("Enregistrer")
    [letter] = tour.served.post_to(NEWCOMER)
    tour.album.read(letter)


SCENES: tuple[Callable[[SecretariatTour], None], ...] = (see_what_waits, invite)
