"""What happens, and on which dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from events.recurrence import FIRST_YEAR, LAST_YEAR, Times
from network.hours import zone_or_utc
from network.models import Cite, CiteRecord, Partner, Place, Record, Suggestion
from network.models.base import keeps_history
from network.models.checked import Checked, CheckedQuerySet, review_months, within_two_years
from network.models.constraints import are_languages, by_language, is_address, is_known, within_reach
from network.models.expressions import daily_draw, day_of, words_of
from network.models.fields import ChoicesArrayField, TextsField, is_among, satisfies, text_list
from network.models.former import keeps_former_addresses
from network.models.pictured import Pictured, pictured
from network.models.suggestion import rows_said
from network.vocabulary import (
    Attendance,
    Audience,
    Booking,
    EventKind,
    EventStatus,
    Membership,
    OpenTo,
    Organiser,
    Publication,
    Theme,
)

if TYPE_CHECKING:
    from datetime import date

# From what changes nothing to what keeps everybody at home.
_GRAVITY = [EventStatus.SCHEDULED, EventStatus.MOVED_ONLINE, EventStatus.POSTPONED, EventStatus.CANCELLED]


def _walls_within_reach(*fields: str, name: str) -> models.CheckConstraint:
    """Ask that wall times lie in the years in which `events.recurrence` counts."""
    condition = Q()
    for field in fields:
        within = Q(**{f"{field}__gte": f"{FIRST_YEAR}", f"{field}__lt": f"{LAST_YEAR + 1}"})
        condition &= Q(**{f"{field}__isnull": True}) | within
    return models.CheckConstraint(condition=condition, name=name)


class EventQuerySet(CheckedQuerySet["Event"]):
    """Which events."""

    def published(self) -> EventQuerySet:
        """Those that the public sees, of Cités that the public sees."""
        return self.filter(publication=Publication.PUBLISHED).exclude(
            cite__membership=Membership.NOT_A_MEMBER
        )

    def with_voices(self) -> EventQuerySet:
        """Bring the latest of what visitors said of each, as `said_rows`, in the same query."""
        return self.annotate(said_rows=rows_said(EventSuggestion.objects.filter(event=OuterRef("pk"))))

    def in_use(self, moment: datetime) -> EventQuerySet:
        """Those of which some date is still to come."""
        coming = Occurrence.objects.filter(ends_at__gt=moment).order_by().values("event")
        return self.published().filter(pk__in=coming)

    def once_published(self) -> EventQuerySet:
        """Those whose address the public may know: published, or withdrawn since."""
        return self.exclude(publication=Publication.DRAFT).exclude(cite__membership=Membership.NOT_A_MEMBER)


@keeps_history
class Event(Pictured, Checked, CiteRecord):
    """Something that happens once or by a rule; times are wall time in the event's zone."""

    checked_as = "events"

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="events", verbose_name=_("Cité"))
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = TextsField(_("title"))
    summary = TextsField(_("summary"), blank=True)
    description = TextsField(_("description"), blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=EventKind.choices)
    themes = ChoicesArrayField(Theme, verbose_name=_("themes"))
    audiences = ChoicesArrayField(Audience, verbose_name=_("audiences"))
    languages = text_list(_("languages"))
    starts = models.CharField(_("starts"), max_length=16, help_text=_("Wall time, as in 2026-12-24T17:30."))
    ends = models.CharField(_("ends"), max_length=16, help_text=_("Wall time, as in 2026-12-24T17:30."))
    timezone = models.CharField(_("time zone"), max_length=64)
    rrule = models.CharField(
        _("recurrence"),
        max_length=500,
        null=True,
        blank=True,
        help_text=_("RFC 5545, as in FREQ=WEEKLY;COUNT=5."),
    )
    excluded = text_list(_("excluded dates"))
    attendance = models.CharField(
        _("where"), max_length=10, choices=Attendance.choices, null=True, blank=True
    )
    place = models.ForeignKey(
        Place, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("place")
    )
    venue = models.CharField(_("venue"), max_length=300, null=True, blank=True)
    online_url = models.URLField(_("address online"), max_length=500, null=True, blank=True)
    booking = models.CharField(_("booking"), max_length=10, choices=Booking.choices, null=True, blank=True)
    booking_url = models.URLField(_("address for booking"), max_length=500, null=True, blank=True)
    capacity = models.PositiveIntegerField(
        pgettext_lazy("seats of an event", "places"), null=True, blank=True
    )
    open_to = models.CharField(_("open to"), max_length=10, choices=OpenTo.choices, null=True, blank=True)
    organiser = models.CharField(
        _("organised by"), max_length=10, choices=Organiser.choices, null=True, blank=True
    )
    partners = models.ManyToManyField(Partner, related_name="events", blank=True, verbose_name=_("partners"))
    status = models.CharField(_("status"), max_length=15, choices=EventStatus.choices, null=True, blank=True)
    publication = models.CharField(
        _("publication"), max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )

    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    review_months = review_months(6)

    objects = EventQuerySet.as_manager()

    class Meta(CiteRecord.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "cite"], name="event_with_its_cite"),
            *pictured("event"),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="event_slug_is_an_id"
            ),
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "title") & ~Q(title={}), name="event_has_a_title"
            ),
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_kind_is_known"),
            models.CheckConstraint(condition=is_among("themes", Theme), name="event_themes_are_known"),
            models.CheckConstraint(
                condition=is_among("audiences", Audience), name="event_audiences_are_known"
            ),
            models.CheckConstraint(
                condition=satisfies("local_time_exists", "starts") & satisfies("local_time_exists", "ends"),
                name="event_times_are_readable",
            ),
            models.CheckConstraint(
                condition=satisfies("local_times_exist", "excluded"), name="event_excluded_are_readable"
            ),
            _walls_within_reach("starts", "ends", name="event_times_within_reach"),
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="event_ends_after_its_start"),
            models.CheckConstraint(
                condition=satisfies("timezone_exists", "timezone"), name="event_timezone_exists"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="event_has_a_seat"
            ),
            models.CheckConstraint(
                condition=Q(status__isnull=True) | Q(status__in=EventStatus.values),
                name="event_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(publication__in=Publication.values), name="event_publication_is_known"
            ),
            is_known("attendance", Attendance, name="event_attendance_is_known"),
            is_known("booking", Booking, name="event_booking_is_known"),
            is_known("open_to", OpenTo, name="event_openness_is_known"),
            is_known("organiser", Organiser, name="event_organiser_is_known"),
            are_languages("languages", name="event_languages_are_codes"),
            is_address("online_url", name="event_online_url_is_an_address"),
            is_address("booking_url", name="event_booking_url_is_an_address"),
            by_language("summary", name="event_summary_is_by_language"),
            by_language("description", name="event_description_is_by_language"),
            within_two_years("event_rhythm_within_two_years"),
            within_reach("checked_on", name="event_days_within_reach"),
        ]
        triggers = [*CiteRecord.Meta.triggers, keeps_former_addresses("event")]

    def __str__(self) -> str:
        return str(self.title.get((get_language() or "en")[:2]) or next(iter(self.title.values()), self.slug))

    def get_absolute_url(self) -> str:
        return reverse("public:event", args=[self.slug])

    @property
    def is_online(self) -> bool:
        """Whether one can take part from anywhere."""
        return self.attendance in {Attendance.ONLINE, Attendance.HYBRID}

    @property
    def times(self) -> Times:
        """What `events.recurrence` reasons on."""
        return Times(self.starts, self.ends, self.timezone, self.rrule, tuple(self.excluded))


