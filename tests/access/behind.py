"""Behind the pages: what actions themselves let a desk of Cité A do, whichever page calls them one day.

R reader, C contributor, K coordinator of A, with what is A's; B: the coordinator of A with what is B's;
G label officer, a guest, who does not say why; P bearer of a project, who is there for its files alone.
over: as if it were not there; none: nothing was done.
"""

# ruff: noqa: ARG005 every act is called the same way
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from events.actions import cancel_dates, change_date
from network.actions import (
    begin_file,
    begin_project,
    change_role,
    close_session,
    committee,
    confirm_withdrawal,
    decline_withdrawal,
    draft_from_suggestion,
    end_membership,
    invite,
    move_label_file,
    open_session,
    plan_session,
    propose_withdrawal,
    say_in_file,
    settle_suggestion,
    sitting,
    take_withdrawal_back,
)
from network.actions import bin as bins
from network.actions import sheets as actions
from network.actions.closings import close_places
from network.actions.file_contents import add_evidence, mark_of, remove_evidence, save_section
from network.actions.freshness import confirm
from network.actions.partners import keep_apart, merge_partners
from network.actions.reports import MOVES, move_report, write_report
from network.actions.restoring import Unchanged, restore
from network.actions.tables import Stopped, bring_in, keep_table
from network.forms.sheets import SHEETS
from network.models import (
    Campaign,
    Cite,
    CommitteeSession,
    Evidence,
    Report,
    Suggestion,
    TeamMember,
    WithdrawalProposal,
)
from network.permissions import NetworkRole, TeamRole
from network.views.telling import moment_of
from network.vocabulary import EvidenceKind, FileKind
from tests.access.asking import tables, taken_back, told_of, writes
from tests.access.world import WEEK, YEAR, Town, World

if TYPE_CHECKING:
    from network.access import Desk

WORDS = {
    "title__fr": ["Un titre"],
    "themes": ["employment"],
    "modality": ["interview"],
    "access": ["drop_in"],
}
type Act = Callable[[Desk, Town, str], Any]


def _kind() -> Any:
    return SHEETS["offers"]


def _offer(town: Town) -> int:
    return int(town.records["offers"].pk)


def _somebody_of_b() -> str:
    return TeamMember.objects.filter(cite__slug="town-b", role="contributor")[0].user.email


def _suggestion(town: Town) -> Suggestion:
    found = Suggestion.objects.get(pk=town.suggestion.pk)
    found.state = "noted"
    return found


def _report(town: Town) -> Report:
    return Report.objects.get(cite=town.cite)


def _session(state: str) -> CommitteeSession:
    return CommitteeSession.objects.get(state=state)


def _sit(desk: Desk, act: Any, state: str = "planned", **said: Any) -> Any:
    """Do something to the session of the network that has come so far."""
    session = _session(state)
    return act(session, by=desk.user, version=session.version, **said)


def _change(date: Any) -> Any:
    date.status = "cancelled"
    return date


