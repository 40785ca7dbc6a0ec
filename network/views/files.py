"""The label files of a Cité, as its applicant sees them: where they are, who acts next, since when, by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network import filing
from network.access import workspace
from network.actions import begin_file, move_label_file, say_in_file
from network.actions.file_contents import all_of, steps_of
from network.filing import APPLICANT, MOVES, moves_from
from network.forms.documents import document_answer
from network.forms.files import BeginForm, MessageForm, MoveForm
from network.label import network_day
from network.models import Cite, Conflict, LabelFile
from network.permissions import Can
from network.vocabulary import EvidenceKind, FileKind

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from network.access import Desk

PER_PAGE = 50


@workspace(Can.APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the files of a Cité, and begin one of the kinds that make sense now."""
    kinds = _kinds_to_begin(desk)
    form = BeginForm(request.POST if request.method == "POST" else None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        try:
            begun = begin_file(desk.cite, form.cleaned_data["kind"], by=desk.user)
        except ValidationError as refusal:
            form.add_error("kind", refusal)
        else:
            return redirect("workspace:file", desk.cite.slug, begun.pk)
    page = Paginator(files_of(desk), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "kinds": kinds}
    status = 422 if form.errors else 200
    return render(request, "network/workspace/files.html", frame(desk) | context, status=status)


def files_of(desk: Desk) -> QuerySet[LabelFile]:
    return LabelFile.objects.filter(cite=desk.cite).select_related("cite")


def file_named(desk: Desk, number: int) -> LabelFile:
    """Return a file of the Cité; Http404 for one of another."""
    return get_object_or_404(files_of(desk).select_related("charter"), pk=number)


def frame(desk: Desk) -> dict[str, Any]:
    return {"desk": desk, "section": "label"}


def _kinds_to_begin(desk: Desk) -> list[FileKind]:
    cite = Cite.objects.with_decisions().get(pk=desk.cite.pk)
    fitting = filing.kinds_that_fit(cite.standing_on(network_day(timezone.now())))
    begun = set(files_of(desk).filter(state__in=filing.OPEN).values_list("kind", flat=True))
    return [kind for kind in fitting if kind not in begun]


@workspace(Can.APPLY)
@require_safe
def file(request: HttpRequest, desk: Desk, file: int) -> HttpResponse:
    """Show all of a file on one page, which prints as it is."""
    return file_page(request, desk, file_named(desk, file), MessageForm())


def file_page(
    request: HttpRequest, desk: Desk, found: LabelFile, form: MessageForm, status: int = 200
) -> HttpResponse:
    context = all_of(found) | {
        "form": form,
        "page": Paginator(steps_of(found), PER_PAGE).get_page(request.GET.get("page")),
        "moves": moves_from(found.state, APPLICANT),
    }
    return render(request, "network/workspace/file.html", frame(desk) | context, status=status)


@workspace(Can.APPLY)
@require_POST
def file_message(request: HttpRequest, desk: Desk, file: int) -> HttpResponse:
    """Write to the secretariat."""
    found = file_named(desk, file)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return file_page(request, desk, found, form, status=422)
    say_in_file(found, form.cleaned_data["words"], by=desk.user)
    messages.success(request, _("Your message is sent."))
    return redirect("workspace:file", desk.cite.slug, found.pk)


@workspace(Can.APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def file_move(request: HttpRequest, desk: Desk, file: int, move: str) -> HttpResponse:
    """Say what a move does, then make it."""
    way = MOVES.get(move)
    if way is None or way.right is not APPLICANT:
        raise Http404
    found = file_named(desk, file)
    if request.method != "POST":
        return _move_page(request, desk, found, MoveForm(move=way, initial={"version": found.version}))
    form = MoveForm(request.POST, move=way)
    if not form.is_valid():
        return _move_page(request, desk, found, form, status=422)
    try:
        move_label_file(found, move, by=desk.user, **form.said)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _move_page(request, desk, found, form, status=422)
    except Conflict:
        found.refresh_from_db()
        return _move_page(request, desk, found, form.again(found), status=409)
    messages.success(request, _("Done: the secretariat is told."))
    return redirect("workspace:file", desk.cite.slug, found.pk)


def _move_page(
    request: HttpRequest, desk: Desk, found: LabelFile, form: MoveForm, status: int = 200
) -> HttpResponse:
    context = all_of(found) | {
        "form": form,
        "move": form.move,
        "is_open": found.state in form.move.sources,
        "is_between": status == 409,  # noqa: PLR2004 the status of HTTP
    }
    return render(request, "network/workspace/file_move.html", frame(desk) | context, status=status)


@workspace(Can.APPLY)
@require_safe
def file_document(request: HttpRequest, desk: Desk, file: int, evidence: int) -> HttpResponseBase:
    """Give a document back to who may see its file."""
    kept = get_object_or_404(file_named(desk, file).evidence, pk=evidence, kind=EvidenceKind.DOCUMENT)
    return document_answer(kept)
