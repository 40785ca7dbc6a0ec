"""What a label file holds: its sections, and the evidence for each criterion."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.access import rights_on_file
from network.filing import APPLICANT, DECIDED, SECTIONS, day_of, missing_sections, section_named
from network.models import Evidence, LabelFile
from network.vocabulary import EvidenceKind, FileKind, LiveData

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from network.filing import Section
    from network.models import Cite, Criterion, FileStep, User

MOST_DOCUMENTS = 40
MOST_EVIDENCE = 200


class Closed(Exception):  # noqa: N818 a state of the world, not a fault
    """The file is not its applicant's to write in at this moment."""


class SectionChanged(Exception):  # noqa: N818 a state of the world, not a fault
    """Somebody else wrote another text in this section: nothing was written."""

    def __init__(self, theirs: str) -> None:
        super().__init__()
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class Document:
    """A file that somebody sent, told by what is in it."""

    data: bytes
    type: str


def mark_of(text: str) -> str:
    """Return what tells a text from another one: a form carries it instead of the text that it was opened with."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def save_section(file: LabelFile, code: str, text: str, *, opened: str, by: User) -> LabelFile:
    """Write one section over what it said when it was opened, told by its mark; other sections are no hindrance.

    Raises:
        PermissionDenied: `by` does not apply for this Cité.
        Closed: the file was sent meanwhile.
        SectionChanged: somebody wrote another text there since.

    """
    found = _opened(file, by)
    if section_named(found.kind, code) is None:
        raise PermissionDenied
    there = found.sections.get(code, "")
    if text == there:
        return found
    if mark_of(there) != opened:
        raise SectionChanged(there)
    found.sections = {**found.sections, code: text}
    if not text:
        del found.sections[code]
    found.save()
    return found


@transaction.atomic
def add_evidence(
    file: LabelFile,
    criterion: Criterion,
    kind: EvidenceKind,
    *,
    by: User,
    words: str = "",
    address: str = "",
    document: Document | None = None,
) -> Evidence:
    """Add evidence for a criterion. A document is kept under a name of ours, which nobody can guess.

    Raises:
        PermissionDenied: `by` does not apply for this Cité, or the criterion is of another Charter.
        Closed: the file was sent meanwhile.
        ValidationError: the file holds enough of it.

    """
    found = _opened(file, by)
    if criterion.charter_id != found.charter_id:
        raise PermissionDenied
    _check_room(found, criterion, kind)
    evidence = Evidence(file=found, criterion=criterion, kind=kind, words=words, demo=found.demo)
    if kind == EvidenceKind.LINK:
        evidence.address = address
    if document:
        evidence.document_type, evidence.document_size = document.type, len(document.data)
        evidence.document.save("", ContentFile(document.data), save=False)
    try:
        evidence.save()
    except Exception:
        # No row will ever lead to it.
        _forget(evidence)
        raise
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: User) -> None:
    """Take evidence out of a file; a document goes for good, once that is sure.

    Raises:
        PermissionDenied: `by` does not apply for this Cité.
        Closed: the file was sent meanwhile.

    """
    _opened(evidence.file, by)
    evidence.delete()
    transaction.on_commit(lambda: _forget(evidence))


def _opened(file: LabelFile, by: User) -> LabelFile:
    """Return the file, locked and open to its applicant."""
    found = LabelFile.objects.select_for_update(of=("self",)).select_related("cite").get(pk=file.pk)
    if APPLICANT not in rights_on_file(by, found):
        raise PermissionDenied
    if not found.is_writable:
        raise Closed
    return found


def _check_room(file: LabelFile, criterion: Criterion, kind: EvidenceKind) -> None:
    evidence = file.evidence.all()
    is_live = kind == EvidenceKind.LIVE
    if is_live and (not criterion.live or evidence.filter(kind=kind, criterion=criterion).exists()):
        raise ValidationError(_("What the portal shows is beside this criterion already."))
    if kind == EvidenceKind.DOCUMENT and evidence.filter(kind=kind).count() >= MOST_DOCUMENTS:
        raise ValidationError(_("A file holds forty documents at most: remove one, or give a link."))
    if evidence.count() >= MOST_EVIDENCE:
        raise ValidationError(_("A file holds two hundred pieces of evidence at most."))


def _forget(evidence: Evidence) -> None:
    if evidence.document.name:
        evidence.document.storage.delete(evidence.document.name)


# --- What the portal itself shows ----------------------------------------------------------------
type Answer = Callable[[Cite, datetime], list[str]]
_live: dict[str, Answer] = {}


def make_live_known(name: LiveData, answer: Answer) -> None:
    """Make known what answers for a kind of live data: lines, none where the portal knows nothing."""
    _live[name] = answer


def live_of(cite: Cite, names: Iterable[str], moment: datetime) -> dict[str, Any]:
    """Return what the portal shows of a Cité at a moment, by the names of live data."""
    return {
        name: {"label": LiveData(name).label, "lines": _live[name](cite, moment)}
        for name in dict.fromkeys(names)
        if name in _live
    }


type Shown = dict[str, dict[str, list[str]]]


def shown_now(cite: Cite) -> Shown:
    """Return all that the portal shows of a Cité at this moment, in each of its languages, to be kept."""
    kept, moment = {}, timezone.now()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            kept[code] = {name: answer(cite, moment) for name, answer in _live.items()}
    return kept


def _kept_in(found: LabelFile) -> FileStep | None:
    """Return the step that decided a file and kept what was shown; none of one that is open, or was opened again."""
    if found.state not in DECIDED:
        return None
    return found.steps.filter(to_state=found.state, shown__isnull=False).order_by("-pk").first()


def _shown_in(found: LabelFile, names: Iterable[str], step: FileStep | None) -> dict[str, Any]:
    """Return what the portal shows beside a file: as it was once that is decided, else as it is."""
    if step is None:
        return live_of(found.cite, names, timezone.now())
    language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    shown: Shown = step.shown or {}
    kept = shown.get(language) or shown[settings.LANGUAGE_CODE]
    return {
        name: {"label": LiveData(name).label, "lines": kept[name]}
        for name in dict.fromkeys(names)
        if name in kept
    }


# --- What a page of a file shows, that of its applicant and that of the secretariat -------------
class Written(NamedTuple):
    """A section and what it says."""

    section: Section
    text: str
    day: date | None


class Proof(NamedTuple):
    """A criterion with its evidence and with what the portal shows of it."""

    criterion: Criterion
    evidence: list[Evidence]
    live: list[dict[str, Any]]


def steps_of(found: LabelFile) -> Any:
    """Return the timeline, the newest first."""
    return found.steps.select_related("by").order_by("-pk")


def all_of(found: LabelFile) -> dict[str, Any]:
    """Return what a file says and proves, for the page of its applicant and that of the secretariat."""
    evidence = list(found.evidence.select_related("criterion").order_by("pk"))
    criteria = list(found.charter.criteria.order_by("order", "pk"))
    decided = _kept_in(found)
    live = _shown_in(found, [name for each in criteria for name in each.live], decided)
    return {
        "file": found,
        "shown_at": decided.at if decided else None,
        "written": written_in(found),
        "missing": missing_sections(found.kind, found.sections),
        "proofs": [
            Proof(
                each,
                [one for one in evidence if one.criterion_id == each.pk],
                [live[name] for name in each.live if name in live],
            )
            for each in criteria
        ],
        "proved": len({each.criterion_id for each in evidence}),
    }


def written_in(found: LabelFile) -> list[Written]:
    return [
        Written(section, text, day_of(text) if section.is_day else None)
        for section in SECTIONS[FileKind(found.kind)]
        for text in [found.sections.get(section.code, "")]
    ]
