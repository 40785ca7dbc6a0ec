"""What decisions amount to on a day: `network.label`, by cases and against an oracle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from network.label import Decision, course_of, in_order, standing_on
from network.partial_dates import PartialDate
from network.vocabulary import DecisionKind, LabelStatus
from tests.network import label_oracle

FILE = date(2026, 11, 23)
TODAY = date(2026, 12, 1)


def partial(text):
    return text and PartialDate.parse(text)


def decided(kind, day=None, **over):
    """Make a decision; `until` is the end of the span of its date, `covers` the end of its period."""
    covers = over.pop("covers", None)
    return Decision(
        kind=DecisionKind(kind),
        date=partial(day),
        date_until=partial(over.pop("until", None)),
        period_until=covers and date.fromisoformat(covers),
        **{"known_since": FILE} | over,
    )


def status_on(series, day):
    return standing_on(series, date.fromisoformat(day)).status.value


MARSEILLE = [decided("project_label", "2002"), decided("operating_label", "2005")]
REUNION = [decided("project_label", "2011-09-05")]
MAYOTTE = [decided("project_label", "2013-04"), decided("operating_label", "2015-12-10")]
GENOA = [decided("suspension", "2016-05")]
BRUSSELS = [decided("project_label", "2015-05-20"), decided("operating_label")]
NAMUR = [decided("label", "2019-05")]
RENEWED = [
    decided("operating_label", "2027-03-01", covers="2028-02-29"),
    decided("renewal", "2028-04-10", covers="2029-04-09"),
]
PAUSED = [
    decided("operating_label", "2027-03-01", covers="2028-02-29"),
    decided("suspension", "2027-06-01"),
    decided("reinstatement", "2028-01-10"),
]

CASES = [
    # Paris, Nîmes: nothing documented, however long they have been open.
    ([], "2026-12-01", "not_documented"),
    (MARSEILLE, "2001-12-31", "none"),
    (MARSEILLE, "2002-06-15", "none"),
    (MARSEILLE, "2002-12-31", "none"),
    (MARSEILLE, "2003-01-01", "project"),
    (MARSEILLE, "2005-12-31", "project"),
    (MARSEILLE, "2006-01-01", "operating"),
    (MARSEILLE, "2026-12-01", "operating"),
    (MARSEILLE, "2099-01-01", "operating"),
    (REUNION, "2011-09-04", "none"),
    (REUNION, "2011-09-05", "project"),
    # It opened in April 2014, which is no decision.
    (REUNION, "2026-12-01", "project"),
    (MAYOTTE, "2013-04-30", "none"),
    (MAYOTTE, "2013-05-01", "project"),
    (MAYOTTE, "2015-12-09", "project"),
    (MAYOTTE, "2015-12-10", "operating"),
    # Who is suspended had a label, which nobody documented.
    (GENOA, "2010-01-01", "not_documented"),
    (GENOA, "2016-05-31", "not_documented"),
    (GENOA, "2016-06-01", "suspended"),
    (GENOA, "2026-12-01", "suspended"),
    (BRUSSELS, "2015-05-19", "none"),
    (BRUSSELS, "2018-04-23", "project"),
    (BRUSSELS, "2026-11-22", "project"),
    (BRUSSELS, "2026-11-23", "operating"),
    # What is decided after the file came follows the decision that has no date.
    ([*BRUSSELS, decided("suspension", "2027-03-01")], "2027-02-28", "operating"),
    ([*BRUSSELS, decided("suspension", "2027-03-01")], "2027-03-01", "suspended"),
    ([*BRUSSELS, decided("suspension", "2026-11-23")], "2026-11-23", "operating"),
    # A label of unknown kind may be the second of two.
    (NAMUR, "2019-05-31", "not_documented"),
    (NAMUR, "2019-06-01", "labelled_unknown"),
    (RENEWED, "2028-02-29", "operating"),
    (RENEWED, "2028-03-01", "due"),
    (RENEWED, "2028-04-09", "due"),
    (RENEWED, "2028-04-10", "operating"),
    (RENEWED, "2029-04-10", "due"),
    ([decided("project_label", "2027-01-01", covers="2027-12-31")], "2028-01-01", "due"),
    ([decided("label", "2027-01-01", covers="2027-12-31")], "2028-01-01", "due"),
    # A renewal that records no period takes the earlier period with it.
    ([RENEWED[0], decided("renewal", "2028-01-15")], "2030-01-01", "operating"),
    (PAUSED, "2027-05-31", "operating"),
    (PAUSED, "2027-06-01", "suspended"),
    (PAUSED, "2028-01-09", "suspended"),
    (PAUSED, "2028-01-10", "operating"),
    (PAUSED, "2028-03-01", "due"),
    # The period passes during the suspension: it shows when the suspension ends.
    ([*PAUSED[:2], decided("reinstatement", "2028-06-01")], "2028-05-31", "suspended"),
    ([*PAUSED[:2], decided("reinstatement", "2028-06-01")], "2028-06-01", "due"),
    ([REUNION[0], decided("suspension", "2012"), decided("reinstatement", "2013")], "2014-01-01", "project"),
    ([*GENOA, decided("reinstatement", "2017")], "2018-01-01", "not_documented"),
    ([*PAUSED[:2], decided("suspension", "2027-07-01"), PAUSED[2]], "2028-01-10", "operating"),
    ([*REUNION, decided("reinstatement", "2013")], "2014-01-01", "project"),
    ([decided("reinstatement", "2013")], "2014-01-01", "not_documented"),
    ([*PAUSED[:2], decided("renewal", "2027-09-01")], "2027-09-01", "operating"),
    ([*MAYOTTE, decided("withdrawal", "2020-02-02")], "2020-02-02", "withdrawn"),
    ([*MAYOTTE, decided("withdrawal", "2020"), decided("reinstatement", "2021")], "2022-01-01", "withdrawn"),
    ([*MAYOTTE, decided("label_end", "2020-02")], "2020-03-01", "ended"),
    ([*RENEWED, decided("label_end", "2029-01-01")], "2031-01-01", "ended"),
    ([*MAYOTTE, decided("label_end", "2020"), decided("project_label", "2024")], "2025-01-01", "project"),
    ([decided("confirmation", "2010")], "2011-01-01", "operating"),
    ([decided("confirmation", "2010")], "2009-01-01", "not_documented"),
    # From one day to another.
    ([decided("project_label", "2013-03", until="2013-04")], "2013-04-30", "none"),
    ([decided("project_label", "2013-03", until="2013-04")], "2013-05-01", "project"),
    ([decided("project_label", "2013-03-09", until="2013-03-09")], "2013-03-09", "project"),
    (
        [decided("operating_label", until="2013"), decided("suspension", "2016")],
        "2013-12-31",
        "not_documented",
    ),
    ([decided("operating_label", until="2013"), decided("suspension", "2016")], "2014-01-01", "operating"),
    ([decided("operating_label", until="2013"), decided("suspension", "2016")], "2026-12-01", "suspended"),
    # The last of all days.
    ([decided("project_label", "9999")], "9999-12-31", "none"),
    ([decided("project_label", "9999-12-31")], "9999-12-31", "project"),
    ([decided("operating_label", "2000", covers="9999-12-31")], "9999-12-31", "operating"),
]


@pytest.mark.parametrize(("series", "day", "status"), CASES)
def test_status_on_a_day(series, day, status):
    assert status_on(series, day) == status
    assert status_on(reversed(series), day) == status


def test_inside_the_span_of_a_date_the_earlier_status_stands_and_the_doubt_is_told():
    standing = standing_on(MARSEILLE, date(2005, 3, 23))
    assert (standing.status, standing.until, standing.uncertain) == (
        "project",
        date(2005, 12, 31),
        (MARSEILLE[1],),
    )
    assert (standing.is_certain, standing.following) == (False, None)
    before, after = (standing_on(MARSEILLE, date(year, 7, 1)) for year in (2004, 2006))
    assert (before.until, before.uncertain, before.is_certain, before.following) == (
        None,
        (),
        True,
        MARSEILLE[1],
    )
    assert (after.until, after.uncertain, after.is_certain, after.following) == (None, (), True, None)


def test_a_decision_without_a_date_is_named_before_it_counts():
    before, after = (standing_on(BRUSSELS, day) for day in (FILE - timedelta(days=1), FILE))
    assert (before.undated, before.is_certain, before.until) == ((BRUSSELS[1],), False, None)
    assert (after.undated, after.decision, after.since, after.is_since_unknown) == (
        (),
        BRUSSELS[1],
        None,
        True,
    )


@pytest.mark.parametrize(
    ("series", "day", "since"),
    [
        (MARSEILLE, TODAY, "2005"),
        (MAYOTTE, TODAY, "2015-12-10"),
        (GENOA, TODAY, "2016-05"),
        ([], TODAY, None),
        (MARSEILLE, date(2002, 5, 5), None),
        # A renewal in time does not begin anything; one that came late does.
        ([RENEWED[0], decided("renewal", "2028-02-10")], date(2028, 6, 1), "2027-03-01"),
        ([RENEWED[0], decided("renewal", "2028-03-01")], date(2028, 6, 1), "2027-03-01"),
        (RENEWED, date(2028, 4, 1), "2028-03-01"),
        (RENEWED, date(2028, 6, 1), "2028-04-10"),
        (PAUSED, date(2028, 2, 1), "2028-01-10"),
        ([*PAUSED[:2], decided("suspension", "2027-07-01")], date(2027, 8, 1), "2027-06-01"),
        ([*PAUSED, decided("reinstatement", "2028-02-01")], date(2028, 2, 9), "2028-01-10"),
    ],
)
def test_since_is_the_beginning_of_what_goes_on(series, day, since):
    assert standing_on(series, day).since == partial(since)


@pytest.mark.parametrize(
    ("series", "day", "until"),
    [
        (RENEWED, date(2027, 5, 1), date(2028, 2, 29)),
        (RENEWED, date(2028, 2, 29), date(2028, 2, 29)),
        (RENEWED, date(2028, 3, 5), None),
        (PAUSED, date(2028, 1, 10), date(2028, 2, 29)),
        (PAUSED, date(2027, 7, 1), None),
        ([decided("suspension", "2027-06-01", covers="2027-12-31")], date(2027, 7, 1), date(2027, 12, 31)),
        # The first of two ends.
        ([RENEWED[0], decided("renewal", "2028")], date(2028, 1, 15), date(2028, 2, 29)),
        ([RENEWED[0], decided("renewal", "2028")], date(2028, 5, 15), date(2028, 12, 31)),
        (RENEWED, date(2040, 1, 1), None),
    ],
)
def test_until_is_what_is_recorded(series, day, until):
    assert standing_on(series, day).until == until


def test_suspended_and_reinstated_tell_the_status_before():
    assert standing_on(PAUSED, date(2027, 7, 1)).before == "operating"
    assert standing_on(PAUSED, date(2028, 2, 1)).before == "operating"
    assert standing_on(GENOA, TODAY).before == "not_documented"
    assert standing_on(PAUSED, date(2027, 5, 1)).before is None


def test_a_replaced_row_counts_on_no_day_and_its_correction_at_its_own_date():
    wrong = decided("operating_label", "2005", number=1, replaced_by=2)
    right = decided("operating_label", "2007-02-03", number=2)
    assert status_on([wrong, right], "2007-02-02") == "not_documented"
    assert status_on([wrong, right], "2007-02-03") == "operating"
    assert status_on([wrong], "2026-12-01") == "not_documented"


@pytest.mark.parametrize(
    ("series", "day", "is_open"),
    [
        (MARSEILLE, TODAY, True),
        (MARSEILLE, date(2004, 1, 1), False),
        (NAMUR, TODAY, True),
        (RENEWED, date(2029, 1, 1), False),
        (GENOA, TODAY, False),
        ([], TODAY, False),
        (BRUSSELS, TODAY, True),
        (BRUSSELS, date(2020, 1, 1), False),
    ],
)
def test_what_followed_is_not_documented_where_no_end_is_recorded(series, day, is_open):
    assert standing_on(series, day).is_open_ended is is_open


def test_the_same_day_counts_the_dated_first_then_as_recorded():
    undated = decided("suspension", number=1)
    first, second = (
        decided("withdrawal", "2026-11-23", number=2),
        decided("label_end", "2026-11-23", number=3),
    )
    assert in_order([second, undated, first]) == [first, second, undated]


def test_spans_that_end_together_count_as_they_begin():
    whole, month = decided("suspension", "2005", number=2), decided("withdrawal", "2005-12", number=1)
    assert in_order([month, whole]) == [whole, month]


def test_what_was_taken_back_leaves_no_grant():
    standing = standing_on([RENEWED[0], decided("withdrawal", "2027-05-01")], date(2027, 6, 1))
    assert (standing.grant, standing.until, standing.decision.kind) == (None, None, "withdrawal")


def test_course_reaches_its_last_day():
    course = course_of(REUNION, date(2011, 9, 4), date(2011, 9, 5))
    assert [each.status for each in course] == ["none", "project"]


def test_course_tells_every_day_once():
    course = [
        (each.status.value, each.first_day.isoformat())
        for each in course_of(PAUSED, date(2027, 1, 1), TODAY.replace(year=2028))
    ]
    assert course == [
        ("not_documented", "2027-01-01"),
        ("operating", "2027-03-01"),
        ("suspended", "2027-06-01"),
        ("operating", "2028-01-10"),
        ("due", "2028-03-01"),
    ]


# --- Against the oracle -----------------------------------------------------------------------
FIRST, LAST = date(2003, 1, 1), date(2007, 12, 31)
days = st.dates(FIRST + timedelta(days=60), LAST - timedelta(days=60))
dates = st.one_of(
    days.map(lambda day: day.isoformat()),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(lambda day: day.isoformat()[:4]),
)


@st.composite
def rows(draw):
    day = draw(st.none() | dates)
    until = draw(st.none() | dates) if draw(st.booleans()) else None
    if day and until:
        assume(PartialDate.parse(day).first_day <= PartialDate.parse(until).last_day)
    return {
        "kind": draw(st.sampled_from(DecisionKind.values)),
        "date": day,
        "date_until": until,
        "period_until": draw(st.none() | days),
        "known_since": draw(days),
        "replaced": draw(st.integers(0, 9)) == 0,
    }


def series_of(found):
    return [
        Decision(
            kind=DecisionKind(row["kind"]),
            date=partial(row["date"]),
            date_until=partial(row["date_until"]),
            period_until=row["period_until"],
            known_since=row["known_since"],
            number=number,
            replaced_by=99 if row["replaced"] else None,
        )
        for number, row in enumerate(found)
    ]


def check(found):
    """Ask for every day through the course, and for the days around each change, and some more, one by one."""
    lived = label_oracle.live(found, FIRST, LAST)
    series = series_of(found)
    course = [
        (date.fromordinal(number), stretch.status)
        for stretch in course_of(series, FIRST, LAST)
        for number in range(stretch.first_day.toordinal(), stretch.last_day.toordinal() + 1)
    ]
    assert course == [(day, status) for day, (status, _doubt) in lived.items()]
    for day in lived:
        around = {lived.get(day + timedelta(days=each)) for each in (-1, 0, 1)}
        if len(around) > 1 or day.toordinal() % 37 == 0:
            standing = standing_on(series, day)
            doubt = min((each.last_day for each in standing.uncertain), default=None)
            assert (standing.status, doubt) == lived[day], day


@settings(max_examples=60, deadline=None)
@given(st.lists(rows(), max_size=6))
def test_agrees_with_the_oracle_on_every_day(found):
    check(found)


@pytest.mark.prove
@settings(max_examples=1000, deadline=None)
@given(st.lists(rows(), max_size=9))
def test_agrees_with_the_oracle_on_every_day_of_many_series(found):
    check(found)


# --- Promises ---------------------------------------------------------------------------------
@given(st.lists(rows(), min_size=2, max_size=6), days)
def test_a_later_decision_never_changes_an_earlier_status(found, day):
    *earlier, latest = in_order(series_of([row | {"replaced": False} for row in found]))
    if latest.counts_on(day):
        day = date.fromordinal(latest.counting_day - 1)
    if any(each.has_date for each in earlier) or not latest.has_date:
        assert standing_on([*earlier, latest], day).status == standing_on(earlier, day).status


@given(rows(), days)
def test_a_first_decision_documents_at_most_that_there_was_no_label(row, day):
    [only] = series_of([row | {"replaced": False}])
    assume(not only.counts_on(day))
    assert standing_on([only], day).status in {LabelStatus.NONE, LabelStatus.NOT_DOCUMENTED}


@given(st.lists(rows(), max_size=6), days, st.randoms())
def test_the_order_of_the_rows_says_nothing(found, day, rng):
    series = series_of(found)
    assert standing_on(rng.sample(series, len(series)), day) == standing_on(series, day)


@given(st.lists(rows(), max_size=6), days)
def test_replaced_rows_say_nothing(found, day):
    series = series_of(found)
    assert standing_on(series, day) == standing_on(in_order(series), day)


@given(st.lists(rows(), max_size=6), days)
def test_due_only_where_a_recorded_period_has_passed(found, day):
    standing = standing_on(series_of(found), day)
    without = [{**row, "period_until": None} for row in found]
    assert standing_on(series_of(without), day).status != LabelStatus.DUE
    if standing.status == LabelStatus.DUE:
        assert standing.grant.period_until < day


@given(st.lists(rows(), max_size=6), days)
def test_until_is_never_before_the_day(found, day):
    standing = standing_on(series_of(found), day)
    assert standing.until is None or standing.until >= day
