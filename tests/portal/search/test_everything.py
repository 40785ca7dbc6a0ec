"""One box on every page finds offers, events, Cités, places and partners."""

import pytest

from tests.factories import make_agreement, make_cite, make_event, make_partner, make_place, make_service
from tests.portal.pages import page, words

pytestmark = pytest.mark.django_db
SEARCH = "/en/search/"


@pytest.fixture
def network():
    cite = make_cite(slug="zorville", name={"fr": "Cité des métiers de Zorville"})
    make_place(cite, name="La Halle", city="Zorville", slug="la-halle")
    make_service(cite, title={"en": "Talk about going abroad"}, themes=["mobility"])
    make_event(cite, title={"en": "Work abroad"}, themes=["mobility"])
    make_agreement(cite, make_partner(name="Zorville emploi"), public=True)


@pytest.mark.parametrize(
    "path", ["/en/", "/en/cites/", "/en/agenda/", "/en/label/", "/en/about/charter/", "/en/search/"]
)
def test_the_box_is_on_every_page(client, path):
    assert page(client, path).count('id="everything"') == 1


def test_a_name_finds_what_bears_it(client, network):
    shown = page(client, SEARCH, q="zorville")
    assert [
        title for title in ("Offers", "Events", "Cités", "Places", "Partners") if f">{title} <" in shown
    ] == [
        "Cités",
        "Places",
        "Partners",
    ]
    assert "#la-halle" in shown


def test_a_question_finds_what_answers_it(client, network):
    shown = words(page(client, SEARCH, q="partir travailler à l'étranger"))
    assert "Talk about going abroad" in shown
    assert "Work abroad" in shown
    assert "By how well each answers the question" in shown


def test_a_kind_has_its_own_list(client, network):
    for _ in range(25):
        make_event(title={"en": "Work abroad"}, themes=["mobility"])
    shown = page(client, SEARCH, q="abroad")
    assert "Events: see all 26" in shown
    listed = page(client, SEARCH, q="abroad", kind="event", page="2")
    assert listed.count('class="entry"') == 6
    assert (
        'href="?q=abroad&amp;kind=event&amp;page=1"' in listed or 'href="?q=abroad&amp;kind=event"' in listed
    )


def test_nothing_found_is_no_dead_end(client):
    shown = page(client, SEARCH, q="zzzz")
    assert "Nothing was found" in shown
    assert 'href="/en/cites/"' in shown
    assert "Search everything" in page(client, SEARCH)


def test_it_takes_few_queries(client, network, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        page(client, SEARCH, q="zorville abroad")


def test_search_engines_are_told_to_keep_out(client):
    assert '<meta name="robots" content="noindex">' in page(client, SEARCH, q="x")
