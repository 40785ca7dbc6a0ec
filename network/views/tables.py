"""Sheets as tables: taken away as XLSX or CSV, sent back, checked with a word on every change, then brought in."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from network.access import Desk, workspace
from network.actions import sheets as actions
from network.actions import tables as bringing
from network.forms import refusal_of
from network.forms.tables import (
    Layout,
    Table,
    TooLong,
    Unreadable,
    as_csv,
    as_xlsx,
    check,
    keys_of,
    read_file,
    read_tables,
    told,
)
from network.forms.tables.files import LARGEST
from network.forms.tables.lines import MOST_LINES, Line
from network.permissions import Can
from network.views.sheets import sheet_named

if TYPE_CHECKING:
    from django.http import HttpRequest

    from network.forms.sheets import Sheet
    from network.models import TableUpload

PER_PAGE = 50
MOST_FAULTS = 200
# A page answers in this time, however long the file is: the next one goes on.
SLICE_SECONDS, SLICE = 3.0, 25
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TableForm(forms.Form):
    """The file that somebody sends."""

    table = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX, or CSV in UTF-8. At most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )


def _tabled(desk: Desk, kind: str, right: Can) -> Sheet:
    """Return a kind that can be filled in as a table. Http404 for another."""
    sheet = sheet_named(desk, kind, right)
    if not sheet.table_keys:
        raise Http404
    return sheet


@workspace(Can.SEE_CITE)
def as_workbook(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    layout = Layout(_tabled(desk, kind, Can.SEE_CITE), desk.cite)
    try:
        data = as_xlsx(layout, told(layout))
    except TooLong:
        messages.error(request, _("A text is too long for a cell of XLSX: take the CSV files."))
        return redirect("workspace:table", desk.cite.slug, kind)
    return _file(data, _XLSX, f"{desk.cite.slug}-{kind}.xlsx")


@workspace(Can.SEE_CITE)
def as_text(request: HttpRequest, desk: Desk, kind: str, part: str) -> HttpResponse:
    layout = Layout(_tabled(desk, kind, Can.SEE_CITE), desk.cite)
    if part not in layout.names:
        raise Http404
    table = next(each for each in told(layout) if each.name == part)
    # What spreadsheets of the language cut at.
    delimiter = "," if get_language() == "en" else ";"
    return _file(as_csv(table, delimiter), "text/csv; charset=utf-8", f"{desk.cite.slug}-{part}.csv")


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(data, content_type=content_type, headers={"Content-Disposition": disposition})


@workspace(Can.SEE_CITE)
def table(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Offer the files, and take one back."""
    sheet = _tabled(desk, kind, Can.SEE_CITE)
    form = TableForm()
    if request.method == "POST":
        desk.check(sheet.writes)
        form = TableForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                upload = _keep(desk, sheet, form.cleaned_data["table"])
            except Unreadable as error:
                form.add_error("table", str(error))
            else:
                return redirect("workspace:table_check", desk.cite.slug, kind, upload.pk)
    layout = Layout(sheet, desk.cite)
    context = {
        "form": form,
        "parts": [(sheet.name, sheet.many), (layout.rows.name, layout.rows.title)],
        "writes": desk.can(sheet.writes),
        "waiting": bringing.sent_by(desk, sheet, timezone.now()).defer("tables", "checks").first(),
        "most": MOST_LINES,
    }
    status = 422 if form.errors else 200
    return render(request, "network/workspace/table.html", _frame(desk, sheet) | context, status=status)


def _keep(desk: Desk, sheet: Sheet, file: Any) -> TableUpload:
    layout = Layout(sheet, desk.cite)
    grids = read_file(file.read(LARGEST + 1))
    tables, faults = read_tables(layout, grids)
    asked = keys_of(layout, tables)
    if not asked:
        raise Unreadable(_("The table has no line below its first one."))
    total = 0 if faults else len(asked)
    return bringing.keep_table(desk, sheet, name=file.name, tables=tables, faults=faults, total=total)


@workspace(Can.SEE_CITE)
def table_check(request: HttpRequest, desk: Desk, kind: str, upload: int) -> HttpResponse:
    """Go on checking for a moment, then say how far it is; at the end, what would change."""
    sheet = _tabled(desk, kind, Can.SEE_CITE)
    desk.check(sheet.writes)
    found = get_object_or_404(bringing.sent_by(desk, sheet, timezone.now()), pk=upload)
    if request.method == "POST":
        return _decide(request, desk, sheet, found)
    if found.done < found.total:
        found = _go_on(desk, sheet, found)
    if found.done < found.total:
        return _progress(request, desk, sheet, found)
    return _report(request, desk, sheet, found)


