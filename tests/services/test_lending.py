"""A team begins an offer with the words of another Cité; the copy says who wrote them first."""

import pytest

from network.models import Cite
from services.models import Permanence, Service
from tests.factories import make_cite, make_partner, make_permanence, make_place, make_service
from tests.network.workspace.test_kinds import address, published
from tests.network.workspace.writing import at_work, form_in, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def lent():
    place = make_place(make_cite(name={"en": "Cité des métiers of Elsewhere"}))
    service = make_service(
        place.cite, places=[place], title={"en": "Their words"}, partner=make_partner(), partner_public=True,
        link="https://example.org", valid_from="2026-01-01",
    )  # fmt: skip
    make_permanence(service, place)
    return service


def test_published_offers_of_others_are_found(lent):
    cite = make_cite()
    own = make_service(cite, title={"en": "Ours"})
    make_service(publication="draft", title={"en": "Draft"})
    make_service(demo=True, title={"en": "Invented"})
    make_service(title={"en": "Something else"}, themes=["mobility"])
    client = at_work(cite, "contributor")
    page = f"/en/workspace/{cite.slug}/offers/of-others/"
    assert page in client.get(f"/en/workspace/{cite.slug}/offers/").text
    told = client.get(page).text
    assert "Their words" in told
    assert "Something else" in told
    for hidden in (str(own), "Draft", "Invented"):
        assert f">{hidden}<" not in told
    assert "Something else" not in client.get(page, {"q": "their"}).text
    assert "Their words" not in client.get(page, {"theme": "mobility"}).text
    for hostile in ({"q": "\0"}, {"page": "x"}, {"theme": "'"}):
        assert client.get(page, hostile).status_code == 200


def test_copy_has_the_words_and_says_where_they_come_from(lent):
    cite = make_cite()
    client = at_work(cite)
    new = f"{address(cite, 'offers')}?from={lent.pk}"
    page = client.get(new)
    assert "First written by the Cité of Elsewhere" in page.text
    sent = form_in(page)
    assert (sent["title__en"], sent.get("partner", [""])) == (["Their words"], [""])
    published(write(client, address(cite, "offers"), "publish", page=page))
    copy = Service.objects.get(cite=cite)
    assert (copy.origin, copy.partner, copy.link, copy.valid_from, copy.slug) == (
        lent,
        None,
        None,
        None,
        "their-words",
    )
    assert not copy.places.exists()
    assert Permanence.objects.count() == 1
    told = client.get(copy.get_absolute_url()).text
    assert lent.get_absolute_url() in told
    assert "First written by the Cité of Elsewhere" in told
    published(write(client, address(cite, "offers", copy.pk), "publish", title__en="Our words"))
    copy.refresh_from_db()
    assert copy.origin == lent


def test_origin_that_is_withdrawn_or_hidden(lent):
    copy = make_service(origin=lent)
    client = at_work(copy.cite)
    Service.objects.filter(pk=lent.pk).update(publication="withdrawn")
    told = client.get(copy.get_absolute_url()).text
    assert "First written by" in told
    assert lent.get_absolute_url() not in told
    published(write(client, address(copy.cite, "offers", copy.pk), "publish"))
    Cite.objects.filter(pk=lent.cite_id).update(membership="not_a_member")
    assert "First written by" not in client.get(copy.get_absolute_url()).text
    published(write(client, address(copy.cite, "offers", copy.pk), "publish"))


def test_what_is_not_lent_is_not_found(lent):
    cite = make_cite()
    client = at_work(cite)
    for number in (make_service(publication="draft").pk, make_service(demo=True).pk, 0, "x", "9" * 30, "%00"):
        assert client.get(f"{address(cite, 'offers')}?from={number}").status_code == 404
    assert client.get(f"{address(cite, 'events')}?from={lent.pk}").status_code == 404
