"""Measures the portal on an invented network of a size: `make bench`, `SCALE=100k make bench`."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citesmetiers.settings")

import django
from django.conf import settings

from citesmetiers import postgres


def main() -> None:
    if settings.EMBEDDED_CLUSTER:
        postgres.attach(settings.EMBEDDED_CLUSTER)
    django.setup()
    from bench.run import run, settings_of  # noqa: PLC0415 models come after the setup

    run(settings_of(dict(os.environ)))


main()
