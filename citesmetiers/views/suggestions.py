"""What visitors say to a Cité without a name: read by everybody, written and supported from our own pages."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citesmetiers.subjects import CITE, Subject, subject_or_404, with_subjects
from network.access import address_of, public, public_post
from network.actions import receive_suggestion, support_suggestion
from network.actions.suggestions import ADDRESS_KEPT
from network.forms.suggestions import HONEYPOT, STAMP, SuggestionForm
from network.limits import HourlyLimit
from network.models import Cite, Suggestion
from network.seals import is_stamped
from network.views.voices import page_of, voices_of

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

PER_PAGE = 20
# From one connection, which may be that of a whole Cité, in an hour; for each process of the server.
SUGGESTIONS, CLICKS = HourlyLimit(20), HourlyLimit(60)
AN_HOUR = "3600"
SENT, COUNTED = "sent", "counted"


@public
def suggestions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all that is published of a Cité and of what is its own."""
    cite = get_object_or_404(Cite.objects.shown(), slug=slug)
    found = with_subjects(Suggestion.objects.filter(cite=cite)).published()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    subject = Subject(CITE, cite, cite)
    context = {"cite": cite, "page": page, "voices": voices_of(CITE, cite.pk, page.object_list)}
    context["trail"] = _trail(subject, _("What visitors say"))
    return render(request, "network/public/suggestions.html", _frame(subject) | context)


@public_post
def suggest(request: HttpRequest, kind: str, record: int) -> HttpResponse:
    """Take what somebody wrote at the end of a page; what cannot be taken comes back, nothing of it lost."""
    subject = subject_or_404(kind, record)
    if request.method != "POST":
        return redirect(subject.url)
    if request.POST.get(HONEYPOT):
        return _thank(subject, SENT)
    now = timezone.now()
    form = SuggestionForm(request.POST, is_fresh=_is_fresh(request, subject))
    if not form.is_valid():
        return _again(request, subject, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not SUGGESTIONS.allows(address_of(request), now):
        form.add_error(
            None,
            _("Many words came from your connection in an hour. Send yours in an hour: they stand below."),
        )
        return _again(request, subject, form, HTTPStatus.TOO_MANY_REQUESTS)
    language = (get_language() or "fr")[:2]
    receive_suggestion(subject.cite, **form.cleaned_data, language=language, about=subject.tie)
    return _thank(subject, SENT)


@public_post
def support(request: HttpRequest, kind: str, record: int) -> HttpResponse:
    """Count a click on “I would like that too”."""
    subject = subject_or_404(kind, record)
    if request.method != "POST" or not _is_fresh(request, subject):
        return redirect(subject.url)
    number = request.POST.get("suggestion", "")
    if not number.isdecimal() or len(number) > 18:  # noqa: PLR2004 digits of a key
        raise Http404
    found = get_object_or_404(Suggestion.objects.published().filter(cite=subject.cite), pk=int(number))
    if not request.POST.get(HONEYPOT) and CLICKS.allows(address_of(request), timezone.now()):
        support_suggestion(found)
    return _thank(subject, COUNTED)


@public
def suggested(request: HttpRequest, kind: str, record: int, what: str) -> HttpResponse:
    """Thank, and say what happens next."""
    if what not in {SENT, COUNTED}:
        raise Http404
    subject = subject_or_404(kind, record)
    context = {
        "cite": subject.cite,
        "what": what,
        "days": ADDRESS_KEPT.days,
        "trail": _trail(subject, _("Thank you")),
    }
    return render(request, "network/public/suggested.html", _frame(subject) | context)


def _thank(subject: Subject, what: str) -> HttpResponse:
    address = reverse("public:suggested", args=[subject.kind, subject.record.pk, what])
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _again(request: HttpRequest, subject: Subject, form: SuggestionForm, status: HTTPStatus) -> HttpResponse:
    """Show the form with what was written in it, and a new stamp."""
    context = {
        "cite": subject.cite,
        "form": form,
        "voices": voices_of(subject.kind, subject.record.pk, [], form=form),
        "trail": _trail(subject, _("Write to the team")),
    }
    response = render(request, "network/public/suggest_again.html", _frame(subject) | context, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = AN_HOUR
    return response


def _is_fresh(request: HttpRequest, subject: Subject) -> bool:
    page = page_of(subject.kind, subject.record.pk)
    return is_stamped(page, request.POST.get(STAMP, ""), timezone.now())


def _frame(subject: Subject) -> dict[str, Any]:
    return {
        "subject": subject,
        "section": {"offers": "services", "events": "agenda"}.get(subject.kind, "cites"),
        "demonstration": subject.cite.demo,
    }


def _trail(subject: Subject, last: str) -> list[tuple[str, Any]]:
    return [
        (reverse("public:cites"), _("The Cités")),
        (subject.cite.get_absolute_url(), subject.cite.short_name),
        ("", last),
    ]
