"""A table that was checked becomes drafts, or what is published: all of it or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from network.actions.sheets import Collided, Incomplete, Kind, Over, publish, said, write_draft
from network.models import TableUpload

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from network.access import Desk

KEPT = timedelta(days=1)


class Stopped(Exception):  # noqa: N818 a state of the world, not a fault
    """One record could not be written, so none was: its check, and what stood in the way."""

    def __init__(self, check: dict[str, Any], why: Collided | Incomplete | Over | IntegrityError) -> None:
        super().__init__()
        self.check, self.why = check, why


def sent_by(desk: Desk, kind: Kind, now: datetime) -> QuerySet[TableUpload]:
    """Return what this person sent for this Cité and did not see forgotten yet."""
    uploads = TableUpload.objects.filter(user=desk.user, cite=desk.cite, kind=kind.name)
    return uploads.filter(sent_at__gt=now - KEPT)


@transaction.atomic
def keep_table(
    desk: Desk, kind: Kind, *, name: str, tables: list[Any], faults: list[Any], total: int
) -> TableUpload:
    """Keep what a file says until it is checked, in the place of what the same person sent before."""
    desk.check(kind.writes)
    TableUpload.objects.filter(user=desk.user, cite=desk.cite, kind=kind.name).delete()
    return TableUpload.objects.create(
        user=desk.user,
        cite=desk.cite,
        kind=kind.name,
        name=name[:200],
        tables=tables,
        faults=faults,
        total=total,
    )


@transaction.atomic
def bring_in(desk: Desk, kind: Kind, upload: TableUpload, *, publishes: bool, reason: str = "") -> int:
    """Write what a table would change as drafts, published where asked for; return how many records.

    Raises:
        Over: the table was brought in already, or forgotten, or somebody else sent it, or to another Cité.
        Stopped: one record could not be written, so nothing was.

    """
    desk.check(kind.publishes if publishes else kind.writes)
    own = TableUpload.objects.filter(user=desk.user, cite=desk.cite, kind=kind.name)
    found = own.select_for_update(of=("self",)).filter(pk=upload.pk, done=upload.total).first()
    if found is None or found.faults or any(each["faults"] for each in found.checks):
        raise Over
    changing = [each for each in found.checks if each["changes"]]
    with said(desk, reason):
        for each in changing:
            _write(desk, kind, each, publishes=publishes, reason=reason)
    found.delete()
    return len(changing)


def _write(desk: Desk, kind: Kind, check: dict[str, Any], *, publishes: bool, reason: str) -> None:
    try:
        with transaction.atomic():
            draft = write_draft(
                desk,
                kind,
                check["values"],
                opened=check["opened"],
                record=check["record"],
                draft=check["draft"],
            )
            if publishes:
                publish(desk, kind, draft.pk, reason=reason)
    except (Collided, Incomplete, Over, IntegrityError) as why:
        raise Stopped(check, why) from why


def forget_tables(now: datetime) -> int:
    """Forget what was sent a day ago and not brought in; return how much."""
    forgotten, _by_model = TableUpload.objects.filter(sent_at__lte=now - KEPT).delete()
    return forgotten
