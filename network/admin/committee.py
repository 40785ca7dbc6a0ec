"""Sessions of the committee at the secretariat’s desk: one page each, from the agenda to the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from network.access import ask_again
from network.actions import committee, plan_session, sitting
from network.admin.records import ModelPage
from network.admin.rights import person_of
from network.committee import SessionState
from network.forms import DayField, refusal_of
from network.forms.committee import (
    ChangeForm,
    ExpertForm,
    MemberForm,
    ProtocolForm,
    PutDecisionForm,
    PutFileForm,
    SessionDeed,
    SessionForm,
    StrikeForm,
    TakeOffForm,
)
from network.models import CommitteeSession, Conflict
from network.permissions import Can, can, check

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

_LONGEST_NUMBER = 18


class Deed(NamedTuple):
    """Something that the officer does to a session: its form, its action, in which states its button stands."""

    form: type[SessionDeed]
    act: Callable[..., Any]
    words: _StrPromise
    states: tuple[SessionState, ...] = committee.UNTIL_CLOSED


class Way(NamedTuple):
    """A form on the page of a session, and what its button says."""

    form: SessionDeed
    words: _StrPromise


DEEDS = {
    "change": Deed(ChangeForm, committee.change_session, gettext_lazy("Keep")),
    "put_file": Deed(PutFileForm, committee.put_file, gettext_lazy("Put the file on the agenda")),
    "put_decision": Deed(
        PutDecisionForm, committee.put_decision, gettext_lazy("Put the decision on the agenda")
    ),
    "take_off": Deed(TakeOffForm, committee.take_off, gettext_lazy("Take it off the agenda")),
    "compute": Deed(
        SessionDeed, committee.compute_seats, gettext_lazy("Compute the seats again"), committee.PLANNED
    ),
    "member": Deed(MemberForm, committee.add_member, gettext_lazy("Add the member")),
    "expert": Deed(ExpertForm, committee.add_expert, gettext_lazy("Add the expert")),
    "strike": Deed(StrikeForm, committee.strike, gettext_lazy("Strike")),
    "convoke": Deed(SessionDeed, committee.convoke, gettext_lazy("Send the convocation"), committee.PLANNED),
    "open": Deed(SessionDeed, sitting.open_session, gettext_lazy("Open the session"), committee.PLANNED),
    "cancel": Deed(
        SessionDeed, committee.cancel_session, gettext_lazy("Cancel the session"), committee.PLANNED
    ),
    "write": Deed(
        ProtocolForm, sitting.write_down, gettext_lazy("Keep presence, votes and outcomes"), sitting.OPEN
    ),
}


@admin.register(CommitteeSession)
class CommitteeSessionPage(ModelPage):
    """Nobody writes a state: a session goes on by its buttons, and a closed one by no button at all."""

    form = SessionForm
    right = Can.RUN_LABEL
    changes = deletes = False
    own_fields: ClassVar = {"held_on": DayField}
    change_form_template = "admin/committee_session.html"
    list_display = ("__str__", "held_at", "state", "corrects", "closed_at", "mark")
    list_filter = ("state", "held_on", "demo")
    search_fields = ("held_at", "words", "seats__name", "items__file__cite__name", "items__file__cite__slug")

    def get_queryset(self, request: HttpRequest) -> Any:
        # What points at its own kind is not followed by itself.
        return super().get_queryset(request).select_related("corrects", "closed_by")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        said = ("held_on", "held_at")
        if obj is None:
            return [(None, {"fields": (*said, "corrects")})]
        return [(None, {"fields": (said, ("state", "quorum"), "corrects", "convoked_at", ("closed_at", "closed_by"), "demo")})]  # fmt: skip

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a correcting session with the closed one that it corrects."""
        number = request.GET.get("corrects", "")
        if not number.isdecimal() or len(number) > _LONGEST_NUMBER:
            return super().get_changeform_initial_data(request)
        closed = CommitteeSession.objects.filter(pk=int(number), state=SessionState.CLOSED).first()
        return {"corrects": closed}

    def save_model(self, request: HttpRequest, obj: CommitteeSession, form: Any, change: bool) -> None:
        plan_session(obj, by=person_of(request), corrects=form.cleaned_data["corrects"])

    def get_urls(self) -> list[Any]:
        look = self.admin_site.admin_view
        name = "network_committeesession"
        return [
            path("<int:number>/do/<slug:deed>/", look(self.do), name=f"{name}_do"),
            path("<int:number>/close/", look(self.close), name=f"{name}_close"),
            path("<int:number>/minutes/", look(self.minutes), name=f"{name}_minutes"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show a session from the agenda to the outcome, with what its officer can do at this moment."""
        found = self.get_object(request, object_id)
        shown = _record_of(found) | _ways_on(request, found) if found else {}
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    # --- What is done ----------------------------------------------------------------------------
    def do(self, request: HttpRequest, number: int, deed: str) -> HttpResponse:
        """Do something to a session that needs no page of its own; what is refused is said beside what was sent."""
        if deed not in DEEDS:
            raise Http404
        found = get_object_or_404(CommitteeSession, pk=number)
        check(person_of(request), Can.RUN_LABEL, found)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = _form_of(deed, found, request.POST)
        if not form.is_valid():
            return self._again(request, found, deed, form, 422)
        try:
            DEEDS[deed].act(found, by=person_of(request), **form.said)
        except Conflict:
            found.refresh_from_db()
            form = _form_of(deed, found, request.POST)
            form.again(found)
            return self._again(request, found, deed, form, 409)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except IntegrityError as error:
            form.add_error(None, refusal_of(error))
        else:
            messages.success(request, _("Done."))
            if deed == "cancel":
                return redirect("admin:network_committeesession_changelist")
            return redirect("admin:network_committeesession_change", number)
        return self._again(request, found, deed, form, 422)

    def _again(
        self, request: HttpRequest, found: CommitteeSession, deed: str, form: SessionDeed, status: int
    ) -> HttpResponse:
        ways = _ways_on(request, found)
        if deed in ways["forms"]:
            ways["forms"][deed] = Way(form, DEEDS[deed].words)
        context = _record_of(found) | ways | {
            "title": str(found),
            "original": found,
            "refused": form.non_field_errors() if form.is_bound else [],
            "is_between": status == 409,  # noqa: PLR2004 the status of HTTP
        }  # fmt: skip
        return self._page(request, "admin/committee_again.html", context, status)

    def close(self, request: HttpRequest, number: int) -> HttpResponse:
        """Name what closing does for good, after asking again who does it; or say what is missing."""
        found = get_object_or_404(CommitteeSession, pk=number)
        person = person_of(request)
        check(person, Can.RUN_LABEL, found)
        if found.state != SessionState.OPEN:
            return redirect("admin:network_committeesession_change", number)
        if asked := ask_again(request):
            return asked
        refused: list[str] = []
        status = 200
        if request.method == "POST":
            form = SessionDeed(request.POST, session=found)
            try:
                if form.is_valid():
                    sitting.close_session(found, by=person, **form.said)
                    messages.success(
                        request, _("The session is closed: its decisions stand in the register.")
                    )
                    return redirect("admin:network_committeesession_change", number)
            except ValidationError as refusal:
                refused, status = refusal.messages, 422
            except Conflict:
                found.refresh_from_db()
                refused, status = [_("Somebody changed this session meanwhile: look at it again.")], 409
        decisions, letters = sitting.consequence_of(found, by=person)
        context = _record_of(found) | {
            "title": _("Close the session"),
            "original": found,
            "refused": refused,
            "missing": sitting.missing_to_close(found),
            "decisions": decisions,
            "letters": letters,
            "form": SessionDeed(session=found),
        }
        return self._page(request, "admin/committee_close.html", context, status)

    def minutes(self, request: HttpRequest, number: int) -> HttpResponse:
        """Show the minutes to print, or give them as one file that stands by itself."""
        found = get_object_or_404(CommitteeSession, pk=number)
        context = _record_of(found) | {"title": _("Minutes"), "original": found}
        if "download" not in request.GET:
            return self._page(request, "admin/committee_minutes.html", context, 200)
        context["language"] = get_language()
        answer = HttpResponse(render_to_string("admin/committee_minutes_file.html", context))
        name = f"committee-{found.held_on:%Y-%m-%d}-{found.pk}.html"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def _page(self, request: HttpRequest, template: str, context: Any, status: int) -> HttpResponse:
        known = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, template, known | context, status=status)


def _record_of(session: CommitteeSession) -> dict[str, Any]:
    """Return what the minutes of a session say, as far as it has come."""
    return {
        "session": session,
        "sheets": sitting.sheets_of(session),
        "seats": list(session.seats.select_related("cite")),
        "quorum": committee.quorum_of(session),
    }


def _ways_on(request: HttpRequest, session: CommitteeSession) -> dict[str, Any]:
    """Return the forms that stand on the page of a session for who is looking."""
    runs = can(person_of(request), Can.RUN_LABEL, session)
    if not runs or session.is_closed:
        return {"runs": runs, "forms": {}}
    other = "put_file" if session.corrects_id else "put_decision"
    names = [name for name, deed in DEEDS.items() if session.state in deed.states and name != other]
    return {
        "runs": True,
        "forms": {name: Way(_form_of(name, session), DEEDS[name].words) for name in names},
        "undocumented": committee.undocumented_on(session),
    }


def _form_of(name: str, session: CommitteeSession, data: Any = None) -> SessionDeed:
    more: dict[str, Any] = {"auto_id": f"{name}-%s"}
    if DEEDS[name].form is ProtocolForm:
        more |= {"sheets": sitting.sheets_of(session), "seats": list(session.seats.select_related("cite"))}
    return DEEDS[name].form(data, session=session, **more)