ACTS: dict[str, Act] = {
    "begin": lambda desk, town, why: actions.write_draft(desk, _kind(), WORDS, opened={}),
    "write": lambda desk, town, why: actions.write_draft(desk, _kind(), {}, opened={}, record=_offer(town)),
    "go on": lambda desk, town, why: actions.write_draft(
        desk, _kind(), {}, opened={}, draft=town.drafts["offers"].pk
    ),
    "publish": lambda desk, town, why: actions.publish(desk, _kind(), town.drafts["offers"].pk, reason=why),
    "ask": lambda desk, town, why: actions.ask_to_publish(desk, _kind(), town.drafts["offers"].pk),
    "discard": lambda desk, town, why: actions.discard(desk, _kind(), town.drafts["offers"].pk),
    "withdraw": lambda desk, town, why: actions.withdraw(desk, _kind(), _offer(town), reason=why),
    "throw away": lambda desk, town, why: bins.throw_away(desk, _kind(), _offer(town), reason=why),
    "put back": lambda desk, town, why: bins.put_back(desk, town.thrown.pk, reason=why),
    "restore": lambda desk, town, why: restore(
        desk, _kind(), _offer(town), moment_of(town.version("offers"))
    ),
    "confirm": lambda desk, town, why: confirm(desk, {"offers": [_offer(town)]}, reason=why),
    "close": lambda desk, town, why: close_places(
        desk, [town.place.pk], WEEK, WEEK, hours=[], why={}, reason=why
    ),
    "change a date": lambda desk, town, why: change_date(
        desk, town.date.pk, _change, version=town.date.version, reason=why
    ),
    "cancel dates": lambda desk, town, why: cancel_dates(desk, [town.date.pk], reason=why),
    "settle": lambda desk, town, why: settle_suggestion(desk, _suggestion(town), reason=why),
    "draft of a suggestion": lambda desk, town, why: draft_from_suggestion(desk, _kind(), town.suggestion.pk),
    "go on with a suggestion": lambda desk, town, why: draft_from_suggestion(desk, _kind(), town.followed.pk),
    "change a role": lambda desk, town, why: change_role(
        town.mate.pk, TeamRole.COORDINATOR, desk=desk, reason=why
    ),
    "end a membership": lambda desk, town, why: end_membership(town.mate.pk, desk=desk, reason=why),
    "write a report": lambda desk, town, why: write_report(
        desk, Campaign.objects.get(year=YEAR), {}, opened=_report(town).version
    ),
    "send a report": lambda desk, town, why: move_report(_report(town).pk, MOVES["submit"], by=desk),
    "keep a table": lambda desk, town, why: keep_table(
        desk, _kind(), name="offers.csv", tables=[], faults=[], total=0
    ),
    "bring a table in": lambda desk, town, why: bring_in(
        desk, _kind(), town.upload, publishes=True, reason=why
    ),
    "bring nothing in": lambda desk, town, why: bring_in(
        desk, _kind(), town.empty, publishes=True, reason=why
    ),
    "begin a file": lambda desk, town, why: begin_file(town.cite, FileKind.RENEWAL, by=desk.user),
    "submit a file": lambda desk, town, why: move_label_file(town.file, "submit", by=desk.user, version=1),
    "take a file": lambda desk, town, why: move_label_file(town.submitted, "take", by=desk.user, version=1),
    "say in a file": lambda desk, town, why: say_in_file(town.file, "Bonjour", by=desk.user),
    "write a section": lambda desk, town, why: save_section(
        town.file, "place", "x", opened=mark_of(town.secret), by=desk.user
    ),
    "add evidence": lambda desk, town, why: add_evidence(
        town.file, town.evidence.criterion, EvidenceKind.LINK, address="https://a.example", by=desk.user
    ),
    "remove evidence": lambda desk, town, why: remove_evidence(
        Evidence.objects.get(pk=town.evidence.pk), by=desk.user
    ),
    "begin a project": lambda desk, town, why: begin_project(
        Cite(slug="p", name={"fr": "P"}, main_language="fr", country="FR", timezone="Europe/Paris"),
        "p@example.org",
        by=desk.user,
    ),
    "plan a session": lambda desk, town, why: plan_session(CommitteeSession(held_on=WEEK), by=desk.user),
    "change a session": lambda desk, town, why: _sit(
        desk, committee.change_session, held_on=WEEK, held_at="x", quorum=None
    ),
    "cancel a session": lambda desk, town, why: _sit(desk, committee.cancel_session),
    "compute seats": lambda desk, town, why: _sit(desk, committee.compute_seats),
    "add a member": lambda desk, town, why: _sit(
        desk, committee.add_member, cite=town.cite, name="x", reason="y"
    ),
    "add an expert": lambda desk, town, why: _sit(desk, committee.add_expert, name="x"),
    "strike a seat": lambda desk, town, why: _sit(
        desk, committee.strike, "open", seat=_session("open").seats.get(), reason="y"
    ),
    "put a file on an agenda": lambda desk, town, why: _sit(desk, committee.put_file, file=town.reviewed),
    "take off an agenda": lambda desk, town, why: _sit(
        desk, committee.take_off, "open", item=_session("open").items.get()
    ),
    "call a committee": lambda desk, town, why: _sit(desk, committee.convoke),
    "open a session": lambda desk, town, why: _sit(desk, open_session),
    "write a session down": lambda desk, town, why: _sit(
        desk, sitting.write_down, "open", words="x", seats={}, items={}
    ),
    "close a session": lambda desk, town, why: _sit(desk, close_session, "open"),
    "correct a session": lambda desk, town, why: plan_session(
        CommitteeSession(held_on=WEEK), by=desk.user, corrects=_session("closed")
    ),
    "invite a bearer": lambda desk, town, why: invite(
        "p@example.org", role=TeamRole.BEARER, cite=town.cite, by=desk.user, reason="Il le faut"
    ),
    "propose a withdrawal": lambda desk, town, why: propose_withdrawal(
        WithdrawalProposal(cite=town.labelled, reason="Il le faut"), by=desk.user
    ),
    "confirm a withdrawal": lambda desk, town, why: confirm_withdrawal(town.proposal, by=desk.user),
    "decline a withdrawal": lambda desk, town, why: decline_withdrawal(town.proposal, "Non", by=desk.user),
    "take a withdrawal back": lambda desk, town, why: take_withdrawal_back(town.proposal, by=desk.user),
    "make two partners one": lambda desk, town, why: merge_partners(
        town.partner.pk, town.same_partner.pk, versions=(1, 1), by=desk.user
    ),
    "keep two partners apart": lambda desk, town, why: keep_apart(
        town.partner, town.same_partner, by=desk.user
    ),
    "invite": lambda desk, town, why: invite(
        _somebody_of_b(), role=TeamRole.CONTRIBUTOR, cite=town.cite, by=desk.user, reason=why
    ),
    "invite to the secretariat": lambda desk, town, why: invite(
        "else@example.org", role=NetworkRole.READER, by=desk.user
    ),
}
ALLOWED = {
    #                       R      C       K       B       G       P
    "begin":                ("403", "done", "done", "done", "done", "403"),
    "write":                ("403", "done", "done", "over", "done", "403"),
    "go on":                ("403", "done", "done", "over", "done", "403"),
    "publish":              ("403", "403",  "done", "over", "403", "403"),
    "ask":                  ("403", "done", "done", "over", "done", "403"),
    "discard":              ("403", "done", "done", "over", "done", "403"),
    "withdraw":             ("403", "403",  "done", "over", "403", "403"),
    "throw away":           ("403", "403",  "done", "over", "403", "403"),
    "put back":             ("403", "403",  "done", "over", "403", "403"),
    "restore":              ("403", "none", "none", "over", "none", "403"),
    "confirm":              ("403", "done", "done", "none", "403", "403"),
    "close":                ("403", "done", "done", "over", "403", "403"),
    "change a date":        ("403", "done", "done", "over", "403", "403"),
    "cancel dates":         ("403", "done", "done", "none", "403", "403"),
    "settle":               ("403", "done", "done", "403",  "403", "403"),
    "draft of a suggestion": ("403", "done", "done", "over", "done", "403"),
    "go on with a suggestion": ("403", "none", "none", "over", "none", "403"),
    "change a role":        ("403", "403",  "done", "over", "403", "403"),
    "end a membership":     ("403", "403",  "done", "over", "403", "403"),
    "write a report":       ("403", "403",  "done", "done", "403", "403"),
    "send a report":        ("403", "403",  "done", "403",  "403", "403"),
    "keep a table": ("403", "done", "done", "done", "done", "403"),
    "bring a table in": ("403", "403", "done", "over", "over", "403"),
    "bring nothing in": ("403", "403", "over", "over", "over", "403"),
    "begin a file":         ("403", "403",  "done", "403",  "done", "done"),
    "submit a file":        ("403", "403",  "done", "403",  "403", "done"),
    "take a file":          ("403", "403",  "403",  "403",  "done", "403"),
    "say in a file":        ("403", "403",  "done", "403",  "done", "done"),
    "write a section":      ("403", "403",  "done", "403",  "403", "done"),
    "add evidence":         ("403", "403",  "done", "403",  "403", "done"),
    "remove evidence":      ("403", "403",  "done", "403",  "403", "done"),
    "begin a project":      ("403", "403",  "403",  "403",  "done", "403"),
    "plan a session":       ("403", "403",  "403",  "403",  "done", "403"),
    "change a session":     ("403", "403",  "403",  "403",  "done", "403"),
    "cancel a session":     ("403", "403",  "403",  "403",  "done", "403"),
    "compute seats":        ("403", "403",  "403",  "403",  "done", "403"),
    "add a member":         ("403", "403",  "403",  "403",  "done", "403"),
    "add an expert":        ("403", "403",  "403",  "403",  "done", "403"),
    "strike a seat":        ("403", "403",  "403",  "403",  "done", "403"),
    "put a file on an agenda": ("403", "403", "403", "403", "done", "403"),
    "take off an agenda":   ("403", "403",  "403",  "403",  "done", "403"),
    "call a committee":     ("403", "403",  "403",  "403",  "done", "403"),
    "open a session":       ("403", "403",  "403",  "403",  "done", "403"),
    "write a session down": ("403", "403",  "403",  "403",  "done", "403"),
    "close a session":      ("403", "403",  "403",  "403",  "done", "403"),
    "correct a session":    ("403", "403",  "403",  "403",  "done", "403"),
    "invite a bearer":      ("403", "403",  "over", "over", "done", "403"),
    "invite to the secretariat": ("403", "403", "403", "403", "done", "403"),
    "propose a withdrawal":   ("403", "403", "403", "403", "done", "403"),
    "confirm a withdrawal":   ("403", "403", "403", "403", "done", "403"),
    "decline a withdrawal":   ("403", "403", "403", "403", "done", "403"),
    # Somebody else made it.
    "take a withdrawal back": ("403", "403", "403", "403", "403", "403"),
    # Whose Cité names them makes no difference: the register is the secretariat’s.
    "make two partners one":   ("403", "403", "403", "403", "done", "403"),
    "keep two partners apart": ("403", "403", "403", "403", "done", "403"),
    "invite":               ("403", "403",  "done", "over", "403", "403"),
}  # fmt: skip
COLUMNS = {"R": "R", "C": "C", "K": "K", "B": "K", "G": "L", "P": "P"}


def done(world: World, act: str, column: str) -> tuple[str, str]:
    """Act as somebody; return what came of it, and what else is wrong with it."""
    desk, town = world.desk(COLUMNS[column]), world.b if column == "B" else world.a
    with taken_back():
        before = writes()
        try:
            ACTS[act](desk, town, "" if column == "G" else "Il le faut")
            word = "done"
        except PermissionDenied:
            word = "403"
        except Unchanged:
            word = "none"
        except (actions.Over, Stopped, TeamMember.DoesNotExist, ValidationError, Http404):
            word = "over"
        has_changed = writes() != before and tables() != world.before
        fault = ""
        if has_changed and word != "done":
            fault = "it changed something"
        if has_changed and told_of(world.b.cite) != world.of_b:
            fault = "it reached what is B’s"
        return "none" if word == "done" and not has_changed else word, fault
