"""Which questions a copy answers: hostile ones neither raise, nor leak, nor fill the store."""

import random
from urllib.parse import quote

import pytest
from django.test import override_settings

from citesmetiers.edge.asked import LONGEST_QUERY, asked_of
from tests import factories
from tests.edge.asking import ask, edge, environ_of

FREE = "/en/services/"


def key_of(path=FREE, query="", **more):
    asked = asked_of(environ_of(path, query, **more))
    return asked and asked.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", "utm_source=x"),
        ("", "&&&"),
        ("", "q="),
        ("", "q=&theme=&country="),
        ("q=cv&theme=training", "theme=training&q=cv"),
        ("q=cv", "fbclid=1&q=cv&_=2"),
        ("q=d%C3%A9but", "q=d%c3%a9but"),
        ("q=a+b", "q=a%20b"),
        ("theme=training&theme=jobs", "theme=training&x=1&theme=jobs"),
    ],
)
def test_one_page_has_one_copy(one, other):
    assert key_of(query=one) == key_of(query=other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("q=cv", "q=CV"),
        ("theme=training", "theme=jobs"),
        ("theme=a&theme=b", "theme=b&theme=a"),
        ("q=a%26theme%3Db", "q=a&theme=b"),
        ("day=", ""),
    ],
)
def test_other_pages_have_others(one, other):
    assert key_of(query=one) != key_of(query=other)


def test_what_a_key_is_made_of():
    keys = {
        key_of(), key_of("/fr/services/"), key_of("/en/agenda/"), key_of(HTTP_HOST="localhost"),
        key_of(HTTP_HOST="testserver:80"), key_of(**{"wsgi.url_scheme": "https"}),
    }  # fmt: skip
    assert len(keys) == 6
    assert None not in keys
    assert key_of(HTTP_HOST="TestServer") == key_of()
    assert key_of(method="HEAD") == key_of()
    with override_settings(SECRET_KEY="another" * 10):
        assert key_of() not in keys


def test_a_language_counts_where_the_path_has_none():
    said = [
        key_of("/robots.txt", HTTP_ACCEPT_LANGUAGE=each) for each in ("fr", "fr-CA,fr;q=0.9", "en", "xx", "")
    ]
    assert said[0] == said[1] != said[2] == said[3] == said[4]
    assert key_of(HTTP_ACCEPT_LANGUAGE="fr") == key_of(HTTP_ACCEPT_LANGUAGE="en")


STRAIGHT = {
    "sent": {"method": "POST"},
    "an option": {"method": "OPTIONS"},
    "a session": {"HTTP_COOKIE": "a=b; session=abc"},
    "a secure session": {"HTTP_COOKIE": "__Host-session=abc"},
    "a language chosen": {"HTTP_COOKIE": "django_language=fr"},
    "a password": {"HTTP_AUTHORIZATION": "Basic x"},
    "another host": {"HTTP_HOST": "evil.example"},
    "another port": {"HTTP_HOST": "testserver:8443"},
    "two hosts": {"HTTP_HOST": "testserver, evil.example"},
    "no host": {"HTTP_HOST": ""},
    "a host with a path": {"HTTP_HOST": "testserver/evil"},
    "below": {"SCRIPT_NAME": "/below"},
    "a long query": {"query": "q=" + "a" * LONGEST_QUERY},
    "many keys": {"query": "&".join(f"q={number}" for number in range(101))},
    "half a letter": {"query": "q=%F0%9F%9A%ED%A0%80"},
    "the first page": {"path": "/"},
    "the admin": {"path": "/admin/"},
    "the workspace": {"path": "/fr/workspace/"},
    "a workspace": {"path": "/fr/workspace/lyon/"},
    "sign-in": {"path": "/accounts/login/"},
    "health": {"path": "/healthz"},
    "readiness": {"path": "/readyz"},
    "a file": {"path": "/static/css/base.css"},
    "a picture": {"path": "/pictures/1/abc/400.webp"},
    "a form": {"path": "/fr/cites/lyon/suggestions/"},
    "what was sent": {"path": "/fr/suggest/cite/1/sent/"},
    "another language": {"path": "/de/services/"},
    "no language": {"path": "/services/"},
    "twice the stroke": {"path": "//en/services/"},
    "a stroke within": {"path": "/en//services/"},
    "up": {"path": "/en/services/../admin/"},
    "a point": {"path": "/en/./services/"},
    "a semicolon": {"path": "/en/services/;jsessionid=1"},
    "capitals": {"path": "/EN/services/"},
    "NUL": {"path": "/en/services/\0"},
    "no last stroke": {"path": "/en/services"},
    "a whole address": {"path": "http://testserver/en/services/"},
    "backslash": {"path": "/en\\services/"},
    "a dot": {"path": "/en/cites/a.b/"},
    "no path": {"path": ""},
    "a star": {"path": "*"},
    "long": {"path": "/en/cites/" + "a" * 600 + "/"},
    "strict": {"path": "/open/v1/places/a/state", "query": "x=1"},
    "strict, twice": {"path": "/open/v1/places/a/state", "query": "at=1&at=2"},
    "strict, empty": {"path": "/open/v1/places/a/state", "query": "at="},
}  # fmt: skip


