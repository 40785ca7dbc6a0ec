"""Which key of the file is which field of which record, in both directions and in the file's order."""

from __future__ import annotations

from datetime import date

from citesmetiers.exchange.kinds import Key, Kind
from events.models import Event, Occurrence
from network.models import (
    Agreement,
    Carrier,
    Cite,
    Closure,
    Figure,
    LabelDecision,
    Milestone,
    NetworkFact,
    Partner,
    Place,
    Pole,
    Season,
    Stay,
)
from network.partial_dates import PartialDate
from network.vocabulary import Membership
from services.models import CancelledPermanence, Permanence, Service

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def _plain(name: str, field: str = "", *, always: bool = False, inside: str = "") -> Key:
    return Key(name, field or name, always=always, inside=inside)


def _number(name: str, field: str = "", *, always: bool = False) -> Key:
    """JSON tells no 3.0 from 3."""
    return Key(name, field or name, read=int, always=always)


def _degrees(name: str) -> Key:
    return Key(name, name, read=float, always=True)


def _texts(name: str, field: str = "", *, always: bool = False, inside: str = "") -> Key:
    return Key(name, field or name, absent=dict, always=always, inside=inside)


def _list(name: str, field: str = "", *, always: bool = False) -> Key:
    return Key(name, field or name, absent=list, always=always)


def _day(name: str, field: str = "", *, always: bool = False) -> Key:
    return Key(name, field or name, read=date.fromisoformat, write=date.isoformat, always=always)


def _partial(name: str, field: str = "", *, always: bool = False) -> Key:
    return Key(name, field or name, read=PartialDate.parse, write=str, always=always)


def _flag(name: str) -> Key:
    return Key(name, name, absent=bool)


def _id() -> Key:
    return _plain("id", "slug")


def _slot(name: str) -> Key:
    """Make room for an id, or for a list that is left out when it is empty."""
    return Key(name)


def _children(name: str) -> Key:
    """Make room for a list that is written even when it is empty."""
    return Key(name, absent=list, always=True)


DEMO = _flag("demo")

