"""Cités by the time at which one wants to come: the list and the pages say the same."""

import re
from datetime import UTC, date, datetime, timedelta
from random import Random
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils import timezone

from network.hours import state_at
from network.models import Milestone, Place
from tests.factories import (
    make_cite,
    make_closure,
    make_open_place,
    make_permanence,
    make_place,
    make_season,
    make_service,
)
from tests.portal.pages import page, section, words

pytestmark = pytest.mark.django_db
LIST = "/en/cites/"
PARTS = ("day", "month", "year", "time")
# A Tuesday: 10:30 in Paris.
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


def named(client, **query):
    html = page(client, LIST, **query)
    return {words(each.split("</h2>")[0]) for each in html.split('<li class="entry">')[1:] if "<h2>" in each}


def make_named(name, weekly, **over):
    cite = make_cite(name={"en": name}, **over)
    make_season(make_place(cite, checked_on=date(2026, 11, 1)), weekly=weekly)
    return cite


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("now", {"Morning"}),
        ("evening", {"Evening"}),
        ("saturday", {"Saturday"}),
        ("week", {"Morning", "Evening", "Saturday"}),
        ("", {"Morning", "Evening", "Saturday", "Old"}),
        ("whenever", {"Morning", "Evening", "Saturday", "Old"}),
    ],
)
def test_each_word_finds_its_places(client, when, found):
    make_named("Morning", {"tu": ["09:00-12:00"]})
    make_named("Evening", {"tu": ["20:00-22:00"]})
    make_named("Saturday", {"sa": ["10:00-12:00"]})
    old = make_cite(name={"en": "Old"})
    make_season(make_place(old, checked_on=date(2020, 1, 1)))
    assert named(client, when=when) == found


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2026-12-24T10:00", {"Paris", "Lisbon"}),
        ("2026-12-24T10:00+01:00", {"Paris"}),
        ("2026-12-24T10:00Z", {"Paris", "Lisbon"}),
        ("2026-12-24 10:00", {"Paris", "Lisbon"}),
        ("2026-12-25T10:00", {"Lisbon"}),
        ("2026-12-24T12:00", set()),
    ],
)
def test_date_and_time_are_those_of_each_place(client, at, found):
    paris, lisbon = (
        make_cite(name={"en": "Paris"}),
        make_cite(name={"en": "Lisbon"}, timezone="Europe/Lisbon"),
    )
    make_season(make_place(paris, checked_on=date(2026, 11, 1)))
    place = make_place(lisbon, checked_on=date(2026, 11, 1))
    make_season(place, weekly={"th": ["09:30-12:00"], "fr": ["09:30-12:00"]}, public_holidays="open")
    assert named(client, when="at", at=at) == found


def test_counts_of_the_facets_respect_the_time(client):
    make_named("Aa", {"tu": ["09:00-12:00"]})
    make_named("Bb", {"sa": ["09:00-12:00"]}, country="BE")
    make_named("Cc", {"tu": ["09:00-12:00"]}, country="BE")
    html = page(client, LIST, when="now")
    assert 'Belgium <span class="choice__count">1</span>' in html
    assert named(client, when="now", country="BE") == {"Cc"}
    assert 'href="?country=BE"' in page(client, LIST, when="now", country="BE").split('class="chips"')[1]


def test_nothing_open_then_says_how_to_go_on(client):
    make_named("Aa", {"tu": ["09:00-12:00"]})
    html = page(client, LIST, when="saturday")
    assert "No Cité under these filters" in html
    assert "See the one Cité without the filter “on Saturday”" in words(html)


@pytest.mark.parametrize(
    ("at", "english", "french"),
    [
        ("2026-12-24T10:00", "24 December 2026, 10:00", "24 décembre 2026, 10 h 00"),
        ("2026-12-24 05:57:00", "24 December 2026, 05:57", "24 décembre 2026, 5 h 57"),
        ("2026-12-24T10:00Z", "24 December 2026, 10:00 (UTC)", "24 décembre 2026, 10 h 00 (UTC)"),
        ("2026-12-24T10:00+01:00", "24 December 2026, 10:00 (UTC+01:00)", "24 décembre 2026, 10 h 00 (UTC+01:00)"),
    ],
)  # fmt: skip
def test_time_that_is_asked_for_is_said_as_dates_are(client, at, english, french):
    for language, said in (("en", english), ("fr", french)):
        html = page(client, f"/{language}/cites/", when="at", at=at)
        chips = html.split('class="chips"')[1].split("</ul>")[0]
        assert said in chips


def test_cite_that_ended_is_not_found_whatever_its_hours(client):
    gone = make_named("Gone", {"tu": ["09:00-12:00"]}, membership="former")
    Milestone.objects.create(cite=gone, kind="closing", date="2020")
    assert named(client, when="now") == set()


