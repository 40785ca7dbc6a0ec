"""The permanences of a Cité as a calendar, read back to the boards of its weeks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from citesmetiers.boards import monday_of
from citesmetiers.endings import ending_of
from citesmetiers.portraits import permanences_of
from citesmetiers.views.calendars import WEEKS
from network.calendars import first_day_kept
from network.models import Cite, Milestone, Place
from services.views.boxes import boxes_of
from tests.calendar_reading import NOW, components, dates_in, fetch
from tests.factories import (
    cancel_permanence,
    make_cite,
    make_closure,
    make_open_place,
    make_partner,
    make_permanence,
    make_service,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def cite():
    return make_cite(slug="ici")


def address(cite):
    return f"/en/cites/{cite.slug}/permanences.ics"


def on_the_boards(cite):
    """Return what the boards of every week of the calendar show."""
    places = {place.pk: place for place in Place.objects.filter(cite=cite).with_hours()}
    monday = monday_of(first_day_kept(TODAY))
    found = []
    for each in permanences_of(cite):
        for number in range(WEEKS):
            day = monday + timedelta(weeks=number)
            for box in boxes_of(each, places[each.place_id], day, NOW):
                status = {"cancelled": "CANCELLED", "unknown": "TENTATIVE"}.get(
                    box.state, "CONFIRMED" if box.is_confirmed else "TENTATIVE"
                )
                uid = f"{each.pk}@citesdesmetiers"
                found.append((uid, box.start.astimezone(UTC), box.end.astimezone(UTC), status))
    return sorted(found)


def in_the_calendar(client, cite):
    return dates_in(fetch(client, address(cite)), datetime(2026, 1, 1, tzinfo=UTC))


def test_rhythm_closure_and_single_dates(client, cite):
    permanence = make_permanence(make_service(cite, title={"en": "Talk"}))
    cancel_permanence(permanence, date(2026, 12, 8), reason={"en": "Training"})
    make_closure(permanence.place, date(2026, 12, 14), date(2026, 12, 16), reason={"en": "Works"})
    make_closure(permanence.place, date(2026, 12, 22), hours=["15:00-16:00"])
    series, *others = components(fetch(client, address(cite)))
    assert b"BYDAY=TU" in series["RRULE"].to_ical()
    assert (series["SUMMARY"], series["DTSTART"].params["TZID"]) == ("Talk", "Europe/Paris")
    told = {each["RECURRENCE-ID"].dt.date(): each for each in others}
    assert told[date(2026, 12, 8)]["STATUS"] == told[date(2026, 12, 15)]["STATUS"] == "CANCELLED"
    assert told[date(2026, 12, 8)]["DESCRIPTION"].startswith("Training")
    assert told[date(2026, 12, 15)]["SUMMARY"] == "Cancelled: Talk"
    assert told[date(2026, 12, 22)]["DTSTART"].dt.hour == 15
    assert in_the_calendar(client, cite) == on_the_boards(cite)


@pytest.mark.parametrize(
    "rhythm",
    [
        {"every_weeks": 2, "week_of": date(2026, 11, 24)},
        {"nth_of_month": -1},
        {"nth_of_month": 2, "every_weeks": 3, "week_of": date(2026, 12, 8)},
        {"valid_from": date(2026, 12, 1), "valid_until": date(2027, 1, 31)},
        {"time": "22:00-02:00", "weekday": 5},
        {"time": "02:30-03:15", "weekday": 6},
        {"time": "11:00-15:00"},
    ],
)
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Santiago", "Indian/Reunion"])
def test_rhythms_are_read_back_to_the_boards(client, rhythm, zone):
    cite = make_cite(timezone=zone)
    place = make_open_place(cite)
    place.seasons.update(
        weekly={day: ["00:00-12:00", "14:00-24:00"] for day in ("mo", "tu", "we", "th", "fr", "sa", "su")}
    )
    make_permanence(make_service(cite), place, **rhythm)
    assert in_the_calendar(client, cite) == on_the_boards(cite) != []


def test_same_filters_as_the_week(client, cite):
    place = make_open_place(cite)
    wanted = make_permanence(make_service(cite, themes=["mobility"]), place)
    make_permanence(make_service(cite, themes=["training"]), place)
    found = components(fetch(client, address(cite), theme="mobility"))
    assert {str(each["UID"]) for each in found} == {f"permanence-{wanted.pk}@citesdesmetiers"}


def test_partners_are_never_named(client, cite):
    make_permanence(make_service(cite), partner=make_partner(name="Partenaire caché"))
    assert "caché" not in fetch(client, address(cite)).decode()


def test_a_cite_that_has_closed_has_none(client, cite):
    make_permanence(make_service(cite))
    Milestone.objects.create(cite=cite, kind="closing", date="2026-06-30")
    assert components(fetch(client, address(cite))) == []
    fetch(client, address(make_cite(membership="not_a_member")), 404)


def test_a_change_raises_sequence_and_keeps_uid(client, cite):
    permanence = make_permanence(make_service(cite))

    def read():
        series = components(fetch(client, address(cite)))[0]
        return series["UID"], int(series["SEQUENCE"])

    uid, number = read()
    for step in (
        lambda: cancel_permanence(permanence, date(2026, 12, 8)),
        lambda: permanence.cancelled.all().delete(),
        lambda: make_closure(permanence.place, date(2026, 12, 15)),
        lambda: permanence.place.closures.all().delete(),
        lambda: type(permanence).objects.update(place=make_open_place(cite)),
        lambda: type(permanence).objects.update(time="15:00-16:00"),
    ):
        step()
        again, larger = read()
        assert again == uid
        assert larger > number
        number = larger


def test_same_bytes_within_a_month_and_not_modified(client, cite, time_machine):
    make_permanence(make_service(cite))
    first = client.get(address(cite))
    time_machine.move_to("2026-11-30T22:00:00+01:00", tick=False)
    again = client.get(address(cite), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert client.head(address(cite)).status_code == 200


def test_page_and_week_lead_to_it(client, cite):
    make_permanence(make_service(cite, themes=["mobility"]))
    make_permanence(make_service(cite, themes=["training"]))
    for path, calendar in (
        ("/en/cites/ici/", address(cite)),
        ("/en/cites/ici/week/", address(cite)),
        ("/en/cites/ici/week/?theme=mobility", f"{address(cite)}?theme=mobility"),
    ):
        assert f'href="{calendar}"' in client.get(path).content.decode()


def test_demonstration_is_read_back_to_the_boards(client):
    call_command("demo", verbosity=0)
    for cite in Cite.objects.all():
        has_ended = ending_of(cite, cite.milestones.all(), TODAY)
        assert in_the_calendar(client, cite) == ([] if has_ended else on_the_boards(cite)), cite
        marked = {
            each["SUMMARY"].startswith("Demonstration: ") for each in components(fetch(client, address(cite)))
        }
        assert marked <= {True}
