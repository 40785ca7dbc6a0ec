"""What is answered, as plain data. Texts are by language; moments are ISO 8601 with their offset."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from network.hours import CLOSED, state_at, zone_or_utc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from citesmetiers.endings import Ending
    from network.hours import PlaceState, Reason
    from network.models import Cite, Partner, Place
    from services.views.boxes import Box

ONE_MINUTE = timedelta(minutes=1)


def state_of(place: Place, moment: datetime, ending: Ending | None = None) -> dict[str, Any]:
    """Return the state of a place, read `with_hours()`, at a moment of its own zone.

    As on its page, the door of a Cité that has ended is closed whatever its hours were.
    """
    told = _of_ending(ending) if ending else _of_hours(state_at(place.hours, moment))
    return {
        "place": place.slug,
        "at": written(moment),
        "timezone": place.hours.timezone,
        "state": told["state"],
        "confirmed": told["confirmed"],
        "checked_on": place.checked_on and place.checked_on.isoformat(),
        "until": written(told["until"]),
        "next_opening": written(told["next_opening"]),
        "reason": told["reason"],
        "demo": place.demo,
    }


def _of_hours(found: PlaceState) -> dict[str, Any]:
    return {
        "state": found.state,
        "confirmed": found.confirmed,
        "until": found.until,
        "next_opening": found.next_opening,
        "reason": _reason(found),
    }


def _of_ending(ending: Ending) -> dict[str, Any]:
    """Tell what is certain where a closing is documented, and is not where a Cité left the network."""
    note = dict(ending.fact.note) if ending.fact else {}
    return {
        "state": CLOSED,
        "confirmed": ending.is_closed,
        "until": None,
        "next_opening": None,
        "reason": {"rule": "ended", "text": note or None},
    }


def week_of(cite: Cite, monday: date, boxes: Iterable[Box]) -> dict[str, Any]:
    """Return the seven days of a week with what the board of the Cité shows on each."""
    by_day: dict[date, list[dict[str, Any]]] = {monday + timedelta(days=number): [] for number in range(7)}
    for box in boxes:
        by_day[box.date].append(_slot(box))
    return {
        "cite": cite.slug,
        "from": monday.isoformat(),
        "until": max(by_day).isoformat(),
        "timezone": zone_or_utc(cite.timezone).key,
        "days": [{"date": day.isoformat(), "permanences": found} for day, found in by_day.items()],
        "demo": cite.demo,
    }


def written(moment: datetime | None) -> str | None:
    """Write a moment; an offset of before time zones, with seconds, is no ISO 8601: UTC is."""
    if moment is None:
        return None
    offset = moment.utcoffset()
    exact = offset is not None and not offset % ONE_MINUTE
    return (moment if exact else moment.astimezone(UTC)).isoformat(timespec="seconds")


def _slot(box: Box) -> dict[str, Any]:
    permanence, service = box.permanence, box.service
    # An adviser whose institution is not told is not counted as one of the institution of the offer.
    partner = permanence.named_partner if permanence.partner_id else service.named_partner
    return {
        "offer": {"id": service.slug, "title": service.title},
        "themes": service.themes,
        "mode": permanence.mode,
        "languages": permanence.languages,
        "place": box.place.slug,
        "timezone": box.place.hours.timezone,
        "partner": _partner(partner),
        "start": written(box.start),
        "end": written(box.end),
        "state": box.state,
        "confirmed": box.is_confirmed,
        "reason": _reason(box),
        "demo": permanence.demo or service.demo,
    }


def _partner(partner: Partner | None) -> dict[str, str] | None:
    return {"id": partner.slug, "name": partner.name} if partner else None


def _reason(told: PlaceState | Box) -> dict[str, Any] | None:
    reason: Reason | None = told.reason
    if reason is None:
        return None
    return {"rule": reason.kind, "text": dict(reason.text) if reason.text else None}
