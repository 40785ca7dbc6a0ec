"""A sheet from its first word to the public page: drafts, publication, collisions, the bin."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.models import Draft, ThrownAway
from services.models import Permanence, Service
from tests.factories import make_cite, make_permanence, make_place, make_service
from tests.network.workspace.writing import at_work, faults_in, form_in, write

pytestmark = pytest.mark.django_db


def sheet_of(record, kind="offers"):
    return f"/en/workspace/{record.cite.slug}/{kind}/{record.pk}/"


def new_sheet(cite, kind="offers"):
    return f"/en/workspace/{cite.slug}/{kind}/new/"


def test_an_untouched_sheet_changes_nothing_when_it_is_published():
    place = make_place(make_cite())
    service = make_service(place.cite, places=[place])
    make_permanence(service, place)
    client = at_work(service.cite)
    before = Service.objects.values().get(pk=service.pk), list(Permanence.objects.values())
    answer = write(client, sheet_of(service), "publish")
    assert answer.status_code == 302, answer.text
    after = Service.objects.values().get(pk=service.pk), list(Permanence.objects.values())
    changed = {"version", "checked_on", "imported_version"}
    assert {k: v for k, v in after[0].items() if k not in changed} == {
        k: v for k, v in before[0].items() if k not in changed
    }
    assert [{k: v for k, v in each.items() if k not in changed} for each in after[1]] == [
        {k: v for k, v in each.items() if k not in changed} for each in before[1]
    ]
    assert list(service.places.all()) == list(Service.objects.get(pk=service.pk).places.all())


def test_a_save_asks_all_checks_at_once_and_writes_no_row_that_nobody_touched():
    place = make_place(make_cite())
    service = make_service(place.cite, places=[place])
    kept = [make_permanence(service, place, weekday=day) for day in (1, 2)]
    client = at_work(service.cite)
    changes = {f"permanences-{kept[0].pk}-weekday": "4", "title__fr": "Autre"}
    page = client.get(sheet_of(service))
    with CaptureQueriesContext(connection) as asked:
        assert write(client, sheet_of(service), "publish", page=page, **changes).status_code == 302
    said = [each["sql"] for each in asked]
    assert len(said) <= 50
    # Those of the offer, and those of the permanence that was changed.
    assert sum("_is_known" in each for each in said) == 2
    before = {each.pk: each.version for each in kept}
    after = dict(Permanence.objects.values_list("pk", "version"))
    assert [after[each.pk] - before[each.pk] for each in kept] == [1, 0]


def test_what_is_written_is_not_seen_before_it_is_published():
    service = make_service(title={"fr": "Ancien", "en": "Old"})
    client = at_work(service.cite)
    assert write(client, sheet_of(service), title__en="New words").status_code == 302
    public = client.get(service.get_absolute_url())
    assert "New words" not in public.text
    assert "New words" in client.get(sheet_of(service)).text
    assert write(client, sheet_of(service), "publish").status_code == 302
    assert "New words" in client.get(service.get_absolute_url()).text
    assert not Draft.objects.exists()


def test_a_text_that_is_emptied_is_gone_when_it_is_published():
    service = make_service(title={"en": "Old"}, bring={"en": "A form", "fr": "Un formulaire"})
    client = at_work(service.cite)
    write(client, sheet_of(service), bring__en="", bring__fr="")
    assert write(client, sheet_of(service), "publish").status_code == 302
    assert Service.objects.get().bring == {}


def test_a_new_sheet_is_a_draft_then_an_offer():
    cite = make_cite()
    place = make_place(cite)
    client = at_work(cite)
    answer = write(
        client,
        new_sheet(cite),
        title__fr="Écrire un CV",
        themes=["employment"],
        modality="interview",
        access=["drop_in"],
        found_at=[str(place.pk)],
    )
    draft = Draft.objects.get()
    assert (answer.status_code, draft.title, draft.record) == (302, "Écrire un CV", None)
    assert not Service.objects.exists()
    address = answer.url
    sent = {
        "permanences-new1-weekday": "1",
        "permanences-new1-time": "14:00-17:00",
        "permanences-new1-place": str(place.pk),
    }
    answer = write(client, address, "publish", slug="ecrire-un-cv", **sent)
    assert answer.status_code == 302, answer.text
    service = Service.objects.get()
    assert (service.title, service.publication, service.cite) == ({"fr": "Écrire un CV"}, "published", cite)
    assert [(each.weekday, each.time, each.place) for each in service.permanences.all()] == [
        (1, "14:00-17:00", place)
    ]
    assert client.get(service.get_absolute_url()).status_code == 200


def test_what_is_missing_is_said_and_the_text_is_kept():
    cite = make_cite()
    client = at_work(cite)
    answer = write(client, new_sheet(cite), "publish", title__fr="Sans thème ni forme")
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "Sans thème ni forme" in answer.text
    assert Draft.objects.get().values["title__fr"] == ["Sans thème ni forme"]


def test_what_was_missing_is_added_to_the_same_draft_and_published():
    cite = make_cite()
    client = at_work(cite)
    said = {"title__fr": "Écrire un CV", "summary__fr": "À deux.", "access": ["drop_in"]}
    refused = write(client, new_sheet(cite), "publish", **said)
    assert refused.status_code == 422
    address = re.search(r'<form class="sheet"[^>]* action="([^"]+)"', refused.text)[1]
    mended = {"title__fr": "Écrire son CV", "modality": "interview"}
    answer = write(client, address, "publish", page=refused, **mended)
    assert answer.status_code == 302, faults_in(answer)
    service = Service.objects.get()
    assert (service.title, service.summary) == ({"fr": "Écrire son CV"}, {"fr": "À deux."})
    assert not Draft.objects.exists()


def test_contributor_writes_and_asks_the_coordinator_publishes():
    service = make_service(title={"en": "Old"})
    client = at_work(service.cite, "contributor")
    page = client.get(sheet_of(service))
    assert 'value="publish"' not in page.text
    assert write(client, sheet_of(service), "ask", title__en="Asked").status_code == 302
    assert Draft.objects.get().asked_at is not None
    assert (
        client.post(
            sheet_of(service), {**form_in(client.get(sheet_of(service))), "do": "publish"}
        ).status_code
        == 403
    )
    assert Service.objects.get().title == {"en": "Old"}


def test_changes_of_two_people_in_other_fields_are_joined():
    service = make_service(title={"en": "Old"}, summary={"en": "Old summary"})
    one, other = at_work(service.cite), at_work(service.cite)
    page = one.get(sheet_of(service))
    write(other, sheet_of(service), summary__en="Their summary")
    assert write(one, sheet_of(service), page=page, title__en="My title").status_code == 302
    values = Draft.objects.get().values
    assert (values["title__en"], values["summary__en"]) == (["My title"], ["Their summary"])


def test_changes_of_two_people_in_the_same_field_are_shown_and_nothing_is_lost():
    service = make_service(title={"en": "Old"})
    one, other = at_work(service.cite), at_work(service.cite)
    page = one.get(sheet_of(service))
    write(other, sheet_of(service), title__en="Theirs")
    answer = write(one, sheet_of(service), page=page, title__en="Mine", bring__en="Also mine")
    assert answer.status_code == 409
    for words in ("Old", "Theirs", "Mine", "Also mine"):
        assert words in answer.text
    assert Draft.objects.get().values["title__en"] == ["Theirs"]
    assert write(one, sheet_of(service), page=answer).status_code == 302
    assert Draft.objects.get().values["title__en"] == ["Mine"]
    assert Draft.objects.get().values["bring__en"] == ["Also mine"]


def test_the_other_text_may_be_taken():
    service = make_service(title={"en": "Old"})
    one, other = at_work(service.cite), at_work(service.cite)
    page = one.get(sheet_of(service))
    write(other, sheet_of(service), title__en="Theirs")
    answer = write(one, sheet_of(service), page=page, title__en="Mine")
    assert write(one, sheet_of(service), page=answer, theirs="title__en").status_code == 302
    assert Draft.objects.get().values["title__en"] == ["Theirs"]


def test_a_record_changed_in_the_admin_since_is_not_written_over():
    service = make_service(title={"en": "Old"}, summary={"en": "Old"})
    client = at_work(service.cite)
    write(client, sheet_of(service), title__en="Mine")
    service.refresh_from_db()
    service.title, service.summary = {"en": "Of the desk"}, {"en": "Also"}
    service.save()
    answer = write(client, sheet_of(service), "publish")
    assert answer.status_code == 409
    assert Service.objects.get().title == {"en": "Of the desk"}
    assert write(client, sheet_of(service), "publish", page=answer).status_code == 302
    service.refresh_from_db()
    assert (service.title, service.summary) == ({"en": "Mine"}, {"en": "Also"})


def test_a_permanence_can_be_changed_added_and_taken_out():
    place = make_place(make_cite())
    service = make_service(place.cite, places=[place])
    kept, gone = make_permanence(service, place, weekday=1), make_permanence(service, place, weekday=2)
    client = at_work(place.cite)
    changes = {f"permanences-{kept.pk}-weekday": "4", f"permanences-{gone.pk}-gone": "on"}
    assert write(client, sheet_of(service), "publish", **changes).status_code == 302
    assert [(each.pk, each.weekday) for each in service.permanences.all()] == [(kept.pk, 4)]


def test_a_duplicate_is_a_new_sheet_without_the_address():
    place = make_place(make_cite())
    service = make_service(place.cite, places=[place], title={"en": "Twice"})
    make_permanence(service, place)
    client = at_work(place.cite)
    answer = write(client, f"{new_sheet(place.cite)}?copy={service.pk}", "publish", slug="twice")
    assert answer.status_code == 302, answer.text
    assert Service.objects.count() == 2
    assert Permanence.objects.count() == 2


def test_preview_shows_the_public_page_and_writes_nothing():
    service = make_service(title={"en": "Old"})
    client = at_work(service.cite)
    sent = form_in(client.get(sheet_of(service))) | {"title__en": ["As visitors see it"]}
    answer = client.post(f"/en/workspace/{service.cite.slug}/offers/preview/", sent)
    assert answer.status_code == 200
    assert "As visitors see it" in answer.text
    assert 'rel="canonical"' in answer.text
    assert Service.objects.get().title == {"en": "Old"}
    assert not Draft.objects.exists()


def test_withdrawn_is_gone_for_the_public_and_can_come_back():
    service = make_service()
    client = at_work(service.cite)
    assert client.get(f"{sheet_of(service)}withdraw/").status_code == 200
    assert client.post(f"{sheet_of(service)}withdraw/").status_code == 302
    assert client.get(service.get_absolute_url()).status_code == 410
    assert write(client, sheet_of(service), "publish").status_code == 302
    assert client.get(service.get_absolute_url()).status_code == 200


def test_thrown_away_is_put_back_as_it_was():
    place = make_place(make_cite())
    service = make_service(place.cite, places=[place])
    make_permanence(service, place)
    client = at_work(place.cite)

    def rows():
        return [
            sorted(map(repr, model.objects.values()))
            for model in (Service, Permanence, Service.places.through)
        ]

    before = rows()
    assert client.post(f"{sheet_of(service)}throw-away/").status_code == 302
    assert not Service.objects.exists()
    assert client.get(service.get_absolute_url()).status_code == 404
    thrown = ThrownAway.objects.get()
    assert str(service) in client.get(f"/en/workspace/{place.cite.slug}/bin/").text
    assert client.post(reverse("workspace:put_back", args=[place.cite.slug, thrown.pk])).status_code == 302
    assert rows() == before
    assert not ThrownAway.objects.exists()


def test_a_sheet_thrown_away_meanwhile_gives_the_text_back():
    service = make_service()
    one, other = at_work(service.cite), at_work(service.cite)
    write(one, sheet_of(service), title__en="First")
    draft = Draft.objects.get()
    page = one.get(sheet_of(service))
    other.post(f"/en/workspace/{service.cite.slug}/offers/draft/{draft.pk}/discard/")
    answer = write(one, sheet_of(service), page=page, title__en="Kept")
    assert answer.status_code in (302, 409)
    assert "Kept" in one.get(sheet_of(service)).text + answer.text


def test_secretariat_says_why():
    service = make_service(title={"en": "Old"})
    client = at_work(make_cite(), network_role="content_support")
    assert write(client, sheet_of(service), "publish", title__en="Mended").status_code in (403, 422)
    assert Service.objects.get().title == {"en": "Old"}
    assert (
        write(client, sheet_of(service), "publish", title__en="Mended", reason="A typing error").status_code
        == 302
    )
    assert Service.objects.get().title == {"en": "Mended"}
    assert service.history.order_by("-pgh_id").first().pgh_context.metadata["reason"] == "A typing error"


def test_guest_who_does_not_say_why_is_asked_and_the_text_is_kept():
    service = make_service(title={"en": "Old"})
    client = at_work(make_cite(), network_role="content_support")
    answer = write(client, sheet_of(service), "publish", title__en="Mended")
    assert answer.status_code == 422
    assert "Say why you change this" in faults_in(answer)
    assert "Mended" in client.get(sheet_of(service)).text


def test_who_may_not_publish_leaves_nothing_behind():
    service = make_service()
    client = at_work(service.cite, "contributor")
    assert write(client, sheet_of(service), "publish", title__en="Mended").status_code == 403
    assert not Draft.objects.exists()


def test_what_a_new_sheet_proposes_can_be_changed():
    cite = make_cite()
    sent = {"name__fr": "Créer", "themes": ["employment"], "order": "7"}
    assert write(at_work(cite), new_sheet(cite, "poles"), "publish", **sent).status_code == 302
    assert cite.poles.get().order == 7


def test_other_cites_are_not_there():
    service = make_service()
    client = at_work(make_cite())
    theirs = [sheet_of(service), f"/en/workspace/{service.cite.slug}/", f"{sheet_of(service)}withdraw/"]
    for address in theirs:
        assert client.get(address).status_code == 404
    ours = sheet_of(service).replace(service.cite.slug, "nowhere")
    assert client.get(ours).content == client.get(sheet_of(service)).content.replace(
        service.cite.slug.encode(), b"nowhere"
    )


def test_a_record_has_one_draft():
    service = make_service()
    values = {"cite": service.cite, "kind": "offers", "title": "T"}
    Draft.objects.create(record=service.pk, **values)
    for _ in range(2):
        Draft.objects.create(record=None, **values)
    with pytest.raises(IntegrityError, match="draft_once_per_record"), transaction.atomic():
        Draft.objects.create(record=service.pk, **values)
