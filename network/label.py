"""What the decisions on a label amount to on a day: the only code that knows a status.

Pages, exports and the admin ask here. Nothing here reads a database or a clock: the caller brings the
decisions of one Cité and the day. A status is what the register says of that day by all that it knows
now, corrections included; it is never stored. An application, an opening or a membership is no decision
and changes nothing.

- **Counting.** A decision counts from its day. A year, a month, or a day with an “or as late as” stands
  for a span and counts from the day after it: inside the span the earlier status stands, `until` is the
  last day of the span and `uncertain` names the decision. A known end without a beginning is a span that
  began at any time before.
- **No date.** Such a decision counts from `known_since`, the day of the file that brought it, after the
  dated ones that count by then; one that counts later follows it. Before that day it is in `undated`.
- **Order.** Decisions follow each other in the order in which they begin to count; of the same day, the
  dated ones before those without a date, then by the beginning of the span, then as they were recorded.
- **Replaced** rows never count, on no day: the row that replaces one stands for it, at its own date.
- **After a decision**: project_label → project; operating_label, confirmation, renewal → operating; label
  → labelled_unknown; suspension → suspended; withdrawal → withdrawn; label_end → ended; reinstatement → the
  status before the suspension. A second suspension changes nothing of what a reinstatement brings back. A
  reinstatement without a suspension in force changes nothing. Any other decision ends a suspension.
- **Due**: the day after the last day of a period that the granting decision records, until another
  decision counts. A suspension hides it, a reinstatement shows it again. Where no period is recorded
  nothing is ever due or lapsed: the last decision stands, and `is_open_ended` says that what followed is
  not documented. A decision that has been taken is not awaited: it speaks from its date even where the
  period that it records begins later, and makes nothing of the days before its date less due.
- **Nothing counted yet**: `none` where it is documented that there was no label, which only a project
  label says, being the first step, of the days before it; `not_documented` where the series is empty, or
  begins with anything else: who is suspended or confirmed had a label that nobody documented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from network.partial_dates import PartialDate
from network.vocabulary import DecisionKind, LabelStatus

# The decisions that grant the label for a time.
GRANTING = [
    DecisionKind.PROJECT_LABEL,
    DecisionKind.OPERATING_LABEL,
    DecisionKind.CONFIRMATION,
    DecisionKind.RENEWAL,
]

_AFTER = {
    DecisionKind.PROJECT_LABEL: LabelStatus.PROJECT,
    DecisionKind.OPERATING_LABEL: LabelStatus.OPERATING,
    DecisionKind.CONFIRMATION: LabelStatus.OPERATING,
    DecisionKind.RENEWAL: LabelStatus.OPERATING,
    DecisionKind.LABEL: LabelStatus.LABELLED_UNKNOWN,
    DecisionKind.SUSPENSION: LabelStatus.SUSPENDED,
    DecisionKind.WITHDRAWAL: LabelStatus.WITHDRAWN,
    DecisionKind.LABEL_END: LabelStatus.ENDED,
}
GRANTED = frozenset({LabelStatus.PROJECT, LabelStatus.OPERATING, LabelStatus.LABELLED_UNKNOWN})
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One row of the series. No rule reads the words; they travel with it for who shows it."""

    kind: DecisionKind
    known_since: dt.date
    date: PartialDate | None = None
    date_until: PartialDate | None = None
    period_from: dt.date | None = None
    period_until: dt.date | None = None
    # Rows are numbered as they were recorded; `replaced_by` is the number of the row that corrects it.
    number: int = 0
    replaced_by: int | None = None
    conditions: Mapping[str, str] = field(default_factory=dict, compare=False)
    note: Mapping[str, str] = field(default_factory=dict, compare=False)
    sources: tuple[str, ...] = field(default=(), compare=False)
    # The day of the session of the committee in which it was taken, where it was taken in one.
    session: dt.date | None = field(default=None, compare=False)

    @property
    def has_date(self) -> bool:
        """Whether anything is known of its date."""
        return bool(self.date or self.date_until)

    @property
    def is_exact(self) -> bool:
        """Whether its day is known."""
        return self.has_date and self._first_day == self.last_day

    @property
    def last_day(self) -> dt.date:
        """The last day on which it may have been taken; of one without a date, the day it became known."""
        last = self.date_until or self.date
        return last.last_day if last else self.known_since

    def counts_on(self, day: dt.date) -> bool:
        """Whether a day lies late enough for it to count."""
        return self.counting_day <= day.toordinal()

    def may_be_on(self, day: dt.date) -> bool:
        """Whether a day lies in the span of its date, when it does not count yet but may have been taken."""
        return self.has_date and not self.counts_on(day) and self._first_day <= day

    @property
    def _first_day(self) -> dt.date:
        return self.date.first_day if self.date else dt.date.min

    @property
    def counting_day(self) -> int:
        """The ordinal of the day from which it counts: that after the last of all dates has one too."""
        in_a_span = self.has_date and not self.is_exact
        return self.last_day.toordinal() + in_a_span

    @property
    def place_in_order(self) -> tuple[int, bool, dt.date, int]:
        return self.counting_day, not self.has_date, self._first_day, self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A label on a day."""

    day: dt.date
    status: LabelStatus
    # The decision that speaks: the last that counts. None before the first, and where there is none.
    decision: Decision | None = None
    # The decision that gave the label that stands, or stood before a suspension; its period is the one that ends.
    grant: Decision | None = None
    # The first of the decisions that left this same status unbroken. None when due, and before the first.
    begun_by: Decision | None = None
    # Its date, as precise as its source; None where it has none. Due: the day after the period.
    since: PartialDate | None = None
    # The last day of this status as far as it is recorded: of the span, or of the period. None: not recorded.
    until: dt.date | None = None
    # Suspended: the status that a reinstatement brings back. Reinstated: the one that it brought back.
    before: LabelStatus | None = None
    # Decisions in whose span the day lies: perhaps taken already.
    uncertain: tuple[Decision, ...] = ()
    # Decisions without a date that nobody knew of on that day: perhaps taken already.
    undated: tuple[Decision, ...] = ()
    # The next decision that was certainly not taken yet.
    following: Decision | None = None

    @property
    def is_certain(self) -> bool:
        """Whether no decision may already have changed the status."""
        return not self.uncertain and not self.undated

    @property
    def is_since_unknown(self) -> bool:
        """Whether the status was decided on a date that is not known."""
        return self.decision is not None and self.since is None

    @property
    def is_open_ended(self) -> bool:
        """Whether the label was granted without a recorded end, and what followed is not documented."""
        waits = self.uncertain or self.undated or self.following
        return self.status in GRANTED and not waits and not (self.grant and self.grant.period_until)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A status that lasts from one day to another, both inclusive."""

    status: LabelStatus
    first_day: dt.date
    last_day: dt.date


