"""The bin of a Cité: what is thrown away can be put back as it was, for thirty days."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core import serializers
from django.db import router, transaction
from django.db.models.deletion import Collector
from django.utils import timezone

from network.actions.sheets import Kind, Over, said
from network.models import Draft, ThrownAway
from network.permissions import Can

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from network.access import Desk

KEPT = timedelta(days=30)


@transaction.atomic
def throw_away(desk: Desk, kind: Kind, record: int, *, reason: str = "") -> ThrownAway:
    """Delete a record and all that hangs on it, keeping it in the bin.

    Raises:
        Over: it is gone already.
        ProtectedError: something else needs it.

    """
    desk.check(kind.publishes)
    found = kind.records(desk.cite).filter(pk=record).select_for_update(of=("self",)).first()
    if found is None:
        raise Over
    thrown = ThrownAway.objects.create(
        cite=desk.cite,
        kind=kind.name,
        record=found.pk,
        title=str(found)[:200],
        rows=rows_of_record(found),
        thrown_by=desk.user,
    )
    with said(desk, reason):
        Draft.objects.filter(cite=desk.cite, kind=kind.name, record=found.pk).delete()
        found.delete()
    return thrown


def rows_of_record(record: Any) -> Any:
    """Serialize a record and what goes with it, first what the others point at."""
    collector = Collector(using=router.db_for_write(type(record)), origin=record)
    collector.collect([record])
    gone = {type(record): {record}} | {model: set(rows) for model, rows in collector.data.items()}
    for rows in collector.fast_deletes:
        gone.setdefault(rows.model, set()).update(rows)
    # What keeps the history of a record is never part of it; links without a model of their own go with the record.
    ours = [
        model
        for model in gone
        if not hasattr(model, "pgh_tracked_model") and not model._meta.auto_created  # noqa: SLF001 documented
    ]
    ordered = serializers.sort_dependencies([("", ours)], allow_cycles=True)
    together = [row for model in ordered for row in sorted(gone[model], key=lambda each: each.pk)]
    return json.loads(serializers.serialize("json", together))


@transaction.atomic
def put_back(desk: Desk, thrown: int, *, reason: str = "") -> ThrownAway:
    """Put a record back as it was, published if it was.

    Raises:
        Over: it is no longer in the bin.
        IntegrityError: what it belonged to is gone, or its address is taken.

    """
    desk.check(Can.PUBLISH)
    found = in_bin(desk, timezone.now()).filter(pk=thrown).select_for_update(of=("self",)).first()
    if found is None:
        raise Over
    with said(desk, reason):
        for row in serializers.deserialize("json", json.dumps(found.rows)):
            # Links came back with their record.
            if not row.object._meta.auto_created:  # noqa: SLF001 documented
                row.save(force_insert=True)
        found.delete()
    return found


def in_bin(desk: Desk, now: datetime) -> QuerySet[ThrownAway]:
    """Return what can still be put back."""
    return ThrownAway.objects.filter(cite=desk.cite, thrown_at__gt=now - KEPT)


def empty_bins(now: datetime) -> int:
    """Forget what has been in a bin for thirty days; return how much."""
    forgotten, _by_model = ThrownAway.objects.filter(thrown_at__lte=now - KEPT).delete()
    return forgotten
