#!/usr/bin/env python
"""Django's entry point."""

import os
import sys


def main() -> None:
    """Run a command, with the embedded database beside it where no real one is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citesmetiers.settings")
    try:
        from django.conf import settings
        from django.core.management import execute_from_command_line
    except ImportError as error:
        message = "Django is not installed here: run `make run`, or use .venv/bin/python manage.py."
        raise SystemExit(message) from error
    if settings.EMBEDDED_CLUSTER:
        from citesmetiers import postgres

        try:
            postgres.attach(settings.EMBEDDED_CLUSTER)
        except postgres.PostgresError as error:
            raise SystemExit(str(error)) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
