"""What is wrong with a file is said by line and column, and then nothing of it is written."""

import io
import zipfile

import pytest

from network.models import Draft, TableUpload
from services.models import Service
from tests.factories import make_cite, make_service
from tests.network.workspace.tables import checked, decide, faults_of, full_offer, send, table, workbook
from tests.network.workspace.writing import at_work

pytestmark = pytest.mark.django_db
FAULTS = {
    "unknown address": (["nowhere", "a"], "Offer", "nothing at this address"),
    "unknown draft": (["draft 1", "a"], "Offer", "nothing at this address"),
    "code that is none": (["{slug}", "a", "cooking"], "Themes", "cooking"),
    "place of another Cité": (["{slug}", "a", "", "{foreign}"], "Places", "not known in this Cité"),
    "neither yes nor no": (["{slug}", "a", "", "", "maybe"], "Partner named in public", "yes or no"),
    "no number": (["{slug}", "a", "", "", "", "long"], "Duration in minutes", "number"),
    "no day": (["{slug}", "a", "", "", "", "", "31/02/2027"], "Valid until", "no such day"),
    "unknown partner": (["{slug}", "a", "", "", "", "", "", "nobody"], "Partner", "not known"),
    "new without what it needs": (["", "a"], "Form", "required"),
    "offer of another Cité": (["{elsewhere}", "a"], "Offer", "nothing at this address"),
    "NUL": (["{slug}", "a\0b"], "2", "NUL"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_said_by_line_and_column(name):
    cells, column, words = FAULTS[name]
    offer, elsewhere = full_offer(), full_offer()
    known = {"slug": offer.slug, "elsewhere": elsewhere.slug, "foreign": elsewhere.places.get().slug}
    headers = ["offer", "title__fr", "themes", "found_at", "partner_public", "duration_minutes", "valid_until", "partner"]  # fmt: skip
    client = at_work(offer.cite)
    good = full_offer(offer.cite)
    data = table(
        [good.slug, "Fine"],
        [cell.format(**known) for cell in cells],
        headers=headers[: max(2, len(cells))],
    )
    upload, answer = checked(client, offer.cite, data)
    found = faults_of(upload)
    assert found, name
    assert {(fault[0], fault[1]) for fault in found} == {("offers", 3)}
    assert any(fault[2] == column and words in fault[3] for fault in found), found
    assert "cannot be brought in" in answer.text
    decide(client, upload, "publish")
    assert not Draft.objects.exists()
    assert not Service.objects.filter(title__fr="Fine").exists()


def test_faults_of_permanences():
    offer, elsewhere = full_offer(), full_offer()
    mine, other = offer.permanences.order_by("pk").first(), elsewhere.permanences.first()
    lines = [
        [offer.slug, other.pk, "1", "9-12", ""],
        ["", "", "1", "9-12", ""],
        [offer.slug, mine.pk, "1", "9-12", other.place.slug],
        [offer.slug, "", "9", "noon", mine.place.slug],
    ]
    data = table(*lines, headers=["offer", "permanence", "weekday", "time", "place"])
    upload, _answer = checked(at_work(offer.cite), offer.cite, data)
    found = {fault[:3] for fault in faults_of(upload)}
    assert {
        ("permanences", 2, "permanence"),
        ("permanences", 3, "Offer"),
        ("permanences", 4, "Place"),
    } <= found
    data = table(lines[3], headers=["offer", "permanence", "weekday", "time", "place"])
    upload, _answer = checked(at_work(offer.cite), offer.cite, data)
    assert {fault[:3] for fault in faults_of(upload)} == {
        ("permanences", 2, "Day"),
        ("permanences", 2, "Hours"),
    }


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        (["offer", "titel"], "no such column"),
        (["offer", "title__fr", "title__fr"], "twice"),
        (["offer", "title__other-text"], "no such column"),
        (["offer", "title"], "no such column"),
        (["offer", "found_at__fr"], "no such column"),
        (["offer", "publication"], "no such column"),
        (["offer", "remove"], "no such column"),
        (["offer", ""], "no header"),
    ],
)
def test_fault_of_a_column(headers, words):
    offer = make_service()
    data = table([offer.slug, *["x"] * (len(headers) - 1)], headers=headers)
    upload, answer = checked(at_work(offer.cite), offer.cite, data)
    assert words in faults_of(upload)[0][3]
    assert words in answer.text


def bomb(size=60 * 1024 * 1024, name="xl/worksheets/sheet9.xml"):
    file = io.BytesIO(workbook(["offer", "title__fr"], ["", "a"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b" " * size)
    return file.getvalue()


def with_entity():
    """A workbook that says a thousand million lols."""
    source, file = io.BytesIO(workbook(["offer", "title__fr"], ["", "a"])), io.BytesIO()
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = f'<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]>'.encode() + data
            new.writestr(name, data)
    return file.getvalue()


BROKEN = {
    "empty": (b"", "is empty"),
    "blank": (b" \n ", "is empty"),
    "noise": (bytes(range(256)) * 20, "neither XLSX nor CSV"),
    "windows": ("offer;title__fr\n;été".encode("cp1252"), "CSV UTF-8"),
    "page": (b"<!doctype html><table><tr><td>offer</td></tr></table>", "a page or a document"),
    "old or locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password"),
    "cut": (workbook(["offer"], ["a"])[:900], "cannot be read as XLSX"),
    "other zip": (b"PK\x03\x04" + b"\0" * 50, "cannot be read as XLSX"),
    "too large": (b"a" * (5 * 1024 * 1024 + 1), "at most 5 MB"),
    "bomb": (bomb(), "at most 50 MB"),
    "bomb of styles": (bomb(3 * 1024 * 1024, "xl/theme/theme9.xml"), "at most 50 MB"),
    "entities": (with_entity(), "cannot be read as XLSX"),
    "no key": (b"title__fr\nx\n", "names no column"),
    "no line": (b"offer,title__fr\n", "no line below"),
    "no table": (workbook(title="other"), "no table in this file"),
    "quotes": (b'offer,title__fr\n,"a"b\n', "cannot be read"),
    "too many lines": (b"offer,title__fr\n" + b",a\n" * 2001, "at most 2000"),
    "too many columns": (",".join(["offer", *["x"] * 60]).encode() + b"\n", "at most 60"),
    "far line": (workbook(["offer"], *[[None]] * 20_001, ["a"]), "at most 2000"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_file_that_is_no_table_is_refused_in_words(name):
    data, words = BROKEN[name]
    cite = make_cite()
    answer = send(at_work(cite), cite, data, "offers.xlsx")
    assert answer.status_code == 422
    assert words in answer.text
    assert not TableUpload.objects.exists()


def test_formula_is_a_fault_of_its_cell():
    offer = make_service()
    data = workbook(["offer", "title__fr"], [offer.slug, "=1+1"])
    upload, answer = checked(at_work(offer.cite), offer.cite, data, "offers.xlsx")
    assert faults_of(upload) == [("offers", 2, "B2", "This cell is a formula. Write its result instead.")]
    assert "B2" in answer.text
