"""The clock moves over the turns of several labels: every page, the desk and open data say what the oracle says."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from network.dues import DueState
from network.vocabulary import FileKind, LabelStatus
from tests.factories import make_campaign, make_cite, make_decision, make_member
from tests.network import label_oracle
from tests.network.admin.records import make_person
from tests.network.reading import words

PARIS = ZoneInfo("Europe/Paris")
KNOWN = date(2020, 1, 1)
# By Cité: its zone, its decisions (kind, date, first and last day of the period), and by hand the days from
# which another recorded end stands.
WORLD = {
    "undated": (
        "Europe/Paris",
        [("project_label", "2002", None, None), ("operating_label", "2005", None, None)],
        [],
    ),
    "renewed": (
        "Europe/Brussels",
        [
            ("operating_label", "2027-03-01", "2027-03-01", "2028-02-29"),
            ("confirmation", "2028-04-10", "2028-04-10", "2029-04-09"),
            ("renewal", "2029-03-20", "2029-04-10", "2030-04-09"),
        ],
        [("2027-03-01", "2028-02-29"), ("2028-04-10", "2029-04-09"), ("2029-03-20", "2030-04-09")],
    ),
    "paused": (
        "Indian/Reunion",
        [
            ("operating_label", "2027-03-01", "2027-03-01", "2028-02-29"),
            ("suspension", "2027-06-01", None, None),
            ("reinstatement", "2028-04-01", None, None),
        ],
        [("2027-03-01", "2028-02-29"), ("2027-06-01", None), ("2028-04-01", "2028-02-29")],
    ),
    "withdrawn": (
        "Europe/Rome",
        [
            ("renewal", "2027-01-01", "2027-01-01", "2027-12-31"),
            ("withdrawal", "2028-02-15", None, None),
        ],
        [("2027-01-01", "2027-12-31"), ("2028-02-15", None)],
    ),
    "doubtful": (
        "Europe/Lisbon",
        [
            ("operating_label", "2027-01-15", "2027-01-15", "2028-01-14"),
            ("confirmation", "2028-02", "2028-02-01", "2029-01-31"),
        ],
        [("2027-01-15", "2028-01-14"), ("2028-03-01", "2029-01-31")],
    ),
    "built": (
        "America/Guadeloupe",
        [
            ("project_label", "2027-01-01", "2027-01-01", "2028-06-30"),
            ("operating_label", "2028-05-01", "2028-07-01", "2029-05-31"),
        ],
        [("2027-01-01", "2028-06-30"), ("2028-05-01", "2029-05-31")],
    ),
}
# Seconds from midnight in Paris: it is the next day already in La Réunion, or the last one in Guadeloupe.
AROUND = [-86_400, -7_000, -1, 0, 1, 14_000, 43_200]
BADGES = {
    "none": "no label", "project": "project label", "operating": "operating label", "due": "renewal due",
    "suspended": "label suspended", "withdrawn": "label withdrawn", "not_documented": "label not documented",
}  # fmt: skip


def turns():
    """Every day on which something begins: a decision, the days after a period, the last 90 of one."""
    found = set()
    for slug, (_zone, decisions, _ends) in WORLD.items():
        for kind, day, _first, last in decisions:
            row = row_of(kind, day, last)
            found.add((slug, label_oracle.morning_of(row)[0]))
            if last:
                end = date.fromisoformat(last)
                found |= {(slug, end + timedelta(days=1)), (slug, end - timedelta(days=90))}
    return sorted(found, key=lambda turn: (turn[1], turn[0]))


def points():
    for slug, day in turns():
        midnight = datetime.combine(day, time(), PARIS)
        for seconds in AROUND:
            yield slug, datetime.fromtimestamp(midnight.timestamp() + seconds, tz=PARIS)


def row_of(kind, day, last):
    return {
        "kind": kind, "date": day, "date_until": None, "known_since": KNOWN, "replaced": False,
        "period_until": last and date.fromisoformat(last),
    }  # fmt: skip


def expected_on(day, told):
    """Return by Cité the status, the end that is told, and how urgent the next step is."""
    expected = {}
    for slug, (_zone, _decisions, ends) in WORLD.items():
        status, doubt = told[slug][day]
        begun = [last for first, last in ends if date.fromisoformat(first) <= day]
        end = date.fromisoformat(begun[-1]) if begun and begun[-1] else None
        lasting = [end] if end and day <= end else []
        until = min([*lasting, *([doubt] if doubt else [])], default=None)
        left = (end - day).days if end else None
        state = "" if left is None or left > 90 else "due" if left >= 0 else "late"
        expected[slug] = status, until and until.isoformat(), state
    return expected


def admin_says(client, **query):
    """Return by Cité the status and the next step of the admin's list."""
    text = client.get("/admin/network/cite/", query).text
    rows = re.findall(
        r'field-__str__.*?>([^<>]+)</a>.*?field-label">(.*?)</td>.*?field-next_step">(.*?)</td>',
        text,
        re.DOTALL,
    )
    return {name.strip().lower(): (words(status), words(step)) for name, status, step in rows}


