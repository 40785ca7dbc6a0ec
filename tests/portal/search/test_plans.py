"""How PostgreSQL finds what the search asks for, at the size of a network and of a nation: by indexes, never offer by offer.

The plans are kept beside this file, to be read when one changes; `REWRITE_PLANS=1` writes them anew. Those of another
PostgreSQL are worded otherwise: of them only the rule is held.
"""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction

from bench import seed
from citesmetiers.search.hits import ALIKE, FEW, MOST, statement_of
from citesmetiers.search.index import CHANGED

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "plans"
WRITTEN_BY = 18
SCALES = ["3k", pytest.param("100k", marks=pytest.mark.prove)]


@pytest.fixture(scope="module", params=SCALES)
def scale(request, django_db_setup, django_db_blocker):
    """Fill the tables once for the whole module, and take everything back."""
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        seed.write(request.param, date(2026, 11, 1))
        cursor.execute("ANALYZE citesmetiers_searchentry, citesmetiers_searchword")
        yield request.param
        transaction.set_rollback(True)


def plan_of(statement, values, *, settings=()):
    with connection.cursor() as cursor:
        for name, value in settings:
            cursor.execute(f"SET LOCAL {name} = {value}")
        cursor.execute(f"EXPLAIN (COSTS OFF) {statement}", values)
        lines = [line for (line,) in cursor.fetchall()]
        for name, _value in settings:
            cursor.execute(f"SET LOCAL {name} TO DEFAULT")
    return re.sub(r"'(?:[^']|'')*'(::[a-z0-9_\[\]]+)?", "?", "\n".join(lines)) + "\n"


def body_of(function):
    """Return the statement of a function, which plans do not show, and its own settings."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc, proconfig FROM pg_proc WHERE proname = %s", [function])
        source, config = cursor.fetchone()
    return source, [tuple(each.split("=", 1)) for each in config if not each.startswith("search_path")]


def by_words(asked):
    source, settings = body_of("search_hits")
    source = re.sub(r"\basked\b", "%(asked)s::tsquery", source)
    source = re.sub(r"\bkinds\b", "%(kinds)s::text[]", source)
    source = re.sub(r"\bmost\b", "%(most)s", source)
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_asked(%s)::text", [asked])
        (asked,) = cursor.fetchone()
    return plan_of(source, {"asked": asked, "kinds": ["service"], "most": MOST + 1}, settings=settings)


def numbers(how_many):
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM citesmetiers_searchentry WHERE shown ORDER BY id LIMIT %s", [how_many])
        return [number for (number,) in cursor.fetchall()]


def words_by_use():
    """Return the word that most entries have, and one that few have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM ts_stat('SELECT words FROM citesmetiers_searchentry WHERE shown')"
            " WHERE length(word) > 3 ORDER BY ndoc DESC, word"
        )
        words = [word for (word,) in cursor.fetchall()]
    return words[0], words[-1]


PLANS = {
    "common word": lambda: by_words([words_by_use()[0]]),
    "rare word": lambda: by_words([words_by_use()[1]]),
    "words of few entries": lambda: plan_of(
        statement_of(2, all_of=True, is_narrow=True),
        {"word0": ["emploi"], "word1": ["atelier", "cours"], "among": numbers(FEW), "kinds": [], "most": 0},
    ),
    "what changed": lambda: plan_of(CHANGED, ["9223372036854775807"]),
    "words that look alike": lambda: plan_of(ALIKE, {"words": ["formaton", "emplois"]}),
}


@pytest.mark.parametrize("name", PLANS)
def test_entries_are_found_by_an_index(scale, name):
    plan, version = PLANS[name](), connection.pg_version // 10000
    for table in ("citesmetiers_searchentry", "citesmetiers_searchword", "services_service"):
        assert f"Seq Scan on {table}" not in plan, plan
    assert re.search(r"Index (Only )?Scan (using|on) (search_|citesmetiers_search)", plan), plan
    kept = FOLDER / f"{scale} {name}.txt".replace(" ", "-")
    if os.environ.get("REWRITE_PLANS"):
        kept.write_text(plan)
    if version == WRITTEN_BY:
        assert plan == kept.read_text()
