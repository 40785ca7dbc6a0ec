"""The public pages that search engines may know, in every language.

An address stands once for each language, with its twins beside it, as in the head of the page itself.
Demonstration records are left out: nobody may be sent to a place that was invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from citesmetiers import navigation
from events.models import Event
from network.models import Cite, Partner
from services.models import Service

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Each page stands in every language: far below the 50 000 addresses that the format allows, and
# quick to write (5 000 took three seconds).
PAGES_PER_FILE = 1_000


class Pages(Sitemap):  # type: ignore[type-arg]  # Django’s own class takes no argument
    """Some pages; `items()` gives what `location()` turns into an address."""

    limit = PAGES_PER_FILE

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: Any = None) -> list[dict[str, Any]]:  # noqa: ARG002 Django gives them
        """Describe a file of addresses: those of `SITE_URL`, whatever host and scheme were asked."""
        found = self.paginator.page(page).object_list
        return [entry for item in found for entry in _in_every_language(self.location(item))]


class Sections(Pages):
    """The pages that are always there."""

    def items(self) -> list[str]:
        names = ("home", "cites", "services", "agenda", "label", "partners", "network", "site_map")
        return [reverse(f"public:{name}") for name in names] + [way.url for way in navigation.about()]

    def location(self, item: str) -> str:
        return item


class Cites(Pages):
    """Every Cité that the public sees."""

    def items(self) -> QuerySet[Cite]:
        return Cite.objects.shown().filter(demo=False).order_by("slug").only("slug")


class Proofs(Cites):
    """What is known of the label of each."""

    def location(self, item: Cite) -> str:
        return reverse("public:label_proof", args=[item.slug])


class Services(Pages):
    """Every published offer."""

    def items(self) -> QuerySet[Service]:
        found = Service.objects.published().filter(demo=False, cite__demo=False)
        return found.select_related("cite").only("slug", "cite__slug").order_by("cite__slug", "slug")


class Events(Pages):
    """Every published event."""

    def items(self) -> QuerySet[Event]:
        found = Event.objects.published().filter(demo=False, cite__demo=False)
        return found.order_by("slug").only("slug")


class Partners(Pages):
    """Every partner that may be named."""

    def items(self) -> QuerySet[Partner]:
        return Partner.objects.named_in_public().filter(demo=False).order_by("slug").only("slug")


SITEMAPS: dict[str, type[Pages]] = {
    "sections": Sections,
    "cites": Cites,
    "services": Services,
    "agenda": Events,
    "label": Proofs,
    "partners": Partners,
}


def _in_every_language(path: str) -> list[dict[str, Any]]:
    languages = navigation.languages(path)
    twins = [{"location": one.address, "lang_code": one.code} for one in languages]
    twins.append({"location": navigation.neutral_address(path), "lang_code": "x-default"})
    return [{"location": one.address, "alternates": twins} for one in languages]
