"""The gazetteer of the repo for tests, and some of its towns for those that need few."""

from functools import cache

from citesmetiers.gazetteer import loading


@cache
def rows():
    return {row["id"]: row for row in loading.read(loading.FILE.read_bytes())}


def load_some(*ids):
    """Put these towns into the database, instead of all."""
    loading.replace([rows()[each] for each in ids])
