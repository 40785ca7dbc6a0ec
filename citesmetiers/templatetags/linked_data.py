"""The data block of a page: the only script element without a file, and no browser runs it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from citesmetiers.linked_data.records import certification_thing, cite_thing, event_things, service_thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from citesmetiers.doors import Door
    from citesmetiers.endings import Ending
    from events.models import Event, Occurrence
    from network.label import Standing
    from network.models import Cite, Place
    from services.models import Service
    from services.views.reception import Row

register = template.Library()

# What could end the element, or a line of a script: written as JSON lets any letter be.
_ESCAPED = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}


@register.simple_tag
def cite_data(*, cite: Cite, doors: Iterable[Door], ending: Ending | None) -> SafeString:
    """Describe a Cité, and its places with their hours; one that came to an end receives nobody."""
    places = [door.place for door in doors if not (ending or door.is_out_of_force)]
    return _block(cite_thing(cite, places, timezone.now()))


@register.simple_tag
def service_data(
    *, service: Service, week: Iterable[Row], places: Iterable[tuple[Place, object]]
) -> SafeString:
    """Describe an offer with the week and the places that its page shows."""
    found = [place for place, _state in places]
    return _block(service_thing(service, week, found, timezone.now()))


@register.simple_tag
def event_data(*, event: Event, dates: Sequence[Occurrence], last: Occurrence | None) -> SafeString:
    """Describe the dates of an event that its page shows."""
    shown = dates or ([last] if last else [])
    return _block({"@graph": event_things(event, shown)}) if shown else SafeString("")


@register.simple_tag
def label_data(*, cite: Cite, standing: Standing) -> SafeString:
    """Describe the label of a Cité as it stands."""
    thing = certification_thing(cite, standing)
    return _block(thing) if thing else SafeString("")


def _block(thing: dict[str, Any]) -> SafeString:
    text = json.dumps({"@context": "https://schema.org"} | thing, ensure_ascii=False, separators=(",", ":"))
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text.translate(_ESCAPED)))
