"""Queries of addresses that nobody means well with: values, and hundreds of ways to put them together."""

from __future__ import annotations

import random

# All that some public page reads from its address.
NAMES = [
    "q", "where", "near", "within", "pick", "page", "kind", "lang", "map", "when", "at", "day", "month", "year",
    "time", "theme", "access", "modality", "audience", "language", "country", "cite", "status", "on", "view", "from",
    "until", "p", "date", "week", "region", "open", "sort", "next",
]  # fmt: skip
# Asked of every public page.
VALUES = {
    "NUL": "%00",
    "another type": "%5B1%2C2%5D",
    "huge number": "9" * 4000,
    "negative number": "-1",
    "not a number": "NaN",
    "not a date": "2026-02-30",
    "far date": "9999-12-31",
    "early date": "0001-01-01",
    "ten kilobytes": "a" * 10_000,
    "SQL": "'%3B+DROP+TABLE+network_cite%3B--",
    "markup": "%3Cxss%3E",
    "half a character": "%F0%9F%9A%ED%A0%80",
    "lone surrogate": "%ED%B2%80",
    "percent alone": "%",
    "wildcards": "%25_%5C" * 50,
    "nothing": "",
}
# Asked of lists as well, which read numbers, points, moments and questions.
OF_LISTS = {
    "numbers": ["0", "00", "+1", "1e9", "1e400", "0x10", "1_000", "-0", "1.5", "2147483648", "9223372036854775808"],
    "digits of others": ["%D9%A1%D9%A2", "%EF%BC%91", "%C2%B2", "%E0%A5%A7", "%E2%85%A7", "%F0%9D%9F%8F"],
    "points": [
        "nan,inf", "inf,inf", "-inf,nan", "1e999,0", "91,181", "-90,-180", "90,180", "45.76,4.84", ",", "45,,4",
        "45;4", "%D9%A4%D9%A5,%D9%A4", "45,76,4,84", "4" * 500 + ",1", "0,-0", "45.76%2C4.84%00",
    ],
    "moments": [
        "0000-00-00", "10000-01-01", "2026-12-01T25:61", "0001-01-01T00:00", "9999-12-31T23:59", "24:00", "18h99",
        "2026-W53", "2026-12-01T10:00%2B14:00", "now", "evening", "99", "-1h", "%EF%BC%91%EF%BC%98:00",
    ],
    "operators": [
        "a+%26+b", "a+%7C", "%21%21%21", "a+%3C-%3E+b", "a%3A*", "%28%28%28", "%29+%28", "a%3AABCD", "%3C0%3E+%3C99999%3E",
        "%27%3A*%27", "%5C%27", "%5C", "%22a+-b%22+or", "%2Ba+-b", "a+%26%26+%7C%7C", "%3A%3A", "*", "%3F", "~", "%40%40",
    ],
    "SQL": ["%27+OR+1%3D1--", "%25s", "%25%28x%29s", "$1", "%7B0%7D", "%22%3B--", "%27%27%27", "/*", "E%27%5C%5C%27"],
    "LIKE": ["%25", "_", "%25%25%25", "%5C%25", "%5B%25%5D"],
    "markup": [
        "%3Cxss+onxss%3D1%3E", "%22+onxss%3D%221", "%27+onxss%3D%271", "%3C%2Ftitle%3E%3Cxss%3E", "%3C!--%3Cxss%3E",
        "javascript%3Axss", "%7B%7B7*7%7D%7D", "%7B%25+load+x+%25%7D", "%26lt%3Bxss%26gt%3B", "%EF%BC%9Cxss%EF%BC%9E",
    ],
    "directions and marks": [
        "%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D", "%D9%85%D8%B1%D8%AD%D8%A8%D8%A7", "%E2%80%8D%E2%80%8B", "%EF%BB%BF",
        "%E2%80%A8%E2%80%A9", "e" + "%CC%81" * 500, "%C4%B0%C4%B1%C3%9F%EF%AC%81", "%F0%9F%91%A9%E2%80%8D%F0%9F%94%A7",
    ],
    "escapes": ["%%", "%zz", "%u0041", "%1", "%C0%AF", "%FF%FE", "\xff\xfe", "\xe9", "%25%32%35", "%2500", "a%00b"],
    "lines": ["%0D%0ASet-Cookie%3A+xss%3D1", "%0A%0A", "%09", "a%0Ab%0Dc", "%1B%5B31m", "%85", "%0B%0C"],
    "names": ["..%2F..%2Fetc%2Fpasswd", "http%3A%2F%2Fxss.example%2F", "%2F%2Fxss.example", "None", "null", "true", "__class__"],
    "length": ["ab+" * 3000, "%F0%9F%9A%AA" * 2000, "%26" * 500, "-" * 3000, "%22" * 999, "x+" * 99],
}  # fmt: skip
MANY = {
    "repeats": "&".join(f"{key}={number}" for key in NAMES[:24] for number in range(30)),
    "lists": "&".join(f"{key}[]=1&{key}[a][b]=2" for key in NAMES),
    "two thousand keys": "&".join(f"x{number}=1" for number in range(2000)),
    "no key": "&&&===&=1&?&#",
}
# Under the thousand fields that a request may have, and just above.
REPEATED = [
    *(f"{key}={value}" for key in ("pick", "theme", "cite", "kind", "page", "q") for value in ("1", "training", "x")),
    "pick=%F0%9F%9A%AA", "near=1,1", "where=Lyon",
]  # fmt: skip
FORMS = ["{key}={value}"] * 6 + [
    "{key}[]={value}", "{key}[a]={value}", "{key}%00={value}", "{value}={key}", "{key}={value}={value}", "{key}={value};x",
    "{key}={value}&{key}={value}", "{key}={value}&{key}=", "&{key}={value}&", "%20{key}={value}", "{key}={value}#x",
    "{key}={value}&page=2", "{key}={value}&q=formation", "{key}={value}&where=Lyon", "{key}={value}&map=fr",
]  # fmt: skip


def queries(number: int) -> list[str]:
    """Return as many queries, the same ones every time: each value under every name, repeats, then draws."""
    draw = random.Random(1993)
    every = [*VALUES.values(), *(value for values in OF_LISTS.values() for value in values)]
    made = ["&".join(f"{key}={value[:300]}" for key in NAMES) for value in every]
    made += [*MANY.values(), *("&".join([pair] * times) for pair in REPEATED for times in (990, 1001))]
    while len(made) < number:
        pairs = (
            draw.choice(FORMS).replace("{key}", key).replace("{value}", draw.choice(every))
            for key in draw.sample(NAMES[:24], draw.randint(1, 4))
        )
        made.append("&".join(pairs))
    return made[:number]
