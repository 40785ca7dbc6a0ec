"""An event from its first word to the agenda: its rhythm as people say it, its dates one by one."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from events.forms.rhythms import as_rule, in_choices
from events.models import Event, Occurrence
from network.models import ThrownAway
from tests.factories import make_cite, make_event, make_partner
from tests.network.workspace.test_kinds import address, published, told
from tests.network.workspace.writing import at_work, faults_in, form_in, write

pytestmark = pytest.mark.django_db
RULES = [
    "FREQ=DAILY;COUNT=3",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270630",
    "FREQ=MONTHLY;BYDAY=1SA",
    "FREQ=MONTHLY;BYDAY=-1FR;COUNT=4",
    "FREQ=MONTHLY;COUNT=5",
    "FREQ=YEARLY",
]
OF_THEIR_OWN = [
    "FREQ=WEEKLY;INTERVAL=9",
    "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "FREQ=WEEKLY;UNTIL=20270630T120000Z",
]


@pytest.mark.parametrize("rule", RULES)
def test_rules_that_people_say_are_choices(rule):
    said = in_choices(rule)
    assert said["every"] != "raw"
    assert as_rule(said) == rule


@pytest.mark.parametrize("rule", OF_THEIR_OWN)
def test_other_rules_stay_as_they_are(rule):
    assert in_choices(rule) == {"every": "raw", "raw": rule}


@given(st.text(alphabet="FREQ=WKLYMONTH;BDAU1-,20SI", max_size=40))
def test_no_rule_is_changed_by_being_shown(rule):
    said = in_choices(rule)
    assert said["every"] != "raw" or not rule.strip() or as_rule(said) == rule.strip()


def without_check(event):
    """Return what an event says, but for the day of its publication."""
    return {name: value for name, value in told(Event, event.pk).items() if name != "checked_on"}


@pytest.mark.parametrize("rule", [None, *RULES, *OF_THEIR_OWN, "freq=weekly;count=5;byday=tu"])
def test_untouched_events_change_nothing(rule, time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    event = make_event(
        starts="2026-11-24T14:00",
        rrule=rule,
        excluded=["2026-12-01T14:00"],
        partners=[make_partner()],
        dates=[],
    )
    before = without_check(event), list(event.partners.all())
    published(write(at_work(event.cite), address(event.cite, "events", event.pk), "publish"))
    assert (without_check(event), list(event.partners.all())) == before
    assert event.occurrences.count() >= 1


def new_event(cite, **sent):
    said = {
        "title__fr": "Atelier CV", "kind": "workshop", "themes": ["employment"], "audiences": ["everyone"],
        "starts__day": "5/12/2026", "starts__time": "18h", "ends__time": "1h",
    }  # fmt: skip
    return write(at_work(cite), address(cite, "events"), "publish", **said | sent)


def test_first_saturday_of_the_month_until_a_day(time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    cite = make_cite()
    answer = new_event(
        cite, rrule__every="nth", rrule__nth="1", rrule__day="SA", rrule__until="30/04/2027",
        excluded="2/1/2027\n6/2/2027 18:00",
    )  # fmt: skip
    published(answer)
    event = Event.objects.get()
    assert (event.starts, event.ends, event.slug) == ("2026-12-05T18:00", "2026-12-06T01:00", "atelier-cv")
    assert event.rrule == "FREQ=MONTHLY;BYDAY=1SA;UNTIL=20270430"
    dates = [each.rule_starts[:10] for each in Occurrence.objects.order_by("starts_at")]
    assert dates == ["2026-12-05", "2027-03-06", "2027-04-03"]


def test_what_cannot_be_a_rhythm_is_said_at_its_field(time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    cite = make_cite()
    assert "not both" in faults_in(
        new_event(cite, rrule__every="daily", rrule__until="1/1/2027", rrule__count="3")
    )
    assert "which day of the month" in faults_in(new_event(cite, rrule__every="nth"))
    assert "cannot be read" in faults_in(new_event(cite, rrule__every="raw", rrule__raw="FREQ=HOURLY"))
    assert "first one is 08/12/2026" in faults_in(new_event(cite, rrule__every="weekly", rrule__on_TU="on"))
    assert "no time of day" in faults_in(new_event(cite, starts__time="99"))
    assert "ends before" in faults_in(new_event(cite, ends__day="4/12/2026"))
    assert not Event.objects.exists()


def date_page(event, occurrence):
    return f"{address(event.cite, 'events', event.pk)}dates/{occurrence.pk}/"


def say(client, page, **changes):
    """See what visitors will read, then say it."""
    sent = form_in(client.get(page), "date") | {name: [each] for name, each in changes.items()}
    seen = client.post(page, sent)
    assert seen.status_code == 200, seen.text
    return seen, lambda: client.post(page, form_in(seen, "date") | {"do": "sure"})


@pytest.fixture
def event(time_machine):
    time_machine.move_to("2026-11-23T10:00:00Z")
    return make_event(starts="2026-12-01T14:00", dates=["2026-12-01T14:00", "2026-12-08T14:00"])


def test_contributor_cancels_a_date_after_seeing_what_visitors_will_read(event):
    client, first = at_work(event.cite, "contributor"), event.occurrences.first()
    seen, sure = say(client, date_page(event, first), status="cancelled")
    assert "Cancelled" in seen.text
    assert event.occurrences.filter(status="cancelled").count() == 0
    assert sure().status_code == 302
    assert event.occurrences.get(status="cancelled") == first
    assert "Cancelled" in client.get(event.get_absolute_url()).text
    assert "Cancelled" in client.get(address(event.cite, "events", event.pk) + "dates/").text


def test_date_is_moved_and_keeps_saying_so_after_the_sheet_is_published(event):
    client, first = at_work(event.cite), event.occurrences.first()
    seen, sure = say(
        client,
        date_page(event, first),
        new_starts__day="2/12/2026",
        new_starts__time="16",
        new_ends__time="18h30",
    )
    assert "instead of" in seen.text
    sure()
    first.refresh_from_db()
    assert (first.new_starts, first.new_ends) == ("2026-12-02T16:00", "2026-12-02T18:30")
    assert first.starts_at.isoformat() == "2026-12-02T15:00:00+00:00"
    published(write(client, address(event.cite, "events", event.pk), "publish"))
    assert Occurrence.objects.get(pk=first.pk).new_starts == "2026-12-02T16:00"


def test_date_that_somebody_changed_meanwhile_is_looked_at_again(event):
    client, first = at_work(event.cite), event.occurrences.first()
    _seen, sure = say(client, date_page(event, first), status="postponed")
    Occurrence.objects.filter(pk=first.pk).update(status="cancelled")
    answer = sure()
    assert answer.url == date_page(event, first)
    assert Occurrence.objects.get(pk=first.pk).status == "cancelled"


def test_faults_of_a_date_are_said(event):
    client, first = at_work(event.cite), event.occurrences.first()
    answer = client.post(date_page(event, first), {"new_ends__day": "1/12/2026", "new_ends__time": "13"})
    assert answer.status_code == 422
    assert "ends before" in answer.text
    assert client.post(date_page(event, first), {"status": "exploded"}).status_code == 422
    assert client.get(date_page(make_event(event.cite), first)).status_code == 404
    assert at_work(make_cite()).get(date_page(event, first)).status_code == 404


def test_thrown_away_with_its_partners_is_put_back_with_them():
    event = make_event(partners=[make_partner(), make_partner()])
    client, before = at_work(event.cite), set(event.partners.all())
    assert client.post(f"{address(event.cite, 'events', event.pk)}throw-away/").status_code == 302
    thrown = ThrownAway.objects.get()
    # Bins of before hold the links twice: with the event, and as rows of their own.
    fields = {"event": event.pk, "partner": min(each.pk for each in before)}
    thrown.rows.append({"model": "events.event_partners", "pk": 1, "fields": fields})
    thrown.save()
    assert client.post(reverse("workspace:put_back", args=[event.cite.slug, thrown.pk])).status_code == 302
    assert set(event.partners.all()) == before
