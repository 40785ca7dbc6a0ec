"""A team sends a picture with a sheet; the public sees it once, and for as long as, the sheet is published."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from citesmetiers.upkeep import STEPS
from network.models import Draft, Place
from network.pictures import Picture
from tests.drawing import drawn
from tests.factories import make_cite, make_event, make_open_place
from tests.network.workspace.writing import at_work, form_in, write

pytestmark = pytest.mark.django_db(transaction=True)
BAD = "no picture that can be read"


@pytest.fixture(autouse=True)
def storage(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def cite():
    return make_cite()


@pytest.fixture
def place(cite):
    return make_open_place(cite, kind="main", slug="maison")


def sheet_of(record, kind="places"):
    return f"/en/workspace/{record.cite.slug}/{kind}/{record.pk}/"


def sent(data=None):
    return SimpleUploadedFile("IMG_0042.jpg", data or drawn(), content_type="image/jpeg")


def send(client, address, do="publish", data=None, **changes):
    values = form_in(client.get(address)) | {name: [each] for name, each in changes.items()}
    return client.post(address, values | {"do": do, "picture__file": sent(data)})


def addresses(page):
    return [part.split('"')[0] for part in page.text.split('<img src="')[1:]]


def test_published_picture_is_on_the_page_and_goes_within_a_minute(cite, place):
    client, visitor = at_work(cite), Client()
    assert send(client, sheet_of(place), picture_alt__fr="La porte verte, à gauche").status_code == 302
    page = visitor.get(f"/fr/cites/{cite.slug}/")
    assert 'alt="La porte verte, à gauche"' in page.text
    [address] = addresses(page)
    answer = visitor.get(address)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "image/webp",
        "public, max-age=60",
    )
    assert "Cookie" not in answer.get("Vary", "")
    assert visitor.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    write(client, sheet_of(place), "publish", picture__gone="on")
    place.refresh_from_db()
    assert (place.picture, place.picture_alt) == (None, {})
    assert visitor.get(address).status_code == 404
    assert addresses(visitor.get(f"/fr/cites/{cite.slug}/")) == []


def test_picture_of_a_draft_is_for_the_team_alone(cite):
    event = make_event(cite, publication="draft")
    client = at_work(cite, "contributor")
    send(client, sheet_of(event, "events"), "save", picture_is_decorative="on")
    [name] = Draft.objects.get().values["picture"]
    picture = Picture.parse(name)
    [own] = addresses(client.get(sheet_of(event, "events")))
    assert own == f"/en/workspace/{cite.slug}/picture/{name}/640.webp"
    assert client.get(own)["Content-Type"] == "image/webp"
    of_public = f"/pictures/{cite.pk}/{name}/640.webp"
    stranger = at_work(make_cite(slug="another"))
    assert [each.get(of_public).status_code for each in (Client(), client, stranger)] == [404, 404, 404]
    assert stranger.get(own).status_code == 404
    assert Client().get(own).status_code == 302
    preview = client.post(
        f"/en/workspace/{cite.slug}/events/preview/", form_in(client.get(sheet_of(event, "events")))
    )
    assert addresses(preview) == [own]
    assert picture.widths == [640, 900]


def test_preview_shows_a_file_that_is_not_kept_with_the_sheet_yet(cite, place):
    client = at_work(cite)
    values = form_in(client.get(sheet_of(place))) | {"picture_alt__fr": ["La porte"]}
    answer = client.post(f"/en/workspace/{cite.slug}/places/preview/", values | {"picture__file": sent()})
    [address] = addresses(answer)
    assert client.get(address).status_code == 200
    assert Place.objects.get(pk=place.pk).picture is None


@pytest.mark.parametrize(
    ("changes", "published"),
    [
        ({}, False),
        ({"picture_alt__en": "The green door"}, False),
        ({"picture_alt__fr": "La porte verte"}, True),
        ({"picture_is_decorative": "on"}, True),
        ({"picture_is_decorative": "on", "picture_alt__fr": "La porte verte"}, True),
    ],
)
def test_picture_needs_words_or_the_remark_that_it_says_nothing(cite, place, changes, published):
    answer = send(at_work(cite), sheet_of(place), **changes)
    place.refresh_from_db()
    assert (answer.status_code, bool(place.picture)) == ((302, True) if published else (422, False))
    if not published:
        assert "Say what the picture shows" in answer.text
        assert Draft.objects.get().values["picture"]


@pytest.mark.parametrize("do", ["save", "publish", "ask"])
def test_unfit_file_says_why_and_loses_no_text(cite, place, do):
    answer = send(at_work(cite), sheet_of(place), do, b"<svg/>", name="La Maison bleue")
    assert answer.status_code == 422
    assert BAD in answer.text
    assert 'href="#id_picture"' in answer.text
    assert 'value="La Maison bleue"' in answer.text
    assert Draft.objects.get().values["name"] == ["La Maison bleue"]
    assert Place.objects.get(pk=place.pk).name != "La Maison bleue"


def test_picture_of_another_cite_is_none_here(cite, place):
    other = make_open_place(make_cite(slug="another"), kind="main", slug="ailleurs")
    send(at_work(other.cite), sheet_of(other), picture_is_decorative="on")
    other.refresh_from_db()
    answer = write(
        at_work(cite), sheet_of(place), "publish", picture=str(other.picture), picture_is_decorative="on"
    )
    assert answer.status_code == 422
    assert "not kept here" in answer.text
    assert Place.objects.get(pk=place.pk).picture is None
    assert Client().get(f"/pictures/{cite.pk}/{other.picture}/640.webp").status_code == 404


def test_history_tells_of_a_picture_and_restores_it(cite, place):
    client = at_work(cite, language="en")
    send(client, sheet_of(place), picture_is_decorative="on")
    place.refresh_from_db()
    first = place.picture
    write(client, sheet_of(place), "publish", picture__gone="on")
    told = client.get(f"{sheet_of(place)}history/").text
    assert "a picture of 900 × 600 pixels" in told
    assert str(first) not in told
    [restore] = re.findall(r'href="([^"]+/history/\d+/)"[^>]*>Restore', told.replace("\n", ""))[:1]
    write(client, restore)
    write(client, sheet_of(place), "publish")
    place.refresh_from_db()
    assert place.picture == first


def test_upkeep_deletes_what_no_sheet_ever_showed(cite, place, storage, monkeypatch):
    client = at_work(cite)
    send(client, sheet_of(place), picture_is_decorative="on")
    send(client, sheet_of(place), "save", drawn(colour=(0, 90, 0)), picture_is_decorative="on")
    of_draft = Draft.objects.get().values["picture"]
    files = {each.name for each in storage.rglob("*.webp")}
    assert len(files) == 4
    sweep = STEPS["pictures"]
    monkeypatch.setattr(timezone, "now", lambda now=timezone.now: now() + timedelta(days=2))
    assert sweep(timezone.localdate()).words == "0 files deleted that nothing shows"
    Draft.objects.all().delete()
    assert sweep(timezone.localdate()).words == "2 files deleted that nothing shows"
    left = {each.name for each in storage.rglob("*.webp")}
    assert left == {name for name in files if not name.startswith(of_draft[0])}


def test_upkeep_leaves_what_was_sent_today(cite, place, storage):
    send(at_work(cite), sheet_of(place), "save", picture_is_decorative="on")
    Draft.objects.all().delete()
    assert STEPS["pictures"](timezone.localdate()).words == "0 files deleted that nothing shows"
    assert len(list(storage.rglob("*.webp"))) == 2
