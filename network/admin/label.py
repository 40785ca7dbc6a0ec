"""Label decisions: added and corrected, never changed or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from network.actions import correct_decision, record_decision
from network.admin.asking import AsksAgain, WaitingForm
from network.admin.cites import OfACite
from network.admin.records import ModelPage
from network.admin.rights import person_of
from network.models import LabelDecision, LabelReminder
from network.permissions import Can
from network.vocabulary import DecisionKind

if TYPE_CHECKING:
    from django.http import HttpRequest

# Digits of a number that the database can hold.
_LONGEST_NUMBER = 18
_SAID = ("kind", "date", "date_until", "period_from", "period_until", "conditions", "note", "sources")


def decision_of(request: HttpRequest) -> LabelDecision | None:
    """Return the decision that an address asks to correct."""
    number = request.GET.get("replaces", "")
    if not number.isdecimal() or len(number) > _LONGEST_NUMBER:
        return None
    return LabelDecision.objects.filter(pk=int(number)).first()


class DecisionForm(WaitingForm):
    """A new decision, which may replace one of the same Cité; a withdrawal has a way of its own."""

    replaces = forms.ModelChoiceField(
        LabelDecision.objects.filter(replaced_by=None),
        required=False,
        label=_("corrects"),
        help_text=_("The decision that this one replaces; it stays in the series, marked as replaced."),
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields.get("kind")
        if kind:
            kind.choices = [each for each in kind.choices if each[0] != DecisionKind.WITHDRAWAL]
            kind.help_text = format_html(
                '{} <a href="{}">{}</a>',
                _("A label is withdrawn by two officers."),
                reverse("admin:network_withdrawalproposal_add"),
                _("Propose a withdrawal"),
            )

    def clean_replaces(self) -> LabelDecision | None:
        wrong: LabelDecision | None = self.cleaned_data.get("replaces")
        cite = self.cleaned_data.get("cite")
        if wrong and cite and wrong.cite_id != cite.pk:
            raise ValidationError(_("A correction is of the same Cité."))
        return wrong


@admin.register(LabelDecision)
class LabelDecisionPage(AsksAgain, OfACite):
    """The series of decisions of every Cité; who adds one says again who they are."""

    form = DecisionForm
    right = Can.RUN_LABEL
    changes = deletes = False
    list_display = ("kind", "date", "cite", "period_until", "author", "replaced_by", "mark")
    list_select_related = ("cite", "author", "replaced_by", "session")
    list_filter = ("kind", ("replaced_by", admin.EmptyFieldListFilter), *OfACite.list_filter)
    search_fields = ("cite__name", "cite__slug", "date", "note", "conditions")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        dates = ("cite", "kind", ("date", "date_until"), ("period_from", "period_until"))
        words = ("conditions", "note", "sources")
        if obj is None:
            return [(None, {"fields": (*dates, *words, "replaces")})]
        made = (
            "session",
            "author",
            "recorded_at",
            "known_since",
            "imported",
            "demo",
            "replaced_by",
            "correction",
        )
        return [(None, {"fields": (*dates, *words)}), (_("How it came here"), {"fields": made})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *(["correction"] if obj else [])]

    @admin.display(description=_("correction"))
    def correction(self, decision: LabelDecision) -> str:
        """Link to the form of the row that would replace this one."""
        if decision.replaced_by_id:
            return str(_("corrected"))
        if decision.session_id:
            address = reverse("admin:network_committeesession_add")
            words = _("Plan a session that corrects that of the committee")
            return format_html('<a href="{}?corrects={}">{}</a>', address, decision.session_id, words)
        is_withdrawal = decision.kind == DecisionKind.WITHDRAWAL
        page = "withdrawalproposal" if is_withdrawal else "labeldecision"
        address = reverse(f"admin:network_{page}_add")
        return format_html(
            '<a href="{}?replaces={}">{}</a>', address, decision.pk, _("Correct this decision")
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a correction with what the wrong decision says."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        wrong = decision_of(request)
        if wrong is None:
            return initial
        return {"replaces": wrong, "cite": wrong.cite_id} | {name: getattr(wrong, name) for name in _SAID}

    def save_model(self, request: HttpRequest, obj: LabelDecision, form: Any, change: bool) -> None:
        if wrong := form.cleaned_data.get("replaces"):
            correct_decision(wrong, obj, by=person_of(request))
        else:
            record_decision(obj, by=person_of(request))


@admin.register(LabelReminder)
class LabelReminderPage(ModelPage):
    """Of what the coordinators were told, and when; the nightly work writes it."""

    right = Can.RUN_LABEL
    adds = changes = deletes = False
    list_display = ("written_on", "cite", "decision", "days_ahead")
    list_filter = ("days_ahead", ("decision__cite", admin.RelatedOnlyFieldListFilter))
    search_fields = ("decision__cite__name", "decision__cite__slug")
    fields = ("decision", "days_ahead", "written_on")

    @admin.display(description=_("Cité"), ordering="decision__cite__sort_key")
    def cite(self, reminder: LabelReminder) -> str:
        return str(reminder.decision.cite)
