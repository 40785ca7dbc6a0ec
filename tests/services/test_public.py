"""The list of offers and the page of an offer, as visitors get them."""

from datetime import date

import pytest
from django.utils.html import escape
from django.utils.translation import override

from tests.factories import (
    make_agreement,
    make_cite,
    make_open_place,
    make_partner,
    make_permanence,
    make_place,
    make_service,
)

pytestmark = pytest.mark.django_db
LIST = "/en/services/"


def page(client, path, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


def address(service, language="en"):
    with override(language):
        return service.get_absolute_url()


def test_list_says_how_many_and_shows_each(client):
    services = [make_service(title={"en": f"Offer number {number}"}) for number in range(3)]
    html = page(client, LIST)
    assert "3 offers</h1>" in html
    assert [html.count(f'href="{address(each)}"') for each in services] == [1, 1, 1]


def test_list_pages_by_twenty_without_losing_or_repeating(client):
    services = [make_service() for _ in range(23)]
    pages = [page(client, LIST, page=number) for number in (1, 2)]
    shown = [[each for each in services if f'href="{address(each)}"' in html] for html in pages]
    assert [len(those) for those in shown] == [20, 3]
    assert {each.pk for those in shown for each in those} == {each.pk for each in services}


def test_list_without_offers_points_to_the_cites(client):
    html = page(client, LIST)
    assert "No Cité has described its offers here yet" in html
    assert 'href="/en/cites/"' in html


def test_list_without_match_gives_three_ways_on(client):
    make_service(themes=["training"], title={"en": "Learn"})
    html = page(client, LIST, theme="mobility")
    assert "No offer matches</h1>" in html
    ways = html.split('class="ways"')[1].split("</ul>")[0]
    assert ways.count("<li>") == 3


def test_list_prints_its_rule_and_links_to_it(client):
    make_service()
    assert 'href="/en/about/order/"' in page(client, LIST).split('class="rule"')[1].split("</p>")[0]


def test_list_repeats_the_question_as_text_only(client):
    make_service(title={"en": "Learn"})
    html = page(client, LIST, q="<script>alert(1)</script>")
    assert "<script>alert(1)" not in html
    assert escape("<script>alert(1)</script>") in html


def test_list_shows_an_appointment_as_an_exception(client):
    make_service(access=["appointment"])
    assert "Exception:" in page(client, LIST)


@pytest.mark.parametrize(("question", "queries"), [("", 4), ("offer", 5)])
def test_list_takes_as_many_queries_for_one_row_or_thirty(
    client, django_assert_num_queries, question, queries
):
    """What changed since the last search, the words if there are any, the offers, their permanences, their places."""
    make_permanence(make_service(title={"en": "Offer"}))
    with django_assert_num_queries(queries):
        page(client, LIST, q=question, theme="training")
    for _ in range(30):
        make_permanence(make_service(title={"en": "Offer"}))
    with django_assert_num_queries(queries):
        page(client, LIST, q=question, theme="training")


def test_lists_without_match_take_at_most_four_queries(client, django_assert_max_num_queries):
    make_service()
    with django_assert_max_num_queries(4):
        page(client, LIST, theme="mobility", cite="nowhere", q="zzz")


def test_offer_takes_four_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    cite = make_cite()
    service, place = make_service(cite), make_open_place(cite)
    make_permanence(service, place, partner=make_partner(), partner_public=True)
    with django_assert_num_queries(4):
        page(client, address(service))
    for number in range(30):
        make_permanence(service, make_open_place(cite), weekday=number % 5, partner=make_partner())
    with django_assert_num_queries(4):
        page(client, address(service))


@pytest.mark.parametrize(("publication", "status"), [("published", 200), ("draft", 404), ("withdrawn", 410)])
def test_offer_answers_by_its_publication(client, publication, status):
    page(client, address(make_service(publication=publication)), status)


def test_offer_of_a_cite_that_is_not_shown_does_not_exist(client):
    service = make_service(make_cite(membership="not_a_member"))
    page(client, address(service), 404)


def test_offer_lives_under_its_own_cite_only(client):
    service, other = make_service(), make_cite()
    page(client, f"/en/cites/{other.slug}/services/{service.slug}/", 404)


def test_offer_promises_and_marks_the_exception(client):
    drop_in = page(client, address(make_service()))
    appointment = page(client, address(make_service(access=["appointment"])))
    assert [html.count("Without appointment.</li>") for html in (drop_in, appointment)] == [1, 0]
    assert [html.count("Exception:") for html in (drop_in, appointment)] == [0, 1]


@pytest.mark.parametrize(("of_service", "of_permanence"), [(True, False), (False, True), (False, False)])
def test_partner_is_named_only_where_the_cite_says_so(client, of_service, of_permanence):
    cite = make_cite()
    service = make_service(cite, partner=make_partner(name="Alpha-Partner"), partner_public=of_service)
    make_permanence(service, partner=make_partner(name="Beta-Partner"), partner_public=of_permanence)
    html = page(client, address(service))
    assert ("Alpha-Partner" in html, "Beta-Partner" in html) == (of_service, of_permanence)
    assert "has chosen not to say which one" in html


def test_partner_is_a_link_only_where_it_has_a_page(client):
    cite = make_cite()
    known, unknown = make_partner(), make_partner()
    make_agreement(cite, known)
    make_agreement(cite, unknown, public=False)
    for partner in (known, unknown):
        html = page(client, address(make_service(cite, partner=partner, partner_public=True)))
        assert partner.name in html
        assert (f"/en/partners/{partner.slug}/" in html) == (partner == known)


def test_offer_outside_its_validity_says_so(client):
    over = page(client, address(make_service(valid_until=date(2020, 1, 1))))
    later = page(client, address(make_service(valid_from=date(2999, 1, 1))))
    assert ("This offer is over." in over, "This offer begins on" in later) == (True, True)


def test_offer_says_when_it_was_checked_or_that_it_was_not(client):
    fresh = page(client, address(make_service(checked_on=date(2026, 11, 16))))
    never = page(client, address(make_service(checked_on=None)))
    assert ("16 November 2026" in fresh, "16 November 2026" in never) == (True, False)


def test_offer_carries_the_language_of_its_texts(client):
    service = make_service(make_cite(main_language="ca"), title={"ca": "Parlar d’ofici"})
    assert '<h1><span lang="ca">Parlar d’ofici</span></h1>' in page(client, address(service))


def test_offer_shows_the_mark_of_demonstration(client):
    shown = [page(client, address(make_service(demo=demo))).count("emonstration") for demo in (False, True)]
    assert shown[0] < shown[1]


def test_map_link_says_that_it_leaves_the_site(client):
    cite = make_cite()
    place = make_place(cite, latitude=43.5, longitude=5.5)
    html = page(client, address(make_service(cite, places=[place])))
    link = html.split("https://www.openstreetmap.org/")[1].split("</a>")[0]
    assert "you leave this site" in link


def test_pages_carry_no_cookie_and_do_not_vary_on_it(client):
    for path in (LIST, address(make_service())):
        response = client.get(path)
        assert (dict(response.cookies), "Cookie" in response.get("Vary", "")) == ({}, False)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_titles_are_unique_and_name_the_cite(client, language):
    service = make_service(make_cite(name={"fr": "Cité des métiers de Marseille"}), title={"fr": "Se former"})
    titles = [
        html.split("<title>")[1].split("</title>")[0]
        for html in (
            page(client, f"/{language}/services/"),
            page(client, f"/{language}/services/", theme="training"),
            page(client, address(service, language)),
        )
    ]
    assert len(set(titles)) == 3
    assert titles[2].startswith("Se former – Marseille")


def test_an_online_place_has_no_way_in(client):
    cite = make_cite()
    places = [make_place(cite, kind="main"), make_place(cite, kind="online")]
    html = page(client, address(make_service(cite, places=places)))
    assert all(place.name in html for place in places)
    assert html.count("<dt>Way in</dt>") == 1


def test_offer_tells_who_is_there_today(client, time_machine):
    time_machine.move_to("2026-11-24T14:00:00+00:00", tick=False)  # a Tuesday, 15:00 in Paris
    service = make_service()
    make_permanence(service)
    today = page(client, address(service)).split('class="today ')[1].split("</div>")[0]
    assert "14:00 – 17:00" in today
    assert "Right now" in today
    time_machine.move_to("2026-11-25T14:00:00+00:00", tick=False)
    today = page(client, address(service)).split('class="today ')[1].split("</div>")[0]
    assert "No permanence today." in today
    assert 'class="today ' not in page(client, address(make_service()))
