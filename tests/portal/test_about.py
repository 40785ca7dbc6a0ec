"""What the portal says of itself, and the page from which everything is reached."""

import re

import html5lib
import pytest
from django.conf import settings
from django.test import override_settings

from citesmetiers import navigation
from citesmetiers.views import about
from tests.factories import make_cite

HTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PAGES = [f"about/{page}/" for page in navigation.ABOUT]


def tree_of(response):
    assert response.status_code == 200
    return html5lib.HTMLParser(strict=True).parse(response.content.decode())


def words(element):
    return " ".join("".join(element.itertext()).split())


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_sound_and_have_titles_of_their_own(client, language):
    titles = set()
    for page in [*PAGES, "site-map/", "partners/"]:
        tree = tree_of(client.get(f"/{language}/{page}"))
        assert len(list(tree.iter(f"{HTML}h1"))) == 1, page
        titles.add(words(next(tree.iter(f"{HTML}title"))))
    assert len(titles) == len(PAGES) + 2


@pytest.mark.parametrize("path", PAGES)
def test_page_shows_where_it_stands_among_the_others_without_the_database(client, path):
    tree = tree_of(client.get(f"/en/{path}"))
    more = next(nav for nav in tree.iter(f"{HTML}nav") if nav.get("aria-labelledby") == "more")
    links = {link.get("href"): link.get("aria-current") for link in more.iter(f"{HTML}a")}
    assert links == {f"/en/{each}": "page" if each == path else None for each in PAGES}


@pytest.mark.parametrize("page", ["nothing", "../legal", "page", "CITE", "cite%00"])
def test_other_pages_do_not_exist(client, page):
    assert client.get(f"/fr/about/{page}/").status_code == 404


@override_settings(CONTACT_EMAIL="bonjour@portal.example.org")
@pytest.mark.parametrize("page", ["accessibility", "privacy", "legal", "order", "charter"])
def test_page_says_whom_to_write_to(client, page):
    text = client.get(f"/en/about/{page}/").text
    assert '<a href="mailto:bonjour@portal.example.org">bonjour@portal.example.org</a>' in text


NAMES = {"PUBLISHER": "Maison A", "PUBLICATION_DIRECTOR": "Bo B", "HOSTING_PROVIDER": "Centre C"}


@pytest.mark.parametrize("missing", [None, *NAMES])
def test_legal_notice_names_who_publishes_or_says_that_it_does_not(client, missing):
    with override_settings(**NAMES | ({missing: ""} if missing else {})):
        text = words(tree_of(client.get("/en/about/legal/")))
    assert ("Not complete yet" in text) == (missing is not None)
    for setting, name in NAMES.items():
        assert (name in text) == (setting != missing)


def test_declaration_claims_nothing(client):
    text = words(tree_of(client.get("/en/about/accessibility/")))
    assert "not compliant with the French reference" in text
    assert "Défenseur des droits" in text
    assert not re.search(r"\d\s*%", text)
    for claim in ("fully compliant", "partially compliant", "WCAG 2.2 AA"):
        assert claim not in text


def test_charter_numbers_only_what_its_source_numbers(client):
    tree = tree_of(client.get("/en/about/charter/"))
    numbered = next(each for each in tree.iter(f"{HTML}section") if each.get("aria-labelledby") == "numbered")
    (principles,) = numbered.iter(f"{HTML}ol")
    assert len(principles.findall(f"{HTML}li")) == 2


def test_charter_names_its_sources(client):
    text = client.get("/en/about/charter/").text
    assert all(f'href="{url}"' in text for url in about.SOURCES["charter"])


@pytest.mark.django_db
def test_site_map_leads_to_every_section_and_every_cite(client):
    shown = [make_cite(country=code) for code in ("FR", "BE", "BE")]
    hidden = make_cite(membership="not_a_member")
    links = {link.get("href") for link in tree_of(client.get("/fr/site-map/")).iter(f"{HTML}a")}
    assert {f"/fr/cites/{cite.slug}/" for cite in shown} <= links
    assert f"/fr/cites/{hidden.slug}/" not in links
    assert {"/fr/cites/?country=BE", "/fr/cites/?country=FR"} <= links
    assert {
        f"/fr/{path}" for path in ("", "services/", "agenda/", "label/", "network/", "partners/")
    } <= links
    assert {f"/fr/{path}" for path in PAGES} <= links


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "order"), [("fr", ["Belgique", "Suisse"]), ("en", ["Belgium", "Switzerland"])]
)
def test_site_map_sorts_countries_and_cites_by_name(client, language, order):
    for town in ("Nantes", "Évry", "École"):
        make_cite(country="CH", name={"fr": f"Cité des métiers de {town}"})
    make_cite(country="BE")
    tree = tree_of(client.get(f"/{language}/site-map/"))
    headings = [words(heading).rsplit(" ", 1) for heading in tree.iter(f"{HTML}h3")]
    assert headings == [[order[0], "1"], [order[1], "3"]]
    text = words(tree)
    assert text.index("École") < text.index("Évry") < text.index("Nantes")


@pytest.mark.django_db
def test_site_map_marks_what_is_invented(client):
    make_cite()
    assert "emonstration" not in client.get("/en/site-map/").text
    make_cite(demo=True)
    assert client.get("/en/site-map/").text.count('<span class="flag">demonstration</span>') == 1


@pytest.mark.django_db
def test_site_map_of_a_large_network_leaves_the_names_to_the_lists(client, monkeypatch):
    cites = [make_cite() for _ in range(3)]
    monkeypatch.setattr(about, "MOST_CITES", 2)
    text = client.get("/en/site-map/").text
    assert "/en/cites/?country=FR" in text
    assert not any(cite.slug in text for cite in cites)


@pytest.mark.django_db
def test_site_map_takes_two_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    for rows in (1, 30):
        for _ in range(rows):
            make_cite()
        with django_assert_num_queries(2):
            client.get("/en/site-map/")
