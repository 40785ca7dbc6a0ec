"""The list of the partners that some Cité agrees to name."""

import re

import pytest
from django.db.models import F, Value
from django.db.models.functions import Concat

from network.models import Partner
from tests.factories import make_agreement, make_cite, make_partner, make_service

pytestmark = pytest.mark.django_db
LIST = "/en/partners/"


def page(client, path=LIST, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


def named(*cites, **over):
    """Make a partner that some Cités name."""
    partner = make_partner(**over)
    for cite in cites or [make_cite()]:
        make_agreement(cite, partner)
    return partner


def slugs(html):
    return re.findall(r'<h2><a href="/../partners/([a-z0-9-]+)/">', html)


def test_list_holds_only_partners_that_a_shown_cite_names(client):
    shown = named()
    make_agreement(make_cite(), make_partner(), public=False)
    named(make_cite(membership="not_a_member"))
    make_partner()
    html = page(client)
    assert slugs(html) == [shown.slug]
    assert "One partner</h1>" in html


def test_list_sorts_names_as_people_expect(client):
    for name in ("Nantes Emploi", "Évry Jeunes", "École de la 2e chance", "œuvre de guidance", "Zèbre"):
        named(name=name, slug=re.sub(r"\W+", "-", name.lower().translate(str.maketrans("éèœ", "eeo"))))
    assert slugs(page(client)) == [
        "ecole-de-la-2e-chance", "evry-jeunes", "nantes-emploi", "ouvre-de-guidance", "zebre",
    ]  # fmt: skip
    assert 'href="/en/about/order/"' in page(client).split('class="rule"')[1].split("</p>")[0]


def test_list_counts_the_cites_that_name_each_once(client):
    one, two = make_cite(), make_cite()
    partner = named(one, two)
    make_agreement(one, partner, since="1999")
    make_agreement(make_cite(), partner, public=False)
    assert "named by 2 Cités" in page(client)


def test_list_pages_by_twenty_without_losing_or_repeating(client):
    cite = make_cite()
    partners = [named(cite) for _ in range(23)]
    pages = [slugs(page(client, page=number)) for number in (1, 2)]
    assert [len(those) for those in pages] == [20, 3]
    assert {slug for those in pages for slug in those} == {partner.slug for partner in partners}


def test_list_narrows_by_kind_and_country_with_counts_and_a_way_back(client):
    library, chamber = named(kind="library", country="BE"), named(kind="chamber", country="FR")
    nowhere = named(kind="chamber", country=None)
    html = page(client, kind="chamber")
    assert set(slugs(html)) == {chamber.slug, nowhere.slug}
    assert 'value="chamber" checked><span>Chamber <span class="choice__count">2</span>' in html
    assert 'value="library"><span>Library <span class="choice__count">1</span>' in html
    assert slugs(page(client, country="BE", kind="library")) == [library.slug]
    assert '<a class="chip" href="?kind=library">' in page(client, country="BE", kind="library")


@pytest.mark.parametrize("question", ["travail", "FT", "pole emploi", "TRAVAIL france"])
def test_list_finds_a_partner_by_its_names_of_today_and_before(client, question):
    found = named(name="France Travail", acronym="FT", former_names=["Pôle emploi", "ANPE"])
    named(name="Autre")
    assert slugs(page(client, q=question)) == [found.slug]


def test_search_says_nothing_of_a_partner_that_is_not_named(client):
    make_agreement(make_cite(), make_partner(name="Secret", kind="europe", country="LU"), public=False)
    named(kind="library", country="BE")
    named(kind="chamber", country="FR")
    html = page(client, q="Secret") + page(client)
    assert "Europe" not in html
    assert "Luxembourg" not in html
    assert "No partner matches" in html


def test_list_without_partners_says_why(client):
    html = page(client)
    assert "No Cité names its partners here yet" in html
    assert 'href="/en/about/charter/"' in html


def test_list_without_match_points_back(client):
    named(kind="library")
    assert "See the one partner without the filter “Europe”" in page(client, kind="europe")


@pytest.mark.parametrize(
    "query",
    [
        "page=99999999999999999999",
        "page=" + "9" * 6000,
        "page=-1&page=x",
        "kind=%00&q=%00&country=%00",
        "q=" + "a" * 10_000,
        "q=%F0%9F%9A%AA%ED%A0%80",
        "&".join(["kind=library"] * 900),
        "&".join(f"country=c{number}" for number in range(900)),
        "country=France&kind='; DROP TABLE network_partner;--",
        "cite=marseille&theme=training",
    ],
)
@pytest.mark.parametrize("one", [False, True])
def test_hostile_addresses_never_break_a_page(client, query, one):
    partner = named()
    path = f"{LIST}{partner.slug}/" if one else LIST
    assert client.get(f"{path}?{query}").status_code in {200, 400}


def test_list_takes_two_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    named(kind="library", country="BE")
    for rows in (0, 30):
        for _ in range(rows):
            named(kind="library", country="BE")
        with django_assert_num_queries(2):
            page(client, q="Partenaire", kind="library", country="BE")


def test_renaming_partners_moves_no_offer(client):
    cite = make_cite()
    for number in range(12):
        partner = make_partner(name=f"Partenaire {number:02}")
        make_service(cite, partner=partner, partner_public=number % 2 == 0)
    rows = re.compile(r'<h2><a href="(/en/cites/[^"]+)"')
    before = rows.findall(page(client, "/en/services/"))
    Partner.objects.update(name=Concat(Value("Zzz "), F("slug")), slug=Concat(Value("a-"), F("slug")))
    for partner in Partner.objects.all():
        partner.name = f"{99 - partner.pk % 90} {partner.name}"
        partner.save()
    assert len(before) == 12
    assert rows.findall(page(client, "/en/services/")) == before
