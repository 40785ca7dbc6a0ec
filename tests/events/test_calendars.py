"""The agenda as calendars, read back by programs that are not ours."""

from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.actions import fit_dates
from events.models import Event, Occurrence
from tests.calendar_reading import NOW, components, dates_in, fetch
from tests.events.event_dates import change, dates_here, make_series
from tests.factories import make_agreement, make_cite, make_event, make_partner, make_place

pytestmark = pytest.mark.django_db
# Controls may not be in a calendar; a new line may.
NOT_TEXT = dict.fromkeys((*range(32), 127, 133), " ")


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_single_date(client):
    place = make_place(cite := make_cite(), name="Halle; nord, sud", street="1 rue A", city="Ville")
    event = make_event(cite, title={"en": "One, two; three\\four\n👋" * 9}, place=place)
    [found] = components(fetch(client, f"/en/agenda/{event.slug}.ics"))
    assert (found["SUMMARY"], found["LOCATION"]) == (
        event.title["en"],
        "Halle; nord, sud, 1 rue A, 13002 Ville",
    )
    assert found["DTSTART"].params["TZID"] == "Europe/Paris"
    assert found["URL"].endswith(f"/en/agenda/{event.slug}/")
    assert "RRULE" not in found


def test_lines_are_folded_within_75_bytes_and_end_as_they_must(client):
    make_event(title={"en": "Un été à l’œuvre 👩‍🏭 " * 40}, description={"en": "a\nb;c,d\\e\r\n" * 50})
    body = fetch(client)
    lines = body.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert all(line.decode() is not None for line in lines)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=200))
def test_any_text_comes_back_as_it_was_but_for_its_ends_of_lines(client, words):
    Event.objects.all().delete()
    make_event(title={"en": words})
    [found] = components(fetch(client))
    assert " ".join(str(found["SUMMARY"]).split()) == " ".join(words.translate(NOT_TEXT).split())