@pytest.fixture
def told(db):
    """Make the Cités; return what the oracle says of each on every day."""
    found = {}
    for slug, (zone, decisions, _ends) in WORLD.items():
        cite = make_cite(slug=slug, name={"en": slug.capitalize()}, main_language="en", timezone=zone)
        for kind, day, first, last in decisions:
            make_decision(cite, kind, day, period_from=first, period_until=last, known_since=KNOWN)
        rows = [row_of(kind, day, last) for kind, day, _first, last in decisions]
        found[slug] = label_oracle.live(rows, date(2001, 1, 1), date(2031, 1, 1))
    return found


@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.prove)])
def test_label_is_the_same_everywhere_at_every_turn(client, told, time_machine, record_property, every):
    officer, desk, seen = make_person(), Client(), set()
    chosen = list(points())[::every]
    for number, (slug, moment) in enumerate(chosen):
        time_machine.move_to(moment, tick=False)
        expected = expected_on(moment.date(), told)
        seen |= {(status, state) for status, _until, state in expected.values()}
        labels = {each: LabelStatus(status).label for each, (status, _until, _state) in expected.items()}

        rows = client.get("/en/label/", {"format": "json"}).json()
        assert {row["cite"]: (row["status"], row["until"]) for row in rows} == {
            each: (status, until) for each, (status, until, _state) in expected.items()
        }, moment
        register = client.get("/en/label/").text
        plates = re.findall(
            r'<th scope="row"><a href="/en/label/([a-z]+)/.*?plate--(\w+)', register, re.DOTALL
        )
        assert dict(plates) == {each: status for each, (status, _until, _state) in expected.items()}, moment

        status = expected[slug][0]
        for path in (f"/en/cites/{slug}/", f"/en/label/{slug}/"):
            assert f'plate--{status}">' in client.get(path).text, (path, moment)
        assert f"{BADGES[status].capitalize()}</text>" in client.get(f"/en/label/{slug}/badge.svg").text

        desk.force_login(officer)
        listed = admin_says(desk)
        assert {each: said for each, (said, _step) in listed.items()} == labels, moment
        for each, (_status, _until, state) in expected.items():
            step = listed[each][1]
            assert ("late by" in step, "left" in step or "last day" in step) == (
                state == "late",
                state == "due",
            ), (each, moment, step)
        asked = DueState.values[number % 3]
        assert set(admin_says(desk, due=asked)) == {
            each for each, (_status, _until, state) in expected.items() if state == asked
        }, (asked, moment)
    if every == 1:
        assert len(chosen) > 200
        assert {status for status, _state in seen} == set(BADGES)
        assert {state for _status, state in seen} == {"", "due", "late"}
    record_property("moments of labels proved", len(chosen))


def test_the_day_of_the_network_decides_and_not_that_of_a_cite(client, told, time_machine):
    """In La Réunion it is the day of the suspension already, in the register of the same minute not yet."""
    time_machine.move_to("2027-05-31T21:30:00Z", tick=False)
    assert 'plate--operating">' in client.get("/en/cites/paused/").text
    time_machine.move_to("2027-05-31T22:00:00Z", tick=False)
    assert 'plate--suspended">' in client.get("/en/cites/paused/").text


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Europe/Paris", "Pacific/Pago_Pago"])
@pytest.mark.parametrize(
    ("moment", "fitting", "opens"),
    [
        ("2028-02-29T23:59:59+01:00", {"project"}, False),
        ("2028-03-01T00:00:00+01:00", {"operating"}, True),
    ],
)
def test_files_and_reports_go_by_the_day_of_the_network(time_machine, zone, moment, fitting, opens):
    cite = make_cite(timezone=zone)
    make_decision(cite, "project_label", "2028-03-01", known_since=KNOWN)
    make_campaign(2027, opens_on=date(2028, 3, 1), closes_on=date(2028, 3, 31))
    time_machine.move_to(moment, tick=False)
    client = Client()
    client.force_login(make_member(cite, "coordinator"))
    page = client.get(f"/en/workspace/{cite.slug}/label/").text
    assert {kind for kind in FileKind.values if f'value="{kind}"' in page} == fitting
    where = f"/en/workspace/{cite.slug}/reports/2027/write/"
    assert client.get(where).status_code == (200 if opens else 404)
    assert ("Send the yearly report of 2027" in client.get(f"/en/workspace/{cite.slug}/").text) is opens
