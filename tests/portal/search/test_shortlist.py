"""A list of chosen offers, without account: it stands in the address, and in a drawing."""

from datetime import date

import pytest

from tests.factories import make_closure, make_open_place, make_permanence, make_service
from tests.portal.pages import page, words

pytestmark = pytest.mark.django_db
LIST, SHORTLIST = "/en/services/", "/en/shortlist/"


def test_an_offer_is_kept_by_a_link_and_stays_kept_through_filters(client):
    offer, other = make_service(themes=["training"]), make_service(themes=["training"])
    assert f'href="?theme=training&amp;pick={offer.pk}"' in page(client, LIST, theme="training")
    shown = page(client, LIST, theme="training", pick=str(offer.pk))
    assert f'href="?theme=training&amp;pick={offer.pk}&amp;pick={other.pk}"' in shown
    assert f'<input type="hidden" name="pick" value="{offer.pk}">' in shown
    assert f'href="{SHORTLIST}?pick={offer.pk}"' in shown
    assert f'href="?pick={offer.pk}"' in shown  # The chip lets go of the theme, not of the list.
    assert 'href="?theme=training"' in shown  # Taken off the list.


def test_the_list_says_when_and_where_and_is_drawn(client, time_machine):
    time_machine.move_to("2026-11-24T08:00:00+00:00")
    place = make_open_place(street="1 rue du Port", city="Nantes")
    offer = make_service(place.cite, title={"en": "Talk"}, places=[place])
    make_permanence(offer, place, weekday=2, time="10:00-12:00")
    shown = page(client, SHORTLIST, pick=str(offer.pk))
    assert "Wednesday 25 November, 10:00 – 12:00" in words(shown)
    assert "1 rue du Port" in shown
    assert 'class="qr"' in shown
    assert "Tuesday 24 November 2026" in shown


def test_what_follows_its_place_comes_with_the_hours_of_the_week_ahead(client, time_machine):
    time_machine.move_to("2026-11-24T08:00:00+00:00")
    place = make_open_place(name="Annexe", city="Nantes")
    make_closure(place, date(2026, 11, 27), reason={"en": "Works"})
    alone = make_service(place.cite, modality="self_service", places=[place])
    shown = words(page(client, SHORTLIST, pick=str(alone.pk)))
    assert "From Tuesday 24 November to Thursday 26 November: 09:00 – 12:00 , 14:00 – 18:00" in shown
    assert "Friday 27 November: closed (Works)" in shown
    assert "From Saturday 28 November to Sunday 29 November: closed Monday 30 November: 09:00" in shown
    asked = make_service(place.cite, access=["appointment"], places=[place])
    assert "09:00" not in words(page(client, SHORTLIST, pick=str(asked.pk)))


def test_of_several_places_each_permanence_says_its_own(client, time_machine):
    time_machine.move_to("2026-11-24T08:00:00+00:00")
    places = [make_open_place(name="Harbour")]
    places.append(make_open_place(places[0].cite, name="Hill", kind="secondary"))
    offer = make_service(places[0].cite, places=places)
    for place, time in zip(places, ("10:00-12:00", "15:00-17:00"), strict=True):
        make_permanence(offer, place, weekday=2, time=time)
    shown = words(page(client, SHORTLIST, pick=str(offer.pk)))
    assert "Wednesday 25 November, 10:00 – 12:00 , Harbour" in shown
    assert "Wednesday 25 November, 15:00 – 17:00 , Hill" in shown


def test_what_is_left_of_a_permanence_is_told(client, time_machine):
    time_machine.move_to("2026-11-24T08:00:00+00:00")
    place = make_open_place()
    make_closure(place, date(2026, 11, 25), hours=["09:00-11:00"])
    offer = make_service(place.cite, places=[place])
    make_permanence(offer, place, weekday=2, time="10:00-12:00")
    shown = words(page(client, SHORTLIST, pick=str(offer.pk)))
    assert "Wednesday 25 November, 10:00 – 11:00" in shown


def test_offers_stand_in_the_order_in_which_they_were_chosen(client):
    offers = [make_service(title={"en": f"Offer {letter}"}) for letter in "ABC"]
    query = "&".join(f"pick={offer.pk}" for offer in reversed(offers))
    shown = client.get(f"{SHORTLIST}?{query}").content.decode()
    assert [shown.index(f"Offer {letter}") for letter in "CBA"] == sorted(
        shown.index(f"Offer {letter}") for letter in "ABC"
    )


@pytest.mark.parametrize(
    "query", ["", "pick=", "pick=x", "pick=-1", "pick=" + "9" * 30, "pick=%00", "pick=999999"]
)
def test_what_is_not_there_is_told_apart_from_nothing(client, query):
    response = client.get(f"{SHORTLIST}?{query}")
    assert response.status_code == 200
    assert ("no longer there" in response.content.decode()) == (query == "pick=999999")


def test_drafts_and_hidden_offers_are_missing(client):
    for publication in ("draft", "withdrawn"):
        offer = make_service(publication=publication, title={"en": "Secret"})
        shown = page(client, SHORTLIST, pick=str(offer.pk))
        assert "Secret" not in shown
        assert "One of the offers was withdrawn" in shown


def test_a_list_holds_twelve(client):
    offers = [make_service() for _ in range(14)]
    query = "&".join(f"pick={offer.pk}" for offer in offers)
    shown = client.get(f"{SHORTLIST}?{query}").content.decode()
    assert "My list: 12 offers" in shown
    assert "let go of one" in shown


def test_it_takes_four_queries_for_one_row_or_ten(client, django_assert_max_num_queries):
    offers = [make_service() for _ in range(10)]
    for offer in offers:
        make_permanence(offer)
    for number in (1, 10):
        with django_assert_max_num_queries(4):
            client.get(SHORTLIST, {"pick": [offer.pk for offer in offers[:number]]})
