"""What happens to a label file: it is begun, it moves by the table of `network.filing`, and both sides write to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network import filing
from network.access import rights_on_file
from network.actions.addressees import label_officers
from network.actions.file_contents import shown_now
from network.actions.label import record_decision
from network.committee import SessionState
from network.emails import FILE_STEP, portal_language, write_letter
from network.filing import APPLICANT, DECIDES, MOVES, SECRETARIAT
from network.label import GRANTING
from network.models import (
    AgendaItem,
    CharterVersion,
    Cite,
    Conflict,
    FileStep,
    LabelDecision,
    LabelFile,
    User,
)
from network.permissions import CITE_GRANTS, TeamRole
from network.vocabulary import FileKind, FileState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from network.actions.file_contents import Shown
    from network.filing import Move
    from network.models import CommitteeSession
    from network.permissions import Can

LONGEST_MESSAGE = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a decision that grants a file says."""

    decided_on: date
    period_from: date | None = None
    period_until: date | None = None
    conditions: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def begin_file(cite: Cite, kind: FileKind, *, by: User) -> LabelFile:
    """Begin a file of a kind, against the Charter of today.

    Raises:
        PermissionDenied: neither does `by` apply for this Cité, nor run its label.
        ValidationError: there is an open file of this kind, or no Charter yet.

    """
    # Those who begin one in the same Cité wait for each other.
    cite = Cite.objects.select_for_update(no_key=True, of=("self",)).get(pk=cite.pk)
    charter = CharterVersion.objects.in_force(timezone.localdate()).first()
    if charter is None:
        raise ValidationError(_("No version of the Charter is in force."))
    file = LabelFile(cite=cite, kind=kind, charter=charter, demo=cite.demo)
    if not rights_on_file(by, file):
        raise PermissionDenied
    _check_open_once(file)
    file.save(force_insert=True)
    _note(file, filing.BEGIN, by=by)
    return file


@transaction.atomic
def move_label_file(
    file: LabelFile,
    move: str,
    *,
    by: User,
    version: int,
    reason: str = "",
    day: date | None = None,
    terms: Terms | None = None,
    session: CommitteeSession | None = None,
) -> LabelFile:
    """Make a move of the table: the only way in which a file changes its state.

    `version` is the one that `by` has seen. `day` is the one that the move asks for; `terms` those of
    the decision where it grants. `session` is the one that decides, of a file on its agenda. Of any
    number of moves at once, one is made.

    Raises:
        PermissionDenied: the move is not for `by` to make.
        Conflict: the file is no longer as `by` has seen it, or is nowhere where the move begins.
        ValidationError: something is missing, or the decision contradicts another one.

    """
    way = MOVES[move]
    found = LabelFile.objects.select_for_update(of=("self",)).select_related("cite").get(pk=file.pk)
    if way.right not in rights_on_file(by, found):
        raise PermissionDenied
    if found.version != version or found.state not in way.sources:
        raise Conflict
    reason = reason.strip()
    _check_move(found, way, reason, day)
    _check_session(found, way, session)
    if way.grants:
        found.decision = _decide(found, terms, by=by, session=session)
    before, found.state = found.state, way.target
    found.since, found.due_on = timezone.now(), day
    found.save()
    shown = shown_now(found.cite) if way.target in filing.DECIDED else None
    _tell(_note(found, move, by=by, before=before, words=reason, shown=shown), way.right, by)
    return found


def say_in_file(file: LabelFile, words: str, *, by: User) -> FileStep:
    """Add a message to the thread of a file, and write to the other side.

    Raises:
        PermissionDenied: `by` has no part in this file.
        ValidationError: it says nothing, or too much.

    """
    rights = rights_on_file(by, file)
    if not rights:
        raise PermissionDenied
    words = words.strip()
    if not words or len(words) > LONGEST_MESSAGE:
        raise ValidationError(_("Write something, in 4,000 characters at most."))
    with transaction.atomic():
        step = FileStep.objects.create(file=file, by=by, words=words, demo=file.demo)
        _tell(step, APPLICANT if APPLICANT in rights else SECRETARIAT, by)
    return step


# --- What a move asks for ------------------------------------------------------------------------
def _check_move(file: LabelFile, way: Move, reason: str, day: date | None) -> None:
    if way.needs_reason and not reason:
        raise ValidationError(_("Say why: the applicant reads it."))
    if len(reason) > LONGEST_MESSAGE:
        raise ValidationError(_("Write something, in 4,000 characters at most."))
    if way.needs_day and day is None:
        raise ValidationError(_("Say by when."))
    if day and day < timezone.localdate():
        raise ValidationError(_("This day is past."))
    if way.name == "submit" and (missing := filing.missing_sections(file.kind, file.sections)):
        names = ", ".join(str(each.label) for each in missing)
        raise ValidationError(_("These sections say nothing yet: %(names)s.") % {"names": names})
    if way.target in filing.OPEN and file.state not in filing.OPEN:
        _check_open_once(file)


