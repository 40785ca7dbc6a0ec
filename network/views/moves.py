"""What is done to a whole sheet at once, each after a page that says what it will change; and the bin."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import Desk, workspace
from network.actions import bin as bins
from network.actions import sheets as actions
from network.forms import refusal_of
from network.models import Draft
from network.permissions import Can
from network.views.sheets import PER_PAGE, sheet_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from network.forms.sheets import Sheet


@workspace(Can.SEE_CITE)
def withdraw(request: HttpRequest, desk: Desk, kind: str, record: int) -> HttpResponse:
    sheet = sheet_named(desk, kind, _right_to_publish(kind, desk))
    found = get_object_or_404(sheet.records(desk.cite), pk=record)
    if request.method != "POST":
        return _ask(
            request, desk, sheet,
            title=_("Withdraw “%(title)s”") % {"title": found},
            text=_("Visitors no longer find it; its address says that it was withdrawn. It can be published again."),
            button=_("Withdraw"),
        )  # fmt: skip
    with _telling(
        request, _("Withdrawn: visitors no longer see it."), over=_("It was not published any more.")
    ):
        actions.withdraw(desk, sheet, record, reason=request.POST.get("reason", ""))
    return redirect("workspace:sheets", desk.cite.slug, kind)


@workspace(Can.SEE_CITE)
def throw_away(request: HttpRequest, desk: Desk, kind: str, record: int) -> HttpResponse:
    sheet = sheet_named(desk, kind, _right_to_publish(kind, desk))
    found = get_object_or_404(sheet.records(desk.cite), pk=record)
    if request.method != "POST":
        return _ask(
            request, desk, sheet,
            title=_("Throw “%(title)s” away") % {"title": found},
            text=_("It disappears from the public site, with all that hangs on it. For thirty days it can be put back from the bin as it was."),
            button=_("Throw away"),
        )  # fmt: skip
    with _telling(
        request,
        _("Thrown away. It stays in the bin for thirty days."),
        over=_("It was thrown away already."),
        refused=_("It cannot be thrown away: something else needs it."),
    ):
        bins.throw_away(desk, sheet, record, reason=request.POST.get("reason", ""))
    return redirect("workspace:sheets", desk.cite.slug, kind)


@workspace(Can.SEE_CITE)
def discard(request: HttpRequest, desk: Desk, kind: str, draft: int) -> HttpResponse:
    sheet = sheet_named(desk, kind)
    found = get_object_or_404(Draft.objects.filter(cite=desk.cite, kind=kind), pk=draft)
    if request.method != "POST":
        return _ask(
            request, desk, sheet,
            title=_("Give up the draft of “%(title)s”") % {"title": found},
            text=_("What it says is lost. What is published stays as it is."),
            button=_("Give up"),
            says_why=False,
        )  # fmt: skip
    with _telling(request, _("The draft is gone."), over=_("The draft was gone already.")):
        actions.discard(desk, sheet, draft)
    return redirect("workspace:sheets", desk.cite.slug, kind)


@workspace(Can.SEE_CITE)
def bin_of_cite(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what can be put back."""
    thrown = bins.in_bin(desk, timezone.now()).select_related("thrown_by")
    page = Paginator(thrown, PER_PAGE).get_page(request.GET.get("page"))
    context = {"desk": desk, "section": "bin", "page": page, "kept": bins.KEPT.days}
    return render(request, "network/workspace/bin.html", context)


@workspace(Can.PUBLISH)
def put_back(request: HttpRequest, desk: Desk, thrown: int) -> HttpResponse:
    found = get_object_or_404(bins.in_bin(desk, timezone.now()), pk=thrown)
    if request.method != "POST":
        return _ask(
            request, desk, None,
            title=_("Put “%(title)s” back") % {"title": found},
            text=_("It comes back as it was, with all that hung on it: published if it was published."),
            button=_("Put back"),
        )  # fmt: skip
    with _telling(
        request,
        _("Put back as it was."),
        over=_("It is no longer in the bin."),
        refused=_("It cannot be put back: %(why)s"),
    ):
        bins.put_back(desk, thrown, reason=request.POST.get("reason", ""))
    return redirect("workspace:bin", desk.cite.slug)


@contextmanager
def _telling(request: HttpRequest, done: str, *, over: str, refused: str = "") -> Iterator[None]:
    """Say what became of a move: done, over by then, or refused by the database for what else is there."""
    try:
        yield
    except actions.Over:
        messages.error(request, over)
    except IntegrityError as error:
        if not refused:
            raise
        messages.error(request, refused % {"why": refusal_of(error)})
    else:
        messages.success(request, done)


def _right_to_publish(kind: str, desk: Desk) -> Can:
    """Return what it takes to publish a kind; Http404 for none of that name."""
    return sheet_named(desk, kind, Can.SEE_CITE).publishes


def _ask(
    request: HttpRequest, desk: Desk, sheet: Sheet | None, *, says_why: bool = True, **words: Any
) -> HttpResponse:
    """Say what a button will do before it is pressed."""
    context = {"desk": desk, "sheet": sheet, "section": sheet.name if sheet else "bin", **words}
    asks_why = says_why and desk.is_guest
    return render(request, "network/workspace/confirm.html", context | {"asks_why": asks_why})
