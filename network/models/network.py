"""The network itself: its history, what was said of its size, its own holidays, its imports."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.models.base import Record, keeps_history
from network.models.constraints import are_addresses, by_language, within_reach
from network.models.fields import PartialDateField, TextsField, satisfies, text_list
from network.vocabulary import FactKind


@keeps_history
class NetworkFact(Record):
    """A dated fact of the network's history, or what somebody said of its size; never our constant."""

    kind = models.CharField(_("kind"), max_length=10, choices=FactKind.choices)
    date = PartialDateField(_("date"), null=True, blank=True)
    text = TextsField(_("text"))
    count = models.IntegerField(_("number of Cités"), null=True, blank=True)
    sources = text_list(_("sources"))
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("fact about the network")
        verbose_name_plural = _("facts about the network")
        ordering = [F("date").asc(nulls_last=True), "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FactKind.values), name="network_fact_kind_is_known"),
            models.CheckConstraint(
                condition=satisfies("partial_date_is_valid", "date"), name="network_fact_date_exists"
            ),
            models.CheckConstraint(
                condition=satisfies("texts_are_valid", "text"), name="network_fact_text_is_by_language"
            ),
            models.CheckConstraint(condition=~Q(text={}), name="network_fact_says_something"),
            are_addresses("sources", name="network_fact_sources_are_addresses"),
        ]

    def __str__(self) -> str:
        return f"{self.date or '?'} · {next(iter(self.text.values()), '')}"


@keeps_history
class NetworkHoliday(Record):
    """A public holiday that the holidays package lacks, or has and that is not kept."""

    country = models.CharField(_("country"), max_length=2)
    region = models.CharField(
        _("region"), max_length=20, blank=True, help_text=_("Empty: the whole country.")
    )
    day = models.DateField(_("day"))
    kept = models.BooleanField(
        _("kept"), default=True, help_text=_("No: an ordinary day, whatever the package says.")
    )
    name = TextsField(_("name"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("public holiday")
        verbose_name_plural = _("public holidays")
        ordering = ["day", "country", "region", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "region", "day", "demo"], name="network_holiday_once_per_region"
            ),
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$"), name="network_holiday_country_is_a_code"
            ),
            within_reach("day", name="network_holiday_within_reach"),
            by_language("name", name="network_holiday_name_is_by_language"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.country} {self.region}".strip()


class NetworkImport(models.Model):
    """An exchange file that was imported, with what it said of itself."""

    as_of = models.DateField(_("as of"))
    note = TextsField(_("note"), blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64)
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    demo = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-imported_at", "-pk"]
        constraints = [by_language("note", name="network_import_note_is_by_language")]

    def __str__(self) -> str:
        return f"{self.imported_at:%Y-%m-%d %H:%M}"
