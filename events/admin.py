"""The secretariat's desk for what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.actions import fit_dates
from events.forms import FAULTS, check_dates
from events.models import Event, Occurrence
from events.recurrence import RecurrenceError, is_endless, is_wall
from network.admin.cites import PICTURE, OfACite
from network.admin.helps import HELPS
from network.admin.records import Inline, ModelPage
from network.forms import RecordForm, WallTimeField
from network.forms.refusals import refusal_for

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

HELPS.update({
    "event.kind": _("What it is. Visitors filter the agenda by it."),
    "starts": _("Day and time of the first date, as clocks show them where it takes place."),
    "ends": _("When the first date ends; the others last as long."),
    "excluded": _("Starts that the rule would give and that do not take place, one on each line, as in 2026-12-24T14:00."),
    "attendance": _("Whether one comes in person, follows online, or may choose."),
    "event.place": _("A place of the same Cité, where it takes place in one."),
    "venue": _("Where it is, if not in a place of the Cité, as in “Palais des Congrès, Nantes”."),
    "online_url": _("Where one follows it, as in https://example.org. Visitors find a link."),
    "booking": _("Whether one has to register. Visitors read it."),
    "booking_url": _("The page on which one registers, as in https://example.org."),
    "capacity": _("How many people there is room for. Empty: not known."),
    "open_to": _("Who may come. Visitors read it on the page of the event."),
    "organiser": _("Who runs it: the Cité, a partner, or both."),
    "partners": _("The partners who take part. Those that may be named are, on its page."),
    "status": _("What has become of it. Visitors and their calendars are told."),
    "new_starts": _("When it begins now, where this date was moved. Empty: as the rule says."),
    "new_ends": _("When it ends now, where this date was moved. Empty: after the usual time."),
})  # fmt: skip


class EventForm(RecordForm):
    """An event whose rule gives dates."""

    class Meta:
        help_texts: ClassVar[dict[str, Any]] = {
            "rrule": _(
                "RFC 5545, as in FREQ=WEEKLY;COUNT=5. At most 400 dates are kept, three years ahead; "
                "those of a rule without an end follow as time passes."
            )
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        check_dates(self)
        return cleaned


class FitsDates(ModelPage):
    """A page that fits the dates of an event to its rule."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer a rule that gives no dates any more with the form that was sent, and a sentence."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except RecurrenceError as error:
            request.refusal = gettext("The times of this event have to be mended first: %(fault)s") % {  # type: ignore[attr-defined]
                "fault": FAULTS[error.fault]
            }
        return super().changeform_view(request, *args, **kwargs)


class OccurrenceForm(RecordForm):
    """A date that its rule gave, and that may be moved."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        moved = {name: self.cleaned_data.get(name) for name in ("new_starts", "new_ends")}
        for name, text in moved.items():
            if text and not is_wall(text):
                self.add_error(name, FAULTS["time"])
        # Constraints over a field that no form changes are not asked.
        if moved["new_ends"] and moved["new_ends"] <= (moved["new_starts"] or self.instance.rule_starts):
            self.add_error("new_ends", refusal_for("occurrence_new_end_after_its_start")[1])
        return cleaned


class OccurrenceInline(Inline):
    """The dates that the rule gives: each may be moved or cancelled, none is added or removed by hand."""

    model = Occurrence
    form = OccurrenceForm
    adds = deletes = False
    own_fields: ClassVar[dict[str, type[forms.Field]]] = {
        "new_starts": WallTimeField,
        "new_ends": WallTimeField,
    }
    fields = ("rule_starts", ("new_starts", "new_ends", "status"))
    readonly_fields = ("rule_starts",)


@admin.register(Event)
class EventPage(FitsDates, OfACite):
    form = EventForm
    own_fields: ClassVar[dict[str, type[forms.Field]]] = {"starts": WallTimeField, "ends": WallTimeField}
    list_display = ("__str__", "cite", "kind", "starts", "publication", "status", "mark")
    list_filter = ("publication", "kind", "status", *OfACite.list_filter)
    search_fields = ("title", "slug", "cite__name", "cite__slug")
    inlines = (OccurrenceInline,)
    fieldsets = (
        (
            None,
            {"fields": ("cite", "slug", "demo", "publication", "status", "title", "summary", "description")},
        ),
        (_("What and for whom"), {"fields": ("kind", "themes", "audiences", "languages", "open_to")}),
        (_("When"), {"fields": (("starts", "ends"), "timezone", "rrule", "excluded")}),
        (_("Where"), {"fields": ("attendance", "place", "venue", "online_url")}),
        (_("Booking"), {"fields": ("booking", "booking_url", "capacity")}),
        (_("With whom"), {"fields": ("organiser", "partners")}),
        PICTURE,
        (_("Freshness"), {"fields": (("checked_on", "review_months"),)}),
    )
    readonly_fields = ("picture_seen",)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        event = form.instance
        fit_dates(event, timezone.localdate())
        if is_endless(event.times):
            self._tell_endless(request, event)

    def _tell_endless(self, request: HttpRequest, event: Event) -> None:
        dates = event.occurrences.order_by("rule_starts")
        last = dates.last()
        message = gettext(
            "This rule never ends. %(count)s of its dates are kept, up to %(last)s; the others follow as time passes."
        )
        said = {"count": dates.count(), "last": last and last.rule_starts[: len("2026-12-24")]}
        messages.info(request, message % said)


@admin.register(Occurrence)
class OccurrencePage(FitsDates):
    """All dates; they come from the rules of their events, and go with them alone."""

    form = OccurrenceForm
    adds = False
    own_fields: ClassVar[dict[str, type[forms.Field]]] = {
        "new_starts": WallTimeField,
        "new_ends": WallTimeField,
    }
    list_display = ("starts_at", "event", "cite", "status", "mark")
    list_filter = ("status", "demo", ("cite", admin.RelatedOnlyFieldListFilter))
    date_hierarchy = "starts_at"
    search_fields = ("event__title", "event__slug", "cite__name", "cite__slug")
    fields = ("event", "cite", "rule_starts", ("new_starts", "new_ends", "status"), "demo")
    readonly_fields = ("event", "cite", "rule_starts")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        fit_dates(form.instance.event, timezone.localdate())

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        raise PermissionDenied

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> Any:
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return super().render_change_form(request, {**context, "show_delete": False}, *args, **kwargs)
