"""What stands in for a page while the database is down: dated, and without a state of a door or of a label."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from citesmetiers.edge.app import may_stand_in
from citesmetiers.edge.versions import versions
from tests import factories
from tests.edge.asking import addresses, ask, edge
from tests.house.world import make_town

pytestmark = pytest.mark.django_db

# What the portal says of a door or a label at a moment, in words and in looks.
WORDS = re.compile(
    r"open until|open now|it is open|it is closed|closed, opens|right now|nobody at this moment|nobody right now"
    r"|somebody is there for you|come back (today|tomorrow|on)|you may come in|the place is|the place’s hours"
    r"|cités? (is|are) open|this cité is closed|closed for good|no longer open|a lit box|is open,"
    r"|ouverte? jusqu|ouverte? maintenant|c’est ouvert|c’est fermé|fermée?, ouvre|en ce moment|personne à cette heure"
    r"|quelqu’un est là pour vous|revenez (aujourd’hui|demain|le)|vous pouvez entrer|le lieu est"
    r"|cités? (est|sont) ouverte|cette cité est fermée|fermée? définitivement|case allumée"
)
LOOKS = re.compile(
    r"state--(open|closed)|frame--lit|slot--(now|past|off)|#pin-(open|closed)\"/><text|class=\"m-(open|closed)\" d=\"M-12"
    r"|m-count--(open|closed)|plate--(?!not_documented)|class=\"d-light|class=\"d-leaf|class=\"spill"
    r"|class=\"carpet\"|openingHours|Certification"
)
# Sentences that are the same whatever the hour.
ALWAYS = (
    "find the cité des métiers that is open now", "trouvez la cité des métiers ouverte en ce moment", "with what is open right now", "avec ce qui est ouvert en ce moment",
    "means that somebody is there, now", "une porte éclairée signifie que quelqu’un est là, maintenant",
    "<dt>en ce moment</dt>",
)  # fmt: skip
SHOWCASES = {"public:gallery", "public:about"}


def make_network():
    """Make Cités with a door that is open, one that is closed, one that came to an end; and a label."""
    town = make_town()
    other = make_town()
    for place in other.cite.places.all():
        factories.make_closure(place, timezone.localdate())
    ended = factories.make_cite(membership="former")
    factories.make_open_place(ended)
    ended.milestones.create(kind="closing", date="2020", sources=["https://a.example/"])
    return town, other, ended


@pytest.fixture
def at_ten():
    """A Monday morning, in the office hours of the factories."""
    with time_machine.travel("2026-11-23 09:30:20+00:00", tick=False) as clock:
        yield clock


def all_pages(network):
    town, other, ended = network
    paths = dict(addresses(town)) | {
        f"{name} of a closed one": path for name, path in addresses(other).items()
    }
    paths["public:cite of an ended one"] = f"/en/cites/{ended.slug}/"
    paths["public:week of an ended one"] = f"/en/cites/{ended.slug}/week/"
    return {
        (name, path): query
        for name, path in paths.items()
        for path in {path, path.replace("/en/", "/fr/", 1)}
        for query in [""]
    } | {
        ("public:services", "/fr/services/"): "when=now",
        ("public:cites", "/en/cites/"): "when=now",
        ("public:search", "/fr/search/"): "q=offre",
        ("public:search", "/en/search/"): "q=cité",
        ("public:shortlist", "/en/shortlist/"): f"pick={town.service.pk}",
        ("public:services_map", "/fr/services/map/"): "when=now",
    }


def test_no_state_is_left(tmp_path, at_ten):
    pages = all_pages(make_network())
    seen, looks, left = 0, 0, []
    with edge(tmp_path) as portal:
        fresh = {key: ask(portal, key[1], query) for key, query in pages.items()}
        portal.application.is_down = True
        at_ten.shift(timedelta(minutes=5))
        for key, query in pages.items():
            got = ask(portal, key[1], query)
            assert got.status == 200, key
            assert got.headers["Cache-Control"] == "no-store"
            assert "ETag" not in got.headers
            if not got.headers["Content-Type"].startswith(("text/html", "image/svg")):
                continue
            assert "\2" not in got.text
            if key[0].split(" ")[0] in SHOWCASES:
                continue
            text = _without(got.text.lower(), ALWAYS)
            left += [(key, each) for each in _around(text, WORDS) + _around(got.text, LOOKS)]
            seen += bool(WORDS.search(_without(fresh[key].text.lower(), ALWAYS)))
            looks += bool(LOOKS.search(fresh[key].text))
    assert not left
    assert seen >= 8
    assert looks >= 12


def test_it_says_of_when_it_is(tmp_path, at_ten):
    town = make_town()
    with edge(tmp_path) as portal:
        for path in (f"/en/cites/{town.cite.slug}/", f"/fr/cites/{town.cite.slug}/", "/en/about/charter/"):
            assert "as-of" not in ask(portal, path).text
        portal.application.is_down = True
        at_ten.shift(timedelta(hours=16))
        assert "Information as of Monday 23\xa0November 2026, 10:30; the portal cannot check" in (
            ask(portal, f"/en/cites/{town.cite.slug}/").text
        )
        text = ask(portal, f"/fr/cites/{town.cite.slug}/").text
        assert "Informations du lundi 23\xa0novembre 2026, 10\xa0h\xa030\xa0; le portail ne peut pas" in text
        assert "Non confirmé à cet instant" in text


def test_states_for_machines_are_unknown(tmp_path, at_ten):
    town = make_town()
    paths = addresses(town)
    with edge(tmp_path) as portal:
        assert json.loads(ask(portal, paths["open:place_state"]).text)["state"] == "open"
        ask(portal, paths["open:cite_week"])
        portal.application.is_down = True
        at_ten.shift(timedelta(minutes=2))
        told = json.loads(ask(portal, paths["open:place_state"]).text)
        assert (told["state"], told["confirmed"], told["until"], told["next_opening"]) == (
            "unknown",
            False,
            None,
            None,
        )
        week = ask(portal, paths["open:cite_week"])
        assert week.headers["Access-Control-Allow-Origin"] == "*"
        slots = [slot for day in json.loads(week.text)["days"] for slot in day["permanences"]]
        assert slots
        assert {(slot["state"], slot["confirmed"]) for slot in slots} == {("unknown", False)}


SHORT = {
    "open:index", "open:search", "open:place_state", "open:cite_week", "public:label", "public:label_proof", "public:badge",
    "public:permanences_calendar", "public:agenda_calendar", "public:event_calendar", "public:cite_calendar",
}  # fmt: skip


def test_how_long(tmp_path, at_ten):
    paths = addresses(make_town())
    with edge(tmp_path) as portal:
        for path in paths.values():
            ask(portal, path)
        portal.application.is_down = True
        at_ten.shift(timedelta(minutes=14))
        assert {ask(portal, path).status for path in paths.values()} == {200}
        at_ten.shift(timedelta(minutes=2))
        assert {name for name, path in paths.items() if ask(portal, path).status == 503} == SHORT
        at_ten.shift(timedelta(hours=23, minutes=43))
        assert {name for name, path in paths.items() if ask(portal, path).status == 503} == SHORT
        at_ten.shift(timedelta(minutes=2))
        assert {ask(portal, path).status for path in paths.values()} == {503}


def test_what_was_published_since_shortens_it(tmp_path, at_ten):
    town = make_town()
    path, other = f"/en/cites/{town.cite.slug}/", "/en/agenda/"
    with edge(tmp_path) as portal:
        ask(portal, path), ask(portal, other)
        at_ten.shift(timedelta(hours=1))
        versions().change(town.cite.pk)
        portal.application.is_down = True
        at_ten.shift(timedelta(minutes=14))
        assert (ask(portal, path).status, ask(portal, other).status) == (200, 200)
        at_ten.shift(timedelta(minutes=2))
        assert (ask(portal, path).status, ask(portal, other).status) == (503, 503)


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "301 Moved Permanently"])
def test_what_is_gone_never_comes_back(tmp_path, at_ten, status):
    path = f"/en/cites/{make_town().cite.slug}/"
    with edge(tmp_path) as portal:
        ask(portal, path)
        at_ten.shift(timedelta(minutes=2))
        django, portal.application = portal.application, None

        def gone(environ, start_response):
            start_response(status, [("Content-Type", "text/html")])
            return [b"gone"]

        portal.application = gone
        assert ask(portal, path).status == int(status[:3])
        portal.application = django
        django.is_down = True
        assert ask(portal, path).status == 503


def test_an_unknown_page_is_told_to_come_back(tmp_path):
    with edge(tmp_path) as portal:
        portal.application.is_down = True
        got = ask(portal, "/en/cites/")
        assert (got.status, got.headers["Retry-After"]) == (503, "60")


def test_a_copy_of_the_future_stands_in_for_nothing(tmp_path, at_ten):
    make_town()
    with edge(tmp_path) as portal:
        ask(portal, "/en/cites/")
        (copy,) = portal.store._copies.values()
        assert may_stand_in(copy)
        at_ten.shift(timedelta(hours=-2))
        assert not may_stand_in(copy)


def test_it_survives_a_start(tmp_path, at_ten):
    town = make_town()
    path = f"/fr/cites/{town.cite.slug}/"
    with edge(tmp_path) as portal:
        ask(portal, path)
        ask(portal, "/fr/services/", "q=chômage-secret")
        held = [each for each in (tmp_path / "pages").rglob("*") if each.is_file()]
        assert len(held) == 1
        assert {oct(each.stat().st_mode & 0o777) for each in held} == {"0o600"}
        assert oct((tmp_path / "pages").stat().st_mode & 0o777) == "0o700"
    with edge(tmp_path) as portal:
        portal.application.is_down = True
        at_ten.shift(timedelta(hours=3))
        got = ask(portal, path, HTTP_ACCEPT_ENCODING="gzip")
        assert got.status == 200
        assert "Non confirmé à cet instant" in got.text
        assert got.headers["Content-Security-Policy"]
        assert ask(portal, "/fr/services/", "q=chômage-secret").status == 503


def test_a_closed_disk_is_only_slower(tmp_path, at_ten, caplog):
    make_town()
    (tmp_path / "pages").write_text("in the way")
    with edge(tmp_path) as portal:
        for path in ("/en/cites/", "/fr/cites/", "/en/agenda/"):
            assert ask(portal, path).status == 200
            assert ask(portal, path).headers["Age"] == "0"
        assert portal.application.count == 3
    assert len([each for each in caplog.records if "not kept on disk" in each.message]) == 1


def test_the_disk_is_bounded(tmp_path, at_ten):
    make_town()
    with edge(tmp_path, PAGES_ON_DISK=20) as portal:
        for number in range(100):
            at_ten.shift(timedelta(seconds=1))
            ask(portal, "/en/cites/", f"page={number}")
        files = [each for each in (tmp_path / "pages").rglob("*") if each.is_file()]
        assert len(files) <= 20 + 50


def _without(text, sentences):
    for sentence in sentences:
        text = text.replace(sentence, "")
    return text


def _around(text, pattern):
    return [text[max(0, found.start() - 80) : found.end() + 60] for found in pattern.finditer(text)][:3]


def test_both_languages_say_it():
    for code, words in (("en", "not confirmed at this moment"), ("fr", "non confirmé à cet instant")):
        with translation.override(code):
            assert translation.gettext("not confirmed at this moment") == words
