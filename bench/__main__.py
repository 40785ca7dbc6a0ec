"""Measures on invented records, in a database that is made for it and thrown away: `make bench`."""

from __future__ import annotations

import os
from datetime import date

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citesmetiers.settings")

import django
from django.conf import settings
from django.db import connection

from bench.goals import HEADING, HEADING_OF_RATIOS
from citesmetiers import postgres

PLACES = 10_000
TODAY = date(2026, 11, 25)


def main() -> None:
    if settings.EMBEDDED_CLUSTER:
        postgres.attach(settings.EMBEDDED_CLUSTER)
    django.setup()
    from bench import floods, hours, invented  # noqa: PLC0415 models come after the setup

    print(f"{os.cpu_count()} cores, load {_load()}")
    kept = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        # Of the real network, before it has ten thousand places more.
        print(HEADING_OF_RATIOS)
        for ratio in floods.measured():
            print(ratio)
        invented.make_places(PLACES, TODAY)
        print(f"With {PLACES:,} invented places:\n{HEADING}")
        for goal in hours.measured(TODAY):
            print(goal)
    finally:
        connection.creation.destroy_test_db(kept, verbosity=0)
    print(f"load {_load()} at the end")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


main()
