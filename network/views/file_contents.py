"""What an applicant writes in a label file, one section and one piece of evidence at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from network.access import workspace
from network.actions.file_contents import (
    Closed,
    SectionChanged,
    add_evidence,
    live_of,
    mark_of,
    remove_evidence,
    save_section,
)
from network.filing import SECTIONS, day_of, section_named
from network.forms.files import EvidenceForm, SectionForm
from network.permissions import Can
from network.views.files import file_named, frame
from network.vocabulary import FileKind

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from network.access import Desk
    from network.filing import Section
    from network.models import LabelFile

_IN_BETWEEN = 409


@workspace(Can.APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def file_section(request: HttpRequest, desk: Desk, file: int, code: str) -> HttpResponse:
    """Write one section; a script may send it meanwhile, and is answered in a line."""
    found = file_named(desk, file)
    section = section_named(found.kind, code)
    if section is None:
        raise Http404
    if request.method == "POST":
        return _keep(request, desk, found, section)
    if not found.is_writable:
        return redirect("workspace:file", desk.cite.slug, found.pk)
    return _section_page(request, desk, found, section, _form_of(section, found.sections.get(code, "")))


def _keep(request: HttpRequest, desk: Desk, found: LabelFile, section: Section) -> HttpResponse:
    form = SectionForm(request.POST, section=section)
    is_script = request.headers.get("Accept", "") == "application/json"
    if not form.is_valid():
        errors = " ".join(str(each) for each in form.errors.get("text", []))
        return (
            _line(errors, 422)
            if is_script
            else _section_page(request, desk, found, section, form, status=422)
        )
    text = form.text
    try:
        save_section(found, section.code, text, opened=form.cleaned_data["opened"], by=desk.user)
    except (SectionChanged, Closed) as between:
        words = _("Not kept: somebody wrote here meanwhile. Press the button to see both texts.")
        if is_script:
            return _line(words, _IN_BETWEEN)
        theirs = between.theirs if isinstance(between, SectionChanged) else None
        return _both(request, desk, found, section, texts=(text, theirs))
    if is_script:
        clock = date_format(timezone.localtime(), "TIME_FORMAT")
        return _line(_("Kept at %(time)s.") % {"time": clock}, 200, opened=mark_of(text))
    if text or section.is_optional:
        messages.success(request, _("The section is kept."))
    else:
        messages.warning(
            request, _("The section is empty: the file can be submitted once it says something.")
        )
    following = _section_after(found, section) if request.POST.get("do") == "next" else None
    if following:
        return redirect("workspace:file_section", desk.cite.slug, found.pk, following.code)
    return redirect("workspace:file", desk.cite.slug, found.pk)


def _line(words: str, status: int, **more: str) -> JsonResponse:
    """Answer the script that keeps what is written, in words that it shows."""
    return JsonResponse({"words": words, **more}, status=status)


def _both(
    request: HttpRequest, desk: Desk, found: LabelFile, section: Section, *, texts: tuple[str, str | None]
) -> HttpResponse:
    """Show what was written here and what stands there; this form, sent once more, writes over it knowingly."""
    text, theirs = texts
    found.refresh_from_db()
    context = {"theirs": theirs, "theirs_day": day_of(theirs or "") if section.is_day else None}
    form = _form_of(section, text, there=theirs)
    return _section_page(request, desk, found, section, form, status=_IN_BETWEEN, **context)


def _form_of(section: Section, text: str, *, there: str | None = None) -> SectionForm:
    opened = mark_of(text if there is None else there)
    return SectionForm(
        section=section, initial={"text": day_of(text) if section.is_day else text, "opened": opened}
    )


def _section_page(
    request: HttpRequest,
    desk: Desk,
    found: LabelFile,
    section: Section,
    form: SectionForm,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = {
        "file": found,
        "written": section,
        "form": form,
        "following": _section_after(found, section),
        "is_between": status == _IN_BETWEEN,
        **more,
    }
    return render(request, "network/workspace/file_section.html", frame(desk) | context, status=status)


def _section_after(found: LabelFile, section: Section) -> Section | None:
    sections = SECTIONS[FileKind(found.kind)]
    return next(iter(sections[sections.index(section) + 1 :]), None)


@workspace(Can.APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def file_evidence(request: HttpRequest, desk: Desk, file: int, criterion: int) -> HttpResponse:
    """Add a piece of evidence for a criterion."""
    found = file_named(desk, file)
    chosen = get_object_or_404(found.charter.criteria, pk=criterion)
    if request.method != "POST":
        if not found.is_writable:
            return redirect("workspace:file", desk.cite.slug, found.pk)
        return _evidence_page(request, desk, found, EvidenceForm(criterion=chosen))
    form = EvidenceForm(request.POST, request.FILES, criterion=chosen)
    if not form.is_valid():
        return _evidence_page(request, desk, found, form, status=422)
    said = {name: form.cleaned_data[name] for name in ("kind", "words", "address")}
    try:
        add_evidence(found, chosen, by=desk.user, document=form.sent, **said)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _evidence_page(request, desk, found, form, status=422)
    except Closed:
        return _evidence_page(request, desk, found, form, status=_IN_BETWEEN)
    messages.success(request, _("The evidence is added."))
    return redirect("workspace:file", desk.cite.slug, found.pk)


def _evidence_page(
    request: HttpRequest, desk: Desk, found: LabelFile, form: EvidenceForm, status: int = 200
) -> HttpResponse:
    live = live_of(found.cite, form.criterion.live, timezone.now())
    context = {
        "file": found,
        "criterion": form.criterion,
        "form": form,
        "live": list(live.values()),
        "is_between": status == _IN_BETWEEN,
    }
    return render(request, "network/workspace/file_evidence.html", frame(desk) | context, status=status)


@workspace(Can.APPLY)
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_removed(request: HttpRequest, desk: Desk, file: int, evidence: int) -> HttpResponse:
    """Ask whether a piece of evidence is to go, and take it out."""
    found = file_named(desk, file)
    chosen = get_object_or_404(found.evidence.select_related("criterion", "file__cite"), pk=evidence)
    if request.method == "POST":
        try:
            remove_evidence(chosen, by=desk.user)
        except Closed:
            messages.error(request, _("The file was submitted meanwhile: nothing was removed."))
        else:
            messages.success(request, _("The evidence is removed."))
        return redirect("workspace:file", desk.cite.slug, found.pk)
    context = {"file": found, "evidence": chosen}
    return render(request, "network/workspace/evidence_removed.html", frame(desk) | context)
