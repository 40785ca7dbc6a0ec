"""Label files at the secretariat’s desk: all of each to read, and the moves that are open as buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.access import ask_again, sent
from network.actions import begin_project, move_label_file, say_in_file
from network.actions.committee import session_of
from network.actions.file_contents import all_of, steps_of
from network.actions.files import proposed_terms
from network.admin.cites import OfACite
from network.admin.records import ModelPage
from network.admin.rights import person_of
from network.filing import MOVES, OF_A_SESSION, SECRETARIAT, moves_from
from network.forms import refusal_of
from network.forms.documents import document_answer
from network.forms.files import GrantForm, MessageForm, MoveForm
from network.forms.projects import ProjectForm
from network.models import CharterVersion, Conflict, Criterion, LabelFile
from network.permissions import Can, can, check
from network.vocabulary import EvidenceKind

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from network.filing import Move

STEPS = 50


@admin.register(CharterVersion)
class CharterVersionPage(ModelPage):
    """Versions come by migrations: files are held against them."""

    adds = changes = deletes = False
    list_display = ("__str__", "code", "in_force_from")
    search_fields = ("code", "name")
    fields = ("code", "name", "in_force_from", "sources", "lists")
    readonly_fields = ("lists",)


@admin.register(Criterion)
class CriterionPage(ModelPage):
    """A version never changes: another one takes its place."""

    adds = changes = deletes = False
    list_display = ("__str__", "code", "charter")
    list_filter = ("charter",)
    search_fields = ("code", "name", "text")
    fields = ("charter", "order", "code", "name", "text", "live")


@admin.register(LabelFile)
class LabelFilePage(OfACite):
    """Nobody writes a state: a file moves by its buttons alone, and its applicant writes what it says."""

    right = Can.RUN_LABEL
    adds = changes = deletes = False
    change_form_template = "admin/label_file.html"
    change_list_template = "admin/label_files.html"
    list_display = ("__str__", "kind", "state", "acts_next_in_words", "since", "due_on", "mark")
    list_filter = ("state", "kind", "due_on", *OfACite.list_filter)
    search_fields = ("cite__name", "cite__slug")
    fields = ("cite", "kind", "state", "acts_next_in_words", ("since", "due_on"), "decision", "demo")
    readonly_fields = ("acts_next_in_words",)

    @admin.display(description=gettext_lazy("who acts next"))
    def acts_next_in_words(self, file: LabelFile) -> str:
        return str(file.acts_next) or "—"

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view
        name = "network_labelfile"
        return [
            path("new-project/", page(self.new_project), name=f"{name}_new_project"),
            path("<int:file>/move/<slug:move>/", page(self.move), name=f"{name}_move"),
            path("<int:file>/message/", page(self.message), name=f"{name}_message"),
            path("<int:file>/document/<int:evidence>/", page(self.document), name=f"{name}_document"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        runs = can(person_of(request), Can.RUN_LABEL)
        return super().changelist_view(request, {**(extra_context or {}), "runs_label": runs})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show all that a file says beside its state."""
        found = self.get_object(request, object_id)
        more = self._shown(request, found) if found else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})

    def _shown(
        self, request: HttpRequest, found: LabelFile, form: MessageForm | None = None
    ) -> dict[str, Any]:
        person = person_of(request)
        runs = can(person, Can.RUN_LABEL, found)
        session = session_of(found)
        moves = moves_from(found.state, SECRETARIAT) if runs else []
        return all_of(found) | {
            "session": session,
            "page": Paginator(steps_of(found), STEPS).get_page(request.GET.get("p")),
            # What is on the agenda of a session is decided there.
            "moves": [move for move in moves if not session or move.name not in OF_A_SESSION],
            "message_form": (form or MessageForm()) if runs else None,
        }

    # --- What is done ----------------------------------------------------------------------------
    def move(self, request: HttpRequest, file: int, move: str) -> HttpResponse:
        """Name the consequence of a move, ask for what it needs, make it; who grants says again who they are."""
        way = MOVES.get(move)
        found = get_object_or_404(self.get_queryset(request), pk=file)
        if way is None or way.right is not SECRETARIAT:
            raise Http404
        check(person_of(request), Can.RUN_LABEL, found)
        asked = ask_again(request) if way.grants else None
        return asked or self._move(request, found, way)

    def _move(self, request: HttpRequest, found: LabelFile, way: Move) -> HttpResponse:
        kind = GrantForm if way.grants else MoveForm
        said = sent(request)
        if request.method != "POST":
            initial = {"version": found.version} | (_terms_of(found) if way.grants else {})
            return self._move_page(request, found, kind(said, move=way, initial=initial))
        form = kind(request.POST, move=way)
        if not form.is_valid():
            return self._move_page(request, found, form, status=422)
        try:
            move_label_file(found, way.name, by=person_of(request), **form.said)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except IntegrityError as error:
            form.add_error(None, refusal_of(error))
        except Conflict:
            found.refresh_from_db()
            return self._move_page(request, found, form.again(found), status=409)
        else:
            self.message_user(request, _("Done: the applicant is told."), messages.SUCCESS)
            return redirect("admin:network_labelfile_change", found.pk)
        return self._move_page(request, found, form, status=422)

    def _move_page(
        self, request: HttpRequest, found: LabelFile, form: MoveForm, status: int = 200
    ) -> HttpResponse:
        context = {
            "title": form.move.words,
            "file": found,
            "form": form,
            "move": form.move,
            "is_open": found.state in form.move.sources,
            "is_between": status == 409,  # noqa: PLR2004 the status of HTTP
        }
        return self._page(request, "admin/label_file_move.html", context, status)

    def message(self, request: HttpRequest, file: int) -> HttpResponse:
        """Write to the applicant."""
        found = get_object_or_404(self.get_queryset(request), pk=file)
        check(person_of(request), Can.RUN_LABEL, found)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = MessageForm(request.POST)
        if form.is_valid():
            say_in_file(found, form.cleaned_data["words"], by=person_of(request))
            self.message_user(request, _("Your message is sent."), messages.SUCCESS)
            return redirect("admin:network_labelfile_change", found.pk)
        context = self._shown(request, found, form) | {"title": found}
        return self._page(request, "admin/label_file_message.html", context, 422)

    def document(self, request: HttpRequest, file: int, evidence: int) -> HttpResponseBase:
        """Give a document back to the secretariat."""
        found = get_object_or_404(self.get_queryset(request), pk=file)
        return document_answer(get_object_or_404(found.evidence, pk=evidence, kind=EvidenceKind.DOCUMENT))

    def new_project(self, request: HttpRequest) -> HttpResponse:
        """Begin a project with the invitation of its bearer, after saying again who one is."""
        person = person_of(request)
        check(person, Can.RUN_LABEL)
        if asked := ask_again(request):
            return asked
        form = ProjectForm(sent(request), person=person)
        if request.method == "POST" and form.is_valid():
            try:
                file = begin_project(form.instance, form.cleaned_data["email"], by=person)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                words = _("The file is begun, and its bearer is invited.")
                self.message_user(request, words, messages.SUCCESS)
                return redirect("admin:network_labelfile_change", file.pk)
        status = 422 if form.errors else 200
        context = {"title": _("A new project"), "form": form}
        return self._page(request, "admin/new_project.html", context, status)

    def _page(self, request: HttpRequest, template: str, context: Any, status: int) -> HttpResponse:
        known = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, template, known | context, status=status)


def _terms_of(found: LabelFile) -> dict[str, Any]:
    terms = proposed_terms(found, timezone.localdate())
    return {name: getattr(terms, name) for name in ("decided_on", "period_from", "period_until")}
