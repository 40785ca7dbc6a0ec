"""Cités, places, offers and events in the words of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from citesmetiers.linked_data.hours import opening_hours, specified
from citesmetiers.templatetags.words import plain
from network.hours import OPEN, is_confirmed, zone_or_utc
from network.label import GRANTED
from network.vocabulary import Attendance, Coordinates, EventStatus, LabelStatus, PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from events.models import Event, Occurrence
    from network.label import Standing
    from network.models import Cite, Place
    from services.models import Service
    from services.views.reception import Row

type Thing = dict[str, Any]

_PRECISE = (Coordinates.EXACT, Coordinates.STREET)
_STATUS = {
    EventStatus.SCHEDULED: "EventScheduled",
    EventStatus.CANCELLED: "EventCancelled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.MOVED_ONLINE: "EventMovedOnline",
}
_MODES = {
    Attendance.ON_SITE: "OfflineEventAttendanceMode",
    Attendance.ELSEWHERE: "OfflineEventAttendanceMode",
    Attendance.ONLINE: "OnlineEventAttendanceMode",
    Attendance.HYBRID: "MixedEventAttendanceMode",
}
_SCHEMA = "https://schema.org/"


def cite_thing(cite: Cite, places: Iterable[Place], moment: datetime) -> Thing:
    """Describe a Cité with the places where it receives people."""
    return _filled(
        _organisation(cite)
        | {
            "sameAs": cite.website,
            "telephone": cite.phone,
            "email": cite.email,
            "location": [place_thing(place, moment) for place in places if place.kind != PlaceKind.ONLINE],
        }
    )


def certification_thing(cite: Cite, standing: Standing) -> Thing:
    """Describe the label of a Cité as it stands; nothing where it is not documented, or was never granted."""
    if standing.decision is None or standing.status in (LabelStatus.NONE, LabelStatus.NOT_DOCUMENTED):
        return {}
    is_active = standing.status in GRANTED
    since, until = standing.since, standing.grant.period_until if standing.grant else None
    return _filled(
        {
            "@type": "Certification",
            "name": _("Label Cité des métiers"),
            "url": f"{settings.SITE_URL}{reverse('public:label_proof', args=[cite.slug])}",
            "about": _organisation(cite),
            "issuedBy": {"@type": "Organization", "name": "Universcience"},
            "certificationStatus": f"{_SCHEMA}Certification{'Active' if is_active else 'Inactive'}",
            "validFrom": str(since) if is_active and since and since.precision == "day" else None,
            "expires": until.isoformat() if is_active and until else None,
        }
    )


def place_thing(place: Place, moment: datetime) -> Thing:
    """Describe a place, read `with_hours()`, with its hours from the day of a moment on."""
    today = moment.astimezone(place.hours.zone).date()
    thing = _location(place) | {"isAccessibleForFree": True, "publicAccess": True}
    return thing | opening_hours(place.hours, today)


def service_thing(service: Service, rows: Iterable[Row], places: Iterable[Place], moment: datetime) -> Thing:
    """Describe an offer: where it is found, and the hours of its week on which one can count."""
    found = [place_thing(place, moment) for place in places if place.kind != PlaceKind.ONLINE]
    return _filled(
        {
            "@type": "Service",
            "name": plain(service.title),
            "description": plain(service.summary),
            "url": _address(service),
            "serviceType": str(service.get_modality_display()),
            "provider": _organisation(service.cite),
            "offers": {"@type": "Offer", "price": 0},
            "hoursAvailable": [
                specified(f"{part.start:%H:%M}", f"{part.end:%H:%M}", part.start.date(), part.start.date())
                for row in rows
                for part in row.slot.parts
                if part.state == OPEN and is_confirmed(row.place.hours, part.start)
            ],
            "availableChannel": [{"@type": "ServiceChannel", "serviceLocation": each} for each in found],
            "disambiguatingDescription": _invented(service.demo),
        }
    )


def event_things(event: Event, occurrences: Iterable[Occurrence]) -> list[Thing]:
    """Describe each date of an event as an event of its own, cancelled and moved ones too."""
    return [_event(event, each) for each in occurrences]


def _event(event: Event, occurrence: Occurrence) -> Thing:
    zone = zone_or_utc(event.timezone)
    standing, was = occurrence.standing, occurrence.was_to_start
    is_moved = was is not None and standing == EventStatus.SCHEDULED
    is_online = standing == EventStatus.MOVED_ONLINE or event.attendance == Attendance.ONLINE
    mode = Attendance.ONLINE if is_online else event.attendance
    return _filled(
        {
            "@type": "Event",
            "name": plain(event.title),
            "description": plain(event.summary),
            "url": _address(event),
            "startDate": _written(occurrence.starts_at.astimezone(zone)),
            "endDate": _written(occurrence.ends_at.astimezone(zone)),
            "previousStartDate": was and _written(was.replace(tzinfo=zone)),
            "eventStatus": _SCHEMA + ("EventRescheduled" if is_moved else _STATUS[standing]),
            "eventAttendanceMode": mode and _SCHEMA + _MODES[Attendance(mode)],
            "location": _where(event, is_online=is_online),
            "isAccessibleForFree": True,
            "inLanguage": event.languages,
            "maximumAttendeeCapacity": event.capacity,
            "organizer": _organisation(event.cite),
            "disambiguatingDescription": _invented(event.demo),
        }
    )


def _where(event: Event, *, is_online: bool) -> list[Thing]:
    found: list[Thing] = []
    if not is_online and event.place is not None:
        found.append(_location(event.place))
    elif not is_online and event.venue:
        found.append({"@type": "Place", "name": event.venue})
    if is_online or event.attendance == Attendance.HYBRID:
        found.append({"@type": "VirtualLocation", "url": event.online_url or _address(event)})
    return found


def _location(place: Place) -> Thing:
    is_precise = place.latitude is not None and place.coordinates in _PRECISE
    return _filled(
        {
            "@type": "Place",
            "name": place.name,
            "address": _filled(
                {
                    "@type": "PostalAddress",
                    "streetAddress": place.street,
                    "postalCode": place.postcode,
                    "addressLocality": place.city,
                    "addressCountry": place.country,
                }
            ),
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": place.latitude,
                "longitude": place.longitude,
            }
            if is_precise
            else None,
            "disambiguatingDescription": _invented(place.demo),
        }
    )


def _organisation(cite: Cite) -> Thing:
    return _filled(
        {
            "@type": "Organization",
            "name": str(cite),
            "url": _address(cite),
            "disambiguatingDescription": _invented(cite.demo),
        }
    )


def _invented(demo: bool) -> str | None:  # noqa: FBT001 the mark of a record
    return _("Invented, for demonstration.") if demo else None


def _address(record: Cite | Service | Event) -> str:
    return f"{settings.SITE_URL}{record.get_absolute_url()}"


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _filled(thing: Thing) -> Thing:
    """Leave out what nobody told."""
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
