"""A broken file changes nothing, and every fault is said in a line that a person can act on."""

import json
import re
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from citesmetiers.exchange import InvalidDocumentError, document_of, import_document, meaning, read_document
from network.hours import known_holiday_region, zone_names
from network.models import Cite
from tests.factories import make_cite, make_event, make_place
from tests.portal.exchange_documents import NETWORK, checksum, example, invented_example

PLACE = "cites[0].places[0]"
SERVICE = "cites[0].services[0]"
EVENT = "cites[0].events[0]"
CENTRE = f"{PLACE} (ville › ville-centre)"

# (what is set where in the example, the line that says what to mend)
BROKEN = {
    "wrong format": ({"format": "autre"}, "format: “autre” is not one of “citesmetiers/network”."),
    "wrong version": ({"version": 2}, "version: 2 is not one of 1."),
    "unknown key": ({"cites[0].prix": 1}, "cites[0] (ville): “prix”: the format has no such key."),
    "missing key": ({"cites[0].country": ...}, "cites[0] (ville): “country” is missing."),
    "wrong type": ({"cites[0].places": "ici"}, "cites[0].places (ville): “ici” is not a list."),
    "wrong value": (
        {f"{PLACE}.kind": "palais"},
        (
            f"{PLACE}.kind (ville › ville-centre): “palais” is not one of “main”, “secondary”, “associated_centre”, "
            "“relay”, “host”, “itinerant”, “online”."
        ),
    ),
    "wrong link": (
        {"cites[0].website": "ville.example.org"},
        "cites[0].website (ville): “ville.example.org” is not an address that begins with http:// or https://.",
    ),
    "wrong latitude": (
        {f"{PLACE}.latitude": 91},
        f"{PLACE}.latitude (ville › ville-centre): 91 is more than 90.",
    ),
    "empty text": ({"cites[0].name": {}}, "cites[0].name (ville): it is empty."),
    "wrong language": (
        {"cites[0].main_language": "français"},
        "cites[0].main_language (ville): “français” is not a language such as fr or pt-BR.",
    ),
    "id with a line feed": (
        {"cites[1].id": "bourg\n"},
        "cites[1].id (bourg�): “bourg�” is not an id: small letters without accents, digits and single hyphens, at most 80.",
    ),
    "country": (
        {"cites[1].country": "Belgique"},
        "cites[1].country (bourg): “Belgique” is not a country code such as FR.",
    ),
    "rhythm without a week": (
        {f"{SERVICE}.permanences[0].week_of": ...},
        f"{SERVICE}.permanences[0] (ville › conseil): “week_of” is missing.",
    ),
    "Cité twice": (
        {"cites[1].id": "ville"},
        "cites[1].id (ville): the Cité “ville” is there 2 times in the file: give each another id.",
    ),
    "place twice": (
        {"cites[1].places[0].id": "ville-bus"},
        "cites[1].places[0].id (bourg › ville-bus): the place “ville-bus” is there 2 times in the file: give each another id.",
    ),
    "event twice": (
        {"cites[0].events[1]": "copy of 0"},
        "cites[0].events[1].id (ville › ville-atelier): the event “ville-atelier” is there 2 times in the file: give each another id.",
    ),
    "partner twice": (
        {"partners[2]": "copy of 1"},
        "partners[2].id (emploi): the partner “emploi” is there 2 times in the file: give each another id.",
    ),
    "offer twice": (
        {"cites[0].services[1]": "copy of 0"},
        "cites[0].services[1].id (ville › conseil): the service “conseil” is there 2 times in the Cité “ville”: give each another id.",
    ),
    "pole twice": (
        {"cites[0].poles[1]": "copy of 0"},
        "cites[0].poles[1].order (ville): the pole “1” is there 2 times in the Cité “ville”: give each another order.",
    ),
    **{
        f"unknown partner of {name}": (
            {f"{path}partner": "inconnu"},
            f"{path}partner ({within}): the partner “inconnu” is not in the “partners” of this file.",
        )
        for name, path, within in [
            ("an agreement", "cites[0].partners[0].", "ville"),
            ("an offer", f"{SERVICE}.", "ville › conseil"),
            ("a permanence", f"{SERVICE}.permanences[0].", "ville › conseil"),
        ]
    },
    "unknown parent": (
        {"partners[1].parent": "inconnu"},
        "partners[1].parent (emploi): the partner “inconnu” is not in the “partners” of this file.",
    ),
    "unknown partner of an event": (
        {f"{EVENT}.partners[1]": "inconnu"},
        f"{EVENT}.partners[1] (ville › ville-atelier): the partner “inconnu” is not in the “partners” of this file.",
    ),
    "partner of an event twice": (
        {f"{EVENT}.partners[1]": "emploi-ville"},
        f"{EVENT}.partners[1] (ville › ville-atelier): the partner “emploi-ville” is named twice.",
    ),
    "partner above itself": (
        {"partners[1].parent": "emploi-ville"},
        "partners[1].parent (emploi): the partner “emploi” is above itself: its parents lead back to it.",
    ),
    "unknown region": (
        {f"{PLACE}.holiday_region": "Pays de Bade"},
        f"{PLACE}.holiday_region (ville › ville-centre): “Pays de Bade” is not a region of public holidays of FR: known are 57, 6AE, 971,",
    ),
    "region of a country without any": (
        {"cites[1].places[0].holiday_region": "57"},
        "cites[1].places[0].holiday_region (bourg › bourg-centre): “57” is not a region of public holidays of BE",
    ),
    **{
        f"bad time zone of {path}": (
            {f"{path}.timezone": "Europe/Marseille"},
            f"{path}.timezone ({within}): “Europe/Marseille” is not a time zone such as Europe/Paris.",
        )
        for path, within in [
            ("cites[0]", "ville"),
            (PLACE, "ville › ville-centre"),
            (EVENT, "ville › ville-atelier"),
        ]
    },
    "impossible day": (
        {f"{PLACE}.checked_on": "2026-02-30"},
        f"{PLACE}.checked_on (ville › ville-centre): there is no day 2026-02-30.",
    ),
    "day zero": ({"as_of": "2026-00-10"}, "as_of: “2026-00-10” is not a day such as 2026-12-24."),
    "impossible partial date": (
        {"cites[0].history[1].date": "2013-02-30"},
        "cites[0].history[1].date (ville): there is no day 2013-02-30.",
    ),
    "month 13": (
        {"cites[0].membership_as_of": "2013-13"},
        "cites[0].membership_as_of (ville): “2013-13” is not a year, a month or a day such as 2002, 2013-04 or 2005-03-21.",
    ),
    "impossible date of the network": (
        {"network.history[0].date": "1993-02-29"},
        "network.history[0].date: there is no day 1993-02-29.",
    ),
    **{
        f"year {day[:4]} of {key}": (
            {key: day},
            f"{key} ({within}): the year {int(day[:4])} is not between 1900 and 2999.",
        )
        for key, day, within in [
            (f"{PLACE}.schedules[1].valid_until", "9999-12-31", "ville › ville-centre"),
            (f"{PLACE}.exceptions[0].from", "0001-01-01", "ville › ville-centre"),
            (f"{PLACE}.valid_from", "1899", "ville › ville-centre"),
            (f"{PLACE}.checked_on", "3000-01-01", "ville › ville-centre"),
            ("cites[0].places[1].stays[0].until", "9999-01-01", "ville › ville-bus"),
            (f"{SERVICE}.valid_until", "9999-12-31", "ville › conseil"),
            (f"{SERVICE}.permanences[0].week_of", "0001-01-01", "ville › conseil"),
            (f"{SERVICE}.permanences[0].exceptions[0].date", "9999-12-22", "ville › conseil"),
            ("cites[0].history[1].date", "9999", "ville"),
        ]
    },
    **{
        f"29 February of a common year: {key}": (
            {key: "2027-02-29"},
            f"{key} ({within}): there is no day 2027-02-29.",
        )
        for key, within in [
            (f"{PLACE}.schedules[1].valid_from", "ville › ville-centre"),
            (f"{PLACE}.exceptions[0].until", "ville › ville-centre"),
            ("cites[0].places[1].stays[0].until", "ville › ville-bus"),
            (f"{SERVICE}.permanences[0].week_of", "ville › conseil"),
            (f"{SERVICE}.permanences[0].exceptions[0].date", "ville › conseil"),
        ]
    },
    "permanence upside down": (
        {
            f"{SERVICE}.permanences[0].valid_from": "2026-05-02",
            f"{SERVICE}.permanences[0].valid_until": "2026-05-01",
        },
        f"{SERVICE}.permanences[0].valid_until (ville › conseil): it ends (valid_until 2026-05-01) before it begins",
    ),
    "zone that PostgreSQL does not read": (
        {"cites[0].timezone": "EST5EDT"},
        "cites[0].timezone (ville): “EST5EDT” is not a time zone such as Europe/Paris.",
    ),
    "zone in small letters": (
        {f"{EVENT}.timezone": "europe/paris"},
        f"{EVENT}.timezone (ville › ville-atelier): “europe/paris” is not a time zone such as Europe/Paris.",
    ),
    **{
        f"event in the year {year}": (
            {f"{EVENT}.ends": f"{year}-01-01T10:00"},
            f"{EVENT}.ends (ville › ville-atelier): “{year}-01-01T10:00” is not between the years 1900 and 2500.",
        )
        for year in ("9999", "2501")
    },
    "event on 29 February of a common year": (
        {f"{EVENT}.excluded[0]": "2027-02-29T10:00"},
        f"{EVENT}.excluded[0] (ville › ville-atelier): “2027-02-29T10:00” does not exist in the calendar.",
    ),
    "rule that begins too long ago": (
        {
            f"{EVENT}.starts": "1990-01-01T10:00",
            f"{EVENT}.rrule": "FREQ=DAILY",
            f"{EVENT}.changes": [],
            f"{EVENT}.excluded": [],
        },
        f"{EVENT}.rrule (ville › ville-atelier): the rule begins too long ago",
    ),
    "impossible hour": (
        {f"{PLACE}.schedules[0].weekly": {"mo": ["09:00-25:00"]}},
        f"{PLACE}.schedules[0].weekly.mo[0] (ville › ville-centre): “09:00-25:00” is not a range of hours such as 09:00-12:30.",
    ),
    "hours that overlap": (
        {f"{PLACE}.schedules[0].weekly": {"mo": ["13:00-17:00", "09:00-14:00"], "tu": ["22:00-02:00"]}},
        f"{PLACE}.schedules[0].weekly.mo[0] (ville › ville-centre): “13:00-17:00” overlaps “09:00-14:00” of the same day",
    ),
    "special hours that overlap": (
        {f"{PLACE}.exceptions[0].hours": ["22:00-02:00", "23:00-23:30"]},
        f"{PLACE}.exceptions[0].hours[1] (ville › ville-centre): “23:00-23:30” overlaps “22:00-02:00” of the same day",
    ),
    "season upside down": (
        {f"{PLACE}.schedules[0].valid_until": "2025-06-30"},
        f"{PLACE}.schedules[0].valid_until (ville › ville-centre): it ends (valid_until 2025-06-30) before it begins (valid_from 2026-01-01).",
    ),
    "closure upside down": (
        {f"{PLACE}.exceptions[0].until": "2026-12-23"},
        f"{PLACE}.exceptions[0].until (ville › ville-centre): it ends (until 2026-12-23) before it begins (from 2026-12-24).",
    ),
    "stay upside down": (
        {"cites[0].places[1].stays[0].until": "2026-11-30"},
        "cites[0].places[1].stays[0].until (ville › ville-bus): it ends (until 2026-11-30) before it begins (from 2026-12-01).",
    ),
    "agreement upside down": (
        {"cites[0].partners[0].until": "2009"},
        "cites[0].partners[0].until (ville): it ends (until 2009) before it begins (from 2010).",
    ),
    "carrier upside down": (
        {"cites[0].carriers[0].until": "2008-12"},
        "cites[0].carriers[0].until (ville): it ends (until 2008-12) before it begins (from 2009).",
    ),
    "offer upside down": (
        {f"{SERVICE}.valid_until": "2025-12-31"},
        f"{SERVICE}.valid_until (ville › conseil): it ends (valid_until 2025-12-31) before it begins (valid_from 2026-01-01).",
    ),
    "overlapping seasons": (
        {f"{PLACE}.schedules[1].valid_from": "2026-06-15"},
        (
            f"{PLACE}.schedules[1] (ville › ville-centre): this season (2026-06-15 to …) overlaps schedules[0] "
            "(2026-01-01 to 2026-06-30) of “ville-centre”: only one may be in force on a day."
        ),
    ),
    "overlapping closures": (
        {f"{PLACE}.exceptions[1]": {"from": "2027-01-02", "until": "2027-01-03", "hours": []}},
        (
            f"{PLACE}.exceptions[1] (ville › ville-centre): this exception (2027-01-02 to 2027-01-03) overlaps exceptions[0] "
            "(2026-12-24 to 2027-01-02) of “ville-centre”: only one may be in force on a day."
        ),
    ),
    "two main places": (
        {"cites[0].places[1].kind": "main", "cites[0].places[1].stays": []},
        (
            f"{CENTRE}: “ville-centre” (2010 to …) and “ville-bus” (… to …) would both be the main place of “ville” at once: "
            "end one, or give it another kind."
        ),
    ),
    "stays of a fixed place": (
        {f"{PLACE}.stays": [{"from": "2026-12-01", "until": "2026-12-05"}]},
        f"{PLACE}.stays (ville › ville-centre): stays are for host and itinerant places, and “ville-centre” is a “main” one.",
    ),
    **{
        f"place of another Cité: {path}": (
            {path: "bourg-centre"},
            f"{path} ({within}): the place “bourg-centre” belongs to the Cité “bourg”, not to “ville”.",
        )
        for path, within in [
            (f"{SERVICE}.places[0]", "ville › conseil"),
            (f"{SERVICE}.permanences[0].place", "ville › conseil"),
            (f"{EVENT}.place", "ville › ville-atelier"),
        ]
    },
    "unknown place": (
        {f"{EVENT}.place": "nulle-part"},
        f"{EVENT}.place (ville › ville-atelier): the place “nulle-part” is not in the “places” of the Cité “ville”.",
    ),
    "place of an offer twice": (
        {f"{SERVICE}.places[1]": "ville-bus"},
        f"{SERVICE}.places[1] (ville › conseil): the place “ville-bus” is named twice.",
    ),
    "unknown pole": (
        {f"{SERVICE}.pole": 3},
        f"{SERVICE}.pole (ville › conseil): the Cité “ville” has no pole of order 3.",
    ),
    "permanence cancelled twice": (
        {f"{SERVICE}.permanences[0].exceptions[1]": {"date": "2026-12-22"}},
        f"{SERVICE}.permanences[0].exceptions[1].date (ville › conseil): 2026-12-22 is there 2 times.",
    ),
    "event without length": (
        {f"{EVENT}.ends": "2026-11-24T10:00"},
        f"{EVENT}.ends (ville › ville-atelier): the event ends (2026-11-24T10:00) before or when it starts (2026-11-24T10:00).",
    ),
    "event on a day that does not exist": (
        {f"{EVENT}.starts": "2026-02-30T10:00"},
        f"{EVENT}.starts (ville › ville-atelier): “2026-02-30T10:00” does not exist in the calendar.",
    ),
    "unreadable rule": (
        {f"{EVENT}.rrule": "FREQ=WEEKLY;BYDAY=LUNDI"},
        f"{EVENT}.rrule (ville › ville-atelier): the rule cannot be read at “BYDAY=LUNDI”.",
    ),
    "rule without a date": (
        {f"{EVENT}.rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
        f"{EVENT}.rrule (ville › ville-atelier): the rule gives no date.",
    ),
    "rule with too many dates": (
        {f"{EVENT}.rrule": "FREQ=DAILY;COUNT=401"},
        f"{EVENT}.rrule (ville › ville-atelier): the rule gives more than 400 dates.",
    ),
    "change of no date": (
        {f"{EVENT}.changes[0].starts": "2026-12-15T11:00"},
        f"{EVENT}.changes[0].starts (ville › ville-atelier): the event has no date that starts at 2026-12-15T11:00: write the start that the rule gives.",
    ),
    "change of an excluded date": (
        {f"{EVENT}.changes[0].starts": "2026-12-01T10:00"},
        f"{EVENT}.changes[0].starts (ville › ville-atelier): the date of 2026-12-01T10:00 is excluded as well.",
    ),
    "change twice": (
        {f"{EVENT}.changes[1].starts": "2026-12-15T10:00"},
        f"{EVENT}.changes[1].starts (ville › ville-atelier): the date of 2026-12-15T10:00 is changed twice.",
    ),
    "change that changes nothing": (
        {f"{EVENT}.changes[0].status": ...},
        f"{EVENT}.changes[0] (ville › ville-atelier): this changes nothing: give new_starts, new_ends or status.",
    ),
    "moved date upside down": (
        {f"{EVENT}.changes[1].new_ends": "2026-12-09T09:00"},
        f"{EVENT}.changes[1].new_ends (ville › ville-atelier): the date would end (2026-12-09T09:00) before or when it starts (2026-12-09T10:00).",
    ),
    "overlapping periods of the label": (
        {"cites[0].history[3]": {"event": "renewal", "date": "2011", "period_until": "2012-12-31"}},
        (
            "cites[0].history[3] (ville): this renewal of 2011 grants days that history[0] "
            "(operating_label of 2010-02 until 2011-01-31) grants already."
        ),
    ),
    "period before its decision": (
        {"cites[0].history[0].period_until": "2010-01-31"},
        "cites[0].history[0].period_until (ville): the period ends (2010-01-31) before the decision (2010-02).",
    ),
    "period of an opening": (
        {"cites[0].history[1].period_until": "2012-01-31"},
        "cites[0].history[1].period_until (ville): only a decision on the label covers a period, and “opening” is none.",
    ),
    **{
        f"mark of another kind: {path}": (
            {f"{path}.demo": True},
            f"{path}.demo ({within}): this is invented and its Cité real: give both the same mark.",
        )
        for path, within in [
            ("cites[0].poles[0]", "ville"),
            (PLACE, "ville › ville-centre"),
            (f"{PLACE}.schedules[0]", "ville › ville-centre"),
            (f"{PLACE}.exceptions[0]", "ville › ville-centre"),
            (SERVICE, "ville › conseil"),
            (EVENT, "ville › ville-atelier"),
        ]
    },
    "real place of an invented Cité": (
        {
            "cites[1].demo": True,
            "cites[1].id": "ailleurs",
            "cites[1].places[0]": {"id": "a", "kind": "main", "name": "A", "demo": False},
        },
        "cites[1].places[0].demo (ailleurs › a): this is real and its Cité invented: give both the same mark.",
    ),
    "invented partner of a real one": (
        {"partners[2]": {"id": "invente", "name": "I", "kind": "other", "demo": True, "parent": "emploi"}},
        "partners[2].parent (invente): the partner “emploi” is real and this one invented.",
    ),
    **{
        f"invented partner of a real Cité: {path}": (
            {"partners[2]": {"id": "invente", "name": "I", "kind": "other", "demo": True}, path: "invente"},
            f"{path} ({within}): the partner “invente” is invented and its Cité real.",
        )
        for path, within in [
            ("cites[0].partners[1].partner", "ville"),
            (f"{SERVICE}.partner", "ville › conseil"),
            (f"{SERVICE}.permanences[0].partner", "ville › conseil"),
            (f"{EVENT}.partners[1]", "ville › ville-atelier"),
        ]
    },
    "text too long": (
        {f"{PLACE}.street": "x" * 301},
        f"{PLACE}.street (ville › ville-centre): it is longer than 300 characters (301).",
    ),
    "number too large": (
        {f"{EVENT}.capacity": 10**12},
        f"{EVENT}.capacity (ville › ville-atelier): 1000000000000 is not between 0 and 2147483647.",
    ),
    "NUL": (
        {"cites[0].region": "a\0b"},
        "cites[0].region: this text holds a character that cannot be kept (NUL, or half of a pair).",
    ),
    "half a pair": (
        {"cites[0].region": "a\ud800b"},
        "cites[0].region: this text holds a character that cannot be kept (NUL, or half of a pair).",
    ),
    "NaN": ({f"{PLACE}.latitude": float("nan")}, f"{PLACE}.latitude: this is not a number that JSON knows."),
    "infinity": (
        {f"{PLACE}.latitude": float("inf")},
        f"{PLACE}.latitude: this is not a number that JSON knows.",
    ),
}

# (bytes, the line that says what is wrong with the file itself)
UNREADABLE = {
    "empty": (b"", "file: it is empty."),
    "blank": (b" \n\t ", "file: it is empty."),
    "not JSON": (b'{\n "format": }', "file: it is not JSON: line 2, column 12: Expecting value."),
    "not UTF-8": (
        '{"note": "é"}'.encode("latin-1"),
        "file: it is not UTF-8: byte 11 cannot be read. Save it as UTF-8.",
    ),
    "UTF-16": ("{}".encode("utf-16"), "file: it is not UTF-8: byte 1 cannot be read. Save it as UTF-8."),
    "two documents": (b"{} {}", "file: it is not JSON: line 1, column 4: Extra data."),
    "a list": (b"[]", "file: a list is not an object."),
    "a text": (b'"x"', "file: “x” is not an object."),
    "null": (b"null", "file: null is not an object."),
    "an empty object": (b"{}", "file: “format” is missing."),
    "a key twice": (
        b'{"cites": [{"id": "x", "id": "y"}]}',
        "cites[0].id: this key is written twice in the same object.",
    ),
    "deep": (b"[" * 100_000, "file: it is nested too deep to be an exchange file."),
    "deep and closed": (
        b"[" * 900 + b"]" * 900,
        "[0][0][0][0][0][0][0][0][0][0][0][0].…: it is nested deeper than 30 levels.",
    ),
    "a number without end": (
        b'{"version": ' + b"9" * 10_000 + b"}",
        "file: it has a number that cannot be read",
    ),
    "zeros": (bytes(5_000_000), "file: it is not JSON: line 1, column 1: Expecting value."),
}


def _set(document, path, value):
    steps = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
    for step in steps[:-1]:
        document = document[step]
    last = steps[-1]
    if value is ...:
        del document[last]
    elif isinstance(value, str) and value.startswith("copy of "):
        document.append(json.loads(json.dumps(document[int(value[8:])])))
    elif isinstance(document, list) and last == len(document):
        document.append(value)
    else:
        document[last] = value


def _import(path):
    """Return what a person reads when the import of a file fails."""
    errors = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("import_network", str(path), stderr=errors, stdout=StringIO())
    assert failure.value.returncode == 1
    return errors.getvalue().splitlines(), str(failure.value)


@pytest.mark.django_db
@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_changes_nothing_and_says_what_to_mend(name, tmp_path):
    changes, line = BROKEN[name]
    import_document(example())
    before = checksum()
    document = example()
    document["cites"][0]["phone"] = "changed"
    for path, value in changes.items():
        _set(document, path, value)
    file = tmp_path / "network.json"
    file.write_text(json.dumps(document))
    lines, last = _import(file)
    assert [said for said in lines if said.startswith(line)] == lines[:1], lines
    assert last == f"{file} has one fault; nothing was imported."
    assert checksum() == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_says_where_and_takes_no_time(name, tmp_path):
    content, line = UNREADABLE[name]
    before = checksum()
    file = tmp_path / "network.json"
    file.write_bytes(content)
    began = time.process_time()
    lines, last = _import(file)
    assert lines[0].startswith(line), lines[0]
    assert time.process_time() - began < 5
    assert last.endswith("nothing was imported.")
    assert checksum() == before


@pytest.mark.django_db
def test_all_faults_are_listed_together(tmp_path):
    document = example()
    names = [
        "wrong value",
        "unknown partner of an offer",
        "unknown region",
        "impossible day",
        "overlapping seasons",
    ]
    names += ["place of another Cité: cites[0].events[0].place", "bad time zone of cites[0]", "text too long"]
    for name in names:
        for path, value in BROKEN[name][0].items():
            _set(document, path, value)
    file = tmp_path / "network.json"
    file.write_text(json.dumps(document))
    lines, last = _import(file)
    assert len(lines) == len(names)
    assert all(any(said.startswith(BROKEN[name][1]) for said in lines) for name in names), lines
    assert last == f"{file} has {len(names)} faults; nothing was imported."


@pytest.mark.parametrize(
    "noise",
    [
        b'{"cites": [' + b"1," * 2_500_000 + b"1]}",
        b'{"cites": [' + b"{}," * 1_600_000 + b"{}]}",
        b"{" + b",".join(b'"%d":0' % number for number in range(450_000)) + b"}",
        b'{"cites": [' + b'{"id":"a","id":"b"},' * 250_000 + b"{}]}",
        b'"' + b"x" * 5_000_000 + b'"',
    ],
    ids=["numbers", "objects", "keys", "keys twice", "a text"],
)
def test_five_megabytes_of_noise_are_refused_in_a_short_list(noise, tmp_path):
    file = tmp_path / "noise.json"
    file.write_bytes(noise)
    began = time.process_time()
    with pytest.raises(InvalidDocumentError) as refusal:
        read_document(file)
    lines = list(refusal.value.faults.lines())
    assert len(lines) <= 101
    assert max(map(len, lines)) < 2_000
    assert time.process_time() - began < 30


def test_hundred_faults_are_listed_and_the_rest_counted(tmp_path):
    document = example()
    document["cites"] = [{"id": f"c{number}", "name": 1} for number in range(50)]
    with pytest.raises(InvalidDocumentError) as refusal:
        document_of(document)
    lines = list(refusal.value.faults.lines())
    assert (len(lines), lines[-1]) == (101, "… and 100 more.")


@pytest.mark.django_db
def test_missing_file_folder_and_forbidden_file_are_said(tmp_path):
    lines, _ = _import(tmp_path / "none.json")
    assert lines == [f"file: {tmp_path / 'none.json'} cannot be read: No such file or directory."]
    lines, _ = _import(tmp_path)
    assert lines == [f"file: {tmp_path} cannot be read: Is a directory."]


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(position=st.integers(0, 10_000), byte=st.binary(min_size=1, max_size=3))
def test_any_damage_is_a_fault_or_a_document(position, byte):
    content = json.dumps(example()).encode()
    position %= len(content)
    damaged = content[:position] + byte + content[position + len(byte) :]
    try:
        document_of(json.loads(damaged))
    except (InvalidDocumentError, ValueError):
        return


@pytest.mark.django_db
def test_ids_of_other_cites_here_are_refused():
    other = make_cite(slug="autre")
    make_place(other, slug="ville-centre")
    make_event(other, slug="ville-atelier")
    before = checksum()
    with pytest.raises(InvalidDocumentError) as refusal:
        import_document(example())
    assert list(refusal.value.faults.lines()) == [
        "cites[0].places[0].id (ville › ville-centre): the place “ville-centre” belongs to the Cité “autre” here: choose another id.",
        "cites[0].events[0].id (ville › ville-atelier): the event “ville-atelier” belongs to the Cité “autre” here: choose another id.",
    ]
    assert checksum() == before


@pytest.mark.django_db
def test_a_zone_that_the_database_does_not_know_is_refused(monkeypatch):
    monkeypatch.setattr(meaning, "zone_names", lambda: {*zone_names(), "EST5EDT"})
    document = example()
    document["cites"][0]["timezone"] = "EST5EDT"
    with pytest.raises(InvalidDocumentError, match=r"cites\[0\].timezone .*the database does not know"):
        import_document(document)


@pytest.mark.django_db
def test_what_is_real_here_does_not_become_invented():
    import_document(example())
    with pytest.raises(InvalidDocumentError) as refusal:
        import_document(invented_example())
    assert list(refusal.value.faults.lines()) == [
        "partners[0].demo (emploi-ville): the partner “emploi-ville” is real here and invented in the file.",
        "partners[1].demo (emploi): the partner “emploi” is real here and invented in the file.",
        "cites[0].demo (ville): the Cité “ville” is real here and invented in the file.",
        "cites[1].demo (bourg): the Cité “bourg” is real here and invented in the file.",
    ]
    assert Cite.objects.filter(demo=True).count() == 0


def test_regions_of_the_real_network_are_known():
    places = [place for cite in json.loads(NETWORK.read_text())["cites"] for place in cite["places"]]
    regions = {(place["country"], place["holiday_region"]) for place in places if place.get("holiday_region")}
    assert len(regions) > 5
    assert all(known_holiday_region(country, region) for country, region in regions)
    assert not known_holiday_region("FR", "TI")
