"""Sections saved one by one without losing anybody's words; documents told by their bytes and kept private."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from network.actions import file_contents
from network.actions.file_contents import mark_of
from network.filing import SECTIONS
from network.forms.documents import LARGEST, type_of
from network.models import Evidence, LabelFile
from tests.factories import charter, make_cite, make_evidence, make_file, make_member

pytestmark = pytest.mark.django_db
SAID = {each.code: "2027-05-01" if each.is_day else "Un texte" for each in SECTIONS["project"]}
PDF = b"%PDF-1.7\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20


def archive(*names, **parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
        for name in names:
            made.writestr(name, "x")
    return stream.getvalue()


ODT = archive("content.xml", mimetype="application/vnd.oasis.opendocument.text")
DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def file(client):
    cite = make_cite(slug="ville")
    client.force_login(make_member(cite, "coordinator"))
    return make_file(cite)


def at(file, *rest):
    return "/".join([f"/en/workspace/{file.cite.slug}/label/{file.pk}", *map(str, rest), ""])


def sections():
    return LabelFile.objects.get().sections


def opened_in(page):
    return page.text.partition('name="opened" value="')[2].partition('"')[0]


def test_a_section_is_kept_and_the_next_one_follows(client, file):
    where = at(file, "section", "territory")
    page = client.get(where)
    sent = {"text": "Trois vallées\r\n\r\nDeux cantons", "opened": opened_in(page), "do": "next"}
    assert client.post(where, sent).headers["Location"] == at(file, "section", "partners")
    assert sections() == {"territory": "Trois vallées\n\nDeux cantons"}
    assert "Deux cantons" in client.get(at(file)).text
    where = at(file, "section", "opening-day")
    assert (
        client.post(where, {"text": "31/02/2027", "opened": opened_in(client.get(where))}).status_code == 422
    )
    assert client.post(where, {"text": "1/3/2027", "opened": opened_in(client.get(where))}).status_code == 302
    assert sections()["opening-day"] == "2027-03-01"
    assert "01/03/2027" in client.get(where).text
    assert client.get(at(file, "section", "prospects")).status_code == 404


@pytest.mark.parametrize(("code", "first"), [("place", "Le hall"), ("opening-day", "1/3/2027")])
@pytest.mark.parametrize("empty", ["", " \r\n "])
def test_a_section_is_emptied_again_and_the_file_waits_for_it(client, file, code, first, empty):
    LabelFile.objects.update(sections=SAID | {code: ""})
    where = at(file, "section", code)
    page = client.get(where)
    assert "(optional)" not in page.text
    client.post(where, {"text": first, "opened": opened_in(page)})
    assert sections()[code]
    answer = client.post(where, {"text": empty, "opened": opened_in(client.get(where))}, follow=True)
    assert "The section is empty" in answer.text
    assert code not in sections()
    move = at(file, "move", "submit")
    version = LabelFile.objects.get().version
    assert client.post(move, {"version": version}).status_code == 422
    assert LabelFile.objects.get().state == "draft"


def test_a_script_empties_a_section_too(client, file):
    LabelFile.objects.update(sections={"place": "Le hall"})
    where = at(file, "section", "place")
    sent = {"text": "", "opened": opened_in(client.get(where))}
    answer = client.post(where, sent, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["opened"], sections()) == (200, mark_of(""), {})


def test_nobody_empties_what_somebody_else_wrote_meanwhile_or_what_is_sent(client, file):
    where = at(file, "section", "place")
    page = client.get(where)
    LabelFile.objects.update(sections={"place": "Le hall"})
    assert client.post(where, {"text": "", "opened": opened_in(page)}).status_code == 409
    opened = opened_in(client.get(where))
    LabelFile.objects.update(state="submitted")
    assert client.post(where, {"text": "", "opened": opened}).status_code == 409
    assert sections() == {"place": "Le hall"}


def test_two_who_write_in_one_section_see_both_texts(client, file):
    where = at(file, "section", "place")
    page = client.get(where)
    client.post(where, {"text": "Le hall", "opened": opened_in(page)})
    answer = client.post(where, {"text": "La gare", "opened": opened_in(page)})
    assert answer.status_code == 409
    assert "Somebody else wrote here meanwhile" in answer.text
    assert "Le hall" in answer.text
    assert "La gare" in answer.text
    assert sections()["place"] == "Le hall"
    # Having seen both, one joins them.
    assert client.post(where, {"text": "Le hall de la gare", "opened": opened_in(answer)}).status_code == 302
    assert sections()["place"] == "Le hall de la gare"


def test_two_who_write_in_two_sections_do_not_meet(client, file):
    pages = {code: client.get(at(file, "section", code)) for code in ("place", "offer")}
    for code, page in pages.items():
        assert (
            client.post(at(file, "section", code), {"text": code, "opened": opened_in(page)}).status_code
            == 302
        )
    assert sections() == {"place": "place", "offer": "offer"}


def test_what_is_written_while_the_file_is_sent_is_given_back(client, file):
    where = at(file, "section", "place")
    page = client.get(where)
    LabelFile.objects.update(state="submitted")
    answer = client.post(where, {"text": "Mon texte", "opened": opened_in(page)})
    assert answer.status_code == 409
    assert "no longer open to changes" in answer.text
    assert "Mon texte" in answer.text
    assert sections() == {}
    assert client.get(where).status_code == 302


def test_a_text_that_is_too_long_is_given_back_whole(client, file):
    where = at(file, "section", "place")
    answer = client.post(where, {"text": "a" * 20_001, "opened": opened_in(client.get(where))})
    assert answer.status_code == 422
    assert "a" * 20_001 in answer.text


def test_a_script_is_answered_in_a_line(client, file):
    where, accept = at(file, "section", "place"), {"Accept": "application/json"}
    opened = opened_in(client.get(where))
    answer = client.post(where, {"text": "Le", "opened": opened}, headers=accept)
    assert answer.status_code == 200
    assert answer.json()["words"].startswith("Kept at ")
    again = client.post(where, {"text": "Le hall", "opened": answer.json()["opened"]}, headers=accept)
    assert again.status_code == 200
    late = client.post(where, {"text": "La gare", "opened": opened}, headers=accept)
    assert late.status_code == 409
    assert "somebody wrote here" in late.json()["words"]
    assert sections()["place"] == "Le hall"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (PDF, "pdf"), (PNG, "png"), (JPEG, "jpg"), (ODT, "odt"), (DOCX, "docx"), (XLSX, "xlsx"),
        (b"MZ\x90\0", ""), (b"<html>", ""), (b"", ""), (b" %PDF-", ""), (b"PK\x03\x04 broken", ""), (b"GIF89a", ""),
        (archive("a.exe"), ""), (archive("word/document.xml"), ""),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), ""),
        (archive("Basic/Standard/Module1.xml", mimetype="application/vnd.oasis.opendocument.text"), ""),
        (archive(mimetype="application/vnd.oasis.opendocument.presentation"), ""),
    ],
)  # fmt: skip
def test_a_document_is_what_its_bytes_say(data, found):
    assert type_of(data) == found


def add(client, file, data=PDF, name="preuve.pdf", **over):
    criterion = over.pop("criterion", None) or charter().criteria.all()[0]
    sent = {"kind": "document", "words": "La convention", "document": SimpleUploadedFile(name, data)} | over
    return client.post(at(file, "evidence", criterion.pk), sent)


def test_a_document_is_kept_under_no_name_and_given_back_to_who_may_see_it(client, file, media):
    assert add(client, file, name="../../evil.exe").status_code == 302
    proof = Evidence.objects.get()
    [kept] = [path for path in media.rglob("*") if path.is_file()]
    assert (kept.read_bytes(), kept.suffix, "evil" in str(kept)) == (PDF, "", False)
    assert kept.parent == Path(media) / "label-files"
    answer = client.get(at(file, "document", proof.pk))
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="document-{proof.pk}.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(f"/media/{proof.document.name}").status_code == 404
    for role in ("contributor", None):
        person = make_member(file.cite, role) if role else make_member(make_cite(), "coordinator")
        client.force_login(person)
        assert client.get(at(file, "document", proof.pk)).status_code == (403 if role else 404)


def test_what_is_no_document_is_refused(client, file, media):
    assert "whatever its name" in add(client, file, b"MZ\x90\0", "convention.pdf").text
    assert "at most 10 MB" in add(client, file, PDF + b"\0" * LARGEST).text
    assert "Choose a file." in add(client, file, document="").text
    assert "The file is empty." in add(client, file, b"").text
    assert not Evidence.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_file_holds_forty_documents(client, file):
    for _ in range(file_contents.MOST_DOCUMENTS):
        make_evidence(file)
    assert "forty documents at most" in add(client, file).text
    assert add(client, file, kind="link", address="https://a.example/").status_code == 302


def test_links_and_live_data(client, file):
    assert add(client, file, kind="link", address="javascript:alert(1)").status_code == 422
    assert add(client, file, kind="link", address="").status_code == 422
    assert add(client, file, kind="link", address="https://a.example/x").status_code == 302
    live = charter().criteria.get(code="no-appointment")
    assert add(client, file, kind="live", criterion=live, document="").status_code == 302
    assert "beside this criterion already" in add(client, file, kind="live", criterion=live).text
    assert (
        add(client, file, kind="live", criterion=charter().criteria.get(code="neutrality")).status_code == 422
    )
    page = client.get(at(file)).text
    assert 'href="https://a.example/x" rel="noopener noreferrer nofollow"' in page
    assert "2 of 13 principles have evidence." in page


def test_evidence_is_removed_with_its_document(client, file, media, django_capture_on_commit_callbacks):
    add(client, file)
    proof = Evidence.objects.get()
    where = at(file, "remove", proof.pk)
    assert "deleted for good" in client.get(where).text
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(where).status_code == 302
    assert not Evidence.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]
    assert [row.pgh_label for row in Evidence.history.rel.related_model.objects.order_by("pgh_id")] == [
        "insert",
        "delete",
    ]


def test_evidence_stays_while_the_secretariat_looks(client, file):
    add(client, file)
    proof = Evidence.objects.get()
    LabelFile.objects.update(state="in_review")
    assert add(client, file).status_code == 409
    assert client.get(at(file, "evidence", proof.criterion_id)).status_code == 302
    client.post(at(file, "remove", proof.pk))
    assert Evidence.objects.get() == proof
    assert b"".join(client.get(at(file, "document", proof.pk)).streaming_content) == PDF


def test_a_document_that_is_gone_is_not_found(client, file):
    assert client.get(at(file, "document", make_evidence(file).pk)).status_code == 404
