"""What becomes of what the public writes."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from network.actions.sheets import Over, said, write_draft
from network.emails import ANSWER, write_letter
from network.emails.writing import portal_language
from network.models import Draft, ReplyAddress, Suggestion, Support
from network.permissions import Can, check
from network.seals import BrokenSealError, seal, unseal
from network.vocabulary import SuggestionState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from network.access import Desk
    from network.actions.sheets import Kind
    from network.models import Cite, User

ADDRESS_KEPT = timedelta(days=90)
LONGEST_TITLE = 80


@transaction.atomic
def receive_suggestion(
    cite: Cite,
    *,
    kind: str,
    text: str,
    language: str,
    email: str = "",
    about: Callable[[Suggestion], object] | None = None,
) -> Suggestion:
    """Keep what somebody wrote; `about` ties it to the record of the Cité that it is about."""
    made = Suggestion.objects.create(cite=cite, demo=cite.demo, kind=kind, text=text, language=language)
    if about:
        about(made)
    if email:
        until = timezone.localdate() + ADDRESS_KEPT
        ReplyAddress.objects.create(suggestion=made, sealed=seal(email), kept_until=until)
    return made


def support_suggestion(suggestion: Suggestion) -> None:
    """Count a click of somebody who would like that too."""
    Support.objects.get_or_create(suggestion=suggestion)
    Support.objects.filter(suggestion=suggestion).update(clicks=F("clicks") + 1)


def moderate_suggestion(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Keep the state and the answer that the secretariat gave to a suggestion, with who gave them and when."""
    check(by, Can.EDIT_CONTENT, suggestion)
    return _settle(suggestion, by)


def settle_suggestion(desk: Desk, suggestion: Suggestion, *, reason: str = "") -> Suggestion:
    """Keep the state and the answer that the team of a Cité, or a guest for a reason, gave to a suggestion.

    Raises:
        Conflict: somebody else did meanwhile.

    """
    desk.check(Can.WRITE)
    if suggestion.cite_id != desk.cite.pk:
        raise PermissionDenied
    with said(desk, reason):
        return _settle(suggestion, desk.user)


@transaction.atomic
def _settle(suggestion: Suggestion, by: User) -> Suggestion:
    now = timezone.now()
    if suggestion.state == SuggestionState.RECEIVED:
        suggestion.moderated_by = suggestion.moderated_at = None
    else:
        suggestion.moderated_by, suggestion.moderated_at = by, suggestion.moderated_at or now
    suggestion.answered_at = (suggestion.answered_at or now) if suggestion.answer else None
    suggestion.save()
    _reply(suggestion)
    return suggestion


def _reply(suggestion: Suggestion) -> None:
    """Answer who left an address, once, and forget it; forget it too where no answer will come."""
    address = ReplyAddress.objects.select_for_update().filter(suggestion=suggestion).first()
    never = {SuggestionState.SPAM, SuggestionState.DECLINED}
    if address is None or not (suggestion.answer or suggestion.state in never):
        return
    if suggestion.answer and suggestion.state != SuggestionState.SPAM:
        # Where the seal is broken, nobody can read the address any more, nor answer there.
        with suppress(BrokenSealError):
            _send_answer(suggestion, unseal(address.sealed))
    address.delete()


def _send_answer(suggestion: Suggestion, to: str) -> None:
    cite = suggestion.cite
    with translation.override(portal_language(suggestion.language)):
        link = f"{settings.SITE_URL}{cite.get_absolute_url()}"
    context = {
        "cite": cite,
        "text": suggestion.text,
        "language": suggestion.language,
        "answer": suggestion.answer,
        "link": link,
    }
    write_letter(to, ANSWER.name, context, language=suggestion.language)


@transaction.atomic
def draft_from_suggestion(desk: Desk, kind: Kind, suggestion: int) -> Draft:
    """Begin a sheet with what somebody suggested; the one that was begun already, where it is still there.

    Raises:
        Over: the suggestion is gone.

    """
    desk.check(kind.writes)
    found = Suggestion.objects.select_for_update(of=("self",)).filter(cite=desk.cite, pk=suggestion).first()
    if found is None:
        raise Over
    begun = Draft.objects.filter(cite=desk.cite, kind=kind.name, pk=found.made_draft or 0).first()
    if begun and found.made_kind == kind.name:
        return begun
    values = {
        f"title__{found.language}": [title_of(found.text)],
        f"summary__{found.language}": [found.text],
    }
    draft = write_draft(desk, kind, values, opened={})
    found.made_kind, found.made_draft, found.made_record = kind.name, draft.pk, None
    found.save()
    return draft


def title_of(text: str) -> str:
    """Return the first sentence of a text, or as many of its words as make a title."""
    first = re.split(r"(?<=[.?!…])\s|\n", text.strip(), maxsplit=1)[0].strip()
    if len(first) <= LONGEST_TITLE:
        return first.rstrip(".")
    return first[: LONGEST_TITLE - 1].rsplit(None, 1)[0].rstrip(",;:") + "…"


def forget_addresses(today: date) -> int:
    """Forget the addresses that nobody answered in time; return how many."""
    forgotten, _by_model = ReplyAddress.objects.filter(kept_until__lt=today).delete()
    return forgotten
