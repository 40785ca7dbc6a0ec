"""What lists are searched and drawn by, in SQL."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

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


def day_of(column: str, timezone: str, *, before: timedelta = timedelta(0)) -> Cast:
    """Return the date that calendars show at the moment of a column, or a while `before`, in the zone of a row."""
    moment = CombinedExpression(F(column), "-", Value(before, DurationField()), DateTimeField())
    return Cast(Func(F(timezone), moment, function="timezone"), DateField())


def day_at(moment: datetime, timezone: str) -> Cast:
    """Return the date that calendars show at a moment, in the zone of a row."""
    return Cast(Func(F(timezone), Value(moment), function="timezone"), DateField())