def _progress(request: HttpRequest, desk: Desk, sheet: Sheet, upload: TableUpload) -> HttpResponse:
    """Say how far it is; the browser asks again by itself, with no script."""
    page = render(request, "network/workspace/table_checking.html", _frame(desk, sheet) | {"upload": upload})
    page.headers["Refresh"] = "1"
    return page


@transaction.atomic
def _go_on(desk: Desk, sheet: Sheet, upload: TableUpload) -> TableUpload:
    """Check some more sheets; two pages that ask at once do it one after the other."""
    found = get_object_or_404(type(upload).objects.select_for_update(), pk=upload.pk)
    asked = keys_of(Layout(sheet, desk.cite), _tables(found))
    began = monotonic()
    while found.done < found.total and (monotonic() - began < SLICE_SECONDS):
        some = asked[found.done : found.done + SLICE]
        found.checks += [each.told() for each in check(Layout(sheet, desk.cite), some)]
        found.done += len(some)
    found.save()
    return found


def _tables(upload: TableUpload) -> list[Table]:
    return [Table(name, columns, [Line(*line) for line in lines]) for name, columns, lines in upload.tables]


def _report(
    request: HttpRequest, desk: Desk, sheet: Sheet, upload: TableUpload, *, status: int = 200
) -> HttpResponse:
    faults = [*upload.faults, *(fault for each in upload.checks for fault in each["faults"])]
    changing = [each for each in upload.checks if each["changes"] and not each["faults"]]
    tables = {sheet.name: sheet.many, sheet.rows[0].name: sheet.rows[0].title}
    context = {
        "upload": upload,
        "faults": [(tables.get(name, ""), *rest) for name, *rest in faults[:MOST_FAULTS]],
        "more_faults": max(0, len(faults) - MOST_FAULTS),
        "page": Paginator(changing, PER_PAGE).get_page(request.GET.get("page")),
        "new": sum(each["is_new"] for each in changing),
        "changed": sum(not each["is_new"] for each in changing),
        "same": sum(not each["changes"] and not each["faults"] for each in upload.checks),
        "notes": sum(bool(each["notes"]) for each in changing),
        "publishes": desk.can(sheet.publishes),
    }
    return render(request, "network/workspace/table_check.html", _frame(desk, sheet) | context, status=status)


def _decide(request: HttpRequest, desk: Desk, sheet: Sheet, upload: TableUpload) -> HttpResponse:
    do = request.POST.get("do")
    if do == "forget":
        upload.delete()
        messages.success(request, _("The file is forgotten. Nothing was changed."))
        return redirect("workspace:table", desk.cite.slug, sheet.name)
    try:
        written = bringing.bring_in(
            desk, sheet, upload, publishes=do == "publish", reason=request.POST.get("reason", "")
        )
    except actions.Over:
        messages.error(request, _("This file cannot be brought in, or was already. Nothing was changed."))
    except bringing.Stopped as stopped:
        messages.error(request, _why(stopped))
        return _report(request, desk, sheet, upload, status=409)
    else:
        messages.success(request, _done(written, is_published=do == "publish"))
        return redirect("workspace:sheets", desk.cite.slug, sheet.name)
    return redirect("workspace:table", desk.cite.slug, sheet.name)


def _done(written: int, *, is_published: bool) -> str:
    if is_published:
        words = ngettext("%(count)d sheet was published.", "%(count)d sheets were published.", written)
    else:
        words = ngettext(
            "%(count)d draft is kept. Visitors see nothing of it yet.",
            "%(count)d drafts are kept. Visitors see nothing of them yet.",
            written,
        )
    return words % {"count": written}


def _why(stopped: bringing.Stopped) -> str:
    """Say what stood in the way of all."""
    match stopped.why:
        case actions.Collided():
            why = _(
                "somebody changed the same fields meanwhile. Send the file again to see what it changes now."
            )
        case actions.Incomplete() as incomplete:
            told_ = [
                f"{field.label}: {message}" if field else message
                for _of, field, message in incomplete.opened.errors
            ]
            why = " ".join(told_)
        case IntegrityError() as error:
            why = str(refusal_of(error))
        case _:
            why = _("it is no longer there.")
    return _("Nothing was changed. “%(title)s”: %(why)s") % {"title": stopped.check["title"], "why": why}


def _frame(desk: Desk, sheet: Sheet) -> dict[str, Any]:
    return {"desk": desk, "sheet": sheet, "section": sheet.name}