@pytest.mark.parametrize(
    "at", ["", "tomorrow", "2026-02-29T10:00", "9999-12-31T10:00", "0001-01-01T00:00", "2026-12-24T25:00",
           "2026-12-24", "2026-12-24T10:00+99:00", "1" * 10_000, "\0", "٢٠٢٦-12-24T10:00"],
)  # fmt: skip
def test_bad_moment_says_what_to_mend_and_leaves_nothing_out(client, at):
    make_named("Aa", {"tu": ["09:00-12:00"]})
    html = page(client, LIST, when="at", at=at)
    assert 'class="field__error"' in html
    assert '<details class="facets-box" open>' in html
    assert named(client, when="at", at=at) == {"Aa"}


def test_leap_day_is_a_day(client):
    make_named("Aa", {"tu": ["09:00-12:00"]})
    assert 'class="field__error"' not in page(client, LIST, when="at", at="2028-02-29T10:00")


@pytest.mark.parametrize(
    "query", ["when=now&when=at", "when[]=now", "when=%00", f"when={'x' * 9000}", "at=2026"]
)
def test_odd_addresses_still_give_a_list(client, query):
    make_cite()
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_rule_is_told(client):
    assert "from 17:00 to 21:00" in section(page(client, "/en/about/order/"), "when")


def test_list_by_time_takes_four_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    for number in (1, 30):
        for _ in range(number):
            make_open_place(make_cite())
        with django_assert_num_queries(4):
            page(client, LIST, when="now")


def test_list_and_door_never_disagree(client):
    rng = Random("cites by time")
    for number in range(25):
        cite = make_cite(
            name={"en": f"C{number:02}"},
            timezone=rng.choice(["Europe/Paris", "Indian/Reunion", "America/Santiago"]),
        )
        place = make_place(cite, checked_on=rng.choice([None, date(2026, 6, 1), date(2025, 12, 20)]))
        make_season(place, weekly={"th": ["22:00-02:00"], "fr": [rng.choice(["09:00-12:00", "00:00-24:00"])]})
        if rng.random() < 0.3:
            make_closure(place, date(2026, 12, 25))
    for _ in range(6):
        moment = datetime(2026, 12, 24, tzinfo=UTC) + timedelta(minutes=rng.randrange(2880))
        open_then = {
            place.cite.name["en"]
            for place in Place.objects.with_hours().select_related("cite")
            if (state := state_at(place.hours, moment)).state == "open" and state.confirmed
        }
        found = set()
        for number in (1, 2):
            found |= named(client, when="at", at=moment.isoformat(timespec="minutes"), page=number)
        assert found == open_then


# --- Offers -----------------------------------------------------------------------------------
def offers(client, **query):
    html = page(client, "/en/services/", **query)
    shown = [each.split("</h2>")[0].split("<h2>")[1] for each in html.split('<li class="entry">')[1:]]
    return {words(each).split(" – ")[0] for each in shown}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"when": "now"}, {"Read"}),
        ({"when": "evening"}, {"Read"}),
        ({"when": "at", "at": "2026-11-24T15:00"}, {"Talk", "Read"}),
        ({"when": "at", "at": "2026-12-01T15:00"}, {"Talk", "Read", "Soon"}),
        ({"when": "at", "at": "2026-12-08T15:00"}, {"Talk", "Soon"}),
        ({"when": "week", "theme": "mobility"}, {"Talk"}),
        ({"when": "saturday"}, set()),
    ],
)
def test_offers_are_found_when_somebody_is_there(client, query, found):
    cite = make_cite()
    place = make_open_place(cite)
    make_permanence(make_service(cite, title={"en": "Talk"}, themes=["mobility"]), place)
    make_permanence(make_service(cite, title={"en": "Soon"}, valid_from=date(2026, 12, 1)), place)
    make_service(
        cite, title={"en": "Read"}, places=[place], modality="self_service", valid_until=date(2026, 12, 1)
    )
    make_service(cite, title={"en": "Ask"}, places=[place], access=["appointment"], modality="self_service")
    assert offers(client, **query) == found


def test_offer_of_unconfirmed_hours_is_not_found(client):
    cite = make_cite()
    place = make_place(cite, checked_on=date(2020, 1, 1))
    make_season(place)
    make_permanence(make_service(cite, title={"en": "Talk"}), place)
    assert offers(client, when="week") == set()


def test_offers_by_time_take_four_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    for number in (1, 30):
        for _ in range(number):
            make_permanence(make_service(places=[]), weekday=1, time="10:00-11:00")
        with django_assert_num_queries(4):
            page(client, "/en/services/", when="now")


def test_offers_found_now_are_those_whose_page_says_so(client, time_machine):
    rng = Random("offers by time")
    cites = [make_cite(timezone=zone) for zone in ("Europe/Paris", "Indian/Reunion")]
    for number in range(12):
        cite = rng.choice(cites)
        place = make_open_place(cite)
        service = make_service(
            cite,
            title={"en": f"Offer {number:02}"},
            places=[place],
            modality=rng.choice(["interview", "self_service"]),
            valid_until=rng.choice([None, date(2026, 11, 25)]),
        )
        if rng.random() < 0.6:
            make_permanence(
                service, place, weekday=rng.randrange(1, 4), time=rng.choice(["10:00-15:00", "13:00-19:00"])
            )
    for _ in range(5):
        time_machine.move_to(NOW + timedelta(minutes=rng.randrange(3 * 1440)), tick=False)
        listed = page(client, "/en/services/").split('<li class="entry">')[1:]
        lit = {
            words(each.split("</h2>")[0].split("<h2>")[1]).split(" – ")[0]
            for each in listed
            if "state--open" in each
        }
        assert offers(client, when="now") == lit, timezone.now()


