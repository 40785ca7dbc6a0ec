"""Yearly reports as the officer reads and decides them. What is said in them is the Cité's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import ask_again, sent
from network.actions.reports import MOVES, Move, move_report, moves_of, renewal_of
from network.admin.cites import OfACite
from network.admin.records import ModelPage
from network.admin.rights import person_of
from network.label import may_be_renewed
from network.models import Indicator, Report, ReportCall, ReportFigure, lines_of
from network.permissions import Can, can, check

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@admin.register(Report)
class ReportPage(OfACite):
    """Where a report stands is not written here: it moves by what is done with it."""

    right = Can.RUN_LABEL
    adds = changes = deletes = False
    change_form_template = "admin/report.html"
    list_display = ("cite", "campaign", "state", "submitted_at", "decided_at", "decision", "mark")
    list_filter = ("state", ("decision", admin.EmptyFieldListFilter), "campaign", *OfACite.list_filter)
    search_fields = ("cite__name", "cite__slug", "campaign__year")
    fields = (
        "cite", "campaign", "state", "comment", ("submitted_by", "submitted_at"), ("decided_by", "decided_at"),
        "decision", "demo",
    )  # fmt: skip

    def get_urls(self) -> list[Any]:
        look = self.admin_site.admin_view
        return [
            path("<int:number>/move/<slug:name>/", look(self.move), name="network_report_move"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the figures and what can be done with the report as it stands."""
        report = self.get_object(request, object_id)
        shown = _figures_of(report) | _ways_on(request, report) if report else {}
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def move(self, request: HttpRequest, number: int, name: str) -> HttpResponse:
        """Name the consequence of a move, ask for the reason it takes, do it; who renews says again who they are."""
        move = MOVES.get(name)
        if move is None or move.right is not Can.RUN_LABEL:
            raise Http404
        report = get_object_or_404(Report.objects.select_related("cite", "campaign"), pk=number)
        check(person_of(request), move.right, report)
        if move.renews and (away := ask_again(request)):
            return away
        said = sent(request)
        if request.method != "POST":
            return self._ask(request, report, move, reason=said.get("reason", "") if said else "")
        reason = request.POST.get("reason", "")
        try:
            move_report(report.pk, move, by=person_of(request), reason=reason)
        except ValidationError as refused:
            return self._ask(request, report, move, refused=refused.messages, reason=reason)
        messages.success(request, _("Done. The coordinators of the Cité are told by e-mail."))
        return HttpResponseRedirect(reverse("admin:network_report_change", args=[report.pk]))

    def _ask(
        self,
        request: HttpRequest,
        report: Report,
        move: Move,
        *,
        refused: list[str] | None = None,
        reason: str = "",
    ) -> HttpResponse:
        standing, (first, last) = renewal_of(report.cite, timezone.localdate())
        context = {
            **self.admin_site.each_context(request),
            "title": move.words,
            "subtitle": str(report),
            "opts": self.opts,
            "report": report,
            "move": move,
            "standing": standing,
            "is_renewable": may_be_renewed(standing),
            "first": first,
            "last": last,
            "refused": refused,
            "reason": reason,
        }
        status = 422 if refused else 200
        return TemplateResponse(request, "admin/report_move.html", context, status=status)


def _figures_of(report: Report) -> dict[str, Any]:
    indicators = Indicator.objects.filter(demo=report.demo).order_by("order", "code", "pk")
    return {"lines": lines_of(indicators, report.figures.all())}


def _ways_on(request: HttpRequest, report: Report) -> dict[str, Any]:
    """Return the moves that this person may make: the same table draws them and makes them."""
    may = can(person_of(request), Can.RUN_LABEL, report)
    return {"moves": moves_of(report, Can.RUN_LABEL) if may else []}


@admin.register(ReportFigure)
class ReportFigurePage(ModelPage):
    """What the Cités say: nobody else says it for them."""

    right = Can.RUN_LABEL
    adds = changes = deletes = False
    list_display = ("indicator", "part", "value", "proposed", "report", "mark")
    list_filter = ("report__campaign", "demo", ("report__cite", admin.RelatedOnlyFieldListFilter))
    search_fields = ("report__cite__name", "report__cite__slug", "indicator__name", "indicator__code")
    fields = ("report", ("indicator", "part"), "value", "comment", "demo")


@admin.register(ReportCall)
class ReportCallPage(ModelPage):
    """Of what the coordinators were told, and when; the nightly work writes it."""

    right = Can.RUN_LABEL
    adds = changes = deletes = False
    list_display = ("written_on", "cite", "campaign", "call")
    list_filter = ("call", "campaign", ("cite", admin.RelatedOnlyFieldListFilter))
    search_fields = ("cite__name", "cite__slug")
    fields = ("campaign", "cite", "call", "written_on")
