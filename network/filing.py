"""How a label file goes from the first letter to the decision: one table of moves, and what each kind has to say.

Actions, buttons, letters and the documentation all read this table; nothing else knows which state
follows which. Nothing here reads a database or a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.permissions import Can
from network.vocabulary import DecisionKind, FileKind, FileState, LabelStatus

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from network.label import Standing

S = FileState
OPEN = (S.DRAFT, S.SUBMITTED, S.IN_REVIEW, S.CHANGES_REQUESTED, S.ON_AGENDA, S.ADJOURNED)
# While its applicant writes in it.
WRITABLE = (S.DRAFT, S.CHANGES_REQUESTED)
# Where something was decided: what the portal showed then is kept with the step.
DECIDED = (S.GRANTED, S.REFUSED)
APPLICANT, SECRETARIAT = Can.APPLY, Can.RUN_LABEL
# Not a move: the step with which a file begins.
BEGIN = "begin"


@dataclass(frozen=True, slots=True)
class Move:
    """One way from some states to another, and who may go it."""

    name: str
    sources: tuple[FileState, ...]
    target: FileState
    right: Can
    words: _StrOrPromise
    done: _StrOrPromise
    consequence: _StrOrPromise
    needs_reason: bool = False
    # What the day that is given with it is; nothing where none is asked.
    day: _StrOrPromise = ""
    needs_day: bool = False

    @property
    def grants(self) -> bool:
        """Whether it records a decision on the label."""
        return self.target == S.GRANTED


MOVES = {
    move.name: move
    for move in (
        Move(
            "submit", WRITABLE, S.SUBMITTED, APPLICANT, _("Submit the file"), _("submitted the file"),
            _("The secretariat is told, and looks at the file. You cannot change it meanwhile; messages go on."),
        ),
        Move(
            "take", (S.SUBMITTED,), S.IN_REVIEW, SECRETARIAT, _("Take the file in review"),
            _("took the file in review"), _("The applicant is told that the secretariat looks at the file."),
        ),
        Move(
            "ask", (S.SUBMITTED, S.IN_REVIEW, S.ADJOURNED), S.CHANGES_REQUESTED, SECRETARIAT, _("Ask for changes"),
            _("asked for changes"),
            _("The applicant reads your reason, can write in the file again, and submits it once more."),
            needs_reason=True, day=_("By when"), needs_day=True,
        ),
        Move(
            "schedule", (S.IN_REVIEW, S.ADJOURNED), S.ON_AGENDA, SECRETARIAT,
            _("Put the file on the agenda of the committee"), _("put the file on the agenda of the committee"),
            _("The applicant is told that the committee will decide."), day=_("Day of the session, if it is known"),
        ),
        Move(
            "adjourn", (S.ON_AGENDA,), S.ADJOURNED, SECRETARIAT, _("Adjourn the file"), _("adjourned the file"),
            _("Nothing is decided. The applicant reads your reason; the file waits for another session."),
            needs_reason=True,
        ),
        Move(
            "grant", (S.ON_AGENDA,), S.GRANTED, SECRETARIAT, _("Grant the label"), _("granted what was asked for"),
            _("The decision is added to the public register, for good, and the file is closed. A decision is never removed: it can only be corrected by another one."),
        ),
        Move(
            "refuse", (S.IN_REVIEW, S.ON_AGENDA), S.REFUSED, SECRETARIAT, _("Refuse the file"), _("refused the file"),
            _("The applicant reads your reason. The file is closed; you can open it again."), needs_reason=True,
        ),
        Move(
            "withdraw", OPEN, S.WITHDRAWN, APPLICANT, _("Withdraw the file"), _("withdrew the file"),
            _("Nobody looks at the file any more. Nothing of it is lost: you can take it up again."),
        ),
        Move(
            "reopen", (S.REFUSED, S.WITHDRAWN), S.DRAFT, SECRETARIAT, _("Open the file again"),
            _("opened the file again"), _("The applicant reads your reason and can write in the file again."),
            needs_reason=True,
        ),
        Move(
            "resume", (S.WITHDRAWN,), S.DRAFT, APPLICANT, _("Take the file up again"), _("took the file up again"),
            _("The file is yours to write in again, with all that it held."),
        ),
    )
}  # fmt: skip

# What a session decides of the files on its agenda: nobody else does while it is planned or open.
OF_A_SESSION = ("grant", "refuse", "adjourn")
# Who has the next step. Of a file that is closed: nobody has to, though it can be opened again.
NEXT: dict[FileState, Can | None] = {
    S.DRAFT: APPLICANT,
    S.SUBMITTED: SECRETARIAT,
    S.IN_REVIEW: SECRETARIAT,
    S.CHANGES_REQUESTED: APPLICANT,
    S.ON_AGENDA: SECRETARIAT,
    S.ADJOURNED: SECRETARIAT,
    S.GRANTED: None,
    S.REFUSED: None,
    S.WITHDRAWN: None,
}
WITH_SECRETARIAT = tuple(state for state, actor in NEXT.items() if actor is SECRETARIAT)
ACTORS: dict[Can, _StrOrPromise] = {
    APPLICANT: pgettext_lazy("who acts next", "the applicant"),
    SECRETARIAT: pgettext_lazy("who acts next", "the secretariat of the network"),
}


def moves_from(state: str, *rights: Can) -> list[Move]:
    """Return the moves that somebody with these rights may make from a state, in the order of the table."""
    return [move for move in MOVES.values() if state in move.sources and move.right in rights]


# --- What a file is about ------------------------------------------------------------------------
DECIDES = {
    FileKind.PROJECT: DecisionKind.PROJECT_LABEL,
    FileKind.OPERATING: DecisionKind.OPERATING_LABEL,
    FileKind.CONFIRMATION: DecisionKind.CONFIRMATION,
    FileKind.RENEWAL: DecisionKind.RENEWAL,
}
_AFTER = {
    DecisionKind.PROJECT_LABEL: (FileKind.OPERATING,),
    DecisionKind.OPERATING_LABEL: (FileKind.CONFIRMATION,),
    DecisionKind.CONFIRMATION: (FileKind.RENEWAL,),
    DecisionKind.RENEWAL: (FileKind.RENEWAL,),
    DecisionKind.LABEL: (FileKind.OPERATING, FileKind.CONFIRMATION, FileKind.RENEWAL),
}


def kinds_that_fit(standing: Standing) -> tuple[FileKind, ...]:
    """Return the kinds of file that make sense for a label as it stands.

    Where nothing is documented any of them may be the one: the history is older than the portal.
    """
    if standing.grant:
        return _AFTER[standing.grant.kind]
    return tuple(FileKind) if standing.status == LabelStatus.NOT_DOCUMENTED else (FileKind.PROJECT,)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a file: what its page asks for."""

    code: str
    label: _StrOrPromise
    help: _StrOrPromise
    # A single day rather than a text.
    is_day: bool = False
    is_optional: bool = False


