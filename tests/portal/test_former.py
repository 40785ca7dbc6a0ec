"""An address that was given out once leads to its page for ever."""

import pytest

from network.models import Cite, FormerAddress
from tests.factories import make_cite, make_event, make_service
from tests.network.workspace.test_kinds import address, published
from tests.network.workspace.writing import at_work, write

pytestmark = pytest.mark.django_db


def leads(client, old, new):
    for page in (old, f"{old}?on=2026-12-01"):
        answer = client.get(page)
        assert (answer.status_code, answer.url) == (301, page.replace(old, new))
    assert client.head(old).status_code == 301
    assert client.get(new).status_code == 200


def test_offers_renamed_twice(client):
    service = make_service(make_cite(slug="here"), slug="one")
    team = at_work(service.cite)
    for name in ("two", "three"):
        published(write(team, address(service.cite, "offers", service.pk), "publish", slug=name))
    for old in ("one", "two"):
        leads(client, f"/en/cites/here/services/{old}/", "/en/cites/here/services/three/")
    leads(client, "/fr/cites/here/services/one/", "/fr/cites/here/services/three/")
    assert client.get(f"/en/cites/{make_cite().slug}/services/one/").status_code == 404


def test_events(client):
    event = make_event(slug="one")
    published(write(at_work(event.cite), address(event.cite, "events", event.pk), "publish", slug="two"))
    leads(client, "/en/agenda/one/", "/en/agenda/two/")
    leads(client, "/en/agenda/one.ics", "/en/agenda/two.ics")


def test_cites_with_all_that_is_below_them(client):
    cite = make_cite(slug="one")
    make_service(cite, slug="offer")
    Cite.objects.filter(pk=cite.pk).update(slug="two")
    for page in ("", "week/", "permanences.ics", "agenda.ics", "services/offer/"):
        leads(client, f"/en/cites/one/{page}", f"/en/cites/two/{page}")


def test_address_that_goes_there_and_back_makes_no_circle(client):
    service = make_service(slug="one")
    for name in ("two", "one"):
        service.slug = name
        service.save()
    old = service.get_absolute_url().replace("one", "two")
    leads(client, old, service.get_absolute_url())


def test_who_is_there_now_goes_first_and_what_is_hidden_stays_hidden(client):
    service = make_service(slug="one", publication="published")
    service.slug = "two"
    service.save()
    other = make_service(service.cite, slug="one", title={"en": "Another"})
    assert "Another" in client.get(other.get_absolute_url()).text
    hidden = make_service(slug="secret", publication="draft")
    hidden.slug = "still-secret"
    hidden.save()
    assert client.get(f"/en/cites/{hidden.cite.slug}/services/secret/").status_code == 404
    assert client.post(service.get_absolute_url().replace("two", "none")).status_code in {404, 405}


def test_title_makes_the_address_and_none_is_taken_twice(client):
    cite = make_cite()
    team = at_work(cite)
    said = {"title__fr": "Écrire un CV", "modality": "interview", "access": ["drop_in"]}
    for slug in ("ecrire-un-cv", "ecrire-un-cv-2"):
        published(write(team, address(cite, "offers"), "publish", **said))
        assert client.get(f"/en/cites/{cite.slug}/services/{slug}/").status_code == 200
    first = cite.services.get(slug="ecrire-un-cv")
    published(write(team, address(cite, "offers", first.pk), "publish", slug="cv"))
    published(write(team, address(cite, "offers"), "publish", **said))
    assert cite.services.filter(slug="ecrire-un-cv-3").exists()
    published(write(team, address(cite, "offers", first.pk), "publish", slug=""))
    assert FormerAddress.objects.get().slug == "ecrire-un-cv"
