"""The history of a sheet: its steps in words, two versions beside each other, and the way back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network.access import Desk, workspace
from network.actions import restoring
from network.actions import sheets as actions
from network.forms import refusal_of
from network.models import Draft
from network.models.history import changes_between
from network.models.journal import Journal, Row, states_at
from network.permissions import Can
from network.views.sheets import sheet_named
from network.views.telling import moment_of, names_for, part_of, tell, version_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.paginator import Page
    from django.http import HttpRequest, HttpResponse

    from network.forms.sheets import Sheet
    from network.views.telling import Part

PER_PAGE = 20
# What a publication says anew, whatever the draft was made of.
_NOT_RESTORED = frozenset({"checked_on", "publication"})


@workspace(Can.SEE_CITE)
def history(request: HttpRequest, desk: Desk, kind: str, record: int) -> HttpResponse:
    """Tell who changed what of a sheet and its rows; compare two versions, the radio buttons of a GET form."""
    sheet, found = _found(desk, kind, record)
    journal: Any = Journal.of_record(sheet.model, found.pk)
    page: Page[Any] = Paginator(journal, PER_PAGE).get_page(request.GET.get("page"))
    steps = tell(list(page), desk)
    chosen = [_version(request.GET[name]) for name in ("from", "to") if name in request.GET]
    compared: list[Part] | None = None
    if len(chosen) == 2:  # noqa: PLR2004 two versions
        compared = compare(desk, found, *sorted(chosen))
    marked = sorted(chosen) if compared is not None else [each.moment for each in steps[1::-1]]
    context = _frame(desk, sheet, found) | {
        "page": page,
        "steps": steps,
        "compared": compared,
        "older": version_of(marked[0]) if marked else None,
        "newer": version_of(marked[-1]) if marked else None,
        "moments": marked,
        "newest": steps[0].version if steps and page.number == 1 else None,
    }
    return render(request, "network/workspace/history.html", context)


@workspace(Can.SEE_CITE)
def restore(request: HttpRequest, desk: Desk, kind: str, record: int, version: int) -> HttpResponse:
    """Show what an earlier version would change, and make a draft of it."""
    sheet, found = _found(desk, kind, record)
    desk.check(sheet.writes)
    moment = _version(str(version))
    now = states_at(sheet.model, found.pk, [moment])[moment]
    if found.pk not in now[sheet.model]:
        raise Http404
    if request.method != "POST":
        return _ask(request, desk, sheet, found, moment)
    here = "workspace:history", desk.cite.slug, kind, found.pk
    try:
        restoring.restore(desk, sheet, found.pk, moment)
    except restoring.DraftInTheWay:
        messages.error(
            request,
            _("There is a draft of this sheet: publish it or give it up first. Nothing was restored."),
        )
    except restoring.Unchanged:
        messages.success(request, _("The sheet says this already: there is nothing to restore."))
    except (actions.Over, actions.Collided):
        messages.error(
            request, _("Somebody changed it at the same moment. Nothing was restored: look again.")
        )
    except IntegrityError as error:
        messages.error(
            request, _("This version cannot come back as it was: %(why)s") % {"why": refusal_of(error)}
        )
    else:
        messages.success(request, _("This version is a draft now. Visitors see it once it is published."))
        here = "workspace:sheet", desk.cite.slug, kind, found.pk
    return redirect(*here)


def _ask(request: HttpRequest, desk: Desk, sheet: Sheet, found: Any, moment: datetime) -> HttpResponse:
    latest = Journal.of_record(sheet.model, found.pk)[:1][0].moment
    context = _frame(desk, sheet, found) | {
        "moment": moment,
        "changes": compare(desk, found, latest, moment, but=_NOT_RESTORED),
        "draft": Draft.objects.filter(cite=desk.cite, kind=sheet.name, record=found.pk).first(),
    }
    return render(request, "network/workspace/restore.html", context)


def _found(desk: Desk, kind: str, record: int) -> tuple[Sheet, Any]:
    sheet = sheet_named(desk, kind, Can.SEE_CITE)
    return sheet, get_object_or_404(sheet.records(desk.cite), pk=record)


def _version(text: str) -> datetime:
    """Read the number of a version; Http404 for what is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):  # noqa: PLR2004 as far as a calendar reaches
        raise Http404
    try:
        return moment_of(int(text))
    except ValueError as error:
        raise Http404 from error


def compare(
    desk: Desk, found: Any, one: datetime, other: datetime, *, but: frozenset[str] = frozenset()
) -> list[Part]:
    """Say what differs from one version of a record to another, whichever is the older; `but` some fields."""
    states = states_at(type(found), found.pk, {one, other})
    before, after = (states[moment][type(found)].get(found.pk) for moment in (one, other))
    for name in but if before and after else ():
        setattr(after, name, getattr(before, name, None))
    rows = [
        row
        for model, before in states[one].items()
        for row in _differing(model, before, states[other][model])
    ]
    names = names_for(rows, [], desk)
    return [part for row in rows if (part := part_of(row, type(found), names)) is not None]


def _differing(model: Any, before: dict[int, Any], after: dict[int, Any]) -> list[Row]:
    rows = []
    for key in sorted({*before, *after}):
        kind = "insert" if key not in before else "update" if key in after else "delete"
        now = after.get(key, before.get(key))
        is_same = kind == "update" and not changes_between(before[key], now)
        if not is_same and (kind == "update" or getattr(now, "is_told", True)):
            rows.append(Row(model, kind, before.get(key), now))
    return rows


def _frame(desk: Desk, sheet: Sheet, found: Any) -> dict[str, Any]:
    return {
        "desk": desk,
        "sheet": sheet,
        "section": sheet.name,
        "record": found,
        "title": sheet.called(found),
        "writes": desk.can(sheet.writes),
    }
