"""Passwords: hashed slowly, one at a time, and never at the cost of the public."""

from __future__ import annotations

from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from threading import Barrier
from time import monotonic, perf_counter

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.db import connection
from django.urls import reverse

from citesmetiers import hashing
from tests.factories import make_user

PASSWORD = "a dull and long password"


@pytest.fixture(autouse=True)
def _own_turn(settings, tmp_path):
    """Nobody else's passwords are hashed meanwhile."""
    settings.VAR_DIR = tmp_path


def test_passwords_are_hashed_by_argon2_with_settings_that_owasp_recommends():
    encoded = make_password(PASSWORD)
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert identify_hasher(encoded).verify(PASSWORD, encoded)
    assert not identify_hasher(encoded).verify("wrong", encoded)


@pytest.mark.django_db
def test_password_of_an_earlier_hasher_lets_in_and_is_hashed_anew(client):
    user = make_user(password=None)
    user.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    user.save()
    assert (
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}).status_code == 302
    )
    user.refresh_from_db()
    assert user.password.startswith("argon2")


def test_one_hashes_one_waits_and_the_others_are_sent_away_at_once():
    barrier, waited = Barrier(8), []

    def hash_one(_number):
        barrier.wait()
        began = perf_counter()
        try:
            make_password(PASSWORD)
        except hashing.TooBusyError:
            waited.append(perf_counter() - began)
            return 0
        return 1

    with ThreadPoolExecutor(8) as pool:
        done = sum(pool.map(hash_one, range(8)))
    assert 1 <= done < 8
    assert len(waited) == 8 - done
    assert median(waited) < 0.05


def test_one_begins_some_time_after_the_other():
    began = perf_counter()
    for _number in range(4):
        with hashing.one_at_a_time():
            pass
    assert perf_counter() - began >= 3 * hashing.APART


def test_what_a_clock_of_another_day_noted_holds_nobody_up():
    (settings.VAR_DIR / "hashing.lock").write_text(str(monotonic() + 1e6))
    with hashing.one_at_a_time():
        pass


def test_turn_that_does_not_come_is_given_up(monkeypatch):
    monkeypatch.setattr(hashing, "PATIENCE", 0.05)
    with hashing.one_at_a_time(), pytest.raises(hashing.TooBusyError):
        make_password(PASSWORD)
    make_password(PASSWORD)


@pytest.mark.django_db
def test_who_is_sent_away_is_told_to_come_back(client, monkeypatch):
    monkeypatch.setattr(hashing, "PATIENCE", 0.05)
    sent = {"login": "ada@example.org", "password": PASSWORD}
    with hashing.one_at_a_time():
        answer = client.post(reverse("account_login"), sent, headers={"Accept-Language": "en"})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
    assert "Too many attempts" in answer.content.decode()


def test_who_comes_when_the_door_is_full_is_sent_away_before_anything_is_asked(client):
    """Without a database: none of this test's own is there."""
    with hashing._DOOR, hashing._DOOR:
        answer = client.post(reverse("account_login"), {"login": "ada@example.org", "password": PASSWORD})
        assert answer.status_code == 429
        assert client.get("/fr/about/privacy/").status_code == 200
        assert client.get(reverse("account_login")).status_code == 200


def test_who_is_sent_away_reads_why_in_their_language_and_fills_no_log(client, caplog):
    with hashing._DOOR, hashing._DOOR:
        for language, words in (("fr", "Trop d’essais en"), ("en", "Too many attempts")):
            answer = client.post("/accounts/login/", {}, headers={"Accept-Language": language})
            assert words in answer.text
            assert f'<html lang="{language}"' in answer.text
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Accept-Language" in answer.headers["Vary"]
    [shown] = settings.LOGGING["handlers"]["stderr"]["filters"]
    tells = settings.LOGGING["filters"][shown]["callback"]
    said = [tells(record) for record in caplog.records if record.name == "django.request"]
    assert said == [False, False]
    client.get("/fr/nowhere/")
    assert tells(caplog.records[-1])


@pytest.mark.django_db
def test_attempts_are_counted_for_all_processes_under_names_that_say_nothing(client):
    client.post(reverse("account_login"), {"login": "ada@example.org", "password": "wrong"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM shared_counts")
        rows = cursor.fetchall()
    assert rows
    for name, value in rows:
        held = name.encode() + b64decode(value)
        assert b"127.0.0.1" not in held
        assert b"ada" not in held


def timed(client, address, field, emails, number):
    """Return the median of how long each of some answers takes, asked in turn, each time for another machine."""
    times = {email: [] for email in emails}
    for attempt in range(number):
        for email, taken in times.items():
            sent = {field: email.format(attempt), "password": "not the password"}
            began = perf_counter()
            client.post(reverse(address), sent, REMOTE_ADDR=f"10.0.{attempt // 250}.{attempt % 250}")
            taken.append(perf_counter() - began)
    return [median(taken) for taken in times.values()]


@pytest.mark.prove
@pytest.mark.django_db
@pytest.mark.parametrize(("address", "field"), [("account_login", "login"), ("account_reset_password", "email")])  # fmt: skip
def test_known_and_unknown_addresses_take_the_same_time(client, address, field, record_property):
    """The same within a tenth, of thirty; measured again where the machine was busy with something else."""
    for number in range(30):
        make_user(email=f"known-{number}@example.org", password=PASSWORD)
    for _attempt in range(5):
        emails = "known-{}@example.org", "nobody-{}@example.org"
        known, unknown = timed(client, address, field, emails, 30)
        if abs(known - unknown) <= 0.1 * max(known, unknown):
            break
    record_property("seconds", f"{address}: {known:.4f} and {unknown:.4f}")
    assert abs(known - unknown) <= 0.1 * max(known, unknown)
