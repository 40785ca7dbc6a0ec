"""What a team has written and not published yet, and what it threw away."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.base import Record, keeps_history
from network.models.cite import Cite


@keeps_history
class Draft(Record):
    """A sheet as the team has written it so far; the public sees nothing of it.

    `values` are what a form was sent, by name of its fields: a draft may be incomplete. `base` is
    what the record said when the draft was begun, in the same terms.
    """

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="drafts", verbose_name=_("Cité"))
    kind = models.CharField(_("kind"), max_length=20)
    # None: the record does not exist yet.
    record = models.PositiveBigIntegerField(_("record"), null=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    values = models.JSONField(_("values"), default=dict)
    base = models.JSONField(_("what was there"), default=dict)
    written_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), auto_now=True)
    asked_at = models.DateTimeField(_("publication asked at"), null=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record"], condition=Q(record__isnull=False), name="draft_once_per_record"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ThrownAway(models.Model):
    """A record in the bin, with all that hung on it, ready to be put back as it was."""

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="bin", verbose_name=_("Cité"))
    kind = models.CharField(_("kind"), max_length=20)
    record = models.PositiveBigIntegerField(_("record"))
    title = models.CharField(_("title"), max_length=200)
    # Django's own serialization, in the order in which rows can be put back.
    rows = models.JSONField(_("rows"))
    thrown_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("thrown away by")
    )
    thrown_at = models.DateTimeField(_("thrown away at"), auto_now_add=True)

    class Meta:
        verbose_name = _("record in the bin")
        verbose_name_plural = _("records in the bin")
        ordering = ["-thrown_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "record"], name="thrown_away_once"),
        ]

    def __str__(self) -> str:
        return self.title
