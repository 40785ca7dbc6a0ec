"""Campaigns of review: who looks at which sheets again, until when, and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.actions.reviews import progress_of
from network.admin.records import ModelPage
from network.models import ReviewCampaign

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


@admin.register(ReviewCampaign)
class ReviewCampaignPage(ModelPage):
    list_display = ("__str__", "begins_on", "until", "announced_on", "reminded_on", "mark")
    list_filter = ("demo",)
    search_fields = ("name",)
    fields = (
        "name",
        "cites",
        "kinds",
        ("begins_on", "until"),
        "demo",
        "progress",
        ("announced_on", "reminded_on"),
    )
    readonly_fields = ("progress", "announced_on", "reminded_on")

    @admin.display(description=gettext_lazy("progress"))
    def progress(self, campaign: ReviewCampaign) -> SafeString | str:
        """Say how far each Cité is."""
        if not campaign.pk:
            return "—"
        rows = [
            (
                each.cite.short_name,
                _("%(checked)d of %(total)d") % {"checked": each.checked, "total": each.total},
            )
            for each in progress_of(campaign, timezone.now())
        ]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", rows))
