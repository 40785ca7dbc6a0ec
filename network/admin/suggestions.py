"""What the public wrote, to be read and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin

from network.actions import moderate_suggestion
from network.admin.cites import OfACite
from network.admin.rights import person_of
from network.models import Suggestion

if TYPE_CHECKING:
    from django.http import HttpRequest


@admin.register(Suggestion)
class SuggestionPage(OfACite):
    """Nobody puts words into the public's mouth: these are answered, published or not, or removed."""

    adds = False
    list_display = ("__str__", "cite", "state", "received_at", "answered_at", "mark")
    list_filter = ("state", "kind", *OfACite.list_filter)
    search_fields = ("text", "cite__name", "cite__slug")
    fields = (
        ("kind", "received_at"), "cite", "place", ("text", "language"), "state", "reason",
        ("moderated_by", "moderated_at"), "answer", "answer_public", "answered_at", "demo",
    )  # fmt: skip
    readonly_fields = (
        "kind", "received_at", "cite", "place", "text", "language", "moderated_by", "moderated_at", "answered_at",
    )  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Suggestion, form: Any, change: bool) -> None:
        if form.has_changed():
            moderate_suggestion(obj, by=person_of(request))
