"""Pages that a link of an e-mail opens: to whom it was sent, from a page of ours, and not once it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import translation

from network.actions import join_by_invitation
from network.actions.sheets import Over
from network.actions.tables import bring_in
from network.emails import link_for
from network.forms.sheets import SHEETS
from network.models import TeamMember
from tests.access.asking import tables, taken_back, told_of, word_for
from tests.access.world import INVITED, NOWHERE, World, sign_in
from tests.factories import make_user

if TYPE_CHECKING:
    from collections.abc import Callable

    from network.models import User

OURS, ELSEWHERE = {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "cross-site"}
type Case = tuple[str, Callable[[], str], str]


def links(world: World) -> list[Case]:
    """Return cases: a name, what asks, and the word for what has to come of it."""
    with translation.override("en"):
        return [
            ("the first page", lambda: _counts(world), "ok"),
            *_nowhere(world),
            *_still_true(world),
            *_invitation(world),
            *_sent_by_everybody(world),
        ]


def _nowhere(world: World) -> list[Case]:
    where = reverse("workspace:desk", args=[NOWHERE])
    return [
        (f"no Cité, {mark}", lambda m=mark: _told(world, world.clients[m], where), "404")
        for mark in ("N", "K", "L")
    ]  # type: ignore[misc]


def _counts(world: World) -> str:
    """Read what the first page of A counts: its own offer, a draft of each kind and one of a suggestion."""
    said = " ".join(world.clients["K"].get(f"/en/workspace/{world.a.cite.slug}/").text.split())
    return "ok" if "One offer online. 8 drafts." in said else "other numbers"


def _told(world: World, client: Client, address: str, sent: object = None, **headers: object) -> str:
    with taken_back():
        answer = client.get(address) if sent is None else client.post(address, sent, **headers)
        word, changed = word_for(answer), tables() != world.before
        if told_of(world.b.cite) != world.of_b:
            return f"{word}: it reached what is B’s"
        return f"{word}, written" if changed else word


def _still_true(world: World) -> list[Case]:
    a, b, users = world.a, world.b, world.users
    own = {"still": [f"offers:{a.records['offers'].pk}"]}
    of_b = {"still": [f"offers:{b.records['offers'].pk}"]}

    def case(name: str, user: User | None, expected: str, sent: object, headers: dict[str, str]) -> Case:
        assert user
        where = link_for(user, a.cite).removeprefix("http://localhost:8000")
        return name, lambda: _told(world, Client(), where, sent, headers=headers), expected

    return [
        case("looked at", users["C"], "ok", None, OURS),
        case("sent", users["C"], "ok, written", own, OURS),
        case("sent from elsewhere", users["C"], "403", own, ELSEWHERE),
        case("sent from nowhere", users["C"], "403", own, {}),
        case("of B", users["C"], "ok", of_b, OURS),
        case("no longer of the team", users["X"], "410", own, OURS),
        case("of another team", users["B"], "410", own, OURS),
        case("a guest", users["L"], "410", own, OURS),
        case("a reader", users["R"], "410", own, OURS),
        (
            "no link of ours",
            lambda: _told(world, Client(), "/accounts/still-true/x/", own, headers=OURS),
            "410",
        ),
    ]


def _invitation(world: World) -> list[Case]:
    where = reverse("accounts:invitation", args=[world.a.token])
    person = {"name": "Une personne", "password": "a very long and dull password"}
    cases: list[Case] = [
        (
            f"invitation of another, {mark}",
            lambda m=mark, s=sent: _told(world, world.clients[m], where, s),
            word,
        )  # type: ignore[misc]
        for mark in world.clients
        for sent in (None, {})
        for word in ["403" if mark not in {"V", "S-", "K-"} else "E" if mark != "V" else ""]
        if word
    ]
    return [
        *cases,
        ("invitation, looked at", lambda: _told(world, Client(), where), "ok"),
        ("invitation, taken", lambda: _told(world, Client(), where, person), "->, written"),
        ("no invitation", lambda: _told(world, Client(), reverse("accounts:invitation", args=["x"])), "404"),
        ("invitation of one’s own", lambda: _joined(world, where, demo=False), "->, written"),
        ("invitation of another, behind its page", lambda: _behind(world), "403"),
        ("a table sent to B, brought into A", lambda: _other_table(world), "over"),
        ("invitation, invented", lambda: _joined(world, where, demo=True), "403"),
    ]


def _joined(world: World, where: str, *, demo: bool) -> str:
    with taken_back():
        user = make_user(email=INVITED, password=None, demo=demo)
        answer = sign_in(user).post(where, {})
        joined = TeamMember.objects.filter(user=user)
        assert [each.cite for each in joined] == ([] if demo else [world.a.cite])
        return word_for(answer) + (", written" if joined else "")


def _behind(world: World) -> str:
    """Join as who was not invited, past the page that looks first."""
    try:
        with taken_back():
            join_by_invitation(world.a.token, by=world.users["N"])  # type: ignore[arg-type]
    except PermissionDenied:
        return "403"
    return "done"


def _other_table(world: World) -> str:
    """Bring what one sent to one Cité into the other, past the page that looks first."""
    try:
        with taken_back():
            bring_in(world.desk("AB"), SHEETS["offers"], world.b.upload, publishes=False)
    except Over:
        return "over"
    return "done"


def _sent_by_everybody(world: World) -> list[Case]:
    cases: list[Case] = []
    for name in ("suggest", "support"):
        where = reverse(f"public:{name}", args=["cites", world.a.cite.pk])
        cases += [
            (
                f"{name} from {mark}",
                lambda w=where, h=headers: _told(world, Client(), w, {"text": "x"}, headers=h),
                "403",
            )  # type: ignore[misc]
            for mark, headers in (("elsewhere", ELSEWHERE), ("nowhere", {}))
        ]
    return cases
