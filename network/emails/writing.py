"""Puts a letter where it waits for its delivery."""

from __future__ import annotations

import json
from email.utils import make_msgid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation

from network.emails.composing import compose, kind_named
from network.models import Letter, User
from network.seals import seal

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_SUBJECT = 255


def write_letter(
    to: User | str, kind: str, context: Mapping[str, Any] | None = None, *, language: str = ""
) -> Letter:
    """Write a letter to a person, or to an address, in the transaction that is open.

    It is said at once, with the records as they are now, in the person's language; to an address, in
    `language` or the one of the page. `context` is for the template, which knows `person`, `SITE_URL` and
    `CONTACT_EMAIL` as well. Nothing is sent before the transaction ends well.
    """
    person = to if isinstance(to, User) else None
    address = to.email if isinstance(to, User) else to
    speaks = portal_language((person and person.language) or language or translation.get_language() or "")
    said = compose(kind, {"person": person, **(context or {})}, language=speaks)
    now = timezone.now()
    sealed = {"text": said.text, "html": said.html}
    if kind_named(kind).hides_address:
        sealed, address = {**sealed, "to": address}, ""
    return Letter.objects.create(
        # One for all attempts: by it a mailbox knows a letter that comes twice.
        message_id=make_msgid(domain=urlsplit(settings.SITE_URL).hostname),
        recipient=address,
        language=speaks,
        kind=kind,
        subject=said.subject[:_LONGEST_SUBJECT],
        sealed=seal(json.dumps(sealed)),
        due_at=now,
    )


def portal_language(code: str) -> str:
    """Return the language of the portal that comes nearest to a code: French where none does."""
    known = dict(settings.LANGUAGES)
    return next((each for each in (code, code[:2]) if each in known), "fr")
