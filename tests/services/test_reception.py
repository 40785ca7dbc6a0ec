"""Can I go now? What an offer answers."""

from datetime import UTC, date, datetime

import pytest

from services.models import Service
from services.views.reception import hall_of, reception_of, week_of
from tests.factories import (
    cancel_permanence,
    make_cite,
    make_closure,
    make_open_place,
    make_permanence,
    make_place,
    make_service,
)

pytestmark = pytest.mark.django_db

# A Tuesday of winter: Paris is one hour ahead.
TUESDAY = "2026-11-24"


def at(hour, day=TUESDAY):
    return datetime.fromisoformat(f"{day}T{hour}:00+01:00")


def answer(service, moment):
    [found] = Service.objects.filter(pk=service.pk).select_related("cite").with_place_ids()
    reception = reception_of(found, hall_of([found]), moment)
    return reception.kind, reception.why, reception.until or reception.next


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(at("08:00"), tick=False)


def test_somebody_is_there_during_a_permanence():
    permanence = make_permanence(time="14:00-17:00")
    assert answer(permanence.service, at("15:00")) == ("open", "permanence", at("17:00"))


def test_nobody_is_there_before_and_the_next_time_is_told():
    permanence = make_permanence(time="14:00-17:00")
    assert answer(permanence.service, at("10:00")) == ("closed", "permanence", at("14:00"))
    assert answer(permanence.service, at("17:00")) == ("closed", "permanence", at("14:00", "2026-12-01"))


def test_a_cancelled_date_is_passed_over():
    permanence = make_permanence()
    cancel_permanence(permanence, date(2026, 11, 24))
    assert answer(permanence.service, at("15:00")) == ("closed", "permanence", at("14:00", "2026-12-01"))


def test_a_closed_place_closes_its_permanences():
    permanence = make_permanence()
    make_closure(permanence.place, date(2026, 11, 20), date(2026, 11, 30))
    assert answer(permanence.service, at("15:00")) == ("closed", "permanence", at("14:00", "2026-12-01"))


def test_hours_that_nobody_confirmed_are_never_open():
    cite = make_cite()
    old = make_open_place(cite, checked_on=date(2024, 1, 1))
    service = make_service(cite)
    make_permanence(service, old)
    assert answer(service, at("15:00"))[:2] == ("unknown", "permanence")


def test_without_hours_of_the_place_the_rhythm_gives_a_date_to_confirm():
    cite = make_cite()
    service = make_service(cite)
    make_permanence(service, make_place(cite))
    assert answer(service, at("10:00")) == ("unknown", "permanence", at("14:00"))


def test_the_longest_permanence_in_course_counts():
    cite = make_cite()
    service, place = make_service(cite), make_open_place(cite)
    make_permanence(service, place, time="14:00-15:30")
    make_permanence(service, place, time="14:30-17:00")
    assert answer(service, at("15:00")) == ("open", "permanence", at("17:00"))


def test_what_one_uses_alone_follows_the_place():
    cite = make_cite()
    service = make_service(cite, modality="self_service", places=[make_open_place(cite)])
    assert answer(service, at("10:00")) == ("open", "place", at("12:00"))
    assert answer(service, at("13:00")) == ("closed", "place", at("14:00"))


def test_an_offer_without_times_says_that_they_are_not_told():
    assert answer(make_service(), at("10:00")) == ("unknown", "no_times", None)
    assert answer(make_service(access=["appointment"]), at("10:00")) == ("closed", "appointment", None)


def test_validity_comes_before_hours():
    later = make_permanence(make_service(valid_from=date(2026, 12, 1))).service
    over = make_permanence(make_service(valid_until=date(2026, 11, 23))).service
    last_day = make_permanence(make_service(valid_until=date(2026, 11, 24))).service
    assert [answer(each, at("15:00"))[:2] for each in (later, over, last_day)] == [
        ("closed", "not_yet"),
        ("closed", "over"),
        ("open", "permanence"),
    ]


def test_times_are_those_of_the_place():
    cite = make_cite(timezone="Indian/Reunion", country="FR")
    permanence = make_permanence(make_service(cite))
    noon_in_utc = datetime(2026, 11, 24, 12, tzinfo=UTC)
    kind, _why, until = answer(permanence.service, noon_in_utc)
    assert (kind, until.strftime("%H:%M")) == ("open", "17:00")


def test_week_is_the_first_that_still_has_something_to_come():
    permanence = make_permanence(every_weeks=4, week_of=date(2026, 11, 24))
    [service] = Service.objects.filter(pk=permanence.service_id).with_place_ids()
    hall = hall_of([service])
    days = [
        [(row.slot.date, row.is_next) for row in week_of(hall.permanences[service.pk], hall, moment)]
        for moment in (at("10:00"), at("18:00"))
    ]
    assert days == [[(date(2026, 11, 24), True)], [(date(2026, 12, 22), True)]]


def test_week_keeps_what_is_over_and_strikes_what_is_cancelled():
    cite = make_cite()
    service, place = make_service(cite), make_open_place(cite)
    for weekday in (0, 1, 2):
        cancelled = make_permanence(service, place, weekday=weekday)
    cancel_permanence(cancelled, date(2026, 11, 25))
    [service] = Service.objects.filter(pk=service.pk).with_place_ids()
    hall = hall_of([service])
    rows = week_of(hall.permanences[service.pk], hall, at("15:00"))
    assert [(row.slot.state, row.is_over, row.is_now) for row in rows] == [
        ("on", True, False),
        ("on", False, True),
        ("cancelled", False, False),
    ]


def test_twenty_offers_are_answered_in_two_queries(django_assert_num_queries):
    for _ in range(20):
        make_permanence()
    services = list(Service.objects.select_related("cite").with_place_ids())
    with django_assert_num_queries(2):
        hall = hall_of(services)
        kinds = {reception_of(each, hall, at("15:00")).kind for each in services}
    assert kinds == {"open"}