def test_series_keeps_its_rule_and_says_what_differs(client):
    event = make_series(excluded=["2026-12-15T14:00"])
    change(event, "2026-12-08T14:00", status="cancelled")
    change(event, "2026-12-22T14:00", new_starts="2026-12-23T10:00")
    change(event, "2026-12-29T14:00", status="moved_online")
    change(event, "2027-01-05T14:00", status="postponed")
    series, *others = components(fetch(client))
    assert series["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20270105T130000Z"
    assert series["EXDATE"].to_ical() == b"20261215T140000"
    assert [(each["RECURRENCE-ID"].to_ical(), each["STATUS"]) for each in others] == [
        (b"20261208T140000", "CANCELLED"),
        (b"20261222T140000", "CONFIRMED"),
        (b"20261229T140000", "CONFIRMED"),
        (b"20270105T140000", "TENTATIVE"),
    ]
    assert [each["SUMMARY"].split(":")[0] for each in others if ":" in each["SUMMARY"]] == [
        "Cancelled",
        "Moved online",
        "Postponed, new date not known yet",
    ]
    assert others[2]["LOCATION"] == "Online"
    assert {each["UID"] for each in [series, *others]} == {f"event-{event.pk}@citesdesmetiers"}
    assert dates_in(fetch(client)) == dates_here()


def test_first_date_may_be_the_one_that_changed(client):
    event = make_series("FREQ=WEEKLY;INTERVAL=2;COUNT=4")
    change(event, "2026-12-01T14:00", status="cancelled")
    assert dates_in(fetch(client)) == dates_here()
    assert len({str(each["UID"]) for each in components(fetch(client))}) == 1


def test_date_that_the_rule_no_longer_gives_stands_alone(client):
    event = make_series()
    change(event, "2026-12-08T14:00", status="cancelled")
    event.starts, event.ends, event.rrule = (
        "2026-12-02T14:00",
        "2026-12-02T16:00",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=3",
    )
    event.save()
    fit_dates(event, timezone.localdate())
    assert dates_in(fetch(client)) == dates_here()
    assert {str(each["UID"]) for each in components(fetch(client))} == {
        f"event-{event.pk}@citesdesmetiers",
        f"20261208T1400-event-{event.pk}@citesdesmetiers",
    }


def test_calendar_of_a_cite(client):
    here, elsewhere = make_event(make_cite(slug="ici")), make_event()
    found = fetch(client, "/en/cites/ici/agenda.ics")
    assert {each["UID"] for each in components(found)} == {f"event-{here.pk}@citesdesmetiers"}
    assert elsewhere.pk != here.pk
    make_cite(slug="cachee", membership="not_a_member")
    fetch(client, "/en/cites/cachee/agenda.ics", 404)


@pytest.mark.parametrize("publication", ["draft", "withdrawn"])
def test_what_is_not_published_is_in_no_calendar(client, publication):
    event = make_event(publication=publication)
    assert components(fetch(client)) == []
    if publication == "draft":
        fetch(client, f"/en/agenda/{event.slug}.ics", 404)
        return
    [found] = components(fetch(client, f"/en/agenda/{event.slug}.ics"))
    assert (found["STATUS"], found["SUMMARY"].split(":")[0]) == ("CANCELLED", "Withdrawn")


def test_what_is_over_stays_until_the_month_after(client, time_machine):
    make_event(starts="2026-10-01T09:00", ends="2026-10-01T10:00")
    assert len(components(fetch(client))) == 1
    time_machine.move_to("2026-12-01T10:00:00+01:00", tick=False)
    assert components(fetch(client)) == []


def test_a_change_raises_sequence_and_keeps_uid(client):
    place, other = make_place(cite := make_cite()), make_place(cite)
    event = make_series(cite=cite, place=place)

    def read():
        series = components(fetch(client))[0]
        return series["UID"], int(series["SEQUENCE"])

    uid, number = read()
    steps = [
        lambda: change(event, "2026-12-08T14:00", new_starts="2026-12-09T14:00"),
        lambda: change(event, "2026-12-08T14:00", new_starts=None),
        lambda: change(event, "2026-12-15T14:00", status="cancelled"),
        lambda: Event.objects.filter(pk=event.pk).update(status="postponed"),
        lambda: type(place).objects.filter(pk=place.pk).update(street="2 rue B"),
        lambda: Event.objects.filter(pk=event.pk).update(place=other),
        lambda: event.occurrences.filter(rule_starts="2026-12-22T14:00").delete(),
        place.delete,
        lambda: Event.objects.filter(pk=event.pk).update(slug="autrement"),
    ]
    for step in steps:
        step()
        again, larger = read()
        assert again == uid
        assert larger > number
        number = larger


def test_same_records_give_the_same_bytes_whenever_they_are_asked_for(client, time_machine):
    make_series()
    before = client.get("/en/agenda.ics")
    time_machine.shift(timedelta(hours=30))
    after = client.get("/en/agenda.ics")
    assert (before.content, before["ETag"]) == (after.content, after["ETag"])
    stamps = {each["DTSTAMP"].dt for each in components(before.content)}
    assert stamps == {each["LAST-MODIFIED"].dt for each in components(before.content)}


def test_uid_is_the_same_in_every_language(client):
    event = make_event()
    uids = {components(fetch(client, f"/{code}/agenda/{event.slug}.ics"))[0]["UID"] for code in ("fr", "en")}
    assert len(uids) == 1


def test_title_in_another_language_says_which(client):
    make_event(make_cite(main_language="ca"), title={"ca": "La nit dels oficis"})
    [found] = components(fetch(client))
    assert found["SUMMARY"].params["LANGUAGE"] == "ca"


def test_headers_head_and_not_modified(client):
    make_event()
    response = client.get("/en/agenda.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    head = client.head("/en/agenda.ics")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", response["ETag"])
    for method in (client.get, client.head):
        again = method("/en/agenda.ics", headers={"If-None-Match": response["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"])
    assert client.get("/en/agenda.ics", headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.post("/en/agenda.ics").status_code == 405


def test_hidden_partners_are_never_named(client):
    cite, partner = make_cite(), make_partner(name="Partenaire caché")
    make_agreement(cite, partner, public=False)
    event = make_event(cite, partners=[partner], organiser="joint")
    for path in ("/en/agenda.ics", f"/en/agenda/{event.slug}.ics", f"/en/cites/{cite.slug}/agenda.ics"):
        assert "caché" not in fetch(client, path).decode()


def test_what_is_invented_says_so(client):
    make_event(make_cite(demo=True), demo=True, status="cancelled", title={"en": "Forum"})
    [found] = components(fetch(client))
    assert found["SUMMARY"] == "Demonstration: Cancelled: Forum"
    assert "Demonstration" in found["CATEGORIES"].cats


@pytest.mark.parametrize(
    "query", ["q=%00", "theme=x&theme=y", "q=" + "a" * 10_000, "way[]=1", "page=-1&view=month"]
)
def test_no_address_breaks_it(client, query):
    make_event()
    assert client.get(f"/en/agenda.ics?{query}").status_code == 200


def test_calendars_take_two_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    cite = make_cite()
    event = make_series(cite=cite, place=make_place(cite))
    for rows in (0, 30):
        for _ in range(rows):
            make_series(cite=cite, place=make_place(cite))
        with django_assert_num_queries(2):
            fetch(client)
        with django_assert_num_queries(3):
            fetch(client, f"/en/cites/{cite.slug}/agenda.ics")
        with django_assert_num_queries(3):
            fetch(client, f"/en/agenda/{event.slug}.ics")


def test_pages_lead_to_their_calendars(client):
    event = make_event(make_cite(slug="ici"), themes=["training"])
    for page, calendar in (
        ("/en/agenda/", "/en/agenda.ics"),
        ("/en/agenda/?theme=training&page=1", "/en/agenda.ics?theme=training"),
        (f"/en/agenda/{event.slug}/", f"/en/agenda/{event.slug}.ics"),
        ("/en/cites/ici/", "/en/cites/ici/agenda.ics"),
    ):
        assert f'href="{calendar}"' in client.get(page).content.decode()
        assert components(fetch(client, calendar))


def test_agenda_that_is_cut_says_so_and_keeps_the_nearest(client, monkeypatch):
    monkeypatch.setattr("events.calendars.MOST_DATES", 3)
    make_series()
    body = fetch(client)
    assert [starts for _uid, starts, _ends, _status in dates_in(body)] == [
        each.starts_at for each in Occurrence.objects.order_by("starts_at")[:3]
    ]
    calendar = icalendar.Calendar.from_ical(body)
    assert "the first 3 dates, up to 2026-12-15" in calendar["DESCRIPTION"]
    assert calendar["X-WR-CALDESC"].startswith("These are the first 3 dates")


def test_agenda_that_is_whole_says_nothing(client, monkeypatch):
    monkeypatch.setattr("events.calendars.MOST_DATES", 6)
    make_series()
    assert "DESCRIPTION" not in icalendar.Calendar.from_ical(fetch(client))


def test_pages_offer_to_subscribe(client, settings):
    settings.SITE_URL = "https://portal.example.org"
    event = make_event(make_cite(slug="ici"))
    assert event.pk
    for path, address in (
        ("/en/agenda/", "/en/agenda.ics"),
        ("/en/agenda/?kind=workshop", "/en/agenda.ics?kind=workshop"),
        ("/fr/cites/ici/", "/fr/cites/ici/agenda.ics"),
    ):
        assert f'href="webcal://portal.example.org{address}"' in client.get(path).content.decode()
