"""What becomes of what the public writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from network.permissions import Can, check
from network.vocabulary import SuggestionState

if TYPE_CHECKING:
    from network.models import Suggestion, User


def moderate_suggestion(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Keep the state and the answer that were given to a suggestion, with who gave them and when."""
    check(by, Can.EDIT_CONTENT, suggestion)
    now = timezone.now()
    if suggestion.state == SuggestionState.RECEIVED:
        suggestion.moderated_by = suggestion.moderated_at = None
    else:
        suggestion.moderated_by, suggestion.moderated_at = by, suggestion.moderated_at or now
    suggestion.answered_at = (suggestion.answered_at or now) if suggestion.answer else None
    suggestion.save()
    return suggestion
