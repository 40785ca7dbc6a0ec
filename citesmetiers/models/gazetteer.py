"""Towns, départements and régions that somebody may be in. No record: a copy of a file of the repo."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.constraints import by_language
from network.models.fields import TextsField


class Town(models.Model):
    """A town, a commune or one of its arrondissements; a département or a région stands at its seat.

    All rows come from `data/gazetteer.tsv.xz`, by `manage.py load_gazetteer`: nobody edits them, and none is
    pointed at.
    """

    class Precision(models.TextChoices):
        """What its position is that of."""

        TOWN = "town", _("the town")
        NEAR = "near", _("its surroundings")
        AREA = "area", _("the seat of its département or region")

    # FR-69123: a commune by its INSEE code; FR-D69, FR-R84: an area; else the number that GeoNames gives.
    id = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(_("name"), max_length=100)
    # What it is called in languages in which it is called otherwise.
    names = TextsField(_("names by language"), default=dict, blank=True)
    postcodes = ArrayField(models.CharField(max_length=10), verbose_name=_("postcodes"), default=list)
    country = models.CharField(_("country"), max_length=2)
    area = models.CharField(_("département or region"), max_length=100, blank=True)
    area_code = models.CharField(_("number of the département"), max_length=3, blank=True, db_index=True)
    # What its label carries to tell it from its namesakes; what kind of area an area is.
    mark = models.CharField(_("mark"), max_length=200, blank=True)
    population = models.PositiveIntegerField(_("inhabitants"))
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    precision = models.CharField(_("precision"), max_length=4, choices=Precision.choices)

    class Meta:
        verbose_name = _("town")
        verbose_name_plural = _("towns")
        ordering = ["-population", "pk"]
        indexes = [GinIndex(fields=["postcodes"], name="town_postcodes")]
        constraints = [
            by_language("names", name="town_names_by_language"),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="town_is_on_earth"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TownName(models.Model):
    """A name by which a town is looked for, as `gazetteer.keys` writes it."""

    town = models.ForeignKey(Town, models.CASCADE, related_name="keys", verbose_name=_("town"))
    key = models.CharField(_("key"), max_length=100)
    is_own = models.BooleanField(_("its own name"))
    # That of the town, so that the largest are found without looking at all towns of a name.
    population = models.PositiveIntegerField(_("inhabitants"))

    class Meta:
        verbose_name = _("name of a town")
        verbose_name_plural = _("names of towns")
        ordering = ["key", "-population", "pk"]
        indexes = [
            models.Index(OpClass("key", "text_pattern_ops"), name="town_name_begins"),
            GinIndex(OpClass("key", "gin_trgm_ops"), name="town_name_is_like"),
        ]

    def __str__(self) -> str:
        return self.key
