"""Offers as tables: what goes out comes back the same, and what comes in is said before it is written."""

import csv
import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from network.actions.tables import forget_tables
from network.models import Draft, TableUpload
from network.models.history import rows_of
from network.views import tables as views
from services.models import CancelledPermanence, Permanence, Service
from tests.factories import (
    enrol,
    make_agreement,
    make_cite,
    make_partner,
    make_permanence,
    make_place,
    make_service,
    make_user,
)
from tests.network.workspace.writing import at_work, write

pytestmark = pytest.mark.django_db
HOSTILE = [
    "=cmd|'/c calc'!A1",
    "+33 4 00 00 00 00",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "a;=1+1,@x\n- one\n'- two\n\n=three",
    "''=quoted",
    'say "hello", then ;"=1',
    "\u202ertl עברית \u200f.",
    "👩🏽‍🚒 é e\u0301",
    "a\rb\x0bc\x1b_x000D_ _x005F_",
    "\ufffe",
    "007",
    "1e5",
    "TRUE",
    "<b>&amp;]]>",
]


def base(cite, language="en"):
    return f"/{language}/workspace/{cite.slug}/offers/"


def full_offer(cite=None, **over):
    """An offer with something in every field, and two permanences."""
    place = make_place(cite or make_cite())
    partner = make_partner()
    make_agreement(place.cite, partner)
    offer = make_service(
        place.cite,
        places=[place],
        **{
            "description": {"fr": "- un\n- deux", "ca": "Hola"},
            "themes": ["training", "employment"],
            "languages": ["fr", "en"],
            "partner": partner,
            "partner_public": True,
            "duration_minutes": 30,
            "valid_until": "2027-06-30",
        }
        | over,
    )
    kept = make_permanence(offer, place, every_weeks=2, week_of="2026-11-23")
    CancelledPermanence.objects.create(permanence=kept, date="2026-12-08", reason={"fr": "Fête; =1"})
    make_permanence(offer, place, weekday=4, partner=partner)
    return offer


def send(client, cite, data, name="offers.csv"):
    """Send a file and follow it until it is checked."""
    answer = client.post(base(cite) + "table/", {"table": SimpleUploadedFile(name, data)})
    if answer.status_code != 302:
        return answer
    return client.get(answer.url)


def checked(client, cite, data, name="offers.csv"):
    answer = send(client, cite, data, name)
    assert answer.status_code == 200, answer.text
    return TableUpload.objects.get(user=client.user), answer


def faults_of(upload):
    found = [*upload.faults, *(fault for each in upload.checks for fault in each["faults"])]
    return [tuple(each) for each in found]


def lines_of(csv_data):
    text = csv_data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if '";"' in text else ","))


def table(*lines, headers):
    """Write a CSV file as a person would."""
    file = io.StringIO()
    csv.writer(file).writerows([headers, *lines])
    return file.getvalue().encode()


def decide(client, upload, do="save", **more):
    return client.post(f"{base(upload.cite)}table/{upload.pk}/", {"do": do, **more})


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("file", ["table.xlsx", "offers.csv", "permanences.csv"])
def test_what_goes_out_comes_back_the_same(file, language):
    offer = full_offer()
    make_service(offer.cite, title={"fr": "=1+1"}, summary={"ar": "نص"})
    client = at_work(offer.cite, "contributor")
    write(client, f"{base(offer.cite)}new/", title__fr="Begun", **{"permanences-new1-weekday": "1"})
    exported = client.get(base(offer.cite, language) + file).content
    upload, answer = checked(client, offer.cite, exported, file)
    assert faults_of(upload) == []
    assert [each["changes"] for each in upload.checks] == [[]] * len(upload.checks)
    assert len(upload.checks) == (2 if file == "permanences.csv" else 3)
    assert "Keep all as drafts" not in answer.text
    assert client.get(base(offer.cite, language) + file).content == exported or file == "table.xlsx"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("file", ["table.xlsx", "offers.csv"])
def test_hostile_texts_come_back_as_they_were(text, file):
    offer = make_service(title={"fr": text}, bring={"en": text})
    client = at_work(offer.cite)
    exported = client.get(base(offer.cite) + file).content
    upload, _answer = checked(client, offer.cite, exported, file)
    assert (faults_of(upload), upload.checks[0]["changes"]) == ([], [])
    Service.objects.update(title={"fr": "Other"}, bring={})
    upload, _answer = checked(client, offer.cite, exported, file)
    assert [change[3] for change in upload.checks[0]["changes"]] == [text, text]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_cell_of_a_csv_file_begins_a_formula(language):
    offer = full_offer(title={"fr": HOSTILE[0], "en": HOSTILE[5]})
    for number, text in enumerate(HOSTILE):
        make_service(offer.cite, title={"fr": text}, description={"en": f"x{number}", "fr": f"y,{text}"})
    client = at_work(offer.cite)
    for name in ("offers", "permanences"):
        data = client.get(f"{base(offer.cite, language)}{name}.csv").content
        assert data.startswith(b"\xef\xbb\xbf")
        for delimiter in ",;\t":
            cut = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter)
            cells = [cell for line in cut for cell in line]
            assert [cell for cell in cells if re.match(r"[=+\-@\t\r\0＝＋－＠]", cell)] == []


