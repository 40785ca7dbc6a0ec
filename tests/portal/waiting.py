"""Things that wait for the secretariat, and others that look alike and do not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from network.models import Letter
from tests.factories import (
    make_agreement,
    make_campaign,
    make_cite,
    make_decision,
    make_file,
    make_member,
    make_partner,
    make_proposal,
    make_report,
    make_service,
    make_suggestion,
    make_user,
)

if TYPE_CHECKING:
    from network.models import Campaign, Cite

KINDS = [
    "files",
    "reports",
    "withdrawals",
    "suggestions",
    "labels",
    "agreements",
    "charter",
    "stale",
    "orphans",
    "letters",
]
# What each role acts on; who only looks sees all of it.
OF = {
    "label_officer": KINDS,
    "content_support": ["suggestions", "agreements", "charter", "stale"],
    "reader": KINDS,
}


def make_town(*, demo: bool = False, **over: object) -> Cite:
    """Make a Cité from which nothing waits: somebody coordinates it."""
    cite = make_cite(demo=demo, **over)
    make_member(cite, "coordinator", demo=demo)
    return cite


def campaign(*, demo: bool) -> Campaign:
    return make_campaign(2020 if demo else 2021, demo=demo)


def make_letter(*, demo: bool, **over: object) -> Letter:
    now = timezone.now()
    number = Letter.objects.count()
    said = {
        "message_id": f"<{number}@example.org>", "recipient": make_user(password=None, demo=demo).email,
        "language": "fr", "kind": "invitation", "subject": f"Lettre {number}", "due_at": now,
    }  # fmt: skip
    return Letter.objects.create(**said | over)


def _soon() -> str:
    return f"{timezone.localdate() + timedelta(days=60)}"


# How each kind that is about a Cité is made to wait.
MADE = {
    "files": lambda town, _of: make_file(town, state="in_review"),
    "reports": lambda town, of: make_report(town, of, state="submitted"),
    "suggestions": lambda town, _of: make_suggestion(town),
    "withdrawals": lambda town, _of: make_proposal(town),
    "labels": lambda town, of: make_report(town, of, state="accepted"),
    "agreements": lambda town, _of: make_agreement(town, make_partner(demo=town.demo), until=_soon()),
    "charter": lambda town, _of: make_decision(town, "operating_label", "2005"),
    "stale": lambda town, _of: make_service(town, checked_on="2020-01-01"),
}


def make_waiting(kind: str, number: int, *, demo: bool = False, of: Campaign | None = None) -> int:
    """Make so many records of which something of a kind waits; return how much of it does."""
    for _each in range(number):
        if kind == "orphans":
            make_cite(demo=demo)
        elif kind == "letters":
            make_letter(demo=demo, given_up_at=timezone.now())
        else:
            MADE[kind](make_town(demo=demo), of)
    # Two promises are broken by one Cité.
    return number * 2 if kind == "charter" else number


def make_quiet(*, demo: bool, of: Campaign) -> None:
    """Make what looks as if it waited, and does not."""
    today = timezone.localdate()
    town = make_town(demo=demo)
    make_file(town, state="changes_requested")
    make_file(town, kind="operating", state="withdrawn")
    make_report(town, of)
    make_suggestion(town, state="published")
    make_proposal(town, proposed_at=timezone.now() - timedelta(days=31))
    partner, other = make_partner(demo=demo), make_partner(demo=demo)
    make_agreement(town, partner, until=f"{today - timedelta(days=9)}")
    make_agreement(town, partner, since=f"{today - timedelta(days=8)}")
    make_agreement(town, other, until=f"{today + timedelta(days=61)}")
    make_service(town, checked_on=today)
    make_service(town)
    make_service(town, checked_on="2020-01-01", publication="draft")
    make_agreement(make_cite(demo=demo, membership="former"), other, until="2010")
    make_letter(demo=demo, delivered_at=timezone.now())
    make_letter(demo=demo)
