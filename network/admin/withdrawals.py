"""Withdrawals of the label: one officer proposes, another one decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.access import ask_again, sent
from network.actions import (
    confirm_withdrawal,
    decline_withdrawal,
    propose_withdrawal,
    take_withdrawal_back,
)
from network.actions.withdrawals import may_decide
from network.admin.cites import OfACite
from network.admin.label import decision_of
from network.admin.rights import person_of
from network.forms import RecordForm
from network.forms.withdrawals import EndForm
from network.models import Cite, Conflict, LabelDecision, WithdrawalProposal
from network.permissions import Can, can

if TYPE_CHECKING:
    from django.http import HttpRequest


class Way(NamedTuple):
    """How a proposal ends: its button, what follows, what is said once it is done."""

    name: str
    words: Any
    consequence: Any
    done: Any
    is_for_another: bool = True


WAYS = {
    way.name: way
    for way in (
        Way(
            "confirm",
            _("Withdraw the label"),
            _(
                "The label of this Cité is withdrawn: the decision is recorded in your name and never removed, the "
                "public register shows it at once, the badge turns grey, and the coordinators are told by e-mail."
            ),
            _("The label is withdrawn, and the coordinators are told."),
        ),
        Way(
            "decline",
            _("Decline the proposal"),
            _("Nothing is decided, and the Cité hears of nothing. Who proposed it reads your reason here."),
            _("The proposal is declined."),
        ),
        Way(
            "take-back",
            _("Take the proposal back"),
            _("Nothing is decided, and the Cité hears of nothing."),
            _("The proposal is taken back."),
            is_for_another=False,
        ),
    )
}


class ProposalForm(RecordForm):
    """A new proposal, perhaps to correct a withdrawal: the page of that decision leads here."""

    replaces = forms.ModelChoiceField(
        LabelDecision.objects.filter(replaced_by=None),
        required=False,
        label=_("corrects"),
        widget=forms.HiddenInput,
    )


@admin.register(WithdrawalProposal)
class WithdrawalProposalPage(OfACite):
    """Proposed by its form, ended by its buttons; never changed."""

    form = ProposalForm
    right = Can.RUN_LABEL
    changes = deletes = False
    change_form_template = "admin/withdrawal.html"
    list_display = ("cite", "state", "proposed_by", "proposed_at", "ended_by", "ended_at", "mark")
    list_select_related = ("cite", "proposed_by", "ended_by")
    list_filter = ("state", *OfACite.list_filter)
    search_fields = ("cite__name", "cite__slug", "reason")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        said = ("cite", "reason", "date", "note", "replaces")
        if obj is None:
            return [(None, {"fields": said, "description": _(
                "Nothing is decided, and the Cité hears of nothing, until another label officer confirms it within 30 "
                "days. Without a date, the withdrawal is of the day on which it is confirmed."
            )})]  # fmt: skip
        ended = (
            "state",
            "proposed_by",
            "proposed_at",
            "lapses_at",
            "ended_by",
            "ended_at",
            "answer",
            "decision",
        )
        return [(None, {"fields": (*said, "demo")}), (_("Where it is"), {"fields": ended})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), *(["lapses_at"] if obj else [])]

    @admin.display(description=_("lapses at"))
    def lapses_at(self, proposal: WithdrawalProposal) -> str:
        return date_format(timezone.localtime(proposal.lapses_at), "DATETIME_FORMAT")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the Cité, or with the withdrawal that is to be corrected."""
        wrong = decision_of(request)
        if wrong is None:
            return super().get_changeform_initial_data(request)
        return {"replaces": wrong, "cite": wrong.cite_id, "date": wrong.date, "note": wrong.note}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Answer what the action refuses with the form that was sent."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            request.refusal = " ".join(refusal.messages)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: WithdrawalProposal, form: Any, change: bool) -> None:
        propose_withdrawal(obj, by=person_of(request))

    # --- How it ends -----------------------------------------------------------------------------
    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.end)
        return [
            path("<int:number>/<slug:way>/end/", page, name="network_withdrawalproposal_end"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        ways = [way for way in WAYS.values() if found and _may(person_of(request), found, way)]
        is_open = bool(found and found.is_open_at(timezone.now()))
        more = {"ways": ways if is_open else [], "proposal": found}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    def end(self, request: HttpRequest, number: int, way: str) -> HttpResponse:
        """Name the consequence, then do it; who decides says again who they are."""
        found = get_object_or_404(self.get_queryset(request), pk=number)
        if way not in WAYS:
            raise Http404
        if not _may(person_of(request), found, WAYS[way]):
            raise PermissionDenied
        asked = ask_again(request) if way == "confirm" else None
        return asked or self._end(request, found, WAYS[way])

    def _end(self, request: HttpRequest, found: WithdrawalProposal, way: Way) -> HttpResponse:
        says_why = way.name == "decline"
        if request.method != "POST":
            return self._page(request, found, way, EndForm(sent(request), says_why=says_why))
        form = EndForm(request.POST, says_why=says_why)
        if not form.is_valid():
            return self._page(request, found, way, form, 422)
        try:
            _do(way, found, form.cleaned_data.get("answer", ""), person_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self._page(request, found, way, form, 422)
        except Conflict:
            found.refresh_from_db()
            return self._page(request, found, way, form, 409)
        self.message_user(request, way.done, messages.SUCCESS)
        return redirect("admin:network_withdrawalproposal_change", found.pk)

    def _page(
        self, request: HttpRequest, found: WithdrawalProposal, way: Way, form: EndForm, status: int = 200
    ) -> HttpResponse:
        today = timezone.localdate()
        [cite] = Cite.objects.filter(pk=found.cite_id).with_decisions()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": way.words,
            "way": way,
            "proposal": found,
            "standing": cite.standing_on(today).status.label,
            "day": found.date or today,
            "is_open": found.is_open_at(timezone.now()),
            "form": form,
        }
        return TemplateResponse(request, "admin/withdrawal_end.html", context, status=status)


def _may(person: Any, proposal: WithdrawalProposal, way: Way) -> bool:
    if way.is_for_another:
        return may_decide(proposal, person)
    return can(person, Can.RUN_LABEL, proposal) and proposal.proposed_by_id == person.pk


def _do(way: Way, proposal: WithdrawalProposal, answer: str, person: Any) -> None:
    if way.name == "confirm":
        confirm_withdrawal(proposal, by=person)
    elif way.name == "decline":
        decline_withdrawal(proposal, answer, by=person)
    else:
        take_withdrawal_back(proposal, by=person)
