"""Partners and their agreements; what is in the register twice, and two made one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.actions.partners import keep_apart, likely_duplicates, merge_partners, preview_merge
from network.admin.cites import OfACite
from network.admin.records import ModelPage
from network.admin.rights import person_of
from network.forms.partners import VersionsForm
from network.models import Agreement, Conflict, Partner, PartnersApart
from network.permissions import Can, can, check

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

PAIRS = 25


@admin.register(Partner)
class PartnerPage(ModelPage):
    change_list_template = "admin/partners.html"
    actions = (*ModelPage.actions, "merge_two")
    list_display = ("name", "acronym", "kind", "parent", "country", "mark")
    list_select_related = ("parent",)
    list_filter = ("kind", "country", "demo")
    search_fields = ("name", "acronym", "slug", "sort_key", "former_names")
    fields = ("slug", "demo", "name", "acronym", "kind", "parent", "country", "website", "former_names")

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view
        return [
            path("duplicates/", page(self.duplicates), name="network_partner_duplicates"),
            path("<int:one>/apart/<int:other>/", page(self.apart), name="network_partner_apart"),
            path("<int:keep>/merge/<int:other>/", page(self.merge), name="network_partner_merge"),
            *super().get_urls(),
        ]

    @admin.action(description=gettext_lazy("Make two partners one…"), permissions=["change"])
    def merge_two(self, request: HttpRequest, queryset: QuerySet[Partner]) -> HttpResponse | None:
        """Lead from two rows of the list to what a merge would do."""
        chosen = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(chosen) == 2:  # noqa: PLR2004 one stays, one goes
            return redirect("admin:network_partner_merge", *chosen)
        self.message_user(request, _("Choose two partners."), messages.ERROR)
        return None

    def duplicates(self, request: HttpRequest) -> HttpResponse:
        """List the pairs that may be one; who may change both settles them."""
        person = person_of(request)
        pairs = likely_duplicates(demo=True if person.demo else None)
        context = {
            "title": _("Partners that may be in the register twice"),
            "page": Paginator(pairs, PAIRS).get_page(request.GET.get("page")),
            "may": can(person, Can.EDIT_CONTENT),
        }
        return self._page(request, "admin/partner_duplicates.html", context)

    def apart(self, request: HttpRequest, one: int, other: int) -> HttpResponse:
        """Mark two as not the same."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        first, second = get_object_or_404(Partner, pk=one), get_object_or_404(Partner, pk=other)
        try:
            keep_apart(first, second, by=person_of(request))
        except ValidationError as refusal:
            raise PermissionDenied from refusal
        words = _("“%(one)s” and “%(other)s” are not proposed again.") % {"one": first, "other": second}
        self.message_user(request, words, messages.SUCCESS)
        return redirect("admin:network_partner_duplicates")

    def merge(self, request: HttpRequest, keep: int, other: int) -> HttpResponse:
        """Show what a merge would do, then do it to the versions that were shown."""
        partners = Partner.objects.select_related("parent")
        stays, goes = get_object_or_404(partners, pk=keep), get_object_or_404(partners, pk=other)
        for each in (stays, goes):
            check(person_of(request), Can.EDIT_CONTENT, each)
        if request.method != "POST":
            return self._preview(request, stays, goes)
        form = VersionsForm(request.POST)
        if not form.is_valid():
            return self._preview(request, stays, goes, 422)
        versions = form.cleaned_data["kept"], form.cleaned_data["other"]
        try:
            merge_partners(stays.pk, goes.pk, versions=versions, by=person_of(request))
        except ValidationError:
            # The preview names it.
            return self._preview(request, stays, goes, 422)
        except Conflict:
            stays, goes = get_object_or_404(partners, pk=keep), get_object_or_404(partners, pk=other)
            return self._preview(request, stays, goes, 409)
        words = _("“%(other)s” is now “%(kept)s”: its address leads there.") % {"other": goes, "kept": stays}
        self.message_user(request, words, messages.SUCCESS)
        return redirect("admin:network_partner_change", stays.pk)

    def _preview(
        self, request: HttpRequest, stays: Partner, goes: Partner, status: int = 200
    ) -> HttpResponse:
        context = {
            "title": _("Make two partners one"),
            "stays": stays,
            "goes": goes,
            "preview": preview_merge(stays, goes),
            "form": VersionsForm(initial={"kept": stays.version, "other": goes.version}),
            "is_between": status == 409,  # noqa: PLR2004 the status of HTTP
        }
        return self._page(request, "admin/partner_merge.html", context, status)

    def _page(self, request: HttpRequest, template: str, context: Any, status: int = 200) -> HttpResponse:
        known = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, template, known | context, status=status)


@admin.register(PartnersApart)
class PartnersApartPage(ModelPage):
    """Marked on the page of likely duplicates; taken away here, and then proposed again."""

    adds = changes = False
    list_display = ("first", "second", "mark")
    list_select_related = ("first", "second")
    list_filter = ("demo",)
    search_fields = ("first__name", "second__name")
    fields = ("first", "second", "demo")


@admin.register(Agreement)
class AgreementPage(OfACite):
    list_display = ("partner", "cite", "since", "until", "public", "mark")
    list_filter = ("public", *OfACite.list_filter)
    search_fields = ("partner__name", "partner__acronym", "cite__name", "cite__slug")
    fields = (
        "cite", "partner", ("since", "until"), "charter_signed_on", "contributions", "public", "demo",
    )  # fmt: skip
