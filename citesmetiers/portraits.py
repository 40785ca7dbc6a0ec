"""All that the page of a Cité shows, read in a fixed number of queries whatever the Cité holds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from citesmetiers.boards import Board, board_of, monday_of
from citesmetiers.days import boxes_on, place_days
from citesmetiers.doors import Door, best_door, doors_by_cite
from citesmetiers.endings import closing_announced, ending_of
from citesmetiers.subjects import CITE, with_subjects
from citesmetiers.weeks import WeekFilter, can_be_shown
from events.models import Occurrence
from network import hours
from network.hours import today_in
from network.label import network_day
from network.models import Agreement, Place, Suggestion
from network.models.suggestion import LATEST
from network.views.voices import voices_of
from services.models import Permanence, Service
from services.views.boxes import boxes_of_today
from services.views.reception import Hall, Reception, reception_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from django.http import QueryDict

    from network.label import Decision
    from network.models import Cite, Milestone, Pole
    from network.partial_dates import PartialDate

MOST_EVENTS = 6
ONE_WEEK = timedelta(weeks=1)


class Offer(NamedTuple):
    """An offer and what it answers at this moment."""

    service: Service
    reception: Reception


class Group(NamedTuple):
    """The offers of a pole; of no pole when it is None."""

    pole: Pole | None
    offers: list[Offer]


class Fact(NamedTuple):
    """Something dated, as precisely as its source dates it."""

    date: PartialDate | None
    date_until: PartialDate | None
    words: str
    note: Mapping[str, str]
    sources: Sequence[str]


def portrait_of(cite: Cite, moment: datetime) -> dict[str, object]:
    """Return the page of a Cité read with its facts, milestones and decisions, in six more queries."""
    today = today_in(cite.timezone, moment)
    milestones = cite.known_milestones
    doors = _doors(cite, moment)
    door = best_door(doors)
    permanences = permanences_of(cite)
    offers = _offers(cite, permanences, doors, moment)
    return {
        "cite": cite,
        "demonstration": cite.demo,
        "ending": ending_of(cite, milestones, today),
        "closing": closing_announced(milestones, today),
        "door": door,
        "doors": doors,
        "others": [each for each in doors if each is not door],
        "offers": _by_pole(cite, offers),
        "now": [each for each in offers if each.reception.kind == hours.OPEN],
        "agreements": _agreements(cite, today),
        "occurrences": _occurrences(cite, moment),
        # Decided for the whole network: by its calendar, as in the register.
        "label": cite.standing_on(network_day(moment)),
        "history": history_of(milestones, cite.label_decisions),
        "board": _week_ahead(permanences, doors, moment, today),
        "today": boxes_of_today(permanences, _places(doors), moment),
        "held_at": {each.place_id for each in permanences},
        "this_week": monday_of(today),
        "has_permanences": bool(permanences),
        "voices": voices_of(CITE, cite.pk, _said(cite)),
    }


def week_of(cite: Cite, monday: date, query: QueryDict, moment: datetime) -> dict[str, object]:
    """Return the page of a week of a Cité, narrowed down as an address asks, in two more queries."""
    today = today_in(cite.timezone, moment)
    doors = _doors(cite, moment)
    places, permanences = _places(doors), permanences_of(cite)
    filters = WeekFilter(query, permanences, places)
    kept = filters.kept
    board = board_of(kept, places, monday, moment, today, theme=filters.chosen["theme"])
    on_board = {box.place.pk for box in board.boxes}
    return {
        "cite": cite,
        "demonstration": cite.demo,
        "ending": ending_of(cite, cite.known_milestones, today),
        "doors": [door for door in doors if door.place.pk in on_board or not (on_board or door.ended)],
        "board": board,
        "filters": filters,
        "today": boxes_of_today(kept, places, moment) if monday == monday_of(today) else None,
        "this_week": monday_of(today),
        "previous": monday - ONE_WEEK if can_be_shown(monday - ONE_WEEK, today) else None,
        "following": monday + ONE_WEEK if can_be_shown(monday + ONE_WEEK, today) else None,
    }


def day_of_cite(cite: Cite, day: date, moment: datetime) -> dict[str, object]:
    """Return the page of a Cité on another day, in two more queries."""
    today = today_in(cite.timezone, moment)
    doors = _doors(cite, moment)
    return {
        "on": day,
        "is_past": day < today,
        "ending": ending_of(cite, cite.known_milestones, day),
        "places": place_days(doors, day),
        "boxes": boxes_on(permanences_of(cite), _places(doors), day),
        "week": can_be_shown(monday_of(day), today),
    }


def history_of(milestones: Iterable[Milestone], decisions: Iterable[Decision]) -> list[Fact]:
    """Order dated facts as they happened; those without a date come last."""
    facts = [
        Fact(each.date, each.date_until, str(each.get_kind_display()), each.note, each.sources)
        for each in milestones
    ] + [
        Fact(each.date, each.date_until, str(each.kind.label), each.note or each.conditions, each.sources)
        for each in decisions
        if each.replaced_by is None
    ]
    return sorted(facts, key=lambda fact: fact.date.first_day if fact.date else date.max)


def _doors(cite: Cite, moment: datetime) -> list[Door]:
    places = Place.objects.filter(cite=cite).with_hours().order_by("position", "pk")
    doors = doors_by_cite(places, {cite.pk: cite}, moment)[cite.pk]
    # Those that are gone come last.
    return sorted(doors, key=lambda door: (door.ended is not None, door.place.kind != "main"))


def permanences_of(cite: Cite) -> list[Permanence]:
    """Return the permanences of published offers, in order."""
    found = (
        Permanence.objects.published().filter(cite=cite).select_related("service", "partner").with_cancelled()
    )
    permanences = list(found.order_by("weekday", "time", "pk"))
    for each in permanences:
        each.service.cite = cite
    return permanences


def _places(doors: Iterable[Door]) -> dict[int, Place]:
    return {door.place.pk: door.place for door in doors}


def _offers(
    cite: Cite, permanences: Iterable[Permanence], doors: Iterable[Door], moment: datetime
) -> list[Offer]:
    """Return the offers of today with what each answers now, in the order of the Cité."""
    by_service: dict[int, list[Permanence]] = {}
    for each in permanences:
        by_service.setdefault(each.service_id, []).append(each)
    hall = Hall(by_service, _places(doors))
    found = Service.objects.published().filter(cite=cite).valid_at(moment).with_place_ids()
    offers = []
    for service in found.order_by("position", "pk"):
        service.cite = cite
        offers.append(Offer(service, reception_of(service, hall, moment)))
    return offers


def _by_pole(cite: Cite, offers: Sequence[Offer]) -> list[Group]:
    poles = {pole.pk: pole for pole in cite.known_poles}
    order = {key: number for number, key in enumerate(poles)}

    def rank(offer: Offer) -> int:
        return order.get(offer.service.pole_id or 0, len(order))

    groups = groupby(sorted(offers, key=rank), key=lambda offer: poles.get(offer.service.pole_id or 0))
    return [Group(pole, list(those)) for pole, those in groups]


def _week_ahead(permanences: list[Permanence], doors: Iterable[Door], moment: datetime, today: date) -> Board:
    """Return this week; the next one when nobody comes any more in this one, and somebody does then."""
    places = _places(doors)
    this_week, next_week = (
        board_of(permanences, places, monday, moment, today)
        for monday in (monday_of(today), monday_of(today) + ONE_WEEK)
    )
    return next_week if next_week.has_more_to_come and not this_week.has_more_to_come else this_week


def _agreements(cite: Cite, today: date) -> list[Agreement]:
    """Return the agreements in force whose partner the Cité agrees to name, each partner once."""
    found = Agreement.objects.public().in_force(today).filter(cite=cite).select_related("partner")
    named = {each.partner_id: each for each in found.order_by("partner__sort_key", "partner", "-pk")}
    return list(named.values())


def _said(cite: Cite) -> list[Suggestion]:
    """Return the latest of what visitors said of a Cité and of all that is its own."""
    return list(with_subjects(Suggestion.objects.filter(cite=cite)).published()[:LATEST])


def _occurrences(cite: Cite, moment: datetime) -> list[Occurrence]:
    """Return the next dates of the agenda."""
    found = Occurrence.objects.published().upcoming(moment).filter(cite=cite)
    return list(found.select_related("event__cite", "event__place")[:MOST_EVENTS])
