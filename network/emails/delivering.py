"""Delivers what waits, one letter in one transaction."""

from __future__ import annotations

import json
import logging
from collections import Counter
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import TYPE_CHECKING, Any

from django.core.mail import EmailMultiAlternatives, mailers
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from network.models import Letter
from network.seals import BrokenSealError, unseal

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)
# What a letter asks for is over after some days; a server that is away for as long is another matter.
GIVEN_UP_AFTER = timedelta(days=3)
FORGOTTEN_AFTER = timedelta(days=30)
_REFUSED_FOR_GOOD = 500
_WAITING = Q(delivered_at__isnull=True, given_up_at__isnull=True)


def deliver_due() -> Counter[str]:
    """Deliver every letter that is due, and count what became of them.

    Any number of processes may do it at once. A letter is locked, sent, noted as delivered and let go
    before the next one: who is killed meanwhile has at most one of them sent and not noted.
    """
    counts: Counter[str] = Counter()
    mailer = mailers["default"]
    try:
        while became := _deliver_next(mailer):
            counts[became] += 1
    finally:
        mailer.close()
    return counts


def forget_old_letters() -> int:
    """Remove the letters that came to their end some time ago."""
    long_ago = timezone.now() - FORGOTTEN_AFTER
    removed, _of_each = Letter.objects.exclude(_WAITING).filter(written_at__lt=long_ago).delete()
    return removed


@transaction.atomic
def _deliver_next(mailer: Any) -> str:
    """Return what became of the letter that waited longest, or nothing where none is due."""
    now = timezone.now()
    due = Letter.objects.filter(_WAITING, due_at__lte=now).order_by("due_at", "pk")
    letter = due.select_for_update(skip_locked=True).first()
    if letter is None:
        return ""
    letter.attempts += 1
    try:
        mailer.send_messages([_message(letter)])
    except Exception as error:  # noqa: BLE001 whatever is wrong with one letter, the next one goes out
        _put_off(letter, error, now)
    else:
        letter.fault, letter.sealed, letter.delivered_at = "", "", now
    letter.save()
    return "delivered" if letter.delivered_at else "given up" if letter.given_up_at else "put off"


def _message(letter: Letter) -> EmailMultiAlternatives:
    said = json.loads(unseal(letter.sealed))
    message = EmailMultiAlternatives(
        letter.subject,
        said["text"],
        to=[said.get("to") or letter.recipient],
        headers={
            "Message-ID": letter.message_id,
            "Content-Language": letter.language,
            # Nobody's absence is told to a machine.
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(said["html"], "text/html")
    return message


def _put_off(letter: Letter, error: Exception, now: datetime) -> None:
    """Try again later, each time after twice as long; in the end, or where it is of no use, give up."""
    letter.fault = type(error).__name__
    if isinstance(error, BrokenSealError) or _is_refused(error) or now - letter.written_at > GIVEN_UP_AFTER:
        letter.given_up_at, letter.sealed = now, ""
    else:
        letter.due_at = now + min(FIRST_WAIT * 2 ** min(letter.attempts - 1, 10), LONGEST_WAIT)
    # Neither who nor what: a log is no place for it.
    log.warning("letter %s: %s, attempt %s", letter.pk, letter.fault, letter.attempts)


def _is_refused(error: Exception) -> bool:
    """Tell whether the server knows no such recipient, and never will."""
    return isinstance(error, SMTPRecipientsRefused) and all(
        code >= _REFUSED_FOR_GOOD for code, _words in error.recipients.values()
    )