PARTNER = Kind(
    Partner,
    "partner",
    (
        _id(),
        _plain("name"),
        _plain("acronym"),
        _plain("kind"),
        _slot("parent"),
        _plain("country"),
        _plain("website"),
        _list("former_names"),
        DEMO,
    ),
    natural=(("slug",),),
    relations=("parent",),
)
CITE = Kind(
    Cite,
    "Cité",
    (
        _id(),
        _plain("name"),
        _list("other_names", always=True),
        _plain("main_language"),
        _list("languages", always=True),
        _plain("country"),
        _plain("region", always=True),
        _plain("timezone"),
        _plain("website", always=True),
        _plain("phone", always=True),
        _plain("email", always=True),
        _texts("presentation"),
        Key("membership", "membership", absent=lambda: Membership.UNCONFIRMED.value, always=True),
        _partial("membership_as_of", always=True),
        *map(_children, ("history", "poles", "places", "partners", "services", "events", "figures")),
        _texts("note", always=True),
        _list("sources", always=True),
        _children("carriers"),
        DEMO,
    ),
    natural=(("slug",),),
)
CARRIER = Kind(
    Carrier,
    "carrier",
    (_plain("name"), _partial("from", "since", always=True), _partial("until", always=True)),
    natural=(("cite", "position"),),
    relations=("cite", "demo"),
)
_HISTORY = (
    _plain("event", "kind"),
    _partial("date", always=True),
    _partial("date_until"),
    _texts("note"),
    _list("sources", always=True),
)
MILESTONE = Kind(
    Milestone, "milestone", _HISTORY, natural=(("cite", "kind", "date"),), relations=("cite", "demo")
)
DECISION = Kind(LabelDecision, "label decision", (*_HISTORY, _day("period_until")))
FIGURE = Kind(
    Figure,
    "figure",
    (_texts("label"), _plain("value"), _plain("period", always=True), _list("sources", always=True)),
    natural=(("cite", "position"),),
    relations=("cite", "demo"),
)
POLE = Kind(
    Pole,
    "pole",
    (_texts("name"), _list("themes", always=True), _number("order"), DEMO),
    natural=(("cite", "order"),),
    relations=("cite",),
)
PLACE = Kind(
    Place,
    "place",
    (
        _id(),
        _plain("kind"),
        _plain("name"),
        _plain("street", always=True),
        _plain("postcode", always=True),
        _plain("city", always=True),
        _degrees("latitude"),
        _degrees("longitude"),
        _plain("coordinates", always=True),
        _children("schedules"),
        _children("exceptions"),
        _slot("stays"),
        _day("checked_on", always=True),
        _partial("valid_from"),
        _partial("valid_until"),
        _plain("host"),
        _plain("country"),
        _plain("timezone"),
        _plain("holiday_region"),
        _texts("transport", inside="access"),
        _plain("step_free", inside="access"),
        _texts("details", "access_details", inside="access"),
        _texts("note"),
        DEMO,
    ),
    natural=(("slug",),),
    relations=("cite",),
)
SEASON = Kind(
    Season,
    "season",
    (
        _plain("name", always=True),
        _day("valid_from", always=True),
        _day("valid_until", always=True),
        Key("weekly", "weekly"),
        _plain("public_holidays"),
        _partial("as_of", always=True),
        DEMO,
    ),
    natural=(("place", "valid_from", "valid_until"),),
    relations=("place",),
)
CLOSURE = Kind(
    Closure,
    "closure",
    (_day("from", "first_day"), _day("until", "last_day"), Key("hours", "hours"), _texts("reason"), DEMO),
    natural=(("place", "first_day", "last_day"),),
    relations=("place",),
)
STAY = Kind(
    Stay,
    "stay",
    (_day("from", "first_day"), _day("until", "last_day")),
    natural=(("place", "first_day", "last_day"),),
    relations=("place", "demo"),
)
AGREEMENT = Kind(
    Agreement,
    "agreement",
    (
        _slot("partner"),
        _partial("from", "since"),
        _partial("until"),
        _day("charter_signed_on"),
        _list("contributions"),
        _flag("public"),
    ),
    natural=(("cite", "partner", "since"), ("cite", "partner")),
    relations=("cite", "partner", "demo"),
)
SERVICE = Kind(
    Service,
    "offer",
    (
        _id(),
        _texts("title"),
        _texts("summary"),
        _texts("description"),
        _plain("modality"),
        _list("access"),
        _list("themes"),
        _slot("pole"),
        _list("audiences"),
        _list("languages"),
        _texts("bring"),
        _texts("conditions"),
        _number("duration_minutes"),
        _slot("places"),
        _plain("link"),
        _slot("partner"),
        _flag("partner_public"),
        _day("valid_from"),
        _day("valid_until"),
        _day("checked_on"),
        _slot("permanences"),
        DEMO,
    ),
    natural=(("cite", "slug"),),
    relations=("cite", "pole", "partner", "publication"),
)
PERMANENCE = Kind(
    Permanence,
    "permanence",
    (
        _slot("place"),
        Key("weekday", "weekday", read=WEEKDAYS.index, write=WEEKDAYS.__getitem__),
        _plain("time"),
        _day("valid_from"),
        _day("valid_until"),
        _number("every_weeks"),
        _day("week_of"),
        _number("nth_of_month"),
        _plain("mode"),
        _list("languages"),
        _slot("partner"),
        _flag("partner_public"),
        _slot("exceptions"),
    ),
    natural=(
        ("service", "place", "weekday", "time", "valid_from", "valid_until", "mode", "nth_of_month"),
        ("service", "place", "weekday", "time"),
    ),
    relations=("cite", "service", "place", "partner", "demo"),
)
CANCELLED = Kind(
    CancelledPermanence,
    "cancelled date",
    (_day("date"), _texts("reason")),
    natural=(("permanence", "date"),),
    relations=("permanence", "demo"),
)
EVENT = Kind(
    Event,
    "event",
    (
        _id(),
        _texts("title"),
        _texts("summary"),
        _texts("description"),
        _plain("kind"),
        _list("themes"),
        _list("audiences"),
        _list("languages"),
        _plain("starts"),
        _plain("ends"),
        _plain("timezone"),
        _plain("rrule"),
        _list("excluded"),
        _slot("changes"),
        _plain("attendance"),
        _slot("place"),
        _plain("venue"),
        _plain("online_url"),
        _plain("booking"),
        _plain("booking_url"),
        _number("capacity"),
        _plain("open_to"),
        _plain("organiser"),
        _slot("partners"),
        _plain("status"),
        DEMO,
    ),
    natural=(("slug",),),
    relations=("cite", "place", "publication"),
)
CHANGE = Kind(
    Occurrence,
    "date of an event",
    (_plain("starts", "rule_starts"), _plain("new_starts"), _plain("new_ends"), _plain("status")),
    natural=(("event", "rule_starts"),),
    relations=("event", "cite", "starts_at", "ends_at", "demo"),
)
HISTORY_FACT = Kind(
    NetworkFact,
    "fact about the network",
    (_partial("date", always=True), _texts("title", "text"), _list("sources", always=True)),
    natural=(("kind", "date", "text"), ("kind", "date")),
    relations=("kind", "demo"),
)
STATEMENT = Kind(
    NetworkFact,
    "fact about the network",
    (
        _partial("date", always=True),
        _number("count", always=True),
        _texts("text"),
        _list("sources", always=True),
    ),
    natural=(("kind", "date", "text"), ("kind", "date")),
    relations=("kind", "demo"),
)
