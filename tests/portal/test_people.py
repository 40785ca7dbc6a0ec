"""One's own account: name and language, another address that somebody must read first."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.emails import deliver_due
from network.models import Letter, User
from tests.factories import make_cite, make_member, make_user
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "a dull and long password"
ME, NEW = "/accounts/me/", "/accounts/me/email/"


@pytest.fixture
def ada(client):
    person = make_user(email="ada@example.org", password=PASSWORD, language="en", name="Ada")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return person


def test_name_and_language_and_nothing_else_are_changed(client, ada):
    sent = {
        "name": "Ada L.", "language": "fr", "network_role": "label_officer", "email": "eve@example.org",
        "is_active": "", "demo": "on", "password": "x",
    }  # fmt: skip
    before = User.objects.values().get()
    assert client.post(ME, sent).headers["Location"] == ME
    assert User.objects.values().get() == before | {"name": "Ada L.", "language": "fr"}


@pytest.mark.parametrize("sent", [{}, {"name": "", "language": "fr"}, {"name": "Ada", "language": "xx"}, {"name": "a\x00", "language": "fr"}, {"name": "a" * 151, "language": "fr"}])  # fmt: skip
def test_what_cannot_be_is_said_and_keeps_what_was_typed(client, ada, sent):
    before = User.objects.values().get()
    answer = client.post(ME, sent)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert User.objects.values().get() == before


def test_page_names_teams_and_role(client):
    cite = make_cite(name={"fr": "Cité des métiers de Nîmes", "en": "Cité des métiers de Nîmes"})
    client.force_login(make_member(cite, "coordinator"))
    page = client.get(ME).content.decode()
    assert "Nîmes" in page
    assert "coordinator" in page
    client.force_login(make_person("reader"))
    assert "reader" in client.get(ME).content.decode()


def asked_for(client, email, mailoutbox):
    answer = client.post(NEW, {"email": email})
    deliver_due()
    return answer, mailoutbox[-1]


def link_in(mail):
    [link] = [word for word in mail.body.split() if "/accounts/email/" in word]
    return link.partition("8000")[2]


def test_new_address_is_used_once_somebody_reads_there(client, ada, mailoutbox):
    _answer, mail = asked_for(client, "Ada@Example.net", mailoutbox)
    assert mail.to == ["ada@example.net"]
    link = link_in(mail)
    for _time in range(2):
        assert client.get(link).status_code == 200
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    assert client.post(link).headers["Location"] == ME
    ada.refresh_from_db()
    assert ada.email == "ada@example.net"
    deliver_due()
    assert (mailoutbox[-1].to, mailoutbox[-1].subject) == (
        ["ada@example.org"],
        "Your address is changed – Cités des métiers",
    )
    assert client.get(link).status_code == client.post(link).status_code == 410
    assert Client().post(reverse("account_login"), {"login": "ada@example.net", "password": PASSWORD}).status_code == 302  # fmt: skip


def test_address_that_has_an_account_gets_the_same_answer_and_tells_its_reader(client, ada, mailoutbox):
    make_user(email="eve@example.org", password=None)
    free, mail = asked_for(client, "free@example.org", mailoutbox)
    taken, warned = asked_for(client, "eve@example.org", mailoutbox)
    assert taken.content.decode().replace("eve@", "free@") == free.content.decode()
    assert "/accounts/email/" in mail.body
    assert "/accounts/email/" not in warned.body


def test_link_is_for_its_person_and_for_a_day(client, ada, mailoutbox):
    with time_machine.travel("2026-11-25 10:00Z", tick=False) as clock:
        other = Client()
        other.force_login(make_user(password=None))
        client.force_login(ada)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        _answer, mail = asked_for(client, "ada@example.net", mailoutbox)
        link = link_in(mail)
        assert other.get(link).status_code == other.post(link).status_code == 403
        assert Client().get(link).status_code == 302
        clock.move_to("2026-11-26 10:01Z")
        client.force_login(ada)
        assert client.post(link).status_code == 410
        for token in ("x", "a:b:c", "x" * 5000):
            assert client.get(f"/accounts/email/{token}/").status_code == 410


def test_address_that_was_taken_meanwhile(client, ada, mailoutbox):
    _answer, mail = asked_for(client, "ada@example.net", mailoutbox)
    make_user(email="ada@example.net", password=None)
    assert client.post(link_in(mail)).status_code == 410


def test_new_address_asks_who_one_is_when_that_was_a_while_ago(ada):
    client = Client()
    client.force_login(ada)
    assert client.get(NEW).status_code == 200
    answer = client.post(NEW, {"email": "ada@example.net"})
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not Letter.objects.exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_page_asks_as_often_for_thirty_teams_as_for_one(client, rows):
    person = make_member()
    for _number in range(rows - 1):
        person.memberships.create(cite=make_cite(), role="contributor")
    client.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        client.get(ME)
    assert len(queries) <= 8
