"""What a team does with its sheets: write, publish, withdraw. A draft is the only thing that writing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from network.merging import Collision, Merged, Values, merge
from network.models import Draft, Suggestion
from network.vocabulary import Publication

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from network.access import Desk
    from network.permissions import Can


class Kind(Protocol):
    """What is asked of a kind of sheet here."""

    @property
    def name(self) -> str: ...
    @property
    def writes(self) -> Can: ...
    @property
    def publishes(self) -> Can: ...
    @property
    def is_publishable(self) -> bool: ...
    @property
    def is_checked(self) -> bool: ...
    def records(self, cite: Any) -> QuerySet[Any]: ...
    def open(self, cite: Any, record: Any = None, values: Values | None = None) -> Any: ...


class Collided(Exception):  # noqa: N818 a state of the world, not a fault
    """Somebody else wrote something else in the same fields: nothing was written."""

    def __init__(self, merged: Merged, theirs: Values, *, base: Values | None = None) -> None:
        super().__init__()
        self.base = base
        self.values, self.collisions, self.theirs = merged.values, merged.collisions, theirs


class Incomplete(Exception):  # noqa: N818 a state of the world, not a fault
    """The draft cannot be published yet: `opened` has a message at each field that keeps it."""

    def __init__(self, opened: Any) -> None:
        super().__init__()
        self.opened = opened


class Over(Exception):  # noqa: N818 a state of the world, not a fault
    """The record or the draft is no longer there."""


@transaction.atomic
def write_draft(
    desk: Desk,
    kind: Kind,
    values: Values,
    *,
    opened: Values,
    rebased: tuple[Values, Values] | None = None,
    record: int | None = None,
    draft: int | None = None,
) -> Draft:
    """Keep what somebody wrote, joined with what others wrote since `opened`.

    `record` is the record that it changes, `draft` the draft of one that does not exist yet;
    neither begins a new one. `rebased` is what a draft was begun with and what the record says by now, where the writer has
    seen both; a draft that was begun anew meanwhile, with another record, keeps what it was begun with.

    Raises:
        Over: the record or the draft is gone.
        Collided: others changed the same fields in another way.

    """
    desk.check(kind.writes)
    found = locked_record(desk, kind, record)
    kept = _locked_draft(desk, kind, record, draft)
    sheet = kind.open(desk.cite, found)
    there = kept.values if kept else sheet.read()
    merged = merge(opened, there, values)
    if merged.collisions:
        raise Collided(merged, there)
    kept = kept or Draft(
        cite=desk.cite, demo=desk.cite.demo, kind=kind.name, record=record, base=there if found else {}
    )
    kept.values, kept.written_by = merged.values, desk.user
    if rebased is not None and kept.base == rebased[0]:
        kept.base = rebased[1]
    kept.title = sheet.title_in(merged.values)
    kept.save()
    return kept


def locked_record(desk: Desk, kind: Kind, number: int | None) -> Any:
    """Find the record; who writes the same one waits here. Raises Over."""
    if number is None:
        return None
    found = kind.records(desk.cite).filter(pk=number).select_for_update(of=("self",)).first()
    if found is None:
        raise Over
    return found


def _locked_draft(desk: Desk, kind: Kind, record: int | None, draft: int | None) -> Draft | None:
    drafts = Draft.objects.filter(cite=desk.cite, kind=kind.name).select_for_update(of=("self",))
    if record is not None:
        return drafts.filter(record=record).first()
    if draft is None:
        return None
    found = drafts.filter(pk=draft, record=None).first()
    if found is None:
        raise Over
    return found


@transaction.atomic
def publish(desk: Desk, kind: Kind, draft: int, *, reason: str = "") -> Any:
    """Make the record what its draft says, and return it; the draft is then over.

    Raises:
        Over: the record or the draft is gone.
        Collided: the record was changed since in the same fields, in another way.
        Incomplete: something is missing, or wrong.
        IntegrityError: the database refuses what is written.

    """
    desk.check(kind.publishes)
    found = Draft.objects.filter(pk=draft, cite=desk.cite, kind=kind.name).first()
    if found is None:
        raise Over
    record = locked_record(desk, kind, found.record)
    found = Draft.objects.select_for_update(of=("self",)).filter(pk=draft).first()
    if found is None:
        raise Over
    there = kind.open(desk.cite, record).read() if record else {}
    merged = merge(found.base, there, found.values)
    if merged.collisions:
        raise Collided(merged, there, base=found.base)
    opened = kind.open(desk.cite, record, merged.values)
    if not opened.is_valid():
        raise Incomplete(opened)
    if kind.is_publishable:
        opened.form.instance.publication = Publication.PUBLISHED
    if kind.is_checked and hasattr(opened.form.instance, "publication"):
        opened.form.instance.checked_on = timezone.localdate()
    with said(desk, reason):
        written = opened.write()
        _tell_suggestions(found, written)
        found.delete()
    return written


def _tell_suggestions(draft: Draft, record: Any) -> None:
    """Let a suggestion that the draft was begun with point at what became of it."""
    begun = Suggestion.objects.filter(cite=draft.cite_id, made_kind=draft.kind, made_draft=draft.pk)
    begun.update(made_draft=None, made_record=record.pk)


def said(desk: Desk, reason: str) -> Any:
    """Sign what is changed with who does it and why; a guest has to say why."""
    if desk.is_guest and not reason.strip():
        raise PermissionDenied
    return pghistory.context(user=desk.user.pk, **({"reason": reason.strip()} if reason.strip() else {}))


@transaction.atomic
def withdraw(desk: Desk, kind: Kind, record: int, *, reason: str = "") -> Any:
    """Take a record out of the public's sight; its address then says so. Raises Over."""
    desk.check(kind.publishes)
    found = locked_record(desk, kind, record)
    if not kind.is_publishable or found.publication != Publication.PUBLISHED:
        raise Over
    found.publication = Publication.WITHDRAWN
    with said(desk, reason):
        found.save()
    return found


@transaction.atomic
def discard(desk: Desk, kind: Kind, draft: int) -> None:
    """Give a draft up: the record stays as it is. Raises Over."""
    desk.check(kind.writes)
    deleted, _by_model = Draft.objects.filter(pk=draft, cite=desk.cite, kind=kind.name).delete()
    if not deleted:
        raise Over


def ask_to_publish(desk: Desk, kind: Kind, draft: int) -> Draft:
    """Ask those who may to publish a draft. Raises Over."""
    desk.check(kind.writes)
    with transaction.atomic():
        found = _locked_draft_by(desk, kind, draft)
        found.asked_at = timezone.now()
        found.save()
    return found


def _locked_draft_by(desk: Desk, kind: Kind, draft: int) -> Draft:
    drafts = Draft.objects.filter(cite=desk.cite, kind=kind.name).select_for_update(of=("self",))
    found = drafts.filter(pk=draft).first()
    if found is None:
        raise Over
    return found


__all__ = [
    "Collided",
    "Collision",
    "Incomplete",
    "Kind",
    "Over",
    "ask_to_publish",
    "discard",
    "locked_record",
    "publish",
    "said",
    "withdraw",
    "write_draft",
]
