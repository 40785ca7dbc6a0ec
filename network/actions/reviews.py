"""How far a campaign of review has come, and the letters that it writes to coordinators."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Q

from network.actions.addressees import coordinators_of
from network.emails import link_for, write_letter
from network.models import ReviewCampaign
from network.models.checked import Checked

if TYPE_CHECKING:
    from datetime import date, datetime

    from network.models import Cite

# So long before its end, a campaign reminds those who are not done.
REMINDS = timedelta(days=7)


class Progress(NamedTuple):
    """How many sheets of a Cité were checked since a campaign began, of how many that the public sees."""

    cite: Cite
    checked: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.checked == self.total


def progress_of(campaign: ReviewCampaign, moment: datetime) -> list[Progress]:
    """Return how far each Cité is, by name, in a query and one more for each kind."""
    cites = list(campaign.cites.order_by("sort_key", "pk"))
    checked = dict.fromkeys((cite.pk for cite in cites), 0)
    total = dict(checked)
    for kind in campaign.kinds:
        model: Any = Checked.kinds()[kind]
        rows = model.objects.filter(cite__in=checked).in_use(moment).order_by().values("cite")
        since = Count("pk", filter=Q(checked_on__gte=campaign.begins_on))
        for row in rows.annotate(all=Count("pk"), since=since):
            checked[row["cite"]] += row["since"]
            total[row["cite"]] += row["all"]
    return [Progress(cite, checked[cite.pk], total[cite.pk]) for cite in cites]


def write_for_campaigns(today: date, moment: datetime) -> int:
    """Announce the campaigns that have begun, and remind once before they end; return how many letters."""
    return sum(
        _write(number, today, moment)
        for number in list(ReviewCampaign.objects.running(today).values_list("pk", flat=True))
    )


@transaction.atomic
def _write(number: int, today: date, moment: datetime) -> int:
    campaign = ReviewCampaign.objects.running(today).filter(pk=number).select_for_update(of=("self",)).first()
    if campaign is None:
        return 0
    is_first = campaign.announced_on is None
    is_reminder = (
        campaign.announced_on is not None
        and campaign.reminded_on is None
        and campaign.until - today <= REMINDS <= today - campaign.announced_on
    )
    if not is_first and not is_reminder:
        return 0
    if is_first:
        campaign.announced_on = today
    else:
        campaign.reminded_on = today
    campaign.save()
    behind = {each.cite.pk: each for each in progress_of(campaign, moment) if not each.is_done}
    coordinators = coordinators_of(behind, demo=campaign.demo)
    for member in coordinators:
        told = {"campaign": campaign, "is_reminder": is_reminder, "progress": behind[member.cite_id]}
        write_letter(member.user, "review", told | {"link": link_for(member.user, member.cite)})
    return len(coordinators)
