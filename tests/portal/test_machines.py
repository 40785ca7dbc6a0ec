"""robots.txt, security.txt and the maps for search engines."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.conf import settings
from django.test import override_settings

from citesmetiers import sitemaps
from tests.factories import make_agreement, make_cite, make_event, make_partner, make_service

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITE = settings.SITE_URL
LANGUAGES = [code for code, _name in settings.LANGUAGES]
TEXTS = ["/robots.txt", "/sitemap.xml", "/sitemap-cites.xml", "/.well-known/security.txt"]


def parsed(client, path="/sitemap.xml"):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml")
    return ET.fromstring(response.content)


def addresses(client, path="/sitemap.xml"):
    return [loc.text.removeprefix(SITE) for loc in parsed(client, path).iterfind(".//s:loc", NAMES)]


def network(*, demo=False):
    """A Cité with an offer, an event and a partner, all public."""
    cite = make_cite(demo=demo)
    service = make_service(cite, demo=demo)
    event = make_event(cite, demo=demo)
    partner = make_partner(demo=demo)
    make_agreement(cite, partner, demo=demo)
    paths = [f"cites/{cite.slug}/", f"label/{cite.slug}/", f"cites/{cite.slug}/services/{service.slug}/"]
    return [*paths, f"agenda/{event.slug}/", f"partners/{partner.slug}/"]


@pytest.mark.django_db
def test_sitemap_has_every_page_once_in_every_language(client):
    paths = network() + network()
    found = addresses(client)
    assert len(found) == len(set(found))
    assert {f"/{code}/{path}" for path in paths for code in LANGUAGES} <= set(found)
    assert {"/fr/", "/en/", "/fr/agenda/", "/en/about/charter/", "/fr/site-map/"} <= set(found)


@pytest.mark.django_db
def test_sitemap_gives_the_twins_of_the_head_of_the_page(client):
    network()
    for url in parsed(client).iterfind("s:url", NAMES):
        path = url.findtext("s:loc", "", NAMES).removeprefix(SITE)
        tail = path.split("/", 2)[2]
        twins = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", NAMES)}
        expected = {code: f"{SITE}/{code}/{tail}" for code in LANGUAGES}
        assert twins == expected | {"x-default": f"{SITE}/en/{tail}" if tail else f"{SITE}/"}


@pytest.mark.django_db
def test_sitemap_leaves_out_what_nobody_may_find(client):
    hidden = make_cite(membership="not_a_member")
    make_service(hidden)
    make_event(hidden)
    make_agreement(hidden, make_partner())
    shown = make_cite()
    make_service(shown, publication="draft")
    make_service(shown, publication="withdrawn")
    make_event(shown, publication="draft")
    make_agreement(shown, make_partner(), public=False)
    found = [path for path in addresses(client) if path.startswith("/en/") and path.count("/") > 3]
    assert {path for path in found if "/about/" not in path} == {
        f"/en/cites/{shown.slug}/",
        f"/en/label/{shown.slug}/",
    }


@pytest.mark.django_db
def test_sitemap_leaves_out_what_is_invented(client):
    before = addresses(client)
    network(demo=True)
    assert addresses(client) == before


@pytest.mark.django_db
def test_sitemap_has_the_address_of_the_portal_whatever_host_is_asked(client):
    found = client.get("/sitemap.xml", headers={"host": "127.0.0.1:9999"}).text
    assert "127.0.0.1" not in found
    assert f"<loc>{SITE}/fr/</loc>" in found


@pytest.mark.django_db
def test_sitemap_splits_into_files_that_hold_the_same(client, monkeypatch):
    for _ in range(5):
        network()
    whole = addresses(client)
    monkeypatch.setattr(sitemaps.Pages, "limit", 2)
    index = parsed(client)
    assert index.tag.endswith("sitemapindex")
    files = addresses(client)
    assert files.count("/sitemap-cites.xml?p=3") == 1
    parts = [path for file in files for path in addresses(client, file)]
    assert sorted(parts) == sorted(whole)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sitemap-nothing.xml", 404),
        ("/sitemap-cites.xml?p=2", 404),
        ("/sitemap-cites.xml?p=x", 404),
        ("/sitemap-cites.xml?p=" + "9" * 6000, 404),
        ("/sitemap.xml?p=2", 404),
        ("/sitemap.xml?p=%00", 404),
    ],
)
def test_sitemap_has_no_other_files(client, path, status):
    assert client.get(path).status_code == status


@pytest.mark.django_db
def test_sitemap_takes_as_many_queries_for_one_row_as_for_thirty(
    client, django_assert_num_queries, monkeypatch
):
    network()
    # Per table: one count to know how many files there are, one more inside the file, its rows.
    with django_assert_num_queries(15):
        client.get("/sitemap.xml")
    for _ in range(30):
        network()
    with django_assert_num_queries(15):
        client.get("/sitemap.xml")
    monkeypatch.setattr(sitemaps.Pages, "limit", 2)
    with django_assert_num_queries(5):
        client.get("/sitemap.xml")


def test_robots_opens_the_public_pages_and_closes_the_others(client):
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    closed = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")}
    assert closed == {"/accounts/", "/admin/", *(f"/{code}/workspace/" for code in LANGUAGES)}
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"


@override_settings(SITE_URL="https://portal.example.org")
def test_robots_names_the_sitemap_at_the_address_of_the_portal(client):
    assert client.get("/robots.txt").text.endswith("\nSitemap: https://portal.example.org/sitemap.xml\n")


@override_settings(SITE_URL="https://portal.example.org", CONTACT_EMAIL="contact@portal.example.org")
def test_security_says_whom_to_tell(client):
    text = client.get("/.well-known/security.txt").text
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    assert fields["Contact"] == "mailto:contact@portal.example.org"
    assert fields["Canonical"] == "https://portal.example.org/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "fr, en"


@pytest.mark.parametrize("moment", ["2024-02-29T12:00:00Z", "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z"])
def test_security_never_expires_and_never_promises_a_year(client, moment):
    now = datetime.fromisoformat(moment)
    with time_machine.travel(now, tick=False):
        text = client.get("/.well-known/security.txt").text
    expires = next(line for line in text.splitlines() if line.startswith("Expires: "))
    until = datetime.strptime(expires, "Expires: %Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=300) < until - now < timedelta(days=365)


def test_security_of_a_local_portal_names_no_unencrypted_address(client):
    assert "Canonical" not in client.get("/.well-known/security.txt").text


@pytest.mark.django_db
@pytest.mark.parametrize("path", TEXTS)
def test_machines_may_keep_what_they_read(client, path):
    response = client.get(path)
    kept = set(response["Cache-Control"].split(", "))
    assert kept in ({"public", "max-age=3600"}, {"public", "max-age=86400"})
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