def test_every_cell_of_a_workbook_is_a_text():
    offer = full_offer()
    for text in HOSTILE:
        make_service(offer.cite, title={"fr": text})
    data = at_work(offer.cite).get(base(offer.cite) + "table.xlsx").content
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["offers", "permanences", "read me"]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert all(b"<f>" not in sheet and b"<f " not in sheet for sheet in sheets)
    explained = [[cell.value for cell in row] for row in book["read me"].iter_rows()]
    assert any(row[:2] == ["themes", "employment"] for row in explained)
    assert "[origin]" not in str([cell.value for cell in book["offers"][1]])


def test_what_would_change_is_said_then_written_as_drafts():
    offer = full_offer(title={"fr": "Ancien", "en": "Old"})
    client = at_work(offer.cite, "contributor")
    data = table([offer.slug, "Nouveau", "training"], headers=["offer", "Titre (fr) [title__fr]", "themes"])
    upload, answer = checked(client, offer.cite, data)
    changes = [tuple(each) for each in upload.checks[0]["changes"]]
    assert ("Title (French)", "fr", "Ancien", "Nouveau") in changes
    assert ("Themes", "", "employment, training", "training") in changes
    assert len(changes) == 2
    assert "Ancien" in answer.text
    assert not Draft.objects.exists()
    assert decide(client, upload).status_code == 302
    draft = Draft.objects.get()
    assert (draft.record, draft.values["title__fr"], draft.written_by) == (offer.pk, ["Nouveau"], client.user)
    assert draft.values["title__en"] == ["Old"]
    offer.refresh_from_db()
    assert offer.title == {"fr": "Ancien", "en": "Old"}
    assert not TableUpload.objects.exists()


def test_coordinator_publishes_all_at_once_with_new_ones_and_their_permanences():
    offer = full_offer()
    place = offer.permanences.first().place
    book = Workbook()
    book.active.title = "offers"
    book.active.append(
        ["offer", "title__fr", "modality", "access", "themes", "found_at", "partner_public", "review_months"]
    )
    book.active.append(["new 1", "Neuf", "interview", "drop_in", "employment", place.slug, False])
    book.active.append([offer.slug, "Changé", None, None, None, None, None])
    book.active["C3"], book.active["D3"] = offer.modality, ", ".join(offer.access)
    book.active["G3"], book.active["H3"] = True, offer.review_months
    other = book.create_sheet("permanences")
    other.append(["offer", "permanence", "weekday", "time", "place", "remove"])
    other.append(["new 1", None, 1, "9h-12h", place.slug, None])
    gone = offer.permanences.order_by("pk").last()
    other.append([offer.slug, gone.pk, gone.weekday, gone.time, gone.place.slug, "oui"])
    file = io.BytesIO()
    book.save(file)
    client = at_work(offer.cite)
    upload, _answer = checked(client, offer.cite, file.getvalue(), "x.xlsx")
    assert faults_of(upload) == []
    assert decide(client, upload, "publish").status_code == 302
    new = Service.objects.exclude(pk=offer.pk).get()
    assert (new.title, new.slug, new.publication, new.cite) == (
        {"fr": "Neuf"},
        "neuf",
        "published",
        offer.cite,
    )
    assert [(each.weekday, each.time, each.place) for each in new.permanences.all()] == [
        (1, "09:00-12:00", place)
    ]
    offer.refresh_from_db()
    assert (offer.title["fr"], offer.themes, list(offer.places.all())) == ("Changé", [], [])
    assert not Permanence.objects.filter(pk=gone.pk).exists()
    assert not Draft.objects.exists()


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


