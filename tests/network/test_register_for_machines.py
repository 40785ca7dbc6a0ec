"""The register as JSON and CSV, and the badge of a label."""

import csv
import io
import json
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from tests.factories import make_cite, make_decision
from tests.network.reading import page

pytestmark = pytest.mark.django_db
REGISTER = "/en/label/"
COLUMNS = ["cite", "name", "country", "status", "since", "precision", "until", "demo"]


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2026-11-24T23:30:00+00:00", tick=False)


def make_label(*decisions, **over):
    cite = make_cite(**over)
    for kind, day, more in decisions:
        make_decision(cite, kind, day, **more)
    return cite


@pytest.fixture
def genoa():
    """Operating since a year, suspended in a month, of which the day is not known."""
    return make_label(
        ("operating_label", "2010", {}),
        ("suspension", "2016-05", {}),
        slug="genoa",
        name={"fr": "Cité des métiers de Gênes"},
        country="IT",
    )


@pytest.fixture
def bordeaux():
    return make_label(
        ("operating_label", "2026-03-02", {"period_from": "2026-03-02", "period_until": "2027-03-01"}),
        slug="bordeaux",
        name={"fr": "=Cité"},
    )


def rows(client, **query):
    answer = client.get(REGISTER, {"format": "json"} | query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return {row["cite"]: row for row in json.loads(answer.content)}


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2009-12-31", ("not_documented", None, None, None)),
        ("2010-06-01", ("not_documented", None, None, "2010-12-31")),
        ("2011-01-01", ("operating", "2010", "year", None)),
        ("2016-05-20", ("operating", "2010", "year", "2016-05-31")),
        ("2016-06-01", ("suspended", "2016-05", "month", None)),
    ],
)
def test_rows_say_the_status_of_the_day_as_precisely_as_their_source(client, genoa, on, said):
    row = rows(client, on=on)["genoa"]
    assert list(row) == COLUMNS
    assert row == {
        "cite": "genoa", "name": "Cité des métiers de Gênes", "country": "IT", "demo": False,
        **dict(zip(["status", "since", "precision", "until"], said, strict=True)),
    }  # fmt: skip


def test_the_whole_register_is_one_answer_that_any_site_may_read_without_a_cookie(client):
    for number in range(70):
        make_cite(slug=f"cite-{number}", demo=number % 2 == 0)
    make_cite(slug="kept-back", membership="not_a_member")
    answer = client.get(REGISTER, {"format": "json"})
    listed = json.loads(answer.content)
    assert sorted(row["cite"] for row in listed) == sorted(f"cite-{number}" for number in range(70))
    assert sum(row["demo"] for row in listed) == 35
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies


def test_csv_says_the_same_and_no_cell_begins_a_formula(client, genoa, bordeaux):
    answer = client.get(REGISTER, {"format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    read = list(csv.DictReader(io.StringIO(answer.text)))
    told = rows(client)
    assert [row["cite"] for row in read] == list(told)
    for row in read:
        expected = {name: "" if value is None else str(value) for name, value in told[row["cite"]].items()}
        expected |= {"demo": expected["demo"].lower(), "name": expected["name"].replace("=", "'=")}
        assert row == expected


def test_filters_narrow_every_form_of_the_register_alike(client, genoa, bordeaux):
    for query, kept in [
        ({"country": "IT"}, {"genoa"}),
        ({"status": "operating"}, {"bordeaux"}),
        ({"status": "operating", "country": "IT"}, set()),
        ({"country": "CH"}, set()),
    ]:
        assert set(rows(client, **query)) == kept
        html = client.get(REGISTER, query).text
        assert set(re.findall(r'<th scope="row"><a href="/en/label/([a-z]+)/', html)) == kept


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ({"format": "xml"}, "format", "The register can be had as json, csv."),
        ({"format": ""}, "format", "The register can be had as json, csv."),
        ({"format": "json", "on": "2026-02-30"}, "on", "Day: this month has no such day."),
        ({"format": "csv", "on": "tomorrow"}, "on", "The address asks for “tomorrow”"),
        ({"format": "json", "status": "gold"}, "status", "No Cité can have this value."),
        ({"format": "json", "country": "Atlantis"}, "country", "No Cité can have this value."),
    ],
)
def test_what_cannot_be_is_refused_in_words(client, query, parameter, words):
    answer = client.get(REGISTER, query)
    assert answer.status_code == 400
    told = json.loads(answer.content)["error"]
    assert (told["status"], told["parameter"]) == (400, parameter)
    assert words in told["message"]


def test_countries_are_counted_without_what_is_invented(client, genoa, bordeaux):
    make_cite(slug="demo-town", demo=True, country="BE")
    html = page(client, REGISTER)
    table = re.search(r"<details><summary>By country.*?</details>", html, re.DOTALL)[0]
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", table)]
    assert cells == [
        "Country", "Operating", "Suspended", "Not documented", "All",
        "France (country)", "1", "0", "0", "1",
        "Italy (country)", "0", "1", "0", "1",
    ]  # fmt: skip


# --- The badge ---------------------------------------------------------------------------------
def badge(client, slug="bordeaux", language="en"):
    answer = client.get(f"/{language}/label/{slug}/badge.svg")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    ET.fromstring(answer.content)
    return answer


def test_badge_turns_grey_with_the_day_on_which_the_period_has_passed(client, bordeaux, time_machine):
    time_machine.move_to("2027-03-01T22:59:00+00:00", tick=False)
    lit = badge(client)
    assert "Operating label" in lit.text
    assert "on 1\N{NO-BREAK SPACE}March 2027" in lit.text
    assert "#ffc72c" in lit.text
    time_machine.move_to("2027-03-01T23:00:00+00:00", tick=False)
    grey = badge(client)
    assert "Renewal due" in grey.text
    assert "on 2\N{NO-BREAK SPACE}March 2027" in grey.text
    assert "#ffc72c" not in grey.text


def test_badge_turns_grey_with_a_suspension(client, bordeaux):
    assert "#ffc72c" in badge(client).text
    make_decision(bordeaux, "suspension", "2026-11-25")
    assert "#ffc72c" not in badge(client).text
    assert "Label suspendu" in badge(client, language="fr").text


@pytest.mark.parametrize(("minutes", "seconds"), [(0, 900), (1420, 900), (1430, 600), (1439, 60)])
def test_badge_is_kept_for_a_quarter_of_an_hour_and_never_beyond_midnight(
    client, bordeaux, time_machine, minutes, seconds
):
    time_machine.move_to("2026-11-24T23:00:00+00:00", tick=False)
    time_machine.shift(timedelta(minutes=minutes))
    assert badge(client)["Cache-Control"] == f"public, max-age={seconds}"


def test_badge_alone_may_be_shown_by_other_sites(client, bordeaux):
    answer = badge(client)
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies
    html = page(client, "/en/label/bordeaux/")
    assert "/en/label/bordeaux/badge.svg&quot;" in html
    assert client.get("/en/label/bordeaux/")["Cross-Origin-Resource-Policy"] == "same-origin"


def test_what_the_public_does_not_see_has_no_badge(client):
    make_cite(slug="kept-back", membership="not_a_member")
    for slug in ("kept-back", "nowhere"):
        assert client.get(f"/en/label/{slug}/badge.svg").status_code == 404