@pytest.mark.parametrize("asked", STRAIGHT.values(), ids=STRAIGHT)
def test_what_is_django_s_alone(asked):
    assert key_of(**asked) is None


def test_behind_a_proxy():
    with override_settings(
        SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"), SECURE_SSL_REDIRECT=True
    ):
        assert key_of() is None
        assert key_of(HTTP_X_FORWARDED_PROTO="http") is None
        assert key_of(HTTP_X_FORWARDED_PROTO="http, https") is None
        assert (
            key_of(HTTP_X_FORWARDED_PROTO="https") == key_of(HTTP_X_FORWARDED_PROTO="https, http") is not None
        )
    # Nobody’s word is taken where no proxy is trusted.
    plain = key_of()
    assert key_of(HTTP_X_FORWARDED_PROTO="https") == plain
    assert key_of(HTTP_X_FORWARDED_HOST="evil.example") == plain
    assert key_of(HTTP_X_FORWARDED_FOR="1.2.3.4", HTTP_FORWARDED="host=evil.example") == plain


PIECES = [
    "%00", "%", "%%%", "%zz", "%F0%9F%9A%AA", "%ED%A0%80", "\udc80", "é", "🚪", "a" * 300, "..", "../", "//", ";", "&", "=",
    "?", "#", "[]", "{}", "'", '"', "<script>", "+", " ", "\r\nSet-Cookie: a=b", "\t", "%0d%0a", "q", "on", "page", "theme",
    "%2e%2e%2f", "\u202e", "-1", "9" * 400, "NaN", "0x10", "1e9", "null",
]  # fmt: skip


def hostile(number):
    """Make a question that nobody asks in good faith."""
    draw = random.Random(number)

    def some(least, most):
        return "".join(draw.choice(PIECES) for _ in range(draw.randint(least, most)))

    query = "&".join(
        f"{draw.choice(['q', 'page', 'theme', 'when', 'at', 'on', some(1, 2)])}={some(0, 3)}"
        for _ in range(draw.randint(0, 8))
    )
    path = draw.choice(
        [
            "/en/services/",
            "/fr/cites/",
            "/fr/agenda/",
            "/en/label/",
            f"/en/{quote(some(1, 2), safe='/', errors='surrogateescape')}/",
        ]
    )
    more = draw.choice(
        [
            {}, {"HTTP_HOST": some(1, 2)}, {"HTTP_X_FORWARDED_HOST": some(1, 2)}, {"HTTP_X_FORWARDED_PROTO": some(1, 2)},
            {"HTTP_ACCEPT_ENCODING": some(1, 4)}, {"HTTP_IF_NONE_MATCH": some(1, 4)}, {"HTTP_COOKIE": some(1, 4)},
            {"HTTP_ACCEPT_LANGUAGE": some(1, 4)}, {"HTTP_X_ORIGINAL_URL": "/admin/"}, {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"},
        ]
    )  # fmt: skip
    # As servers give them: the bytes of a path and of a query, each as a letter.
    encoded = [text.encode("utf-8", "surrogateescape").decode("latin-1") for text in (path, query)]
    return *encoded, {name: text.encode("utf-8", "replace").decode("latin-1") for name, text in more.items()}


@pytest.mark.django_db
def test_three_hundred_hostile_questions(tmp_path):
    factories.make_service(summary={"fr": "propre", "en": "clean"})
    with edge(tmp_path, PAGES_IN_MEMORY=1000) as portal:
        clean = {
            path: ask(portal, path).body
            for path in ("/en/services/", "/fr/cites/", "/fr/agenda/", "/en/label/")
        }
        for number in range(300):
            path, query, more = hostile(number)
            got = ask(portal, path, query, **more)
            assert got.status in {200, 301, 302, 304, 400, 404}, (path, query, more)
            assert "Set-Cookie" not in got.headers
            assert not any("\n" in value for value in got.headers.values())
        for path, body in clean.items():
            assert ask(portal, path).body == body
        assert portal.store.size <= 20_000_000


@pytest.mark.django_db
def test_unknown_keys_do_not_fill_the_store(tmp_path):
    with edge(tmp_path) as portal:
        for number in range(50):
            got = ask(portal, "/en/cites/", f"x{number}=1&_={number}")
            assert b"x1=1" not in got.body
            assert ask(portal, "/en/cites/", method="HEAD").body == b""
        assert (portal.application.count, len(portal.store)) == (1, 1)


@pytest.mark.django_db
def test_a_wrong_host_reaches_no_copy_and_leaves_none(tmp_path):
    with edge(tmp_path) as portal:
        assert ask(portal, "/en/cites/", HTTP_HOST="evil.example").status == 400
        assert len(portal.store) == 0
        assert ask(portal, "/en/cites/").status == 200
        assert ask(portal, "/en/cites/", HTTP_HOST="evil.example").status == 400
        assert b"evil" not in ask(portal, "/en/cites/", HTTP_X_FORWARDED_HOST="evil.example").body


@pytest.mark.django_db
def test_open_data_still_refuse_what_they_do_not_know(tmp_path):
    with edge(tmp_path) as portal:
        assert ask(portal, "/open/v1/").status == 200
        for _ in range(2):
            assert ask(portal, "/open/v1/", "x=1").status == 400
