"""When a place is open: the only code that knows when a door is open.

Pages, search, calendars, exports and the admin ask here. Nothing here reads a database or a clock: the
caller brings the rules of a place (`PlaceHours`), of a permanence (`PermanenceRule`), and the moment.

- **Zone.** Hours are wall time in the place's own zone. Moments come in aware, in any zone; those that go
  out are aware, in the place's zone. Python compares two moments of one zone by their wall time: convert
  them to UTC before comparing them around a change of clock.
- **Ends.** A range holds its start and not its end. Both are read in the place's zone with `fold=0`
  (a time that happens twice is the first; one that is skipped is read with the offset before the change)
  and then compared as instants. A range whose end is then not after its start is empty.
- **Midnight.** A range belongs to the day on which it starts. It runs past midnight when its end is not
  after its start, whatever the next day says. 24:00 is the midnight that ends the day.
- **A day** is settled by the first that speaks: outside the validity of the place, or outside the stays
  of a host or itinerant place that has some: closed; a closure: its special hours and nothing else;
  no season in force: unknown from midnight to midnight; a public holiday: by the rule of the season;
  the hours of the season, closed on a weekday without any.
- **States** are `open`, `unknown` and `closed`; where ranges overlap the first of these wins. Unknown is
  never shown as open. State follows the schedule alone; `confirmed` says whether it can be relied on.
- **Partial knowledge.** The validity of a place counts from the first day of `valid_from` to the last of
  `valid_until`, a source (`as_of`) from its first day. A missing rule for public holidays means unknown.
- **Reach.** Changes are looked for up to 400 days on either side of the moment, in the years 1900 to 2999;
  a day or a moment of another year, or a moment without zone, is a ValueError.
"""

from network.hours.days import DayHours, DayRange, Reason, day_of, week_of
from network.hours.permanences import (
    PermanenceRule,
    PermanenceState,
    Slot,
    SlotPart,
    falls_on,
    occurs_on,
    permanence_state_at,
    permanence_week,
)
from network.hours.places import PlaceHours, today_in, zone_names, zone_or_utc
from network.hours.public_holidays import (
    UnknownRegionError,
    holiday_name,
    holiday_names,
    known_holiday_region,
)
from network.hours.rules import (
    CLOSED,
    OPEN,
    UNKNOWN,
    ClosureRule,
    SeasonRule,
    State,
    Stay,
    TimeRange,
    parse_ranges,
    parse_weekly,
)
from network.hours.states import REACH, PlaceState, is_confirmed, state_at, steady_until
from network.hours.windows import TIMES, TimeWanted, Window, is_held_within, is_open_within

__all__ = [
    "CLOSED",
    "OPEN",
    "REACH",
    "TIMES",
    "UNKNOWN",
    "ClosureRule",
    "DayHours",
    "DayRange",
    "PermanenceRule",
    "PermanenceState",
    "PlaceHours",
    "PlaceState",
    "Reason",
    "SeasonRule",
    "Slot",
    "SlotPart",
    "State",
    "Stay",
    "TimeRange",
    "TimeWanted",
    "UnknownRegionError",
    "Window",
    "day_of",
    "falls_on",
    "holiday_name",
    "holiday_names",
    "is_confirmed",
    "is_held_within",
    "is_open_within",
    "known_holiday_region",
    "occurs_on",
    "parse_ranges",
    "parse_weekly",
    "permanence_state_at",
    "permanence_week",
    "state_at",
    "steady_until",
    "today_in",
    "week_of",
    "zone_names",
    "zone_or_utc",
]
