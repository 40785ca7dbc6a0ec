"""Records that somebody has to look at again from time to time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression, Func
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from network.freshness import GRACE_MONTHS, Freshness, freshness_on

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models.expressions import Expression


def review_months(months: int) -> models.PositiveSmallIntegerField[Any, Any]:
    """Return the column for a rhythm of review, with that of the kind."""
    return models.PositiveSmallIntegerField(
        _("to be checked every so many months"), default=months, help_text=_("From 1 to 24.")
    )


def within_two_years(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(review_months__range=(1, 24)), name=name)


def _months_after_check(extra: int = 0) -> Cast:
    """Return the day that lies the rhythm of a row, and so many months more, after its last check."""
    months = Func(
        F("review_months") + extra,
        template="make_interval(months => (%(expressions)s)::int)",
        output_field=models.DurationField(),
    )
    return Cast(CombinedExpression(F("checked_on"), "+", months, models.DateTimeField()), models.DateField())


class CheckedQuerySet[M: models.Model](models.QuerySet[M]):
    """Which records, by the day of their last check."""

    def in_use(self, moment: datetime) -> Self:
        """Those that the public sees at a moment: nobody has to check the others. Each kind says which."""
        raise NotImplementedError(f"{type(self).__name__} does not say which of its records are in use.")

    def believable_on(self, day: date | Expression) -> Self:
        """Those that lists show: checked within their rhythm and a year, or never said to be."""
        return self.alias(shown_until=_months_after_check(GRACE_MONTHS)).filter(
            Q(checked_on__isnull=True) | Q(shown_until__gte=day)
        )

    def due_on(self, day: date | Expression, *, since: date | None = None) -> Self:
        """Those whose last check no longer holds on a day, or lies before `since`; never checked ones too."""
        is_old = Q(checked_on__lt=since) if since else Q()
        return self.alias(checked_until=_months_after_check()).filter(
            Q(checked_on__isnull=True) | Q(checked_until__lt=day) | is_old
        )


class Checked(models.Model):
    """Tells by its `checked_on` and `review_months` what it is worth.

    `checked_as` names the kind in addresses and letters.
    """

    checked_as: ClassVar[str]
    checked_on: date | None
    review_months: int

    class Meta:
        abstract = True

    @staticmethod
    def kinds() -> dict[str, type[Checked]]:
        """Return every kind of record that is checked, in the order in which they are asked for."""
        known = {model.checked_as: model for model in Checked.__subclasses__()}
        return dict(sorted(known.items()))

    def freshness_on(self, day: date) -> Freshness:
        return freshness_on(day, self.checked_on, self.review_months)

    @property
    def told(self) -> str:
        """What it is called where sheets of several kinds stand together."""
        return str(self)