OPENING_DAY = "opening-day"
_OPENING = Section(
    OPENING_DAY,
    _("Expected opening date"),
    _(
        "The day on which the public is expected to come in. You can change it as long as you write in the file."
    ),
    is_day=True,
)
SECTIONS: dict[FileKind, tuple[Section, ...]] = {
    FileKind.PROJECT: (
        Section(
            "territory",
            _("The territory"),
            _("Which territory the Cité is for, who its carrier is, and why they are legitimate there."),
        ),
        Section(
            "partners",
            _("Commitment of the main partners"),
            _(
                "Which partners commit themselves in principle, and to what: advisers, funding, premises, documents, events."
            ),
        ),
        Section(
            "place",
            _("The main place"),
            _("Where it is, how large, how one gets in, and what makes it an open, unpartitioned space."),
        ),
        Section(
            "offer",
            _("The offer, and the diagnosis that it rests on"),
            _(
                "What the partners found out together about the needs of the inhabitants, and which offer answers them."
            ),
        ),
        _OPENING,
        Section(
            "planning",
            _("Reverse planning"),
            _(
                "The steps to the opening, back from that day: works, partners, training of the team, documentation."
            ),
        ),
    ),
    FileKind.OPERATING: (
        Section(
            "conformity",
            _("Conformity to the labelled project"),
            _("What has been done as the project said, what differs from it, and why."),
        ),
        Section(
            "services",
            _("Services that are ready"),
            _(
                "Talks with advisers, documentation in free access, information days: what the public finds on the first day."
            ),
        ),
        Section(
            "place", _("The place"), _("The premises as they are: access, opening hours, accessibility.")
        ),
        Section(
            "team",
            _("The team and its training"),
            _(
                "Who receives the public, how many advisers the partners lend, how they are trained for the Charter."
            ),
        ),
        Section(
            "partners",
            _("Partners"),
            _("Which agreements are signed, with the Charter, and which are still to come."),
        ),
        _OPENING,
    ),
    FileKind.CONFIRMATION: (
        Section(
            "activity",
            _("Report on the first year"),
            _("How many people came, in which unit they are counted, what for, and what they said of it."),
        ),
        Section(
            "charter",
            _("The Charter in practice"),
            _("How its principles are lived every day, and where that is difficult."),
        ),
        Section(
            "partners",
            _("Partners"),
            _("Who joined, who left, what each brings, and how they work together."),
        ),
        Section(
            "network",
            _("Part in the network"),
            _(
                "What the Cité gives to the other ones and takes from them: methods, resources, sponsorship, schools."
            ),
        ),
        Section("prospects", _("What comes next"), _("What is planned for the coming year.")),
    ),
    FileKind.RENEWAL: (
        Section(
            "changes",
            _("What has changed this year"),
            _("Places, partners, carrier, team, offer: whatever is no longer as it was."),
        ),
        Section(
            "charter",
            _("The Charter in practice"),
            _("How its principles are lived every day, and where that is difficult."),
        ),
        Section(
            "prospects", _("What comes next"), _("What is planned for the coming year."), is_optional=True
        ),
    ),
}


def section_named(kind: str, code: str) -> Section | None:
    """Return a section of a kind of file; None where it has none of that name."""
    return next((each for each in SECTIONS[FileKind(kind)] if each.code == code), None)


def day_of(text: str) -> date | None:
    """Return the day that a section of one day says; None where it says nothing yet."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def missing_sections(kind: str, said: dict[str, str]) -> list[Section]:
    """Return the sections that have to say something and do not."""
    return [each for each in SECTIONS[FileKind(kind)] if not each.is_optional and not said.get(each.code)]


def year_after(day: date) -> date:
    """Return the same day a year later; that of 28 February for the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def proposed_period(
    kind: str, decided_on: date, *, opening: date | None = None, last_period_until: date | None = None
) -> tuple[date | None, date | None]:
    """Return the period that a decision would cover, for the officer to keep or to change.

    A project has none. An operating label lasts until a year after the planned opening; a confirmation
    and a renewal for a year, from the day after the period that runs.
    """
    if kind == FileKind.PROJECT:
        return None, None
    first = max(decided_on, last_period_until + timedelta(days=1)) if last_period_until else decided_on
    until = year_after(max(opening, first) if kind == FileKind.OPERATING and opening else first)
    return first, until - timedelta(days=1)
