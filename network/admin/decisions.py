"""Decisions on the label of a Cité as buttons on its page: which are open, and what each one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.access import ask_again, sent
from network.actions.label import decide, latest_decision
from network.admin.records import ModelPage
from network.admin.rights import person_of
from network.filing import DECIDES, kinds_that_fit
from network.forms import RecordForm, form_field, refusal_of
from network.forms.dates import DayField
from network.label import GRANTED, GRANTING, renewal_period
from network.models import Conflict, LabelDecision
from network.partial_dates import PartialDate
from network.permissions import Can, can, check
from network.vocabulary import DecisionKind, LabelStatus

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

    from network.label import Standing
    from network.models import Cite


@dataclass(frozen=True, slots=True)
class Decides:
    """A decision as a button, and what follows from it."""

    kind: DecisionKind
    words: _StrPromise
    consequence: _StrPromise

    @property
    def grants(self) -> bool:
        return self.kind in GRANTING


_GRANTS = _("The public register shows the label as granted from that day, to the last day that you write; badges show it too.")  # fmt: skip
# A withdrawal is no button: one person alone does not withdraw a label.
DECISIONS = {
    each.kind: each
    for each in (
        Decides(DecisionKind.PROJECT_LABEL, _("Grant the project label"), _GRANTS),
        Decides(DecisionKind.OPERATING_LABEL, _("Grant the operating label"), _GRANTS),
        Decides(DecisionKind.CONFIRMATION, _("Confirm the label"), _GRANTS),
        Decides(DecisionKind.RENEWAL, _("Renew the label"), _GRANTS),
        Decides(
            DecisionKind.SUSPENSION, _("Suspend the label"),
            _("The public register shows the label as suspended from that day, and badges on other sites turn grey. A reinstatement brings back the label that was there."),
        ),
        Decides(
            DecisionKind.REINSTATEMENT, _("Reinstate the label"),
            _("The suspension ends on that day: the label is again what it was before, with the period that is recorded for it."),
        ),
        Decides(
            DecisionKind.LABEL_END, _("End the label"),
            _("The Cité bears the label no longer: the public register says so, badges turn grey, and nothing more is awaited from the Cité. Only another decision that grants the label brings it back."),
        ),
    )
}  # fmt: skip


def open_after(standing: Standing) -> list[Decides]:
    """Return the decisions that make sense for a label as it stands, those that grant first."""
    status = standing.status
    granting = [DECIDES[kind] for kind in kinds_that_fit(standing)]
    if status == LabelStatus.SUSPENDED:
        return [DECISIONS[DecisionKind.REINSTATEMENT], DECISIONS[DecisionKind.LABEL_END]]
    lasts = status in GRANTED or status == LabelStatus.DUE
    against = [DecisionKind.SUSPENSION, DecisionKind.LABEL_END] if lasts else []
    return [DECISIONS[kind] for kind in (*granting, *against)]


class DecideForm(RecordForm):
    """The terms of a decision; `seen` is the latest one that its author knew of."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    day = DayField(label=_("Day of the decision"))
    period_from = DayField(label=_("Covers from"), required=False)
    period_until = DayField(
        label=_("Covers until"), required=False, help_text=_("Last day, inclusive. As in 25/11/2026.")
    )

    class Meta:
        model = LabelDecision
        fields = ("seen", "day", "period_from", "period_until", "conditions", "note", "sources")

        @staticmethod
        def formfield_callback(db_field: Any, **kwargs: Any) -> forms.Field | None:
            return form_field(db_field) or db_field.formfield(**kwargs)

    def __init__(self, *args: Any, decides: Decides, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, label_suffix="", **kwargs)
        helps = {
            "conditions": _("Shown in the public register, beside the decision."),
            "note": _("Why, or by whom; shown in the public register."),
            "sources": _("Addresses that prove it, one on each line."),
        }
        for name, words in helps.items():
            self.fields[name].help_text = words
        if not decides.grants:
            del self.fields["period_from"], self.fields["period_until"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if day := self.cleaned_data.get("day"):
            self.instance.date = PartialDate(day.year, day.month, day.day)
            if day > timezone.localdate():
                self.add_error("day", _("A decision that is still to come cannot be recorded."))
        return cleaned

    def see(self, latest: int) -> None:
        """Show the form again as one that knows of the latest decision."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = str(latest)
        self.data = data


class DecidesLabel(ModelPage):
    """The page of a Cité with the decisions that its reader may record; who records one says again who they are."""

    change_form_template = "admin/cite.html"

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.decide)
        return [
            path("<int:number>/label/<slug:kind>/", page, name="network_cite_decide"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        decisions = self._open(request, found) if found else []
        return super().change_view(
            request, object_id, form_url, {"decisions": decisions, **(extra_context or {})}
        )

    def _open(self, request: HttpRequest, cite: Cite) -> list[Decides]:
        may = can(person_of(request), Can.RUN_LABEL, cite)
        return open_after(cite.standing_on(timezone.localdate())) if may else []

    def decide(self, request: HttpRequest, number: int, kind: str) -> HttpResponse:
        """Name what a decision does, ask for its terms, and add it to the series."""
        decides = next((each for each in DECISIONS.values() if each.kind == kind), None)
        cite = get_object_or_404(self.get_queryset(request), pk=number)
        if decides is None:
            raise Http404
        check(person_of(request), Can.RUN_LABEL, cite)
        if away := ask_again(request):
            return away
        is_open = decides in open_after(cite.standing_on(timezone.localdate()))
        data = sent(request)
        decision = LabelDecision(cite=cite, kind=kind, demo=cite.demo, known_since=timezone.localdate())
        form = DecideForm(data, decides=decides, instance=decision, initial=_terms(cite, decides))
        if request.method != "POST" or not is_open:
            status = 409 if request.method == "POST" else 200
            return self._decide_page(request, cite, decides, form, is_open=is_open, status=status)
        if form.is_valid():
            try:
                decide(decision, seen=form.cleaned_data["seen"], by=person_of(request))
            except Conflict:
                form.add_error(None, gettext("Another decision was recorded meanwhile. Nothing was done: look at it, then go on."))  # fmt: skip
                form.see(latest_decision(cite))
            except IntegrityError as error:
                form.add_error(None, refusal_of(error))
            else:
                messages.success(request, gettext("The decision is in the register."))
                return redirect("admin:network_cite_change", cite.pk)
        return self._decide_page(request, cite, decides, form, is_open=True, status=422)

    def _decide_page(
        self,
        request: HttpRequest,
        cite: Cite,
        decides: Decides,
        form: DecideForm,
        *,
        is_open: bool,
        status: int,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": decides.words,
            "opts": self.opts,
            "cite": cite,
            "decides": decides,
            "standing": cite.standing_on(timezone.localdate()),
            "form": form,
            "is_open": is_open,
        }
        return TemplateResponse(request, "admin/decide.html", context, status=status)


def _terms(cite: Cite, decides: Decides) -> dict[str, Any]:
    """Propose a decision of today; for a renewal, the year that follows the last period."""
    today = timezone.localdate()
    terms = {"seen": latest_decision(cite), "day": today}
    if decides.kind == DecisionKind.RENEWAL:
        terms["period_from"], terms["period_until"] = renewal_period(cite.label_decisions, today)
    return terms