@dataclass(frozen=True, slots=True)
class _Walk:
    """Where the series stands after some of its decisions."""

    status: LabelStatus
    decision: Decision | None = None
    grant: Decision | None = None
    begun_by: Decision | None = None
    before: LabelStatus | None = None

    def is_due(self, day: int) -> bool:
        """Whether the recorded period had passed on a numbered day."""
        ends = self.grant.period_until if self.grant and self.status in GRANTED else None
        return ends is not None and ends.toordinal() < day

    def after(self, decision: Decision) -> _Walk:
        is_suspended = self.status == LabelStatus.SUSPENDED
        if decision.kind == DecisionKind.REINSTATEMENT:
            if not is_suspended or self.before is None:
                return self
            return _Walk(self.before, decision, self.grant, decision, self.before)
        status = _AFTER[decision.kind]
        goes_on = status == self.status and not self.is_due(decision.counting_day - 1)
        begun_by = self.begun_by if goes_on else decision
        if status == LabelStatus.SUSPENDED:
            before = self.before if is_suspended else self.status
            return _Walk(status, decision, self.grant, begun_by, before)
        return _Walk(status, decision, decision if status in GRANTED else None, begun_by)


def network_day(moment: dt.datetime) -> dt.date:
    """Return the day that it is for the network: labels and yearly reports go by it, wherever a Cité lies."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def standing_on(decisions: Iterable[Decision], day: dt.date) -> Standing:
    """Return the label of a Cité on a day, by its whole series in any order."""
    series = in_order(decisions)
    counted = [each for each in series if each.counts_on(day)]
    waiting = [each for each in series if not each.counts_on(day)]
    walk = _Walk(_before_everything(series))
    for decision in counted:
        walk = walk.after(decision)
    uncertain = tuple(each for each in waiting if each.may_be_on(day))
    later = [each for each in waiting if each.has_date and each not in uncertain]
    is_due = walk.is_due(day.toordinal())
    return Standing(
        day=day,
        status=LabelStatus.DUE if is_due else walk.status,
        decision=walk.decision,
        grant=walk.grant,
        begun_by=None if is_due else walk.begun_by,
        since=_day_after_period(walk) if is_due else _date_of(walk.begun_by),
        until=min([*_recorded_ends(walk, day), *(each.last_day for each in uncertain)], default=None),
        before=walk.before,
        uncertain=uncertain,
        undated=tuple(each for each in waiting if not each.has_date),
        following=later[0] if later else None,
    )


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that no row replaces, in the order in which they count."""
    return sorted(
        (each for each in decisions if each.replaced_by is None), key=lambda each: each.place_in_order
    )