def _check_open_once(file: LabelFile) -> None:
    others = LabelFile.objects.filter(cite=file.cite, kind=file.kind, state__in=filing.OPEN)
    if others.exclude(pk=file.pk).exists():
        raise ValidationError(_("This Cité has an open file of this kind already: go on with that one."))


def _check_session(file: LabelFile, way: Move, session: CommitteeSession | None) -> None:
    """Leave what is on the agenda of a session to that session."""
    if way.name not in filing.OF_A_SESSION:
        return
    waits = AgendaItem.objects.filter(file=file).exclude(session__state=SessionState.CLOSED)
    if waits.exclude(session=session).exists():
        raise ValidationError(_("This file is on the agenda of a session: it is decided there."))


def _decide(
    file: LabelFile, terms: Terms | None, *, by: User, session: CommitteeSession | None
) -> LabelDecision:
    """Record the decision that a grant is; what is said here in words, the database refuses as well."""
    if terms is None:
        raise ValidationError(_("Say of which day the decision is."))
    first, last = terms.period_from, terms.period_until
    if terms.decided_on > timezone.localdate():
        raise ValidationError(_("A decision that is to come cannot be recorded yet."))
    if file.kind != FileKind.PROJECT and not (first and last):
        raise ValidationError(_("Say which period the label covers: from when, until when."))
    if first and last and last < first:
        raise ValidationError(_("It ends before it begins."))
    # Periods of one Cité are decided one after the other.
    Cite.objects.select_for_update(no_key=True, of=("self",)).get(pk=file.cite_id)
    if last and (other := _overlapping(file, first, last)):
        raise ValidationError(
            _(
                "Another decision covers some of these days (%(kind)s, from %(first)s to %(last)s): "
                "change the period, or correct that decision first."
            )
            % {
                "kind": other.get_kind_display(),
                "first": other.period_from or "…",
                "last": other.period_until or "…",
            }
        )
    decision = LabelDecision(
        cite=file.cite,
        kind=DECIDES[FileKind(file.kind)],
        date=terms.decided_on.isoformat(),
        period_from=first,
        period_until=last,
        conditions=terms.conditions,
        session=session,
    )
    return record_decision(decision, by=by)


def proposed_terms(file: LabelFile, day: date) -> Terms:
    """Propose the terms of a decision of a day, for the officer to keep or to change."""
    periods = file.cite.decisions.filter(kind__in=GRANTING, period_until__isnull=False, replaced_by=None)
    last = periods.order_by("-period_until", "-pk").values_list("period_until", flat=True).first()
    opening = filing.day_of(file.sections.get(filing.OPENING_DAY, ""))
    first, until = filing.proposed_period(file.kind, day, opening=opening, last_period_until=last)
    return Terms(decided_on=day, period_from=first, period_until=until)


def _overlapping(file: LabelFile, first: date | None, last: date) -> LabelDecision | None:
    begun = Q(period_from__isnull=True) | Q(period_from__lte=last)
    periods = LabelDecision.objects.filter(
        begun, cite=file.cite, kind__in=GRANTING, period_until__isnull=False, replaced_by=None
    )
    if first:
        periods = periods.filter(period_until__gte=first)
    return periods.order_by("period_until", "pk").first()


# --- Who is told ---------------------------------------------------------------------------------
def _note(
    file: LabelFile, move: str, *, by: User, before: str = "", words: str = "", shown: Shown | None = None
) -> FileStep:
    return FileStep.objects.create(
        file=file, by=by, move=move, from_state=before, to_state=file.state, words=words, due_on=file.due_on,
        shown=shown, demo=file.demo,
    )  # fmt: skip


def _tell(step: FileStep, side: Can, by: User) -> None:
    """Write to the applicants, and to the secretariat of what the applicants did; never to who did it."""
    file = step.file
    for person, right in readers_of(file, side):
        if person.pk != by.pk:
            context = {
                "file": file,
                "step": step,
                "is_yours": filing.NEXT[FileState(file.state)] == right,
                "link": address_for(person, file, right),
            }
            write_letter(person, FILE_STEP.name, context)


def readers_of(file: LabelFile, side: Can) -> Iterator[tuple[User, Can]]:
    """Give whom a step of a side is told, and on which side each of them is."""
    people = User.objects.filter(is_active=True, demo=file.demo).order_by("pk")
    applying = [role for role in TeamRole if APPLICANT in CITE_GRANTS[role]]
    applicants = people.filter(memberships__cite=file.cite, memberships__role__in=applying)
    yield from ((person, APPLICANT) for person in applicants)
    if side is APPLICANT:
        yield from ((person, SECRETARIAT) for person in label_officers(demo=file.demo))


def address_for(person: User, file: LabelFile, right: Can) -> str:
    """Return where a person finds a file: in the workspace of its Cité, or in the admin."""
    with translation.override(portal_language(person.language)):
        path = (
            reverse("workspace:file", args=[file.cite.slug, file.pk])
            if right is APPLICANT
            else reverse("admin:network_labelfile_change", args=[file.pk])
        )
    return f"{settings.SITE_URL}{path}"
