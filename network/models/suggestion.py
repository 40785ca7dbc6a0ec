"""What the public writes to a Cité: no name, no address, nothing that tells who wrote."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext_lazy as _

from network.models.base import Record, keeps_history
from network.models.cite import Cite
from network.models.fields import LANGUAGE, TextsField, satisfies
from network.models.place import Place
from network.vocabulary import SuggestionKind, SuggestionState

# How many a page shows of what was said of its record, and what it shows of each.
LATEST = 3
_SHOWN = ("kind", "text", "language", "received_at", "answer", "answer_public")


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Which suggestions."""

    def published(self) -> SuggestionQuerySet:
        """Those that the public sees, the latest first, with the `clicks` of others who would like it too."""
        shown = self.filter(state=SuggestionState.PUBLISHED)
        return shown.annotate(clicks=Coalesce(F("support__clicks"), 0)).order_by("-received_at", "-pk")


def rows_said(links: models.QuerySet[Any]) -> ArraySubquery:
    """Gather the latest published suggestions that some links tie to a record, in the query of the record.

    `suggestions_in` reads what it brings.
    """
    shown = links.filter(suggestion__state=SuggestionState.PUBLISHED)
    values = {name: f"suggestion__{name}" for name in _SHOWN}
    clicks = Coalesce(F("suggestion__support__clicks"), 0)
    row = JSONObject(id="suggestion_id", clicks=clicks, **values)
    return ArraySubquery(shown.order_by("-suggestion__received_at", "-suggestion").values(row=row)[:LATEST])


def suggestions_in(record: Any) -> list[Suggestion]:
    """Return what was said of a record that was read `with_voices()`: what a page shows, and the clicks."""
    found = []
    for row in record.said_rows:
        said = Suggestion(**{name: value for name, value in row.items() if name != "clicks"})
        said.received_at = datetime.fromisoformat(row["received_at"])
        said.clicks = row["clicks"]  # type: ignore[attr-defined]
        found.append(said)
    return found


@keeps_history
class Suggestion(Record):
    """An idea, a question or a correction about a Cité or one of its records; moderated, answered.

    One about an offer or an event has a row in the app of that record.
    """

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="suggestions", verbose_name=_("Cité"))
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="suggestions", verbose_name=_("place")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=SuggestionKind.choices)
    text = models.CharField(_("text"), max_length=4000)
    language = models.CharField(_("language"), max_length=6)
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    state = models.CharField(
        _("state"), max_length=10, choices=SuggestionState.choices, default=SuggestionState.RECEIVED
    )
    moderated_by = models.ForeignKey(
        "network.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("moderated by"),
    )
    moderated_at = models.DateTimeField(_("moderated at"), null=True, blank=True)
    answer = TextsField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer_public = models.BooleanField(
        _("answer shown in public"),
        default=False,
        help_text=_("On the page of what the suggestion is about, below it."),
    )
    reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        help_text=_("Why it is not shown. The public never reads it."),
    )
    # The sheet that was made of it: its kind; its draft, then the record that was published from that.
    made_kind = models.CharField(max_length=20, blank=True, editable=False)
    made_draft = models.PositiveBigIntegerField(null=True, editable=False)
    made_record = models.PositiveBigIntegerField(null=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "cite"], name="suggestion_with_its_cite"),
            models.CheckConstraint(
                condition=Q(kind__in=SuggestionKind.values), name="suggestion_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=SuggestionState.values), name="suggestion_state_is_known"
            ),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="suggestion_says_something"),
            models.CheckConstraint(
                condition=Q(language__regex=LANGUAGE), name="suggestion_language_is_a_code"
            ),
            models.CheckConstraint(
                condition=Q(state=SuggestionState.RECEIVED, moderated_at__isnull=True)
                | (~Q(state=SuggestionState.RECEIVED) & Q(moderated_at__isnull=False)),
                name="suggestion_state_has_its_date",
            ),
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "answer"), name="suggestion_answer_is_by_language"
            ),
            models.CheckConstraint(
                condition=Q(answer={}, answered_at__isnull=True)
                | (~Q(answer={}) & Q(answered_at__isnull=False)),
                name="suggestion_answer_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(answer_public=False) | (~Q(answer={}) & Q(state=SuggestionState.PUBLISHED)),
                name="suggestion_public_answer_stands_below_it",
            ),
            models.CheckConstraint(
                condition=~Q(state=SuggestionState.SPAM) | Q(reason__regex=r"\S"),
                name="suggestion_is_hidden_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(made_kind="", made_draft__isnull=True, made_record__isnull=True)
                | ~Q(made_kind=""),
                name="suggestion_made_something_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.text[:60]}"


class ReplyAddress(models.Model):
    """Where somebody wants to be answered: sealed, without history, gone with the answer or with its day."""

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="reply_address")
    sealed = models.TextField(editable=False)
    kept_until = models.DateField(_("kept until"))

    class Meta:
        ordering = ["kept_until", "pk"]
        constraints = [
            # What Fernet makes begins with its version; an address in the clear does not.
            models.CheckConstraint(condition=Q(sealed__startswith="gAAAA"), name="reply_address_is_sealed"),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id} · {self.kept_until}"


class Support(models.Model):
    """How often “I would like that too” was clicked. Clicks, not people: nothing tells who clicked, or when."""

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="support")
    clicks = models.PositiveIntegerField(_("clicks"), default=0)

    class Meta:
        ordering = ["suggestion", "pk"]

    def __str__(self) -> str:
        return f"{self.suggestion_id} · {self.clicks}"
