"""Who is entitled, who votes, and what votes come to: against tables and oracles written on other principles."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.committee import (
    Entitlement,
    Event,
    Item,
    Outcome,
    Tally,
    default_quorum,
    entitlement_on,
    is_confirmed,
    is_open_for_a_year,
    is_recused,
    may_vote,
    missing_in,
    outcomes_of,
)
from network.label import Decision, standing_on
from network.partial_dates import PartialDate
from network.vocabulary import DecisionKind, MilestoneKind

DAY = date(2026, 3, 12)


def opened(text, kind="opening", until=None):
    return Event(
        kind=MilestoneKind(kind),
        date=text and PartialDate.parse(text),
        date_until=until and PartialDate.parse(until),
    )


def decided(*said, day=DAY):
    """Read “kind date [period_until]” and return the standing of a day."""
    series = []
    for number, each in enumerate(said, 1):
        kind, when, *until = each.split()
        series.append(
            Decision(
                kind=DecisionKind(kind), known_since=date(2020, 1, 1), number=number,
                date=None if when == "?" else PartialDate.parse(when),
                period_until=date.fromisoformat(until[0]) if until else None,
            )
        )  # fmt: skip
    return standing_on(series, day)


# --- Open for more than a year -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("events", "answer"),
    [
        ([], None),
        ([opened("2025-03-11")], True),
        # A year is not more than a year.
        ([opened("2025-03-12")], False),
        ([opened("2025-02")], True),
        ([opened("2025-03")], None),
        ([opened("2025-04")], False),
        ([opened("2024")], True),
        ([opened("2025")], None),
        ([opened("2011-09", until="2012-04")], True),
        ([opened(None)], None),
        ([opened(None, until="2020")], True),
        ([opened("2010", "inauguration"), opened("2009", "opening_announced")], None),
        ([opened("2002"), opened("2019-06-28", "closing")], False),
        ([opened("2002"), opened("2026", "closing")], None),
        ([opened("2002"), opened("2027", "closing")], True),
        ([opened("2002"), opened(None, "closing")], None),
        ([opened("2002"), opened("2019", "closing"), opened("2020-02", "reopening")], True),
        ([opened("2002"), opened("2019", "closing"), opened("2019", "reopening")], None),
        ([opened("2002"), opened("2019", "closing"), opened("2018", "reopening")], False),
        ([opened("9999-12-31"), opened("0001", "closing")], False),
    ],
)
def test_open_for_more_than_a_year(events, answer):
    assert is_open_for_a_year(events, DAY) is answer


@pytest.mark.parametrize(
    ("day", "first", "answer"),
    [
        (date(2024, 2, 29), "2023-02-28", True),
        (date(2024, 2, 29), "2023-03-01", False),
        (date(2025, 2, 28), "2024-02-29", False),
        (date(2025, 3, 1), "2024-02-29", True),
    ],
)
def test_a_year_that_has_a_day_more(day, first, answer):
    assert is_open_for_a_year([opened(first)], day) is answer


def a_year_later(day):
    """Count on the calendar: the first day that is more than a year after another."""
    later = day + timedelta(days=365)
    while (later.year, later.month, later.day) <= (day.year + 1, day.month, day.day):
        later += timedelta(days=1)
    return later


def days_of(event):
    return [event.first_day + timedelta(days=n) for n in range((event.last_day - event.first_day).days + 1)]


def possible(events, day):
    """Go through every day on which each fact may have happened, and see whether the doors are open in all of them."""
    answers = set()
    kinds = [event.kind for event in events]
    for chosen in product(*map(days_of, events)):
        facts = list(zip(kinds, chosen, strict=True))
        starts = [when for kind, when in facts if kind == "opening"]
        shut = [when for kind, when in facts if kind == "closing" and when <= day]
        again = [when for kind, when in facts if kind == "reopening" and when <= day]
        is_shut = any(not any(when >= since for when in again) for since in shut)
        answers.add(any(a_year_later(when) <= day for when in starts) and not is_shut)
    return answers.pop() if len(answers) == 1 else None


partial = st.tuples(
    st.integers(2024, 2026), st.integers(1, 12), st.one_of(st.none(), st.integers(1, 28))
).map(lambda parts: PartialDate(*parts))


@settings(deadline=None)
@given(
    opening=partial,
    closing=st.one_of(st.none(), partial),
    again=st.one_of(st.none(), partial),
    day=st.dates(date(2025, 1, 1), date(2027, 1, 31)),
)
def test_doors_against_every_day_that_is_possible(opening, closing, again, day):
    said = {"opening": opening, "closing": closing, "reopening": again}
    events = [Event(kind=MilestoneKind(kind), date=when) for kind, when in said.items() if when]
    assert is_open_for_a_year(events, day) == possible(events, day)


# --- A confirmed label ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ([], None),
        (["project_label 2020"], None),
        (["project_label 2020-01-01 2022-01-01"], False),
        (["operating_label 2005"], None),
        (["operating_label 2005-01-01 2026-12-31"], False),
        (["operating_label 2005-01-01 2005-12-31"], False),
        (["operating_label 2005", "confirmation 2006"], True),
        (["confirmation 2006-01-01 2006-12-31"], True),
        (["operating_label 2005", "renewal ?"], True),
        (["label 2010"], None),
        (["confirmation 2006", "suspension 2010"], False),
        (["confirmation 2006", "suspension 2010", "reinstatement 2011"], True),
        # It is again what it was before, of which nothing is documented.
        (["suspension 2010", "reinstatement 2011"], None),
        (["confirmation 2006", "withdrawal 2010"], False),
        (["confirmation 2006", "label_end 2010"], False),
        (["confirmation 2006", "project_label 2020"], None),
        # Inside the span of a date nobody knows whether it was taken.
        (["confirmation 2006", "withdrawal 2026"], None),
        (["confirmation 2006", "renewal 2026"], True),
        (["operating_label 2020-01-01 2026-12-31", "confirmation 2026-03"], None),
        (["operating_label 2020-01-01 2026-12-31", "suspension 2026-03"], False),
        (["operating_label 2020-01-01", "confirmation 2026-03-13"], False),
    ],
)
def test_confirmed(said, answer):
    assert is_confirmed(decided(*said)) is answer


@given(
    st.lists(
        st.tuples(st.sampled_from(list(DecisionKind)), st.integers(1, 700)),
        max_size=7,
        unique_by=lambda each: each[1],
    )
)
def test_confirmed_against_a_walk_by_hand(said):
    """With exact days and nothing open: follow the words one by one."""
    said = sorted(said, key=lambda each: each[1])
    now, kept = "nothing", None
    for kind, _day in said:
        if kind in ("confirmation", "renewal"):
            now, kept = "confirmed", None
        elif kind == "suspension":
            now, kept = "suspended", kept if now == "suspended" else now
        elif kind == "reinstatement":
            now, kept = (kept, None) if now == "suspended" else (now, kept)
        else:
            now, kept = kind.value, None
    words = [f"{kind} {date(2024, 1, 1) + timedelta(days=number)}" for kind, number in said]
    answer = is_confirmed(decided(*words))
    assert (answer is True) == (now == "confirmed")
    if now in ("suspended", "withdrawal", "label_end"):
        assert answer is False


@pytest.mark.parametrize(("confirmed", "is_open"), list(product((True, False, None), repeat=2)))
def test_entitled_is_who_is_both(confirmed, is_open):
    both = Entitlement(confirmed, is_open)
    expected = False if False in (confirmed, is_open) else None if None in (confirmed, is_open) else True
    assert both.answer is expected
    assert len(both.doubts) == [confirmed, is_open].count(None)


def test_entitlement_looks_at_the_day_of_the_standing():
    doors = [opened("2025-03-11")]
    assert entitlement_on(decided("confirmation 2025-06"), doors).answer is True
    assert entitlement_on(decided("confirmation 2025-06", day=DAY - timedelta(days=1)), doors).answer is False


# --- Votes ---------------------------------------------------------------------------------------
@given(st.integers(0, 200))
def test_default_quorum_is_the_least_number_above_half(members):
    quorum = default_quorum(members)
    assert quorum * 2 > members >= (quorum - 1) * 2


@pytest.mark.parametrize("kind", ["member", "expert"])
@pytest.mark.parametrize("basis", ["entitled", "added", "struck"])
@pytest.mark.parametrize("seat", [1, 2, None])
def test_who_may_vote(kind, basis, seat):
    allowed = {("member", "entitled", 2), ("member", "added", 2), ("member", "entitled", None), ("member", "added", None)}  # fmt: skip
    assert may_vote(kind, basis, seat, 1) == ((kind, basis, seat) in allowed)
    assert is_recused(seat, 1) == (seat == 1)


@given(
    yes=st.integers(0, 12), no=st.integers(0, 12), abstentions=st.integers(0, 12), silent=st.integers(0, 12),
    quorum=st.integers(1, 30), corrects=st.booleans(),
)  # fmt: skip
def test_outcomes_follow_the_votes(*, yes, no, abstentions, silent, quorum, corrects):
    ballots = [1] * yes + [-1] * no + [0] * abstentions
    tally = Tally(len(ballots) + silent, yes, no, abstentions)
    balance = sum(ballots) if len(ballots) + silent >= quorum else 0
    if corrects:
        expected = {Outcome.CORRECT} if balance > 0 else {Outcome.KEEP}
    else:
        expected = (
            {Outcome.GRANT}
            if balance > 0
            else {Outcome.ADJOURN} | ({Outcome.REFUSE} if balance < 0 else set())
        )
    assert set(outcomes_of(tally, quorum, corrects=corrects)) == expected
    assert tally.silent == silent
    for outcome in Outcome:
        item = Item(name="x", tally=tally, outcome=outcome, words="y", corrects=corrects)
        assert (missing_in([item], quorum) == []) == (outcome in expected)


def test_what_is_missing_is_told_by_name():
    passes, tie = Tally(3, yes=2, no=1), Tally(3, yes=1, no=1)
    items = [
        Item(name="fine", tally=passes, outcome="grant"),
        Item(name="silent", tally=tie, outcome="adjourn", words=" "),
        Item(name="gone", tally=passes, outcome="grant", gone_to="withdrawn"),
        Item(name="bare", tally=tie),
        Item(name="tie", tally=tie, outcome="grant"),
        Item(name="few", tally=Tally(1, yes=1), outcome="grant"),
    ]
    told = missing_in(items, 2)
    assert [line.partition(":")[0] for line in told] == ["silent", "gone", "bare", "tie", "few"]
    for words, line in zip(
        ("say why", "withdrawn", "adjourned", "contradicts", "1 may vote, 2"), told, strict=True
    ):
        assert words in line
    assert missing_in([], 1) == ["There is nothing on the agenda."]
