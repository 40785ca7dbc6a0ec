"""The register of partners at the secretariat’s desk: pairs that may be one, and what a merge would do."""

import re

import pytest
from django.urls import reverse

from network.models import Partner, PartnersApart
from tests.factories import make_agreement, make_cite, make_partner
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
PAIRS = "/admin/network/partner/duplicates/"


def at(keep, other):
    return reverse("admin:network_partner_merge", args=[keep.pk, other.pk])


def versions(page):
    return dict(re.findall(r'name="(kept|other)" value="(\d+)"', page.text))


@pytest.fixture
def pair(client):
    client.force_login(make_person("content_support"))
    return make_partner(name="Pôle emploi", slug="one"), make_partner(name="Pole Emploi", slug="two")


def test_from_a_pair_to_one_partner(client, pair):
    one, two = pair
    make_agreement(make_cite(), two)
    assert PAIRS in client.get("/admin/network/partner/").text
    assert at(one, two) in client.get(PAIRS).text
    page = client.get(at(one, two))
    for words in ("<strong>Pôle emploi</strong> stays.", "Agreements: 1", "in one Cité", at(two, one)):
        assert words in page.text
    assert Partner.objects.count() == 2
    answer = client.post(at(one, two), versions(page), follow=True)
    assert "“Pole Emploi” is now “Pôle emploi”" in answer.text
    assert list(Partner.objects.all()) == [one]
    assert client.get("/en/partners/two/").url == "/en/partners/one/"
    assert client.get(at(one, two)).status_code == 404
    assert "Nothing looks as if it were here twice." in client.get(PAIRS).text


def test_what_changed_meanwhile_is_looked_at_again(client, pair):
    one, two = pair
    page = client.get(at(one, two))
    two.country = "FR"
    two.save()
    late = client.post(at(one, two), versions(page))
    assert late.status_code == 409
    assert "Somebody changed one of the two" in late.text
    assert Partner.objects.count() == 2
    assert client.post(at(one, two), versions(late)).status_code == 302
    assert client.post(at(one, make_partner()), {"kept": "x"}).status_code == 422


def test_what_stands_in_the_way_is_named_and_has_no_button(client, pair):
    one, _two = pair
    invented = make_partner(demo=True)
    page = client.get(at(one, invented))
    assert "never linked" in page.text
    assert "Make them one</button>" not in page.text
    assert client.post(at(one, invented), {"kept": 1, "other": 1}).status_code == 422


def test_not_the_same_is_kept_and_can_be_taken_away(client, pair):
    one, two = pair
    where = reverse("admin:network_partner_apart", args=[one.pk, two.pk])
    assert client.get(where).status_code == 405
    assert "are not proposed again" in client.post(where, follow=True).text
    assert at(one, two) not in client.get(PAIRS).text
    kept = PartnersApart.objects.get()
    assert client.post(f"/admin/network/partnersapart/{kept.pk}/delete/", {"post": "yes"}).status_code == 302
    assert at(one, two) in client.get(PAIRS).text


def test_two_are_chosen_in_the_list(client, pair):
    action = {"action": "merge_two", "_selected_action": [each.pk for each in pair]}
    assert client.post("/admin/network/partner/", action).url == at(*pair)
    three = action | {"_selected_action": [*action["_selected_action"], make_partner().pk]}
    assert "Choose two partners." in client.post("/admin/network/partner/", three, follow=True).text


@pytest.mark.parametrize(("role", "demo"), [("reader", False), ("content_support", True)])
def test_others_change_nothing(client, pair, role, demo):
    client.force_login(make_person(role, demo=demo))
    one, two = pair
    page = client.get(PAIRS)
    assert page.status_code == 200
    assert at(one, two) not in page.text
    for answer in (
        client.get(at(one, two)),
        client.post(at(one, two), {"kept": 1, "other": 1}),
        client.post(reverse("admin:network_partner_apart", args=[one.pk, two.pk])),
    ):
        assert answer.status_code == 403
    assert (Partner.objects.count(), PartnersApart.objects.count()) == (2, 0)


def test_pairs_are_paged_and_queries_do_not_grow(client, pair, django_assert_max_num_queries):
    with django_assert_max_num_queries(20) as asked:
        client.get(PAIRS)
    for number in range(30):
        for name in ("Réseau", "RESEAU"):
            make_partner(name=f"{name} {number * 7919}")
    with django_assert_max_num_queries(len(asked)):
        page = client.get(PAIRS)
    assert len(page.context["page"].object_list) == 25
    assert page.context["page"].paginator.count >= 31