def course_of(decisions: Iterable[Decision], first_day: dt.date, last_day: dt.date) -> list[Stretch]:
    """Return the statuses from one day to another, both inclusive, without a gap."""
    series = in_order(decisions)
    first, last = first_day.toordinal(), last_day.toordinal()
    turns = {each.counting_day for each in series}
    turns |= {each.period_until.toordinal() + 1 for each in series if each.period_until}
    starts = sorted({first, *(turn for turn in turns if first < turn <= last)})
    course: list[Stretch] = []
    for start, end in zip(starts, [*(turn - 1 for turn in starts[1:]), last], strict=True):
        begins, ends = dt.date.fromordinal(start), dt.date.fromordinal(end)
        status = standing_on(series, begins).status
        if course and course[-1].status == status:
            begins = course.pop().first_day
        course.append(Stretch(status, begins, ends))
    return course


def may_be_renewed(standing: Standing) -> bool:
    """Tell whether a yearly renewal may follow: not where it would turn a project, a suspension or an end around."""
    if standing.status == LabelStatus.DUE:
        return standing.grant is not None and standing.grant.kind != DecisionKind.PROJECT_LABEL
    return standing.status in {
        LabelStatus.OPERATING,
        LabelStatus.LABELLED_UNKNOWN,
        LabelStatus.NOT_DOCUMENTED,
    }


def renewal_period(decisions: Iterable[Decision], day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the year for which a renewal decided on a day is given.

    It follows the last period that is recorded; where there is none, or that year would be over, it begins
    on the day itself.
    """
    ends = [
        each.period_until
        for each in decisions
        if each.kind in GRANTING and each.replaced_by is None and each.period_until
    ]
    after = max(ends) + _ONE_DAY if ends else day
    return (after, _year_from(after)) if day <= _year_from(after) else (day, _year_from(day))


def _year_from(first: dt.date) -> dt.date:
    """Return the last day of the year that begins on a day; from 29 February, the next 28 February."""
    is_leap_day = (first.month, first.day) == (2, 29)
    again = dt.date(first.year + 1, 3, 1) if is_leap_day else first.replace(year=first.year + 1)
    return again - _ONE_DAY


def _before_everything(series: list[Decision]) -> LabelStatus:
    dated = [each for each in series if each.has_date]
    begins_at_the_beginning = dated and dated[0].kind == DecisionKind.PROJECT_LABEL
    return LabelStatus.NONE if begins_at_the_beginning else LabelStatus.NOT_DOCUMENTED


def _date_of(decision: Decision | None) -> PartialDate | None:
    return (decision.date or decision.date_until) if decision else None


def _day_after_period(walk: _Walk) -> PartialDate:
    assert walk.grant
    assert walk.grant.period_until
    day = walk.grant.period_until + _ONE_DAY
    return PartialDate(day.year, day.month, day.day)


def _recorded_ends(walk: _Walk, day: dt.date) -> list[dt.date]:
    """Return the last day of the period that the status rests on, unless it has passed."""
    holder = walk.grant if walk.status in GRANTED else walk.decision
    ends = holder.period_until if holder else None
    return [ends] if ends and day <= ends else []
