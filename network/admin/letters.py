"""Letters on their way, and a look at every kind of letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from network.admin.records import ModelPage
from network.emails import compose, kinds
from network.models import Letter

if TYPE_CHECKING:
    from django.http import HttpRequest

    from network.emails import Composed, Kind


@admin.register(Letter)
class LetterPage(ModelPage):
    """What went out and what waits; nobody writes here, and nobody reads what was written."""

    adds = changes = deletes = False
    change_list_template = "admin/letters.html"
    list_display = ("recipient", "kind", "subject", "written_at", "delivered_at", "given_up_at", "fault")
    list_filter = ("kind", ("delivered_at", admin.EmptyFieldListFilter), ("given_up_at", admin.EmptyFieldListFilter))  # fmt: skip
    search_fields = ("recipient", "subject")
    fields = (
        "recipient", "kind", "language", "subject", "message_id", "written_at", "attempts", "due_at", "fault",
        "delivered_at", "given_up_at",
    )  # fmt: skip
    readonly_fields = ("message_id",)

    def get_urls(self) -> list[Any]:
        look = self.admin_site.admin_view
        return [
            path("kinds/", look(self.look_at_kinds), name="network_letter_kinds"),
            path("kinds/<str:kind>/<str:language>/", look(self.look_at_kind), name="network_letter_kind"),
            *super().get_urls(),
        ]

    def look_at_kinds(self, request: HttpRequest) -> HttpResponse:
        """List every kind in every language, by its subject."""
        languages = [(code, name) for code, name in settings.LANGUAGES]
        rows = [
            {"kind": kind, "said": [(code, sample_of(kind, code).subject) for code, _name in languages]}
            for kind in kinds()
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("What each letter says"),
            "opts": self.opts,
            "languages": languages,
            "rows": rows,
        }
        return TemplateResponse(request, "admin/letter_kinds.html", context)

    def look_at_kind(self, request: HttpRequest, kind: str, language: str) -> HttpResponse:
        """Show a letter as its reader sees it, with invented data: as HTML, or as text."""
        known = {each.name: each for each in kinds()}
        if kind not in known or language not in dict(settings.LANGUAGES):
            raise Http404
        said = sample_of(known[kind], language)
        if request.GET.get("part") == "text":
            return HttpResponse(said.text, content_type="text/plain; charset=utf-8")
        return HttpResponse(said.html)


def sample_of(kind: Kind, language: str) -> Composed:
    with translation.override(language):
        return compose(kind.name, kind.sample(), language=language)
