"""Some Cités of a file with all that belongs to them: planned whole, then written."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from citesmetiers.exchange import mapping
from citesmetiers.exchange.copying import create
from citesmetiers.exchange.decisions import add_decisions
from citesmetiers.exchange.faults import refuse
from citesmetiers.exchange.merging import (
    Plan,
    Wanted,
    delete,
    plan,
    write_changed,
    write_created,
    write_removed,
)
from citesmetiers.exchange.spans import overlap, partial_span, span
from events.models import Event
from events.recurrence import Times, instants, starts_of
from network.models import Partner, Place, Suggestion
from network.vocabulary import MilestoneKind, PlaceKind, Publication
from services.models import ServicePlace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from citesmetiers.exchange.kinds import Kind
    from citesmetiers.exchange.summary import Summary

EventPartner: Any = Event.partners.through


class Batch:
    """The plans of some Cités, each for one kind of record."""

    def __init__(self, *, partners: dict[str, Partner], today: date, overwrite: bool) -> None:
        self.partners = partners
        self.today = today
        self.overwrite = overwrite

    def plan(self, items: list[dict[str, Any]], position: Callable[[str], int]) -> None:
        """Decide what becomes of everything, top down, then what must stay, bottom up."""
        wanted = [Wanted(item, mapping.CITE.read(item), position(item["id"])) for item in items]
        self.cites = self._plan(mapping.CITE, wanted, slug__in=[item["id"] for item in items])
        self._plan_facts()
        self._plan_places()
        self._plan_services()
        self._plan_events()
        self._hold_what_others_need()
        self._refuse_second_main_places()

    def write(self, as_of: date, summary: Summary) -> None:
        """Remove, change, add: in that order nothing trips over what it replaces."""
        for removed in reversed(self._plans):
            write_removed(removed)
        self._let_suggestions_go()
        delete("services_serviceplace", "service_id", self._with_new_links(self.services))
        delete("events_event_partners", "event_id", self._with_new_links(self.events))
        self._park_main_places()
        for changed in self._plans:
            write_changed(changed)
            write_created(changed)
            if changed is self.services:
                self._write_service_places()
            elif changed is self.events:
                self._write_event_partners()
        for done in self._plans:
            done.report(summary, name)
        add_decisions(self.cites.wanted, as_of, summary)

    @property
    def _plans(self) -> list[Plan]:
        """All of them, what is pointed at before what points at it."""
        first = [self.cites, self.carriers, self.milestones, self.figures, self.poles, self.places]
        hours = [self.seasons, self.closures, self.stays]
        offers = [self.agreements, self.services, self.permanences, self.cancelled]
        return [*first, *hours, *offers, self.events, self.occurrences]

    def _plan(self, kind: Kind, wanted: list[Wanted], **of: Any) -> Plan:
        """Lock the records that are here, so that nobody changes them meanwhile, and compare."""
        return plan(kind, self._rows(kind, **of), wanted, overwrite=self.overwrite)

    @staticmethod
    def _rows(kind: Kind, **of: Any) -> list[Any]:
        return list(kind.records.filter(**of).order_by("pk").select_for_update(of=("self",)))

    def _known_cites(self) -> list[Any]:
        return [entry.row for entry in self.cites.wanted if entry.row.pk]

    def _children(
        self, kind: Kind, parents: list[Wanted], key: str, relation: str
    ) -> Iterator[tuple[Wanted, Wanted]]:
        """Give each entry of a list with the entry that it belongs to."""
        for parent in parents:
            for position, item in enumerate(parent.item.get(key) or []):
                values = kind.read(item) | {relation: parent.row}
                if item.get("demo") is None:
                    values["demo"] = parent.row.demo
                yield parent, Wanted(item, values, position)

    def _plan_facts(self) -> None:
        """Plan what hangs on a Cité alone."""
        cites, known = self.cites.wanted, self._known_cites()
        kinds = {"history": mapping.MILESTONE, "carriers": mapping.CARRIER, "figures": mapping.FIGURE}
        found = {
            key: [child for _, child in self._children(kind, cites, key, "cite")]
            for key, kind in kinds.items()
        }
        milestones = [child for child in found["history"] if child.values["kind"] in MilestoneKind.values]
        self.milestones = self._plan(mapping.MILESTONE, milestones, cite__in=known)
        self.carriers = self._plan(mapping.CARRIER, found["carriers"], cite__in=known)
        self.figures = self._plan(mapping.FIGURE, found["figures"], cite__in=known)
        agreements = []
        for _, child in self._children(mapping.AGREEMENT, cites, "partners", "cite"):
            child.values["partner"] = self.partners[child.item["partner"]]
            agreements.append(child)
        self.agreements = self._plan(mapping.AGREEMENT, agreements, cite__in=known)

    def _plan_places(self) -> None:
        cites, known = self.cites.wanted, self._known_cites()
        poles = [child for _, child in self._children(mapping.POLE, cites, "poles", "cite")]
        self.poles = self._plan(mapping.POLE, poles, cite__in=known)
        places = []
        for cite, child in self._children(mapping.PLACE, cites, "places", "cite"):
            for name in ("country", "timezone"):
                child.values[name] = child.values[name] or cite.item[name]
            places.append(child)
        self.places = self._plan(mapping.PLACE, places, cite__in=known)
        self.place_of = {entry.item["id"]: entry.row for entry in places}
        self.seasons = self._plan_hours(mapping.SEASON, "schedules", known)
        self.closures = self._plan_hours(mapping.CLOSURE, "exceptions", known)
        self.stays = self._plan_hours(mapping.STAY, "stays", known)

    def _plan_hours(self, kind: Kind, key: str, known: list[Any]) -> Plan:
        children = [child for _, child in self._children(kind, self.places.wanted, key, "place")]
        return self._plan(kind, children, place__cite__in=known)

    def _plan_services(self) -> None:
        known = self._known_cites()
        pole_of = {
            (id(entry.values["cite"]), entry.values["order"]): entry.row for entry in self.poles.wanted
        }
        services = []
        for cite, child in self._children(mapping.SERVICE, self.cites.wanted, "services", "cite"):
            child.values |= {
                "pole": pole_of.get((id(cite.row), child.item.get("pole"))),
                "partner": self.partners.get(child.item.get("partner") or ""),
                "publication": Publication.PUBLISHED.value,
            }
            child.links = [self.place_of[place] for place in child.item.get("places") or []]
            services.append(child)
        rows = self._rows(mapping.SERVICE, cite__in=known)
        _add_links(rows, ServicePlace.objects.filter(cite__in=known), "service_id", "place_id")
        self.services = plan(mapping.SERVICE, rows, services, overwrite=self.overwrite)
        self._plan_permanences(known)

    def _plan_permanences(self, known: list[Any]) -> None:
        permanences = []
        for service, child in self._children(
            mapping.PERMANENCE, self.services.wanted, "permanences", "service"
        ):
            child.values |= {
                "cite": service.values["cite"],
                "place": self.place_of[child.item["place"]],
                "partner": self.partners.get(child.item.get("partner") or ""),
            }
            permanences.append(child)
        self.permanences = self._plan(mapping.PERMANENCE, permanences, cite__in=known)
        cancelled = self._children(mapping.CANCELLED, self.permanences.wanted, "exceptions", "permanence")
        self.cancelled = self._plan(
            mapping.CANCELLED, [child for _, child in cancelled], permanence__cite__in=known
        )

    def _plan_events(self) -> None:
        known = self._known_cites()
        events = []
        for _, child in self._children(mapping.EVENT, self.cites.wanted, "events", "cite"):
            child.values |= {
                "place": self.place_of.get(child.item.get("place") or ""),
                "publication": Publication.PUBLISHED.value,
            }
            # Two that were merged are one.
            child.links = list(
                dict.fromkeys(self.partners[partner] for partner in child.item.get("partners") or [])
            )
            events.append(child)
        rows = self._rows(mapping.EVENT, cite__in=known)
        _add_links(rows, EventPartner.objects.filter(event__cite__in=known), "event_id", "partner_id")
        self.events = plan(mapping.EVENT, rows, events, overwrite=self.overwrite)
        # An event that stays as it is here keeps its own dates.
        stays = {row.pk for row in self.events.matched_kept}
        rows = [row for row in self._rows(mapping.CHANGE, cite__in=known) if row.event_id not in stays]
        dates = [date for event in events if event.row.pk not in stays for date in self._dates(event)]
        self.occurrences = plan(mapping.CHANGE, rows, dates, overwrite=self.overwrite)

    def _dates(self, event: Wanted) -> Iterator[Wanted]:
        """Give the dates of an event, those that the file speaks of first, in its order."""
        values = event.values
        times = Times(
            starts=values["starts"],
            ends=values["ends"],
            timezone=values["timezone"],
            rrule=values["rrule"],
            excluded=tuple(values["excluded"]),
        )
        changes = {item["starts"]: item for item in event.item.get("changes") or []}
        for start in [
            *changes,
            *(start for start in starts_of(times, self.today, also=changes) if start not in changes),
        ]:
            date = mapping.CHANGE.read(changes.get(start) or {"starts": start})
            starts_at, ends_at = instants(
                times, start, new_start=date["new_starts"], new_end=date["new_ends"]
            )
            shared = {"event": event.row, "cite": values["cite"], "demo": values["demo"]}
            yield Wanted({}, date | shared | {"starts_at": starts_at, "ends_at": ends_at})

    def _hold_what_others_need(self) -> None:
        """Keep what a record that stays hangs on, and all that hangs on a parent that stays."""
        why = "something that a person changed belongs to it"
        self.permanences.hold([row.permanence_id for row in self.cancelled.lacking_kept.values()], why)  # type: ignore[attr-defined]
        self.services.hold(_all(self.permanences.kept, "service_id"), why)
        self.permanences.follow(self.services, "service_id")
        self.cancelled.follow(self.permanences, "permanence_id")
        self.events.hold(_all(self.occurrences.kept, "event_id"), why)
        self.occurrences.follow(self.events, "event_id")
        for hours in (self.seasons, self.closures, self.stays):
            self.places.hold(_all(hours.kept, "place_id"), why)
            self._leave_out_overlapping(hours)
        for kept in (self.permanences.kept, self.events.kept):
            self.places.hold(_all(kept, "place_id"), "something that stays takes place there")
        for service in self.services.kept:
            self.places.hold(service.link_ids, "an offer that stays is found there")  # type: ignore[attr-defined]
        self.poles.hold(_all(self.services.kept, "pole_id"), "an offer that stays belongs to it")
        for hours in (self.seasons, self.closures, self.stays):
            hours.follow(self.places, "place_id")

    def _leave_out_overlapping(self, hours: Plan) -> None:
        """Where a person added a season or a closure, none of the file's may cover the same days."""
        if hours.kind is mapping.STAY:
            return
        first, last = hours.kind.natural[0][1:]
        stays: dict[int, list[Any]] = defaultdict(list)
        for row in hours.lacking_kept.values():
            stays[row.place_id].append(row)  # type: ignore[attr-defined]
        for entry in list(hours.created):
            days = span(entry.values[first], entry.values[last])
            for row in stays.get(entry.values["place"].pk, ()):
                if overlap(days, span(getattr(row, first), getattr(row, last))):
                    hours.leave_out(entry)
                    hours.reasons[row.pk] += (
                        f", and {hours.kind.word} “{entry.row}” of the file, which overlaps it, was left out"
                    )
                    break

    def _refuse_second_main_places(self) -> None:
        """Refuse a file whose main place cannot stand beside one that a person keeps here."""
        kept = [row for row in self.places.kept if row.kind == PlaceKind.MAIN]  # type: ignore[attr-defined]
        for entry in self.places.wanted:
            if not entry.agrees or entry.values["kind"] != PlaceKind.MAIN:
                continue
            days = partial_span(entry.values["valid_from"], entry.values["valid_until"])
            for row in kept:
                theirs = partial_span(row.valid_from, row.valid_until)  # type: ignore[attr-defined]
                if row.cite_id == entry.values["cite"].pk and overlap(days, theirs):  # type: ignore[attr-defined]
                    raise refuse(
                        f"the main place “{entry.item['id']}” would be the second one beside “{row.slug}”, "  # type: ignore[attr-defined]
                        "which a person added or changed here: end one of them, or import with --overwrite."
                    )

    def _park_main_places(self) -> None:
        """Let main places change hands: for a moment, none of those that change is one."""
        busy = Counter(entry.row.cite_id for entry in [*self.places.changed, *self.places.created])
        changed = {entry.row.pk: entry.row for entry in self.places.changed if busy[entry.row.cite_id] > 1}
        main = Place.objects.filter(pk__in=changed, kind=PlaceKind.MAIN)
        for key in list(main.values_list("pk", flat=True)):
            changed[key].version += 1
        main.update(kind=PlaceKind.SECONDARY)

    def _let_suggestions_go(self) -> None:
        """Keep what the public wrote, without the record that it was about where that goes."""
        delete("services_servicesuggestion", "service_id", self.services.removed)
        delete("events_eventsuggestion", "event_id", self.events.removed)
        Suggestion.objects.filter(place__in=self.places.removed).update(place=None)

    @staticmethod
    def _with_new_links(plan: Plan) -> list[int]:
        return [*plan.removed, *(entry.row.pk for entry in plan.changed)]

    def _write_service_places(self) -> None:
        links = [
            ServicePlace(service=entry.row, place=place, cite=entry.values["cite"])
            for entry in [*self.services.created, *self.services.changed]
            for place in entry.links or []
        ]
        create(ServicePlace, links)

    def _write_event_partners(self) -> None:
        EventPartner.objects.bulk_create(
            EventPartner(event=entry.row, partner=partner)
            for entry in [*self.events.created, *self.events.changed]
            for partner in entry.links or []
        )


def _add_links(rows: list[Any], links: Any, owner: str, target: str) -> None:
    """Tell each record what it is linked to, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    for owner_key, target_key in links.order_by("pk").values_list(owner, target):
        found[owner_key].append(target_key)
    for row in rows:
        row.link_ids = found[row.pk]


def _all(rows: list[Any], field: str) -> list[int | None]:
    return [getattr(row, field) for row in rows]


def name(row: Any) -> str:
    """Name a record so that a person finds it."""
    owner = next(
        (
            getattr(row, field)
            for field in ("place", "event", "permanence")
            if getattr(row, f"{field}_id", None)
        ),
        None,
    )
    cite = getattr(owner or row, "cite", None)
    return f"“{row}”" + (f" of “{owner}”" if owner else "") + (f" ({cite.slug})" if cite else "")
