"""The sheets of a Cité in its workspace: every kind is listed, written, seen as visitors will, and published here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import Desk, workspace
from network.actions import sheets as actions
from network.forms import refusal_of
from network.forms.pictures import take_pictures
from network.forms.sheets import SHEETS, OpenSheet, Sheet
from network.forms.values import posted
from network.models import Conflict, Draft, Suggestion
from network.permissions import Can
from network.vocabulary import Publication

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

    from network.merging import Values

PER_PAGE = 50
OPENED = "opened"
_salt = "network.sheets"


def sheet_named(desk: Desk, kind: str, right: Can | None = None) -> Sheet:
    """Return a kind of sheet; Http404 for none of that name, PermissionDenied without the right to write it."""
    sheet = SHEETS.get(kind)
    if sheet is None:
        raise Http404
    desk.check(right or sheet.writes)
    return sheet


@workspace(Can.SEE_CITE)
def sheets(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """List the records of a kind and the drafts of those that do not exist yet."""
    sheet = sheet_named(desk, kind, Can.SEE_CITE)
    if not sheet.is_listed and desk.can(sheet.writes):
        return redirect("workspace:sheet", desk.cite.slug, kind, sheet.records(desk.cite).get().pk)
    question = request.GET.get("q", "").replace("\0", "").strip()[:100]
    records = sheet.records(desk.cite)
    if question:
        records = records.annotate(words=Cast(sheet.title_field, TextField())).filter(
            words__icontains=question
        )
    page = Paginator(records, PER_PAGE).get_page(request.GET.get("page"))
    drafts = Draft.objects.filter(cite=desk.cite, kind=kind)
    changed = {draft.record: draft for draft in drafts.filter(record__in=[each.pk for each in page])}
    context = {
        "page": page,
        "question": question,
        "rows": [(each, changed.get(each.pk), sheet.called(each)) for each in page],
        "begun": drafts.filter(record=None, title__icontains=question).order_by("-written_at", "pk")[
            :PER_PAGE
        ],
        "writes": desk.can(sheet.writes),
    }
    return render(request, "network/workspace/sheets.html", _frame(desk, sheet) | context)


@workspace(Can.SEE_CITE)
def sheet(
    request: HttpRequest, desk: Desk, kind: str, record: int | None = None, draft: int | None = None
) -> HttpResponse:
    """Write a sheet: that of a record, one that is begun, or a new one."""
    chosen = sheet_named(desk, kind)
    if record is None and not chosen.is_listed:
        raise Http404
    found, kept = _what_is_there(desk, chosen, record, draft)
    if request.method == "POST":
        return _write(request, desk, chosen, found, kept)
    if kept is None and found is None and ("copy" in request.GET or "from" in request.GET):
        opened = _copy_of(desk, chosen, request.GET)
    else:
        opened = chosen.open(desk.cite, found, kept.values if kept else None)
    base = kept.values if kept else opened.read()
    return _page(request, desk, opened.quiet(), kept, base=base)


def _what_is_there(
    desk: Desk, sheet: Sheet, record: int | None, draft: int | None
) -> tuple[Any, Draft | None]:
    drafts = Draft.objects.filter(cite=desk.cite, kind=sheet.name)
    if record is not None:
        return get_object_or_404(sheet.records(desk.cite), pk=record), drafts.filter(record=record).first()
    return None, get_object_or_404(drafts, pk=draft, record=None) if draft is not None else None


def _copy_of(desk: Desk, sheet: Sheet, query: QueryDict) -> OpenSheet:
    """Begin a sheet with what another one of the Cité says, or with what another Cité lends."""
    number = query.get("copy") or query.get("from", "")
    if not number.isdecimal() or len(number) > 18:  # noqa: PLR2004 digits of a key
        raise Http404
    if "copy" in query:
        other = get_object_or_404(sheet.records(desk.cite), pk=int(number))
        return sheet.open(desk.cite, None, sheet.open(desk.cite, other).as_new())
    values = sheet.lends.taken(desk.cite, int(number)) if sheet.lends else None
    if values is None:
        raise Http404
    return sheet.open(desk.cite, None, values)


def _write(
    request: HttpRequest,
    desk: Desk,
    sheet: Sheet,
    found: Any,
    kept: Draft | None,
) -> HttpResponse:
    if request.POST.get("do") == "publish":
        desk.check(sheet.publishes)  # before anything is kept
    opened = sheet.open(desk.cite, found, {})
    base: Values = _signed(request, OPENED) or {}
    seen: tuple[Values, Values] | None = _signed(request, "seen")
    values, theirs = opened.own(posted(request.POST)), base if seen is None else seen[1]
    if request.POST.get("do") == "turn":
        values = sheet.form.turn(values, request.POST)
    values |= {name: theirs.get(name, []) for name in request.POST.getlist("theirs")}
    values, unfit = take_pictures(opened.form, values, request.FILES, desk.cite)
    try:
        kept = actions.write_draft(
            desk,
            sheet,
            values,
            opened=base,
            rebased=seen,
            record=found.pk if found else None,
            draft=kept.pk if kept and not found else None,
        )
    except actions.Collided as collided:
        return _collision(request, desk, sheet, found, kept, collided=collided)
    except actions.Over:
        return _lost(request, desk, sheet, values)
    if unfit:
        opened = sheet.open(desk.cite, found, kept.values).refuse(unfit)
        return _page(request, desk, opened, kept, base=kept.values, status=422)
    match request.POST.get("do"):
        case "publish":
            return _publish(request, desk, sheet, found, kept)
        case "ask":
            actions.ask_to_publish(desk, sheet, kept.pk)
            messages.success(request, _("The coordinators were asked to publish it."))
            return redirect("workspace:sheets", desk.cite.slug, sheet.name)
    messages.success(request, _("The draft is kept. Visitors see nothing of it yet."))
    return redirect(address_of(desk, kept))


def _lost(request: HttpRequest, desk: Desk, sheet: Sheet, values: Values) -> HttpResponse:
    """Give the text back as a new sheet: the one that it was written in was thrown away meanwhile."""
    messages.error(
        request, _("Somebody threw this away while you were writing. Your text stands in a new sheet below.")
    )
    opened = sheet.open(desk.cite, None, values)
    return _page(request, desk, opened.quiet(), None, base=opened.read(), status=409)


def _signed(request: HttpRequest, name: str) -> Any:
    """Read values that a form carried there and back; None where it carried none that are ours."""
    try:
        return signing.loads(request.POST.get(name, ""), salt=f"{_salt}.{name}")
    except signing.BadSignature:
        return None


def _publish(request: HttpRequest, desk: Desk, sheet: Sheet, found: Any, kept: Draft) -> HttpResponse:
    reason = request.POST.get("reason", "")
    if desk.is_guest and not reason.strip():
        opened = sheet.open(desk.cite, found, kept.values)
        opened.form.add_error(None, _("Say why you change this: the team reads it. Your text is kept."))
        return _page(request, desk, opened, kept, base=kept.values, status=422)
    try:
        record = actions.publish(desk, sheet, kept.pk, reason=reason)
    except actions.Incomplete as incomplete:
        return _page(request, desk, incomplete.opened, kept, base=kept.values, status=422)
    except actions.Collided as collided:
        return _collision(request, desk, sheet, found, kept, collided=collided, rebases=True)
    except (IntegrityError, Conflict) as error:
        opened = sheet.open(desk.cite, found, kept.values)
        opened.form.refusal = (
            refusal_of(error)
            if isinstance(error, IntegrityError)
            else _("Somebody changed this while you were writing. Look at it, then publish again.")
        )
        opened.is_valid()
        return _page(request, desk, opened, kept, base=kept.values, status=422)
    messages.success(
        request,
        _("Published: visitors see it now.") if sheet.is_publishable else _("Saved: it holds from now on."),
    )
    return (
        redirect("workspace:sheets", desk.cite.slug, sheet.name)
        if sheet.is_listed
        else redirect("workspace:sheet", desk.cite.slug, sheet.name, record.pk)
    )


def _page(
    request: HttpRequest,
    desk: Desk,
    opened: OpenSheet,
    kept: Draft | None,
    *,
    base: Values,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    sheet = opened.sheet
    context = {
        "opened": opened.mark_translations(kept.written_at if kept else timezone.now()),
        "carried": signing.dumps(base, salt=f"{_salt}.{OPENED}", compress=True),
        "draft": kept,
        "address": _where_it_is_sent(desk, opened, kept),
        "publishes": desk.can(sheet.publishes),
        "form": opened,
        "suggestion": _begun_with(kept),
        **more,
    }
    return render(request, "network/workspace/sheet.html", _frame(desk, sheet) | context, status=status)


def _where_it_is_sent(desk: Desk, opened: OpenSheet, kept: Draft | None) -> str:
    """Return the address of what is written on: a new sheet that was kept once is a draft from then on."""
    if kept is not None:
        return address_of(desk, kept)
    if opened.record is not None:
        return reverse("workspace:sheet", args=[desk.cite.slug, opened.sheet.name, opened.record.pk])
    return reverse("workspace:new_sheet", args=[desk.cite.slug, opened.sheet.name])


def _begun_with(draft: Draft | None) -> Suggestion | None:
    """Return what the public suggested, where the draft was begun with it."""
    if draft is None:
        return None
    said = Suggestion.objects.filter(cite=draft.cite_id, made_kind=draft.kind, made_draft=draft.pk)
    return said.order_by("pk").first()


def _collision(
    request: HttpRequest,
    desk: Desk,
    sheet: Sheet,
    found: Any,
    kept: Draft | None,
    *,
    collided: actions.Collided,
    rebases: bool = False,
) -> HttpResponse:
    """Show by field what was opened, what somebody else wrote and what was written here, losing nothing."""
    opened = sheet.open(desk.cite, found, collided.values).quiet()
    rows = [(opened.label_of(each.name), each) for each in collided.collisions]
    both = (collided.base, collided.theirs)
    seen = signing.dumps(both, salt=f"{_salt}.seen", compress=True) if rebases else ""
    base = kept.values if rebases and kept else collided.theirs
    return _page(request, desk, opened, kept, base=base, status=409, collisions=rows, seen=seen)


def address_of(desk: Desk, draft: Draft) -> str:
    """Return where a draft is written on."""
    if draft.record is not None:
        return reverse("workspace:sheet", args=[desk.cite.slug, draft.kind, draft.record])
    return reverse("workspace:draft", args=[desk.cite.slug, draft.kind, draft.pk])


def _frame(desk: Desk, sheet: Sheet) -> dict[str, Any]:
    return {"desk": desk, "sheet": sheet, "section": sheet.name, "published": Publication.PUBLISHED}
