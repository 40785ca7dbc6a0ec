"""Tables that somebody sent, while they are checked and until somebody says yes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.models.cite import Cite


class TableUpload(models.Model):
    """What a file said, and what it would change: for the one person who sent it, for a day.

    One a person, Cité and kind: the next takes its place.
    """

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="+", verbose_name=_("Cité"))
    user = models.ForeignKey("network.User", models.CASCADE, related_name="+", verbose_name=_("sent by"))
    kind = models.CharField(_("kind"), max_length=20)
    name = models.CharField(_("name of the file"), max_length=200)
    # Lines and cells as they were read; the file itself is not kept.
    tables = models.JSONField(_("lines"))
    # What is wrong with columns and cells, before any sheet is looked at.
    faults = models.JSONField(_("faults"), default=list)
    checks = models.JSONField(_("what it would change"), default=list)
    total = models.PositiveIntegerField(_("sheets"))
    done = models.PositiveIntegerField(_("sheets that are checked"), default=0)
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)

    class Meta:
        verbose_name = _("table on its way in")
        verbose_name_plural = _("tables on their way in")
        ordering = ["-sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "cite", "kind"], name="table_once_per_person"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="table_is_checked_once"),
        ]

    def __str__(self) -> str:
        return self.name
