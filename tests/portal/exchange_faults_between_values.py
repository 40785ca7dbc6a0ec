"""Values that contradict each other: what is set where in the example, and the line that says what to mend."""

PLACE = "cites[0].places[0]"
SERVICE = "cites[0].services[0]"
EVENT = "cites[0].events[0]"
CENTRE = f"{PLACE} (ville › ville-centre)"

CONTRADICTORY = {
    "overlapping seasons": (
        {f"{PLACE}.schedules[1].valid_from": "2026-06-15"},
        (
            f"{PLACE}.schedules[1] (ville › ville-centre): this season (2026-06-15 to …) overlaps schedules[0] "
            "(2026-01-01 to 2026-06-30) of “ville-centre”: only one may be in force on a day."
        ),
    ),
    "overlapping closures": (
        {f"{PLACE}.exceptions[1]": {"from": "2027-01-02", "until": "2027-01-03", "hours": []}},
        (
            f"{PLACE}.exceptions[1] (ville › ville-centre): this exception (2027-01-02 to 2027-01-03) overlaps exceptions[0] "
            "(2026-12-24 to 2027-01-02) of “ville-centre”: only one may be in force on a day."
        ),
    ),
    "two main places": (
        {"cites[0].places[1].kind": "main", "cites[0].places[1].stays": []},
        (
            f"{CENTRE}: “ville-centre” (2010 to …) and “ville-bus” (… to …) would both be the main place of “ville” at once: "
            "end one, or give it another kind."
        ),
    ),
    "stays of a fixed place": (
        {f"{PLACE}.stays": [{"from": "2026-12-01", "until": "2026-12-05"}]},
        f"{PLACE}.stays (ville › ville-centre): stays are for host and itinerant places, and “ville-centre” is a “main” one.",
    ),
    **{
        f"place of another Cité: {path}": (
            {path: "bourg-centre"},
            f"{path} ({within}): the place “bourg-centre” belongs to the Cité “bourg”, not to “ville”.",
        )
        for path, within in [
            (f"{SERVICE}.places[0]", "ville › conseil"),
            (f"{SERVICE}.permanences[0].place", "ville › conseil"),
            (f"{EVENT}.place", "ville › ville-atelier"),
        ]
    },
    "unknown place": (
        {f"{EVENT}.place": "nulle-part"},
        f"{EVENT}.place (ville › ville-atelier): the place “nulle-part” is not in the “places” of the Cité “ville”.",
    ),
    "place of an offer twice": (
        {f"{SERVICE}.places[1]": "ville-bus"},
        f"{SERVICE}.places[1] (ville › conseil): the place “ville-bus” is named twice.",
    ),
    "unknown pole": (
        {f"{SERVICE}.pole": 3},
        f"{SERVICE}.pole (ville › conseil): the Cité “ville” has no pole of order 3.",
    ),
    "permanence cancelled twice": (
        {f"{SERVICE}.permanences[0].exceptions[1]": {"date": "2026-12-22"}},
        f"{SERVICE}.permanences[0].exceptions[1].date (ville › conseil): 2026-12-22 is there 2 times.",
    ),
    "event without length": (
        {f"{EVENT}.ends": "2026-11-24T10:00"},
        f"{EVENT}.ends (ville › ville-atelier): the event ends (2026-11-24T10:00) before or when it starts (2026-11-24T10:00).",
    ),
    "event on a day that does not exist": (
        {f"{EVENT}.starts": "2026-02-30T10:00"},
        f"{EVENT}.starts (ville › ville-atelier): “2026-02-30T10:00” does not exist in the calendar.",
    ),
    "unreadable rule": (
        {f"{EVENT}.rrule": "FREQ=WEEKLY;BYDAY=LUNDI"},
        f"{EVENT}.rrule (ville › ville-atelier): the rule cannot be read at “BYDAY=LUNDI”.",
    ),
    "rule without a date": (
        {f"{EVENT}.rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"},
        f"{EVENT}.rrule (ville › ville-atelier): the rule gives no date.",
    ),
    "rule with too many dates": (
        {f"{EVENT}.rrule": "FREQ=DAILY;COUNT=401"},
        f"{EVENT}.rrule (ville › ville-atelier): the rule gives more than 400 dates.",
    ),
    "change of no date": (
        {f"{EVENT}.changes[0].starts": "2026-12-15T11:00"},
        f"{EVENT}.changes[0].starts (ville › ville-atelier): the event has no date that starts at 2026-12-15T11:00: write the start that the rule gives.",
    ),
    "change of an excluded date": (
        {f"{EVENT}.changes[0].starts": "2026-12-01T10:00"},
        f"{EVENT}.changes[0].starts (ville › ville-atelier): the date of 2026-12-01T10:00 is excluded as well.",
    ),
    "change twice": (
        {f"{EVENT}.changes[1].starts": "2026-12-15T10:00"},
        f"{EVENT}.changes[1].starts (ville › ville-atelier): the date of 2026-12-15T10:00 is changed twice.",
    ),
    "change that changes nothing": (
        {f"{EVENT}.changes[0].status": ...},
        f"{EVENT}.changes[0] (ville › ville-atelier): this changes nothing: give new_starts, new_ends or status.",
    ),
    "moved date upside down": (
        {f"{EVENT}.changes[1].new_ends": "2026-12-09T09:00"},
        f"{EVENT}.changes[1].new_ends (ville › ville-atelier): the date would end (2026-12-09T09:00) before or when it starts (2026-12-09T10:00).",
    ),
    "overlapping periods of the label": (
        {"cites[0].history[3]": {"event": "renewal", "date": "2011", "period_until": "2012-12-31"}},
        (
            "cites[0].history[3] (ville): this renewal of 2011 grants days that history[0] "
            "(operating_label of 2010-02 until 2011-01-31) grants already."
        ),
    ),
    "period before its decision": (
        {"cites[0].history[0].period_until": "2010-01-31"},
        "cites[0].history[0].period_until (ville): the period ends (2010-01-31) before the decision (2010-02).",
    ),
    "period of an opening": (
        {"cites[0].history[1].period_until": "2012-01-31"},
        "cites[0].history[1].period_until (ville): only a decision on the label covers a period, and “opening” is none.",
    ),
    **{
        f"mark of another kind: {path}": (
            {f"{path}.demo": True},
            f"{path}.demo ({within}): this is invented and its Cité real: give both the same mark.",
        )
        for path, within in [
            ("cites[0].poles[0]", "ville"),
            (PLACE, "ville › ville-centre"),
            (f"{PLACE}.schedules[0]", "ville › ville-centre"),
            (f"{PLACE}.exceptions[0]", "ville › ville-centre"),
            (SERVICE, "ville › conseil"),
            (EVENT, "ville › ville-atelier"),
        ]
    },
    "real place of an invented Cité": (
        {
            "cites[1].demo": True,
            "cites[1].id": "ailleurs",
            "cites[1].places[0]": {"id": "a", "kind": "main", "name": "A", "demo": False},
        },
        "cites[1].places[0].demo (ailleurs › a): this is real and its Cité invented: give both the same mark.",
    ),
    "invented partner of a real one": (
        {"partners[2]": {"id": "invente", "name": "I", "kind": "other", "demo": True, "parent": "emploi"}},
        "partners[2].parent (invente): the partner “emploi” is real and this one invented.",
    ),
    **{
        f"invented partner of a real Cité: {path}": (
            {"partners[2]": {"id": "invente", "name": "I", "kind": "other", "demo": True}, path: "invente"},
            f"{path} ({within}): the partner “invente” is invented and its Cité real.",
        )
        for path, within in [
            ("cites[0].partners[1].partner", "ville"),
            (f"{SERVICE}.partner", "ville › conseil"),
            (f"{SERVICE}.permanences[0].partner", "ville › conseil"),
            (f"{EVENT}.partners[1]", "ville › ville-atelier"),
        ]
    },
    "text too long": (
        {f"{PLACE}.street": "x" * 301},
        f"{PLACE}.street (ville › ville-centre): it is longer than 300 characters (301).",
    ),
    "number too large": (
        {f"{EVENT}.capacity": 10**12},
        f"{EVENT}.capacity (ville › ville-atelier): 1000000000000 is not between 0 and 2147483647.",
    ),
    "NUL": (
        {"cites[0].region": "a\0b"},
        "cites[0].region: this text holds a character that cannot be kept (NUL, or half of a pair).",
    ),
    "half a pair": (
        {"cites[0].region": "a\ud800b"},
        "cites[0].region: this text holds a character that cannot be kept (NUL, or half of a pair).",
    ),
    "NaN": ({f"{PLACE}.latitude": float("nan")}, f"{PLACE}.latitude: this is not a number that JSON knows."),
    "infinity": (
        {f"{PLACE}.latitude": float("inf")},
        f"{PLACE}.latitude: this is not a number that JSON knows.",
    ),
}
