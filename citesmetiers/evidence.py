"""What the portal itself knows of a Cité that speaks of a principle of the Charter, for its label files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from citesmetiers.doors import Door, doors_of
from network.actions.file_contents import make_live_known
from network.hours import today_in
from network.models import Agreement, Place
from network.vocabulary import Access, Audience, LiveData, Modality, Theme
from services.models import Service

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet, TextChoices

    from network.models import Cite

# Names that one line holds.
MOST_NAMED = 12


def _offers(cite: Cite, moment: datetime) -> QuerySet[Service]:
    return Service.objects.in_use(moment).filter(cite=cite).order_by("slug", "pk")


def _free(cite: Cite, moment: datetime) -> list[str]:
    """Count the offers: a price has no place in the portal, so that nothing that it shows costs anything."""
    count = _offers(cite, moment).count()
    words = ngettext(
        "%(count)d offer online, free as all that the portal shows.",
        "%(count)d offers online, free as all that the portal shows.",
        count,
    )
    return [words % {"count": count}] if count else []


def _drop_in(cite: Cite, moment: datetime) -> list[str]:
    offers = _offers(cite, moment)
    count, all_of_them = offers.filter(access__contains=[Access.DROP_IN]).count(), offers.count()
    if not all_of_them:
        return []
    return [
        _("%(count)d of %(all)d offers online without appointment.") % {"count": count, "all": all_of_them}
    ]


def _opening_hours(cite: Cite, moment: datetime) -> list[str]:
    places = Place.objects.filter(cite=cite).in_use(moment).with_hours().select_related("cite")
    doors = doors_of(places.order_by("position", "pk")[:MOST_NAMED], moment)
    colon = pgettext("punctuation", ": ")
    return [f"{door.place}{colon}{_week_of(door)}" for door in doors]


def _week_of(door: Door) -> str:
    """Say on how many days a place opens in the week of its season, and when that was checked."""
    schedule = door.timetable.current
    if schedule is None:
        return _("opening hours not known")
    days = sum(each.last - each.first + 1 for each in schedule.days if each.ranges)
    words = ngettext("open on %(days)d day a week", "open on %(days)d days a week", days) % {"days": days}
    checked = door.place.checked_on
    if checked is None:
        return words + _(", never checked")
    return words + _(", checked on %(day)s") % {"day": date_format(checked, "DATE_FORMAT")}


def _signed_partners(cite: Cite, moment: datetime) -> list[str]:
    day = today_in(cite.timezone, moment)
    agreements = Agreement.objects.filter(cite=cite).in_force(day).select_related("partner")
    found = list(agreements.order_by("partner__sort_key", "pk"))
    signed = [each for each in found if each.charter_signed_on]
    if not found:
        return []
    words = _("%(count)d of %(all)d partners with an agreement signed the Charter.")
    lines = [words % {"count": len(signed), "all": len(found)}]
    if signed:
        named = ", ".join(each.partner.name for each in signed[:MOST_NAMED])
        lines.append(named + ("…" if len(signed) > MOST_NAMED else ""))
    return lines


def _kinds_in(column: str, vocabulary: type[TextChoices]) -> Any:
    """Return what counts the values of a column that the offers of a Cité have between them."""

    def answer(cite: Cite, moment: datetime) -> list[str]:
        found: set[str] = set()
        for value in _offers(cite, moment).values_list(column, flat=True):
            found.update([value] if isinstance(value, str) else value)
        named = [str(label) for value, label in vocabulary.choices if value in found]
        if not named:
            return []
        words = _("%(count)d of %(all)d in the offers online: %(names)s.")
        return [words % {"count": len(named), "all": len(vocabulary), "names": ", ".join(named)}]

    return answer


make_live_known(LiveData.FREE, _free)
make_live_known(LiveData.DROP_IN, _drop_in)
make_live_known(LiveData.OPENING_HOURS, _opening_hours)
make_live_known(LiveData.SIGNED_PARTNERS, _signed_partners)
make_live_known(LiveData.THEMES, _kinds_in("themes", Theme))
make_live_known(LiveData.AUDIENCES, _kinds_in("audiences", Audience))
make_live_known(LiveData.MODALITIES, _kinds_in("modality", Modality))
