"""Sessions end by themselves, leave nothing behind, and can be seen and ended by their person."""

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from citesmetiers.sessions import browser_of
from network.models import Session
from tests.factories import make_member, make_user
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "a dull and long password"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
MINE = "/accounts/me/"


def is_in(client):
    return client.get(MINE).status_code == 200


def test_session_ends_two_hours_after_the_last_page(client):
    with time_machine.travel("2026-11-25 08:00Z", tick=False) as clock:
        client.force_login(make_user(password=None))
        for moment, inside in (("09:59", True), ("11:58", True), ("13:57", True), ("15:58", False), ("15:59", False)):  # fmt: skip
            clock.move_to(f"2026-11-25 {moment}Z")
            assert is_in(client) == inside, moment
    assert not Session.objects.exists()


def test_session_ends_twelve_hours_after_it_began_however_busy(client):
    with time_machine.travel("2026-11-25 08:00Z", tick=False) as clock:
        client.force_login(make_user(password=None))
        for hour in range(9, 20):
            clock.move_to(f"2026-11-25 {hour:02}:00Z")
            assert is_in(client)
        clock.move_to("2026-11-25 20:00:01Z")
        answer = client.get(MINE)
        assert answer.headers["Location"] == f"{reverse('account_login')}?next={MINE}"


def test_saying_that_another_session_is_in_use_keeps_none_alive():
    with time_machine.travel("2026-11-25 08:00Z", tick=False) as clock:
        person = make_user(password=None)
        idle, busy = Client(), Client()
        for each in (idle, busy):
            each.force_login(person)
        clock.move_to("2026-11-25 09:30Z")
        assert is_in(busy)
        clock.move_to("2026-11-25 11:00Z")
        for forged in (busy.cookies["seen"].value, "x", "WzEsMl0:1x:y"):
            idle.cookies["seen"] = forged
            other = Client()
            other.cookies = idle.cookies.copy()
            assert not is_in(other)
        assert is_in(busy)


def test_reading_writes_nothing(client):
    client.force_login(make_member(role="coordinator"))
    is_in(client)
    with CaptureQueriesContext(connection) as queries:
        for path in (
            MINE,
            "/accounts/me/sessions/",
            "/accounts/2fa/",
            "/accounts/me/email/",
            "/en/workspace/",
        ):
            client.get(path, follow=True)
    assert [
        q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "(SELECT", "SAVEPOINT", "RELEASE"))
    ] == []


@pytest.mark.parametrize("path", [MINE, "/accounts/2fa/", "/admin/", "/admin/network/cite/", "/en/workspace/", "/admin/jsi18n/"])  # fmt: skip
def test_no_page_of_a_person_is_stored(client, path):
    client.force_login(make_person())
    assert "no-store" in client.get(path).headers["Cache-Control"]


def test_public_pages_know_nobody_and_say_nothing(client):
    client.force_login(make_user(password=None))
    answer = client.get("/fr/")
    assert not answer.cookies
    assert "no-store" not in answer.headers.get("Cache-Control", "")
    assert "cookie" not in answer.headers.get("Vary", "").lower()


def test_signing_out_leaves_nothing_in_the_browser(client):
    client.force_login(make_user(password=None))
    is_in(client)
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in answer.headers["Cache-Control"]
    for name in (settings.SESSION_COOKIE_NAME, "seen"):
        assert answer.cookies[name].value == ""
    assert not Session.objects.exists()
    assert "Clear-Site-Data" not in client.get("/fr/").headers


def test_signing_in_begins_a_session_of_its_own(client):
    person = make_user(password=PASSWORD)
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD}, headers={"User-Agent": FIREFOX})  # fmt: skip
    session = Session.objects.get(user=person)
    assert session.browser == "Firefox, Linux"
    columns = {field.name for field in Session._meta.fields}
    assert columns == {"session_key", "session_data", "expire_date", "user", "browser", "began_at"}
    assert "127.0.0.1" not in str(dict(client.session.items()))


def test_person_sees_the_own_sessions_and_ends_the_others():
    person, clients = make_user(password=None, language="en"), [Client(), Client(), Client()]
    stranger = Client()
    stranger.force_login(make_user(password=None))
    for each in clients:
        each.force_login(person)
    page = clients[0].get(reverse("accounts:sessions"))
    assert len(page.context["sessions"]) == 3
    html = page.content.decode()
    assert html.count("this one") == 1
    assert not any(key in html for key in Session.objects.values_list("session_key", flat=True))
    assert clients[0].post(reverse("accounts:sessions")).status_code == 302
    assert [is_in(each) for each in clients] == [True, False, False]
    assert is_in(stranger)


def test_new_password_ends_the_other_sessions():
    person, one, other = make_user(password=PASSWORD), Client(), Client()
    for each in (one, other):
        each.force_login(person)
    new = "another dull password"
    one.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert is_in(one)
    assert not is_in(other)


def test_closed_account_is_out_at_the_next_page(client):
    person = make_person()
    client.force_login(person)
    person.is_active = False
    person.save()
    assert not is_in(client)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(("language", "header"), [("fr", "en"), ("en", "fr")])
def test_pages_of_a_person_are_in_the_language_of_the_person(client, language, header):
    client.force_login(make_user(password=None, language=language))
    answer = client.get(MINE, headers={"Accept-Language": header})
    assert f'<html lang="{language}"' in answer.content.decode()
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit Version/18.0 Mobile Safari/604.1", "Safari, iOS"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        ("<script>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_browser_in_words(rf, agent, words):
    assert browser_of(rf.get("/", headers={"User-Agent": agent})) == words
