"""The secretariat's desk for what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.actions import fit_dates
from events.models import Event, Occurrence
from events.recurrence import RecurrenceError, Times, starts_of
from network.admin.cites import OfACite
from network.admin.records import Inline, ModelPage
from network.forms import RecordForm, WallTimeField

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse


class EventForm(RecordForm):
    """An event whose rule gives dates."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        if all(said.get(name) for name in ("starts", "ends", "timezone")):
            self._check_dates(said)
        return cleaned

    def _check_dates(self, said: dict[str, Any]) -> None:
        times = Times(
            said["starts"],
            said["ends"],
            said["timezone"],
            said.get("rrule"),
            tuple(said.get("excluded") or ()),
        )
        try:
            starts_of(times, timezone.localdate())
        except (RecurrenceError, KeyError, ValueError):
            message = _(
                "These times and this rule give no dates, or too many: write a rule as in FREQ=WEEKLY;COUNT=5."
            )
            self.add_error("rrule" if said.get("rrule") else "starts", message)


class OccurrenceInline(Inline):
    """The dates that the rule gives: each may be moved or cancelled, none is added or removed by hand."""

    model = Occurrence
    adds = deletes = False
    own_fields: ClassVar[dict[str, type[forms.Field]]] = {
        "new_starts": WallTimeField,
        "new_ends": WallTimeField,
    }
    fields = ("rule_starts", ("new_starts", "new_ends", "status"))
    readonly_fields = ("rule_starts",)


@admin.register(Event)
class EventPage(OfACite):
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
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        fit_dates(form.instance, timezone.localdate())


@admin.register(Occurrence)
class OccurrencePage(ModelPage):
    """All dates; they come from the rules of their events, and go with them alone."""

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
