"""What is still true: said by a person, of records of their Cité, on the day that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from network.actions.sheets import said
from network.hours import today_in
from network.models import ReviewCampaign
from network.models.checked import Checked
from network.permissions import Can

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from network.access import Desk
    from network.models import Cite


class Due(NamedTuple):
    """Records of one kind that somebody has to check."""

    kind: str
    records: list[Any]

    @property
    def title(self) -> str:
        return capfirst(str(Checked.kinds()[self.kind]._meta.verbose_name_plural))  # noqa: SLF001 documented


def due_in(cite: Cite, moment: datetime, day: date | None = None, *, most: int = 50) -> list[Due]:
    """Return what has to be checked by a day, today without one, the longest unchecked first; so many of each kind.

    While a campaign of review runs, whatever was not checked since it began.
    """
    today = today_in(cite.timezone, moment)
    since = _since_campaigns(cite, today)
    found = []
    for kind, model in Checked.kinds().items():
        records: Any = model._default_manager  # noqa: SLF001 documented
        rows = (
            records.filter(cite=cite)
            .in_use(moment)
            .due_on(day or today, since=since.get(kind))
            .order_by("checked_on", "pk")[:most]
        )
        found.append(Due(kind, list(rows)))
    return [due for due in found if due.records]


def _since_campaigns(cite: Cite, today: date) -> dict[str, date]:
    """Return since when each kind has to be checked for the campaigns that run in a Cité."""
    since: dict[str, date] = {}
    for campaign in ReviewCampaign.objects.running(today).filter(cites=cite):
        since |= {
            kind: max(campaign.begins_on, since.get(kind, campaign.begins_on)) for kind in campaign.kinds
        }
    return since


@transaction.atomic
def confirm(desk: Desk, wanted: Mapping[str, Collection[int]], *, reason: str = "") -> int:
    """Say that records of a Cité are still true; return how many they are.

    What is not of the Cité, or gone, is left out. PermissionDenied for who may not write here.
    """
    desk.check(Can.WRITE)
    today = today_in(desk.cite.timezone, timezone.now())
    confirmed = 0
    with said(desk, reason):
        for kind, numbers in wanted.items():
            model: Any = Checked.kinds().get(kind)
            if model is None:
                raise PermissionDenied
            for record in (
                model.objects.filter(cite=desk.cite, pk__in=numbers)
                .order_by("pk")
                .select_for_update(of=("self",))
            ):
                record.checked_on = today
                record.save(update_fields=["checked_on"])
                confirmed += 1
    return confirmed