def fields(client, path=LIST, **query):
    """Return what the four fields of the form hold, and what is said to be wrong with them."""
    html = page(client, path, **query).split("<legend>When?</legend>")[1].split("</fieldset>")[0]
    held = [re.search(rf'<input[^>]*name="{name}"[^>]*>', html)[0] for name in PARTS]
    values = [found[1] if (found := re.search(r' value="([^"]*)"', each)) else "" for each in held]
    assert [f'<label for="at_{name}"' in html for name in PARTS] == [True] * 4
    errors = [words(each.split("</p>")[0]) for each in html.split('class="field__error"')[1:]]
    return values, [each.partition("Error: ")[2] for each in errors]


@pytest.mark.parametrize(
    ("at", "values"),
    [
        ("2026-12-24T10:00", ["24", "12", "2026", "10:00"]),
        ("2026-12-24T10:00Z", [""] * 4),
        ("2026-02-30T10:00", ["30", "02", "2026", "10:00"]),
        ("x", [""] * 4),
    ],
)
def test_fields_hold_the_wall_time_of_the_address(client, at, values):
    assert fields(client, when="at", at=at)[0] == values


def test_fields_are_text_that_no_browser_writes_its_own_way(client):
    html = page(client, LIST)
    assert not re.search(r'type="(date|time|datetime-local|month|number)"', html)


@pytest.mark.parametrize("path", [LIST, "/en/services/"])
@pytest.mark.parametrize(
    ("time", "read"),
    [
        ("18:30", "18:30"), ("18h30", "18:30"), ("18 h 30", "18:30"), ("18\u00a0h", "18:00"), ("1830", "18:30"),
        ("930", "09:30"), ("9", "09:00"), ("9.15", "09:15"), (" 0:00 ", "00:00"), ("23H59", "23:59"),
    ],
)  # fmt: skip
def test_form_leads_to_the_address_that_says_it_in_one_word(client, path, time, read):
    query = {"q": "", "when": "at", "day": "4", "month": "1", "year": "2027", "time": time, "country": "FR"}
    response = client.get(path, query)
    assert response.status_code == 302
    assert dict(parse_qsl(urlsplit(response["Location"]).query, keep_blank_values=True)) == {
        "when": "at",
        "country": "FR",
        "at": f"2027-01-04T{read}",
    }
    assert urlsplit(response["Location"]).path == path
    assert client.get(response["Location"]).status_code == 200


DAY = {"day": "24", "month": "12", "year": "2026", "time": "18:30"}


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        ({"day": "31", "month": "11"}, "Day, this month has no such day."),
        ({"day": "29", "month": "2", "year": "2027"}, "Day, this month has no such day."),
        ({"day": "x"}, "Day, write a number from 1 to 31."),
        ({"month": ""}, "Month, write a number from 1 to 12."),
        ({"year": "9999"}, "Year, write a number from 1901 to 2998."),
        ({"year": "0001"}, "Year, write a number from 1901 to 2998."),
        ({"time": ""}, "Time, write a time from 0:00 to 23:59, as in 18:30."),
        ({"time": "24:00"}, "Time, write a time from 0:00 to 23:59, as in 18:30."),
        ({"time": "18:60"}, "Time, write a time from 0:00 to 23:59, as in 18:30."),
        ({"time": "183"}, "Time, write a time from 0:00 to 23:59, as in 18:30."),
        ({"time": "6 pm"}, "Time, write a time from 0:00 to 23:59, as in 18:30."),
        ({"time": "١٨:٣٠"}, "Time, write a time from 0:00 to 23:59, as in 18:30."),
        ({"time": "1" * 10_000}, "Time, write a time from 0:00 to 23:59, as in 18:30."),
        ({"time": "\0"}, "Time, write a time from 0:00 to 23:59, as in 18:30."),
    ],
)
def test_bad_part_is_told_at_its_field_and_kept(client, bad, error):
    sent = DAY | bad
    values, errors = fields(client, when="at", **sent)
    assert errors == [error]
    assert values == [sent[name].replace("\0", "")[:40] for name in PARTS]


def test_nothing_written_asks_for_both(client):
    values, errors = fields(client, when="at", **dict.fromkeys(DAY, ""))
    assert (values, errors) == ([""] * 4, ["Write the date and the time at which you want to come."])


@pytest.mark.parametrize("when", ["", "now"])
def test_fields_count_only_for_whoever_chose_them(client, when):
    make_named("Aa", {"tu": ["09:00-12:00"]})
    assert named(client, when=when, **DAY) == {"Aa"}


def test_address_is_understood_beside_fields(client):
    assert fields(client, when="at", at="2026-12-24T10:00", **DAY)[0] == ["24", "12", "2026", "10:00"]