class EventSuggestion(models.Model):
    """The event that a suggestion is about: one of the same Cité, by constraint."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, models.CASCADE, related_name="suggestions")
    cite = models.ForeignKey(Cite, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["event", "suggestion", "pk"]
        constraints = [models.UniqueConstraint(fields=["suggestion"], name="suggestion_about_one_event")]

    def __str__(self) -> str:
        return f"{self.event_id} · {self.suggestion_id}"


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Which dates."""

    def published(self) -> OccurrenceQuerySet:
        """Those of published events."""
        return self.filter(event__publication=Publication.PUBLISHED).exclude(
            cite__membership=Membership.NOT_A_MEMBER
        )

    def believable_on(self, day: date) -> OccurrenceQuerySet:
        """Those of events that lists show, by the day of their last check."""
        return self.filter(event__in=Event.objects.believable_on(day).order_by())

    def upcoming(self, moment: datetime) -> OccurrenceQuerySet:
        """Those that are not over at a moment, the next one first."""
        return self.filter(ends_at__gt=moment).order_by("starts_at", "pk")

    def on_days(self, first: date, last: date) -> OccurrenceQuerySet:
        """Those shown from one day to another, inclusive: on the day they begin, or on all that they last.

        Days are those of the event's own clock. What runs past midnight is of the day on which it begins;
        what lasts for days, `first_day` to `last_day`, of each of them.
        """
        # No clock is further from UTC than a day: only what is near is read on its own.
        near = self.filter(
            starts_at__lt=_midnight(last + timedelta(days=2)),
            ends_at__gte=_midnight(first - timedelta(days=1)),
        )
        ends = day_of("ends_at", "event__timezone", before=timedelta(seconds=1))
        lasts_days = Q(ends_at__gte=F("starts_at") + timedelta(days=1))
        return near.annotate(
            first_day=day_of("starts_at", "event__timezone"),
            last_day=Case(When(lasts_days, then=ends), default=F("first_day")),
        ).filter(first_day__lte=last, last_day__gte=first)

    def with_words(self) -> OccurrenceQuerySet:
        """Bring the words that a question is looked for in."""
        return self.alias(words=words_of("event__title", "event__summary"))

    def with_ways(self) -> OccurrenceQuerySet:
        """Bring the ways in which one can take part: on site, online or both."""
        moved_online = Q(status=EventStatus.MOVED_ONLINE) | Q(event__status=EventStatus.MOVED_ONLINE)
        ways = Case(
            When(moved_online | Q(event__attendance=Attendance.ONLINE), then=_ways("online")),
            When(event__attendance=Attendance.HYBRID, then=_ways("on_site", "online")),
            When(event__attendance__in=[Attendance.ON_SITE, Attendance.ELSEWHERE], then=_ways("on_site")),
            default=_ways(),
        )
        return self.alias(ways=ways)

    def in_agenda_order(self, day: date) -> OccurrenceQuerySet:
        """Order by what the calendars on the wall show, then by a draw that changes every day."""
        return self.order_by(Coalesce("new_starts", "rule_starts"), daily_draw("event_id", day), "pk")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _ways(*ways: str) -> Value:
    return Value(list(ways), output_field=ArrayField(models.CharField(max_length=10)))


