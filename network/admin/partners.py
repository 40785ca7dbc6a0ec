"""Partners and their agreements."""

from django.contrib import admin

from network.admin.cites import OfACite
from network.admin.records import ModelPage
from network.models import Agreement, Partner


@admin.register(Partner)
class PartnerPage(ModelPage):
    list_display = ("name", "acronym", "kind", "parent", "country", "mark")
    list_select_related = ("parent",)
    list_filter = ("kind", "country", "demo")
    search_fields = ("name", "acronym", "slug", "sort_key", "former_names")
    fields = ("slug", "demo", "name", "acronym", "kind", "parent", "country", "website", "former_names")


@admin.register(Agreement)
class AgreementPage(OfACite):
    list_display = ("partner", "cite", "since", "until", "public", "mark")
    list_filter = ("public", *OfACite.list_filter)
    search_fields = ("partner__name", "partner__acronym", "cite__name", "cite__slug")
    fields = (
        "cite", "partner", ("since", "until"), "charter_signed_on", "contributions", "public", "demo",
    )  # fmt: skip
