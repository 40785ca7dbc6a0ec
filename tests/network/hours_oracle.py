"""What the hours of an exchange file mean, minute by minute: the judge of `network.hours`.

Written on other principles than the code it judges, and importing none of it. Dates are compared as
texts. The clock of a place is found by walking UTC minute by minute and noting what the wall shows, never
by asking for the instant of a wall time. A stretch of time is a row of minutes, painted day by day.
"""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

CLOSED, UNKNOWN, OPEN = 0, 1, 2
NAMES = ("closed", "unknown", "open")
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_EPOCH = date(1970, 1, 1).toordinal() * 1440
_MARGIN = 4  # days painted on both sides, for what runs into the stretch


class Row:
    """The minutes of some days of a place; a moment is a number of minutes since 1970 in UTC."""

    def __init__(self, place: dict, first: date, days: int, permanence: dict | None = None) -> None:
        self.clock = clock_of(place["timezone"], first - timedelta(days=_MARGIN + 2), days + 2 * _MARGIN + 4)
        self.begin = self.clock.at(first, 0)
        self.end = self.clock.at(first + timedelta(days=days), 0)
        painted = [first + timedelta(days=number) for number in range(-_MARGIN, days + _MARGIN)]
        self.minutes = self._painted([(day, *day_of(place, day)) for day in painted])
        if permanence is not None:
            held = dates_of(permanence, painted[0], painted[-1])
            own = self._painted([(day, OPEN, [permanence["time"]]) for day in held])
            self.minutes = bytearray(map(min, self.minutes, own))

    def _painted(self, days: list[tuple[date, int, list[str]]]) -> bytearray:
        row = bytearray(self.end - self.begin)
        for colour in (UNKNOWN, OPEN):
            for day, state, ranges in days:
                for text in ranges if state == colour else ():
                    start, end = (max(self.begin, min(self.end, at)) for at in self.clock.range(day, text))
                    row[start - self.begin : end - self.begin] = bytes([colour]) * max(0, end - start)
        return row

    def state(self, moment: int) -> str:
        return NAMES[self.minutes[moment - self.begin]]

    def since(self, moment: int) -> int | None:
        """The start of what holds a moment; None when the row does not reach it."""
        at = moment - self.begin
        while at > 0 and self.minutes[at - 1] == self.minutes[moment - self.begin]:
            at -= 1
        return at + self.begin if at else None

    def until(self, moment: int) -> int | None:
        """The end of what holds a moment; None when the row does not reach it."""
        at = moment - self.begin
        while at < len(self.minutes) and self.minutes[at] == self.minutes[moment - self.begin]:
            at += 1
        return at + self.begin if at < len(self.minutes) else None

    def next_opening(self, moment: int) -> int | None:
        for at in range(moment - self.begin + 1, len(self.minutes)):
            if self.minutes[at] == OPEN and self.minutes[at - 1] != OPEN:
                return at + self.begin
        return None


class Clock:
    """What the clock on the wall shows at each minute of a stretch of UTC."""

    def __init__(self, zone: str, first: date, days: int) -> None:
        begin = first.toordinal() * 1440 - _EPOCH
        info = ZoneInfo(zone)
        self.first_at: dict[int, int] = {}
        for minute in range(begin, begin + days * 1440):
            wall = datetime.fromtimestamp(minute * 60, info)
            self.first_at.setdefault(wall.toordinal() * 1440 + wall.hour * 60 + wall.minute, minute)

    def at(self, day: date, minute: int) -> int:
        """When the wall first shows a time; a time that it skips, as if the clock had not been changed."""
        wanted = shown = day.toordinal() * 1440 + minute
        while shown not in self.first_at:
            shown -= 1
            assert wanted - shown < 2 * 1440, "the walk is too short"
        return self.first_at[shown] + wanted - shown

    def range(self, day: date, text: str) -> tuple[int, int]:
        start, end = text.split("-")
        days_later = int(end <= start)
        return self.at(day, _minute(start)), self.at(day, _minute(end) + days_later * 1440)


@cache
def clock_of(zone: str, first: date, days: int) -> Clock:
    return Clock(zone, first, days)


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def day_of(place: dict, day: date) -> tuple[int, list[str]]:
    """The ranges that start on a day, and what they are; the first rule that speaks is the only one."""
    iso = day.isoformat()
    since, until = place.get("valid_from") or "", place.get("valid_until")
    if iso < since or (until and iso[: len(until)] > until):
        return CLOSED, []
    stays = place.get("stays") if place["kind"] in {"host", "itinerant"} else None
    if stays and not any(stay["from"] <= iso <= stay["until"] for stay in stays):
        return CLOSED, []
    for exception in place.get("exceptions", []):
        if exception["from"] <= iso <= exception["until"]:
            return OPEN, exception["hours"]
    season = season_of(place, iso)
    if season is None:
        return UNKNOWN, ["00:00-24:00"]
    hours = season["weekly"].get(DAYS[day.weekday()], [])
    if not is_holiday(place, day):
        return OPEN, hours
    rule = season.get("public_holidays", "unknown")
    return {"open": (OPEN, hours), "unknown": (UNKNOWN, hours), "closed": (CLOSED, [])}[rule]


def season_of(place: dict, iso: str) -> dict | None:
    for season in place.get("schedules", []):
        if (season.get("valid_from") or "") <= iso <= (season.get("valid_until") or "9999-12-31"):
            return season
    return None


def is_holiday(place: dict, day: date) -> bool:
    return day in _calendar(place["country"], place.get("holiday_region"))


@cache
def _calendar(country: str, region: str | None) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=region)


def is_confirmed(place: dict, day: date) -> bool:
    """A text of a date and the same text a year later hold a day between them."""
    iso = day.isoformat()
    season = season_of(place, iso)
    for text in (place.get("checked_on"), season and season.get("as_of")):
        checked = f"{text}-01-01"[:10] if text and len(text) == 4 else f"{text}-01"[:10]
        if text and checked <= iso <= f"{int(checked[:4]) + 1:04}{checked[4:]}":
            return True
    return False


def dates_of(permanence: dict, first: date, last: date) -> list[date]:
    """The dates on which a permanence takes place: months are read in their calendar, weeks are counted."""
    cancelled = {each["date"] for each in permanence.get("exceptions", [])}
    since, until = permanence.get("valid_from") or "", permanence.get("valid_until") or "9999-12-31"
    return [
        day
        for day in _days_of_rhythm(permanence, first, last)
        if since <= day.isoformat() <= until and day.isoformat() not in cancelled
    ]


def _days_of_rhythm(permanence: dict, first: date, last: date) -> list[date]:
    weekday, nth = DAYS.index(permanence["weekday"]), permanence.get("nth_of_month")
    found = []
    for year in range(first.year, last.year + 1):
        for month in range(1, 13):
            column = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
            if nth is not None:
                column = [column[nth if nth < 0 else nth - 1]]
            found += [date(year, month, number) for number in column]
    weeks = permanence.get("every_weeks", 1)
    if weeks > 1:
        named = date.fromisoformat(permanence["week_of"])
        turn = named - timedelta(days=named.weekday()) + timedelta(days=weekday)
        found = [day for day in found if (day - turn).days % (7 * weeks) == 0]
    return [day for day in found if first <= day <= last]
