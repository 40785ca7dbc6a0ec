"""What the public says of a Cité or of one of its records, and the form to say more, at the end of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from network.forms.suggestions import SuggestionForm
from network.seals import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from network.models import Suggestion


class Voices(NamedTuple):
    """Published suggestions about a record, and a form that is the same for everybody within an hour.

    `kind` is `cite`, or the name of a kind of sheet.
    """

    kind: str
    record: int
    stamp: str
    form: SuggestionForm
    said: Sequence[Suggestion]


def voices_of(
    kind: str,
    record: int,
    said: Iterable[Suggestion],
    *,
    form: SuggestionForm | None = None,
) -> Voices:
    """Put what is said and a form together: an empty one, or one that could not be taken."""
    stamped = stamp(page_of(kind, record), timezone.now())
    return Voices(kind, record, stamped, form or SuggestionForm(), list(said))


def page_of(kind: str, record: int) -> str:
    """Name the page that a stamp is for."""
    return f"{kind} {record}"
