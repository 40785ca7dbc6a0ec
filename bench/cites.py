"""An invented network of any size, Cité by Cité, in the terms of the exchange file: the same one at every run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from bench.words import LANGUAGES, SEED, text, title
from network.vocabulary import Audience, EventKind, Modality, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

MORNINGS = ("08:30-12:00", "09:00-12:00", "09:00-12:30", "10:00-13:00")
AFTERNOONS = ("13:30-17:00", "14:00-18:00", "14:00-17:30", "13:30-19:00")
WORKING_DAYS = ("mo", "tu", "we", "th", "fr")


@dataclass(frozen=True)
class Size:
    """How many Cités, and how much each of them has."""

    cites: int
    places: int
    offers: int
    events: int
    # Words of a summary.
    words: int = 80

    @property
    def all_offers(self) -> int:
        return self.cites * self.offers


PERMANENCES = 2
SIZES = {
    "3k": Size(33, places=9, offers=91, events=9),
    "100k": Size(1_000, places=10, offers=100, events=10),
    "1m": Size(10_000, places=10, offers=100, events=10),
    "import": Size(1_000, places=10, offers=30, events=20, words=40),
}
# Where each language is spoken: country, zone, and the corners of a box in which its towns lie.
_WHERE = {
    "fr": (("FR", "Europe/Paris", 43.3, 49.5, -1.0, 6.5), ("BE", "Europe/Brussels", 49.7, 50.7, 4.0, 5.8)),
    "en": (("IE", "Europe/Dublin", 51.8, 54.5, -9.0, -6.2), ("MT", "Europe/Malta", 35.8, 36.0, 14.3, 14.5)),
    "it": (("IT", "Europe/Rome", 40.5, 45.8, 8.0, 16.0), ("CH", "Europe/Zurich", 46.0, 46.5, 8.7, 9.1)),
    "es": (("ES", "Europe/Madrid", 37.5, 43.0, -7.0, 1.5),),
}
_SHARES = {"fr": 5, "en": 1, "it": 2, "es": 2}
_ACCESS = (["drop_in"], ["drop_in"], ["drop_in", "registration"], ["registration"], ["appointment"])
_TIMES = ("09:00-12:00", "10:00-12:30", "13:30-16:30", "14:00-17:00", "14:00-18:00", "17:00-19:30")
_ABOUT = 0.2  # degrees: how far the places of a Cité lie around it


def network(size: Size, today: date) -> Iterator[dict[str, Any]]:
    """Give each Cité with all that is its own; those of a smaller network are not those of a larger one."""
    for number in range(size.cites):
        yield _Cite(Random(f"{SEED}:{number}"), number, size, today).item()


def town_of(number: int) -> tuple[float, float]:
    """Return where a Cité lies."""
    return _Cite(Random(f"{SEED}:{number}"), number, SIZES["3k"], date.min).where


class _Cite:
    """One of them, in the making."""

    def __init__(self, rng: Random, number: int, size: Size, today: date) -> None:
        self.rng, self.size, self.today = rng, size, today
        self.slug = f"invented-{number}"
        self.language = rng.choices(LANGUAGES, [_SHARES[each] for each in LANGUAGES])[0]
        self.country, self.zone, south, north, west, east = rng.choice(_WHERE[self.language])
        self.where = round(rng.uniform(south, north), 4), round(rng.uniform(west, east), 4)
        self.place_ids = [f"{self.slug}-{each}" for each in range(size.places)]

    def item(self) -> dict[str, Any]:
        town = title(self.rng, self.language).split()[0]
        return {
            "id": self.slug,
            "name": {self.language: f"Cité des métiers {town} {self.slug}"},
            "main_language": self.language,
            "languages": sorted({self.language, self.rng.choice(LANGUAGES)}),
            "country": self.country,
            "timezone": self.zone,
            "membership": "member",
            "presentation": self._text(self.size.words),
            "history": [{"event": "opening", "date": str(1995 + self.rng.randrange(30))}],
            "poles": [
                {"name": {self.language: title(self.rng, self.language)}, "themes": [theme], "order": order}
                for order, theme in enumerate(self.rng.sample(Theme.values, 3), 1)
            ],
            "places": [self._place(each, town) for each in range(self.size.places)],
            "services": [self._offer(each) for each in range(self.size.offers)],
            "events": [self._event(each) for each in range(self.size.events)],
        }

    def _text(self, words: int) -> dict[str, str]:
        """Write in the Cité's language; one in four has the same in another one."""
        texts = {self.language: text(self.rng, self.language, words)}
        if self.rng.random() < 0.25:
            other = self.rng.choice(LANGUAGES)
            texts.setdefault(other, text(self.rng, other, words))
        return texts

    def _place(self, number: int, town: str) -> dict[str, Any]:
        latitude, longitude = (degrees + self.rng.uniform(-_ABOUT, _ABOUT) for degrees in self.where)
        return {
            "id": self.place_ids[number],
            "kind": "secondary" if number else "main",
            "name": f"{town} {number}",
            "street": f"{number + 1} rue {title(self.rng, self.language)}",
            "city": town,
            "latitude": round(latitude, 5),
            "longitude": round(longitude, 5),
            "coordinates": "exact",
            "schedules": [self._season()],
            "exceptions": [self._closure()] if number % 3 == 0 else [],
            "checked_on": self._checked(),
        }

    def _season(self) -> dict[str, Any]:
        week = {day: [self.rng.choice(MORNINGS), self.rng.choice(AFTERNOONS)] for day in WORKING_DAYS}
        if self.rng.random() < 0.3:
            week["sa"] = ["10:00-12:00"]
        return {"weekly": week, "public_holidays": self.rng.choice(["closed", "closed", "open"])}

    def _closure(self) -> dict[str, Any]:
        first = self.today + timedelta(days=self.rng.randrange(180))
        last = first + timedelta(days=self.rng.randrange(10))
        return {"from": first.isoformat(), "until": last.isoformat(), "hours": []}

    def _checked(self) -> str:
        return (self.today - timedelta(days=self.rng.randrange(60))).isoformat()

    def _offer(self, number: int) -> dict[str, Any]:
        return {
            "id": f"offer-{number}",
            "title": {self.language: title(self.rng, self.language)},
            "summary": self._text(self.size.words),
            "modality": self.rng.choice(Modality.values),
            "access": self.rng.choice(_ACCESS),
            "themes": self.rng.sample(Theme.values, self.rng.randint(1, 2)),
            "pole": self.rng.randint(1, 3),
            "audiences": self.rng.sample(Audience.values, self.rng.randint(1, 3)),
            "languages": [self.language],
            "places": [self.rng.choice(self.place_ids)],
            "checked_on": self._checked(),
            "permanences": [self._permanence(each) for each in range(PERMANENCES)],
        }

    def _permanence(self, number: int) -> dict[str, Any]:
        return {
            "place": self.rng.choice(self.place_ids),
            # Another day each: no two are the same.
            "weekday": WORKING_DAYS[number * 2 + self.rng.randrange(2)],
            "time": self.rng.choice(_TIMES),
        }

    def _event(self, number: int) -> dict[str, Any]:
        day = self.today + timedelta(days=self.rng.randrange(180))
        made = {
            "id": f"{self.slug}-event-{number}",
            "title": {self.language: title(self.rng, self.language)},
            "summary": self._text(self.size.words),
            "kind": self.rng.choice(EventKind.values),
            "themes": [self.rng.choice(Theme.values)],
            "audiences": ["everyone"],
            "languages": [self.language],
            "starts": f"{day}T14:00",
            "ends": f"{day}T16:00",
            "timezone": self.zone,
            "attendance": "on_site",
            "place": self.rng.choice(self.place_ids),
        }
        return made | ({"rrule": "FREQ=WEEKLY;COUNT=5"} if number % 5 == 0 else {})
