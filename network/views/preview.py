"""A sheet as visitors would see it, on the day that one likes: the real page, over a draft that is not written."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import resolve
from django.views.decorators.http import require_POST

from network.access import Desk, workspace
from network.forms import refusal_of
from network.forms.pictures import take_pictures
from network.forms.values import posted
from network.permissions import Can
from network.views.sheets import sheet_named
from network.vocabulary import Publication

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@workspace(Can.SEE_CITE)
@require_POST
def preview(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Write what was sent, ask for the public page, and take everything back."""
    sheet = sheet_named(desk, kind)
    number = request.POST.get("record", "")
    found = get_object_or_404(sheet.records(desk.cite), pk=_number(number)) if number else None
    opened = sheet.open(desk.cite, found, {})
    values, unfit = take_pictures(opened.form, opened.own(posted(request.POST)), request.FILES, desk.cite)
    opened = sheet.open(desk.cite, found, values)
    if unfit:
        opened.refuse(unfit)
    elif opened.is_valid():
        try:
            with transaction.atomic():
                if sheet.is_publishable:
                    opened.form.instance.publication = Publication.PUBLISHED
                record = opened.write()
                response = _as_a_visitor(
                    request, sheet.page_of(record, desk.cite), request.POST.get("on", "")
                )
                transaction.set_rollback(True)
        except IntegrityError as error:
            opened.form.add_error(None, refusal_of(error))
        else:
            return response
    context = {"desk": desk, "section": kind, "sheet": sheet, "opened": opened, "form": opened}
    return render(request, "network/workspace/no_preview.html", context, status=422)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0  # noqa: PLR2004 digits of a key


def _as_a_visitor(request: HttpRequest, address: str, on: str) -> HttpResponse:
    """Ask the portal for a public page as somebody who is not signed in."""
    asked: Any = copy(request)
    query = QueryDict(mutable=True)
    if _is_day(on):
        query["on"] = on
    asked.method, asked.user, asked.preview = "GET", AnonymousUser(), True
    asked.path = asked.path_info = address
    asked.GET, asked.POST = query, QueryDict()
    asked.META = {
        **request.META,
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": query.urlencode(),
        "PATH_INFO": address,
    }
    asked.resolver_match = resolve(address)
    view, args, kwargs = asked.resolver_match
    response: HttpResponse = view(asked, *args, **kwargs)
    return response


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
