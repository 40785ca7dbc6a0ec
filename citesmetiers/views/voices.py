"""What the public said to a Cité, as its team reads, shows and answers it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from citesmetiers.subjects import EVENTS, OFFERS, with_subjects
from network.access import Desk, workspace
from network.actions import draft_from_suggestion, settle_suggestion
from network.actions.sheets import Over
from network.forms.sheets import SHEETS
from network.forms.suggestions import SettleForm
from network.models import Conflict, Draft, ReplyAddress, Suggestion
from network.permissions import Can
from network.views.sheets import address_of
from network.vocabulary import SuggestionState

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 30
# The kinds of sheets that an idea may become, where this portal has them.
BECOMES = (OFFERS, EVENTS)
ALL = "all"


class Tab(NamedTuple):
    """Suggestions of one state, and how many there are."""

    value: str
    words: str
    number: int
    is_current: bool


@workspace(Can.SEE_CITE)
def voices(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what was said, what nobody has looked at yet first of all."""
    found = Suggestion.objects.filter(cite=desk.cite)
    counts = dict(found.order_by().values_list("state").annotate(number=Count("pk")))
    asked = request.GET.get("state", SuggestionState.RECEIVED)
    if asked not in SuggestionState.values:
        asked = ALL
    else:
        found = found.filter(state=asked)
    tabs = [
        Tab(value, str(words), counts.get(value, 0), value == asked)
        for value, words in SuggestionState.choices
    ]
    tabs.append(Tab(ALL, _("all of them"), sum(counts.values()), asked == ALL))
    rows = with_subjects(found).order_by("-received_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"desk": desk, "section": "suggestions", "tabs": tabs, "page": page}
    return render(request, "portal/workspace/suggestions.html", context)


@workspace(Can.WRITE)
def voice(request: HttpRequest, desk: Desk, suggestion: int) -> HttpResponse:
    """Show one suggestion; decide what is shown of it, and answer it."""
    found = get_object_or_404(with_subjects(Suggestion.objects.filter(cite=desk.cite)), pk=suggestion)
    if request.method != "POST":
        return _page(request, desk, found, SettleForm(instance=found, is_guest=desk.is_guest))
    form = SettleForm(request.POST, instance=found, is_guest=desk.is_guest)
    if not form.is_valid():
        is_late = form.has_error("__all__", "conflict")
        status = HTTPStatus.CONFLICT if is_late else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, desk, found, form, status=status)
    try:
        settle_suggestion(desk, form.instance, reason=form.cleaned_data.get("why", ""))
    except Conflict:
        form.add_error(
            None,
            _("Somebody else decided at the same moment. Your words stand below: look again, then save."),
        )
        return _page(request, desk, found, form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Kept."))
    return redirect("workspace:suggestion", desk.cite.slug, suggestion)


@workspace(Can.WRITE)
@require_POST
def begin(request: HttpRequest, desk: Desk, suggestion: int, kind: str) -> HttpResponse:
    """Make a draft of a suggestion, and go there."""
    if kind not in BECOMES or kind not in SHEETS:
        raise Http404
    try:
        draft = draft_from_suggestion(desk, SHEETS[kind], suggestion)
    except Over as over:
        raise Http404 from over
    messages.success(request, _("A draft with the words of the suggestion. Visitors see nothing of it yet."))
    return redirect(address_of(desk, draft))


def _page(
    request: HttpRequest, desk: Desk, found: Any, form: SettleForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "desk": desk,
        "section": "suggestions",
        "suggestion": found,
        "form": form,
        "awaits": ReplyAddress.objects.filter(suggestion=found).first(),
        "made": _what_became(desk, found),
        "becomes": [SHEETS[kind] for kind in BECOMES if kind in SHEETS and desk.can(SHEETS[kind].writes)],
    }
    return render(request, "portal/workspace/suggestion.html", context, status=status)


def _what_became(desk: Desk, found: Suggestion) -> tuple[str, str] | None:
    """Return the address and the name of the sheet that was begun with a suggestion, while it is there."""
    sheet = SHEETS.get(found.made_kind)
    if sheet is None:
        return None
    if found.made_record:
        record = sheet.records(desk.cite).filter(pk=found.made_record).first()
        return (
            (reverse("workspace:sheet", args=[desk.cite.slug, sheet.name, record.pk]), str(record))
            if record
            else None
        )
    draft = Draft.objects.filter(cite=desk.cite, kind=sheet.name, pk=found.made_draft or 0).first()
    return (address_of(desk, draft), draft.title) if draft else None
