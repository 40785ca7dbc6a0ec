"""What lists are searched and drawn by, in SQL."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import DateRangeField
from django.db.models import DateField, DateTimeField, DurationField, F, TextField, Value
from django.db.models.expressions import CombinedExpression, Func
from django.db.models.functions import MD5, Cast, Concat

if TYPE_CHECKING:
    from datetime import date, datetime


def words_of(*texts: str) -> Concat:
    """Put every language of some texts end to end, to look for words in."""
    columns = [
        Func(F(text), template="(jsonb_path_query_array(%(expressions)s, '$.*')::text)") for text in texts
    ]
    return Concat(*columns, Value(""), output_field=TextField())


def daily_draw(column: str, day: date) -> MD5:
    """Draw among equals: the same for everybody all day long, another one the next day."""
    return MD5(Concat(Cast(column, TextField()), Value(day.isoformat())))


def day_of(column: str, timezone: str, *, before: timedelta = timedelta(0)) -> Func:
    """Return the date that calendars show at the moment of a column, or a while `before`, in the zone of a row.

    `day_in_zone` is ours: where the database has lost a zone, a list still answers, in UTC.
    """
    moment = CombinedExpression(F(column), "-", Value(before, DurationField()), DateTimeField())
    return Func(F(timezone), moment, function="day_in_zone", output_field=DateField())


def day_at(moment: datetime, timezone: str) -> Func:
    """Return the date that calendars show at a moment, in the zone of a row."""
    return Func(F(timezone), Value(moment), function="day_in_zone", output_field=DateField())


def partial_days(first: str, last: str) -> Func:
    """Return the span of two partial dates, from the first day of one to the last day of the other."""
    return Func(F(first), F(last), function="partial_date_range", output_field=DateRangeField())