@keeps_history
class EventPartner(Event.partners.through):  # type: ignore[name-defined,misc]
    """A partner of an event; here for its history."""

    part_of: ClassVar[str] = "event"

    class Meta:
        proxy = True
        verbose_name = _("partner of an event")
        verbose_name_plural = _("partners of events")


@keeps_history
class Occurrence(Record):
    """One date of an event; moved or cancelled, it stays visible as such."""

    part_of = "event"
    # The rule makes dates by itself: that is no change that somebody made.
    untold = Q(pgh_label__in=["insert", "delete"], new_starts=None, new_ends=None, status=None)

    event = models.ForeignKey(Event, models.CASCADE, related_name="occurrences", verbose_name=_("event"))
    cite = models.ForeignKey(Cite, models.CASCADE, related_name="occurrences", verbose_name=_("Cité"))
    rule_starts = models.CharField(
        _("start by the rule"), max_length=16, help_text=_("Wall time, as in 2026-12-24T17:30.")
    )
    new_starts = models.CharField(_("new start"), max_length=16, null=True, blank=True)
    new_ends = models.CharField(_("new end"), max_length=16, null=True, blank=True)
    status = models.CharField(_("status"), max_length=15, choices=EventStatus.choices, null=True, blank=True)
    # The same as instants, derived from the wall times above.
    starts_at = models.DateTimeField(_("starts at"), editable=False)
    ends_at = models.DateTimeField(_("ends at"), editable=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["ends_at"], name="occurrence_end")]
        constraints = [
            models.UniqueConstraint(fields=["event", "rule_starts"], name="occurrence_once_per_start"),
            models.CheckConstraint(
                condition=satisfies("local_time_exists", "rule_starts"), name="occurrence_start_is_readable"
            ),
            models.CheckConstraint(
                condition=satisfies("local_time_exists", "new_starts"),
                name="occurrence_new_start_is_readable",
            ),
            models.CheckConstraint(
                condition=satisfies("local_time_exists", "new_ends"),
                name="occurrence_new_end_is_readable",
            ),
            _walls_within_reach(
                "rule_starts", "new_starts", "new_ends", name="occurrence_times_within_reach"
            ),
            models.CheckConstraint(
                condition=Q(status__isnull=True) | Q(status__in=EventStatus.values),
                name="occurrence_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lte=F("ends_at")), name="occurrence_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=Q(new_ends__isnull=True) | Q(new_ends__gt=Coalesce("new_starts", "rule_starts")),
                name="occurrence_new_end_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return self.new_starts or self.rule_starts

    @property
    def is_changed(self) -> bool:
        """Whether somebody said anything of this date that its event does not say."""
        return bool(self.new_starts or self.new_ends or self.status)

    is_told = is_changed

    @property
    def starts(self) -> datetime:
        """Wall time in the event's zone."""
        return self.starts_at.astimezone(zone_or_utc(self.event.timezone)).replace(tzinfo=None)

    @property
    def ends(self) -> datetime:
        """Wall time in the event's zone."""
        return self.ends_at.astimezone(zone_or_utc(self.event.timezone)).replace(tzinfo=None)

    @property
    def is_overnight(self) -> bool:
        """Whether it runs past midnight without lasting for days."""
        return self.ends.date() != self.starts.date() and self.ends - self.starts < timedelta(days=1)

    @property
    def lasts_days(self) -> bool:
        return self.ends - self.starts >= timedelta(days=1)

    @property
    def is_online(self) -> bool:
        """Whether one can take part from anywhere."""
        return self.standing == EventStatus.MOVED_ONLINE or self.event.is_online

    @property
    def was_to_start(self) -> datetime | None:
        """The start that the rule gave, where this date was moved away from it; wall time."""
        ruled = datetime.fromisoformat(self.rule_starts)
        return ruled if self.new_starts and ruled != self.starts else None

    @property
    def standing(self) -> EventStatus:
        """What has become of this date: the worse of its own status and of its event's."""
        known = [EventStatus(status) for status in (self.status, self.event.status) if status]
        return max(known, key=_GRAVITY.index, default=EventStatus.SCHEDULED)
