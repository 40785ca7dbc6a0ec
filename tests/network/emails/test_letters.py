"""Letters: written with what gives cause for them, delivered once, patiently, by whoever comes first."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from unittest.mock import patch

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from network.emails import compose, deliver_due, forget_old_letters, kinds, write_letter
from network.models import Letter
from tests.factories import make_user

pytestmark = pytest.mark.django_db
INVITATION = {"cite": "Cité X", "role": "coordinator", "by": "Ada", "link": "https://x.example/abc", "until": None}  # fmt: skip


def write(to="ada@example.org", **over):
    return write_letter(to, "invitation", INVITATION | over, language="en")


def test_letter_goes_with_the_transaction_that_gave_cause_for_it():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert not deliver_due()


def test_letter_is_two_parts_that_say_the_same_and_fetch_nothing(mailoutbox):
    letter = write()
    assert deliver_due() == {"delivered": 1}
    [sent] = mailoutbox
    message = message_from_bytes(sent.message().as_bytes())
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    html = sent.alternatives[0].content
    for part in (sent.body, html):
        assert "Ada invites you to work on the portal" in part
        assert "https://x.example/abc" in part
    assert "<" not in sent.body
    for tracker in ("<img", "<style", "style=", "<link", "src="):
        assert tracker not in html
    assert sent.to == ["ada@example.org"]
    assert sent.subject == "An invitation to the team of Cité X – Cités des métiers"
    assert message["Message-ID"] == letter.message_id
    assert message["Auto-Submitted"] == "auto-generated"


def test_letter_speaks_the_language_of_its_reader(mailoutbox):
    write_letter(make_user(language="fr", password=None), "invitation", INVITATION, language="en")
    write_letter(make_user(language="pt-BR", password=None), "invitation", INVITATION, language="en")
    write_letter("x@example.org", "invitation", INVITATION)
    assert list(Letter.objects.order_by("pk").values_list("language", flat=True)) == ["fr", "fr", "en"]
    deliver_due()
    assert '<html lang="fr">' in mailoutbox[0].alternatives[0].content


def test_what_names_bring_along_stays_text(mailoutbox):
    write(by='<a href="https://evil.example">Ada</a>')
    deliver_due()
    assert '<a href="https://evil' not in mailoutbox[0].alternatives[0].content
    assert '<a href="https://evil.example">Ada</a> invites you' in mailoutbox[0].body


def test_nothing_is_kept_readable_and_nothing_once_it_is_delivered():
    letter = write()
    assert "abc" not in letter.sealed
    deliver_due()
    letter.refresh_from_db()
    assert (letter.sealed, letter.fault, letter.attempts) == ("", "", 1)
    assert letter.delivered_at


class Away:
    """A mail server that is not there."""

    def __init__(self, error):
        self.error = error

    def __call__(self, *_args):
        raise self.error


def while_away(error):
    return patch("django.core.mail.backends.locmem.EmailBackend.send_messages", Away(error))


def test_server_that_is_away_is_asked_again_less_and_less_often(mailoutbox):
    with time_machine.travel("2026-11-25 10:00Z", tick=False) as clock:
        letter, waits = write(), []
        with while_away(SMTPServerDisconnected("away")):
            for _attempt in range(10):
                assert deliver_due() == {"put off": 1}
                assert not deliver_due()
                letter.refresh_from_db()
                waits.append((letter.due_at - timezone.now()) / timedelta(minutes=1))
                clock.move_to(letter.due_at)
        assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]
        assert letter.fault == "SMTPServerDisconnected"
        assert deliver_due() == {"delivered": 1}
    assert [sent.extra_headers["Message-ID"] for sent in mailoutbox] == [letter.message_id]


def test_after_three_days_a_letter_is_given_up_and_forgotten():
    with time_machine.travel("2026-11-25 10:00Z", tick=False) as clock, while_away(OSError("away")):
        letter = write()
        clock.shift(timedelta(days=3, minutes=1))
        assert deliver_due() == {"given up": 1}
    letter.refresh_from_db()
    assert letter.given_up_at
    assert letter.sealed == ""


@pytest.mark.parametrize(("code", "became"), [(550, "given up"), (450, "put off")])
def test_recipient_that_is_unknown_is_not_asked_for_again(code, became):
    write()
    with while_away(SMTPRecipientsRefused({"ada@example.org": (code, b"no")})):
        assert deliver_due() == {became: 1}


def test_letter_that_cannot_be_read_does_not_hold_up_the_next_one(mailoutbox):
    broken, _good = write(), write("eve@example.org")
    Letter.objects.filter(pk=broken.pk).update(sealed="x")
    assert deliver_due() == {"given up": 1, "delivered": 1}
    assert [sent.to for sent in mailoutbox] == [["eve@example.org"]]


def test_key_that_was_changed_still_opens_what_waits(settings, mailoutbox):
    write()
    with override_settings(SECRET_KEY="y" * 60, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert deliver_due() == {"delivered": 1}


def test_old_letters_are_removed_and_waiting_ones_stay():
    with time_machine.travel("2026-10-01", tick=False):
        write()
        deliver_due()
        write()
    with time_machine.travel("2026-11-25", tick=False):
        assert forget_old_letters() == 1
    assert Letter.objects.get().delivered_at is None


def test_command_says_what_it_did(capsys):
    write()
    write()
    call_command("deliver_letters")
    assert capsys.readouterr().out == "2 delivered\n"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_deliver_each_letter_is_sent_by_one():
    for number in range(40):
        write(f"{number}@example.org")

    def deliver(_number):
        try:
            return deliver_due()["delivered"]
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(deliver, range(6))) == 40
    assert len({sent.to[0] for sent in mail.outbox}) == len(mail.outbox) == 40


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_is_said_in_every_language_from_its_sample(language):
    for kind in kinds():
        said = compose(kind.name, kind.sample(), language=language)
        assert 20 < len(said.subject) < 120, kind
        assert "\n" not in said.subject
        assert f'<html lang="{language}">' in said.html
        assert "<style" not in said.html
        assert "<img" not in said.html
        assert len(said.text) > 150, kind
