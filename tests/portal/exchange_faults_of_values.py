"""Values that cannot be, each by itself: what is set where in the example, and the line that says what to mend."""

PLACE = "cites[0].places[0]"
SERVICE = "cites[0].services[0]"
EVENT = "cites[0].events[0]"

IMPOSSIBLE = {
    "wrong format": ({"format": "autre"}, "format: “autre” is not one of “citesmetiers/network”."),
    "wrong version": ({"version": 2}, "version: 2 is not one of 1."),
    "unknown key": ({"cites[0].prix": 1}, "cites[0] (ville): “prix”: the format has no such key."),
    "missing key": ({"cites[0].country": ...}, "cites[0] (ville): “country” is missing."),
    "wrong type": ({"cites[0].places": "ici"}, "cites[0].places (ville): “ici” is not a list."),
    "wrong value": (
        {f"{PLACE}.kind": "palais"},
        (
            f"{PLACE}.kind (ville › ville-centre): “palais” is not one of “main”, “secondary”, “associated_centre”, "
            "“relay”, “host”, “itinerant”, “online”."
        ),
    ),
    "wrong link": (
        {"cites[0].website": "ville.example.org"},
        "cites[0].website (ville): “ville.example.org” is not an address that begins with http:// or https://.",
    ),
    "wrong latitude": (
        {f"{PLACE}.latitude": 91},
        f"{PLACE}.latitude (ville › ville-centre): 91 is more than 90.",
    ),
    "empty text": ({"cites[0].name": {}}, "cites[0].name (ville): it is empty."),
    "wrong language": (
        {"cites[0].main_language": "français"},
        "cites[0].main_language (ville): “français” is not a language such as fr or pt-BR.",
    ),
    "id with a line feed": (
        {"cites[1].id": "bourg\n"},
        "cites[1].id (bourg�): “bourg�” is not an id: small letters without accents, digits and single hyphens, at most 80.",
    ),
    "country": (
        {"cites[1].country": "Belgique"},
        "cites[1].country (bourg): “Belgique” is not a country code such as FR.",
    ),
    "rhythm without a week": (
        {f"{SERVICE}.permanences[0].week_of": ...},
        f"{SERVICE}.permanences[0] (ville › conseil): “week_of” is missing.",
    ),
    "Cité twice": (
        {"cites[1].id": "ville"},
        "cites[1].id (ville): the Cité “ville” is there 2 times in the file: give each another id.",
    ),
    "place twice": (
        {"cites[1].places[0].id": "ville-bus"},
        "cites[1].places[0].id (bourg › ville-bus): the place “ville-bus” is there 2 times in the file: give each another id.",
    ),
    "event twice": (
        {"cites[0].events[1]": "copy of 0"},
        "cites[0].events[1].id (ville › ville-atelier): the event “ville-atelier” is there 2 times in the file: give each another id.",
    ),
    "partner twice": (
        {"partners[2]": "copy of 1"},
        "partners[2].id (emploi): the partner “emploi” is there 2 times in the file: give each another id.",
    ),
    "offer twice": (
        {"cites[0].services[1]": "copy of 0"},
        "cites[0].services[1].id (ville › conseil): the service “conseil” is there 2 times in the Cité “ville”: give each another id.",
    ),
    "pole twice": (
        {"cites[0].poles[1]": "copy of 0"},
        "cites[0].poles[1].order (ville): the pole “1” is there 2 times in the Cité “ville”: give each another order.",
    ),
    **{
        f"unknown partner of {name}": (
            {f"{path}partner": "inconnu"},
            f"{path}partner ({within}): the partner “inconnu” is not in the “partners” of this file.",
        )
        for name, path, within in [
            ("an agreement", "cites[0].partners[0].", "ville"),
            ("an offer", f"{SERVICE}.", "ville › conseil"),
            ("a permanence", f"{SERVICE}.permanences[0].", "ville › conseil"),
        ]
    },
    "unknown parent": (
        {"partners[1].parent": "inconnu"},
        "partners[1].parent (emploi): the partner “inconnu” is not in the “partners” of this file.",
    ),
    "unknown partner of an event": (
        {f"{EVENT}.partners[1]": "inconnu"},
        f"{EVENT}.partners[1] (ville › ville-atelier): the partner “inconnu” is not in the “partners” of this file.",
    ),
    "partner of an event twice": (
        {f"{EVENT}.partners[1]": "emploi-ville"},
        f"{EVENT}.partners[1] (ville › ville-atelier): the partner “emploi-ville” is named twice.",
    ),
    "partner above itself": (
        {"partners[1].parent": "emploi-ville"},
        "partners[1].parent (emploi): the partner “emploi” is above itself: its parents lead back to it.",
    ),
    "unknown region": (
        {f"{PLACE}.holiday_region": "Pays de Bade"},
        f"{PLACE}.holiday_region (ville › ville-centre): “Pays de Bade” is not a region of public holidays of FR: known are 57, 6AE, 971,",
    ),
    "region of a country without any": (
        {"cites[1].places[0].holiday_region": "57"},
        "cites[1].places[0].holiday_region (bourg › bourg-centre): “57” is not a region of public holidays of BE",
    ),
    **{
        f"bad time zone of {path}": (
            {f"{path}.timezone": "Europe/Marseille"},
            f"{path}.timezone ({within}): “Europe/Marseille” is not a time zone such as Europe/Paris.",
        )
        for path, within in [
            ("cites[0]", "ville"),
            (PLACE, "ville › ville-centre"),
            (EVENT, "ville › ville-atelier"),
        ]
    },
    "impossible day": (
        {f"{PLACE}.checked_on": "2026-02-30"},
        f"{PLACE}.checked_on (ville › ville-centre): there is no day 2026-02-30.",
    ),
    "day zero": ({"as_of": "2026-00-10"}, "as_of: “2026-00-10” is not a day such as 2026-12-24."),
    "impossible partial date": (
        {"cites[0].history[1].date": "2013-02-30"},
        "cites[0].history[1].date (ville): there is no day 2013-02-30.",
    ),
    "month 13": (
        {"cites[0].membership_as_of": "2013-13"},
        "cites[0].membership_as_of (ville): “2013-13” is not a year, a month or a day such as 2002, 2013-04 or 2005-03-21.",
    ),
    "impossible date of the network": (
        {"network.history[0].date": "1993-02-29"},
        "network.history[0].date: there is no day 1993-02-29.",
    ),
    **{
        f"year {day[:4]} of {key}": (
            {key: day},
            f"{key} ({within}): the year {int(day[:4])} is not between 1900 and 2999.",
        )
        for key, day, within in [
            (f"{PLACE}.schedules[1].valid_until", "9999-12-31", "ville › ville-centre"),
            (f"{PLACE}.exceptions[0].from", "0001-01-01", "ville › ville-centre"),
            (f"{PLACE}.valid_from", "1899", "ville › ville-centre"),
            (f"{PLACE}.checked_on", "3000-01-01", "ville › ville-centre"),
            ("cites[0].places[1].stays[0].until", "9999-01-01", "ville › ville-bus"),
            (f"{SERVICE}.valid_until", "9999-12-31", "ville › conseil"),
            (f"{SERVICE}.permanences[0].week_of", "0001-01-01", "ville › conseil"),
            (f"{SERVICE}.permanences[0].exceptions[0].date", "9999-12-22", "ville › conseil"),
            ("cites[0].history[1].date", "9999", "ville"),
        ]
    },
    **{
        f"29 February of a common year: {key}": (
            {key: "2027-02-29"},
            f"{key} ({within}): there is no day 2027-02-29.",
        )
        for key, within in [
            (f"{PLACE}.schedules[1].valid_from", "ville › ville-centre"),
            (f"{PLACE}.exceptions[0].until", "ville › ville-centre"),
            ("cites[0].places[1].stays[0].until", "ville › ville-bus"),
            (f"{SERVICE}.permanences[0].week_of", "ville › conseil"),
            (f"{SERVICE}.permanences[0].exceptions[0].date", "ville › conseil"),
        ]
    },
    "permanence upside down": (
        {
            f"{SERVICE}.permanences[0].valid_from": "2026-05-02",
            f"{SERVICE}.permanences[0].valid_until": "2026-05-01",
        },
        f"{SERVICE}.permanences[0].valid_until (ville › conseil): it ends (valid_until 2026-05-01) before it begins",
    ),
    "zone that PostgreSQL does not read": (
        {"cites[0].timezone": "EST5EDT"},
        "cites[0].timezone (ville): “EST5EDT” is not a time zone such as Europe/Paris.",
    ),
    "zone in small letters": (
        {f"{EVENT}.timezone": "europe/paris"},
        f"{EVENT}.timezone (ville › ville-atelier): “europe/paris” is not a time zone such as Europe/Paris.",
    ),
    **{
        f"event in the year {year}": (
            {f"{EVENT}.ends": f"{year}-01-01T10:00"},
            f"{EVENT}.ends (ville › ville-atelier): “{year}-01-01T10:00” is not between the years 1900 and 2500.",
        )
        for year in ("9999", "2501")
    },
    "event on 29 February of a common year": (
        {f"{EVENT}.excluded[0]": "2027-02-29T10:00"},
        f"{EVENT}.excluded[0] (ville › ville-atelier): “2027-02-29T10:00” does not exist in the calendar.",
    ),
    "rule that begins too long ago": (
        {
            f"{EVENT}.starts": "1990-01-01T10:00",
            f"{EVENT}.rrule": "FREQ=DAILY",
            f"{EVENT}.changes": [],
            f"{EVENT}.excluded": [],
        },
        f"{EVENT}.rrule (ville › ville-atelier): the rule begins too long ago",
    ),
    "impossible hour": (
        {f"{PLACE}.schedules[0].weekly": {"mo": ["09:00-25:00"]}},
        f"{PLACE}.schedules[0].weekly.mo[0] (ville › ville-centre): “09:00-25:00” is not a range of hours such as 09:00-12:30.",
    ),
    "hours that overlap": (
        {f"{PLACE}.schedules[0].weekly": {"mo": ["13:00-17:00", "09:00-14:00"], "tu": ["22:00-02:00"]}},
        f"{PLACE}.schedules[0].weekly.mo[0] (ville › ville-centre): “13:00-17:00” overlaps “09:00-14:00” of the same day",
    ),
    "special hours that overlap": (
        {f"{PLACE}.exceptions[0].hours": ["22:00-02:00", "23:00-23:30"]},
        f"{PLACE}.exceptions[0].hours[1] (ville › ville-centre): “23:00-23:30” overlaps “22:00-02:00” of the same day",
    ),
    "season upside down": (
        {f"{PLACE}.schedules[0].valid_until": "2025-06-30"},
        f"{PLACE}.schedules[0].valid_until (ville › ville-centre): it ends (valid_until 2025-06-30) before it begins (valid_from 2026-01-01).",
    ),
    "closure upside down": (
        {f"{PLACE}.exceptions[0].until": "2026-12-23"},
        f"{PLACE}.exceptions[0].until (ville › ville-centre): it ends (until 2026-12-23) before it begins (from 2026-12-24).",
    ),
    "stay upside down": (
        {"cites[0].places[1].stays[0].until": "2026-11-30"},
        "cites[0].places[1].stays[0].until (ville › ville-bus): it ends (until 2026-11-30) before it begins (from 2026-12-01).",
    ),
    "agreement upside down": (
        {"cites[0].partners[0].until": "2009"},
        "cites[0].partners[0].until (ville): it ends (until 2009) before it begins (from 2010).",
    ),
    "carrier upside down": (
        {"cites[0].carriers[0].until": "2008-12"},
        "cites[0].carriers[0].until (ville): it ends (until 2008-12) before it begins (from 2009).",
    ),
    "offer upside down": (
        {f"{SERVICE}.valid_until": "2025-12-31"},
        f"{SERVICE}.valid_until (ville › conseil): it ends (valid_until 2025-12-31) before it begins (valid_from 2026-01-01).",
    ),
}
