"""A broken file changes nothing, and every fault is said in a line that a person can act on."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citesmetiers.exchange import InvalidDocumentError, document_of, import_document, meaning, read_document
from network.hours import known_holiday_region, zone_names
from network.models import Cite
from tests.factories import make_cite, make_event, make_place
from tests.portal.exchange_documents import NETWORK, checksum, example, invented_example
from tests.portal.exchange_failing import BROKEN, failure_of, put

PLACE = "cites[0].places[0]"

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


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_says_where_and_takes_no_time(name, tmp_path):
    content, line = UNREADABLE[name]
    before = checksum()
    file = tmp_path / "network.json"
    file.write_bytes(content)
    began = time.process_time()
    lines, last = failure_of(file)
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
            put(document, path, value)
    file = tmp_path / "network.json"
    file.write_text(json.dumps(document))
    lines, last = failure_of(file)
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
    lines, _ = failure_of(tmp_path / "none.json")
    assert lines == [f"file: {tmp_path / 'none.json'} cannot be read: No such file or directory."]
    lines, _ = failure_of(tmp_path)
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
