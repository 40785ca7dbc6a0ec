"""What a team fills in about its events, and about one of their dates."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.actions import fit_dates
from events.forms.rhythms import RhythmField, is_same_rule
from events.models import Event
from events.recurrence import RecurrenceError, Times, instants, is_wall, starts_of
from network.forms.clocks import MomentField, MomentsField
from network.forms.pictures import FIELDS, GROUP, PicturedForm, PictureField
from network.forms.refusals import refusal_for
from network.forms.sheet_forms import SheetForm
from network.forms.sheets import Group, Sheet
from network.vocabulary import EventStatus

if TYPE_CHECKING:
    from django.http import QueryDict

    from events.models import Occurrence
    from events.recurrence import Fault

FAULTS = {
    "time": _("Write a day of the calendar, of a year from 1900 to 2500."),
    "zone": _("There is no such time zone: write one as in Europe/Paris."),
    "rule": _("This rule cannot be read: write one as in FREQ=WEEKLY;COUNT=5."),
    "no_date": _(
        "This gives no date within three years of its start or of today: change the rule or what it leaves out."
    ),
    "too_many": _(
        "This rule gives more than 400 dates: let it end sooner, or share them among several events."
    ),
    "too_old": _("This rule begins too long ago: let it begin later."),
}


def check_dates(form: Any) -> list[str]:
    """Return the starts that a form of an event gives; a fault is said at the field that can mend it."""
    said = form.cleaned_data
    if not all(said.get(name) for name in ("starts", "ends", "timezone")):
        return []
    excluded = tuple(said.get("excluded") or ())
    times = Times(said["starts"], said["ends"], said["timezone"], said.get("rrule"), excluded)
    try:
        return starts_of(times, timezone.localdate())
    except RecurrenceError as error:
        form.add_error(_where(error.fault, said), FAULTS[error.fault])
    return []


def _where(fault: Fault, said: dict[str, Any]) -> str:
    if fault == "zone":
        return "timezone"
    if fault == "time":
        return next((name for name in ("starts", "ends") if not is_wall(said[name])), "starts")
    return "rrule" if said.get("rrule") else "excluded"


class EventForm(PicturedForm):
    """An event, its rhythm as people say it, and its dates that follow."""

    picture = PictureField(label=_("Picture"))
    starts = MomentField(label=_("Starts"))
    ends = MomentField(label=_("Ends"), day_optional=True)
    rrule = RhythmField(label=_("Does it come back?"), required=False)
    excluded = MomentsField(label=_("Except on these dates"), required=False)

    class Meta(SheetForm.Meta):
        model = Event
        fields = (
            "title", "summary", "description", "kind", "themes", "audiences", "languages", "open_to", "starts",
            "ends", "timezone", "rrule", "excluded", "status", "attendance", "place", "venue", "online_url",
            "booking", "booking_url", "capacity", "organiser", "partners", "slug", *FIELDS,
        )  # fmt: skip

    def __init__(self, *args: Any, cite: Any, instance: Event, **kwargs: Any) -> None:
        if not instance.pk:
            instance.timezone = cite.timezone
        super().__init__(*args, cite=cite, instance=instance, **kwargs)

    def clean_ends(self) -> str | None:
        """Put an end without a day on the day of the start; one that is not after it is past midnight."""
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if not ends or not ends.startswith("T"):
            return ends
        if not starts or not is_wall(starts):
            raise ValidationError(_("Write the day and the time of the start first."))
        written = datetime.fromisoformat(starts[:10] + ends)
        return f"{written + timedelta(days=written.isoformat() <= starts):%Y-%m-%dT%H:%M}"

    def clean_rrule(self) -> str | None:
        """Leave a rule as it was written where it says the same."""
        rule, before = self.cleaned_data["rrule"] or None, self.instance.rrule
        return before if before and rule and is_same_rule(rule, before) else rule

    def clean_excluded(self) -> list[str]:
        """Give a day without a time the time of the start."""
        clock = (self.cleaned_data.get("starts") or "")[10:]
        return [each if "T" in each else each + clock for each in self.cleaned_data["excluded"]]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        starts = check_dates(self)
        first = self.cleaned_data.get("starts")
        if (
            starts
            and first
            and first not in (starts[0], *self.cleaned_data["excluded"])
            and first < starts[0]
        ):
            self._check_first(first, starts[0])
        return cleaned

    def _check_first(self, first: str, by_rule: str) -> None:
        """Refuse a start that the rhythm does not give: nobody would find that date in the agenda."""
        if {"starts", "rrule"} & set(self.changed_data):
            message = _("The rhythm does not give the day of the start: its first one is %(day)s.")
            day = f"{datetime.fromisoformat(by_rule):%d/%m/%Y}"
            self.add_error("starts", ValidationError(message % {"day": day}, code="first"))

    def follow(self) -> None:
        fit_dates(self.instance, timezone.localdate())


EVENTS = Sheet(
    name="events",
    model=Event,
    form=EventForm,
    one=_("Event"),
    many=_("Events"),
    rank=20,
    ways=(("workspace:dates", _("Its dates, one by one: cancel one, move one")),),
    groups=(
        Group(_("What it is"), ("title", "kind", "summary", "description")),
        Group(_("For whom, about what"), ("themes", "audiences", "languages", "open_to")),
        Group(_("When"), ("starts", "ends", "timezone", "rrule", "excluded", "status")),
        Group(_("Where"), ("attendance", "place", "venue", "online_url")),
        Group(_("Booking"), ("booking", "booking_url", "capacity")),
        Group(_("With whom"), ("organiser", "partners")),
        GROUP,
        Group(_("Its address on the portal"), ("slug",)),
    ),
)


class DateForm(forms.Form):
    """What becomes of one date of an event."""

    use_required_attribute = False

    status = forms.ChoiceField(
        choices=[
            ("", _("as planned")),
            *(one for one in EventStatus.choices if one[0] != EventStatus.SCHEDULED),
        ],
        required=False,
        label=_("What becomes of this date?"),
        widget=forms.RadioSelect,
    )
    new_starts = MomentField(label=_("Moved: its new start"), required=False)
    new_ends = MomentField(label=_("Its new end"), required=False, day_optional=True)

    def __init__(self, data: QueryDict | None, *, occurrence: Occurrence) -> None:
        status = "" if occurrence.status == EventStatus.SCHEDULED else occurrence.status or ""
        said = {"status": status, "new_starts": occurrence.new_starts, "new_ends": occurrence.new_ends}
        super().__init__(data, initial=said, label_suffix="")
        self.occurrence = occurrence

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        starts, ends = said.get("new_starts"), said.get("new_ends")
        begins = starts or self.occurrence.rule_starts
        for name, text in (("new_starts", starts), ("new_ends", ends)):
            if text and not text.startswith("T") and not is_wall(text):
                self.add_error(name, FAULTS["time"])
        if ends and ends.startswith("T") and not self.errors:
            written = datetime.fromisoformat(begins[:10] + ends)
            ends = said["new_ends"] = (
                f"{written + timedelta(days=written.isoformat() <= begins):%Y-%m-%dT%H:%M}"
            )
        if ends and not self.errors and ends <= begins:
            self.add_error("new_ends", refusal_for("occurrence_new_end_after_its_start")[1])
        if starts == self.occurrence.rule_starts:
            said["new_starts"] = None
        return said

    def put_into(self, occurrence: Occurrence) -> Occurrence:
        """Make a date what the form says, without writing it."""
        said = self.cleaned_data
        occurrence.status = said["status"] or None
        occurrence.new_starts, occurrence.new_ends = said["new_starts"], said["new_ends"]
        occurrence.starts_at, occurrence.ends_at = instants(
            occurrence.event.times,
            occurrence.rule_starts,
            new_start=occurrence.new_starts,
            new_end=occurrence.new_ends,
        )
        return occurrence
