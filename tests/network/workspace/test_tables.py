"""Offers as tables: what goes out comes back the same, and what comes in is said before it is written."""

import csv
import io
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from network.actions.tables import forget_tables
from network.models import Draft, TableUpload
from network.models.history import rows_of
from network.views import tables as views
from services.models import Permanence, Service
from tests.factories import (
    enrol,
    make_cite,
    make_place,
    make_service,
    make_user,
)
from tests.network.workspace.tables import base, checked, decide, faults_of, full_offer, send, table
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


def each_in_one_kind():
    """Each text in one kind of file, the next one in the other; all in both are proved."""
    return [
        pytest.param(text, file, marks=pytest.mark.prove if (turn + place) % 2 else ())
        for turn, text in enumerate(HOSTILE)
        for place, file in enumerate(["table.xlsx", "offers.csv"])
    ]


@pytest.mark.parametrize(("text", "file"), each_in_one_kind())
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