def workbook(*rows, title="offers"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


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


def test_all_or_nothing():
    """The second one cannot be published, for what the file did not touch: the first one stays as it was."""
    first = full_offer()
    second = full_offer(first.cite)
    client = at_work(first.cite)
    upload, _answer = checked(
        client,
        first.cite,
        table([first.slug, "A"], [second.slug, "B"], headers=["offer", "title__fr"]),
    )
    write(client, f"{base(first.cite)}{second.pk}/", modality="", title__fr="C")
    answer = decide(client, upload, "publish")
    assert answer.status_code == 409
    assert "Nothing was changed" in answer.text
    first.refresh_from_db()
    assert first.title["fr"] != "A"
    assert [each.record for each in Draft.objects.all()] == [second.pk]
    assert TableUpload.objects.exists()


def test_same_file_is_brought_in_once():
    offer = make_service()
    client = at_work(offer.cite)
    data = table(["", "Neuf"], [offer.slug, "B"], headers=["offer", "title__fr"])
    upload, _answer = checked(client, offer.cite, data)
    assert faults_of(upload)
    data = table([offer.slug, "B"], headers=["offer", "title__fr"])
    upload, _answer = checked(client, offer.cite, data)
    assert [decide(client, upload).status_code for _twice in range(2)] == [302, 404]
    assert Draft.objects.count() == 1


def test_contributor_cannot_publish_and_a_reader_cannot_send():
    offer = make_service()
    client = at_work(offer.cite, "contributor")
    data = table([offer.slug, "B"], headers=["offer", "title__fr"])
    upload, answer = checked(client, offer.cite, data)
    assert "Publish all" not in answer.text
    assert decide(client, upload, "publish").status_code == 403
    assert not Draft.objects.exists()
    client.force_login(enrolled("reader"))
    assert client.get(base(offer.cite) + "table.xlsx").status_code == 200
    assert "Send it back" not in client.get(base(offer.cite) + "table/").text
    assert send(client, offer.cite, data).status_code == 403
    assert client.get(f"{base(offer.cite)}table/{upload.pk}/").status_code == 403


def enrolled(role):
    return enrol(make_user(network_role=role))


def test_secretariat_says_why():
    offer = make_service()
    client = at_work(make_cite())
    client.user = enrolled("content_support")
    client.force_login(client.user)
    data = table([offer.slug, "B"], headers=["offer", "title__fr"])
    upload, answer = checked(client, offer.cite, data)
    assert 'name="reason"' in answer.text
    assert decide(client, upload, "publish").status_code == 403
    assert decide(client, upload, "publish", reason="Asked by phone").status_code == 302
    offer.refresh_from_db()
    assert offer.title["fr"] == "B"
    assert rows_of(offer).first().pgh_context.metadata["reason"] == "Asked by phone"


def test_file_is_of_one_person_and_one_cite():
    offer = make_service()
    client, other = at_work(offer.cite), at_work(offer.cite)
    data = table([offer.slug, "B"], headers=["offer", "title__fr"])
    upload, _answer = checked(client, offer.cite, data)
    assert other.get(f"{base(offer.cite)}table/{upload.pk}/").status_code == 404
    assert decide(other, upload).status_code == 404
    elsewhere = at_work(make_cite())
    assert elsewhere.get(base(offer.cite) + "table.xlsx").status_code == 404
    checked(client, offer.cite, data)
    assert TableUpload.objects.filter(user=client.user).count() == 1
    assert decide(client, TableUpload.objects.get(), "forget").status_code == 302
    assert not TableUpload.objects.exists()


def test_file_is_forgotten_after_a_day(time_machine):
    time_machine.move_to("2026-11-25T10:00:00Z", tick=False)
    offer = make_service()
    client = at_work(offer.cite)
    data = table([offer.slug, "B"], headers=["offer", "title__fr"])
    upload, _answer = checked(client, offer.cite, data)
    assert forget_tables(timezone.now()) == 0
    time_machine.move_to("2026-11-26T10:00:00Z", tick=False)
    client.force_login(client.user)
    assert client.get(f"{base(offer.cite)}table/{upload.pk}/").status_code == 404
    assert decide(client, upload).status_code == 404
    assert not Draft.objects.exists()
    assert forget_tables(timezone.now()) == 1


def test_long_file_says_how_far_it_is(monkeypatch):
    monkeypatch.setattr(views, "SLICE", 2)
    cite = make_cite()
    offers = [make_service(cite) for _number in range(5)]
    client = at_work(cite)
    monkeypatch.setattr(views, "monotonic", iter(range(1000)).__next__)
    monkeypatch.setattr(views, "SLICE_SECONDS", 2)
    data = table(*[[each.slug, "B"] for each in offers], headers=["offer", "title__fr"])
    answer = send(client, cite, data)
    told = []
    while "Refresh" in answer.headers:
        told += re.findall(r">(\d of \d) checked<", answer.text)
        upload = TableUpload.objects.get()
        assert decide(client, upload).status_code == 302
        assert not Draft.objects.exists()
        answer = client.get(f"{base(cite)}table/{upload.pk}/")
    assert told == ["2 of 5", "4 of 5"]
    assert "5 changed" in answer.text
    assert decide(client, TableUpload.objects.get()).status_code == 302
    assert Draft.objects.count() == 5


def test_queries_do_not_grow_with_the_offers():
    cite = full_offer().cite
    client = at_work(cite)

    def asked(*files):
        counts = []
        for file in files:
            with CaptureQueriesContext(connection) as queries:
                data = client.get(base(cite) + file).content
            counts.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            checked(client, cite, data, file)
        return [*counts, len(queries)]

    one = asked("table.xlsx", "offers.csv")
    for _number in range(20):
        full_offer(cite)
    assert asked("table.xlsx", "offers.csv") == one


def test_other_kinds_have_no_table():
    place = make_place()
    client = at_work(place.cite)
    for path in (
        "places/table/",
        "places/table.xlsx",
        "places/places.csv",
        "offers/teams.csv",
        "nothing/table/",
    ):
        assert client.get(f"/en/workspace/{place.cite.slug}/{path}").status_code == 404
    assert "/table/" in client.get(base(place.cite)).text
