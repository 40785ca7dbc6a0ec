"""Brings the towns of the gazetteer into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from citesmetiers.gazetteer import loading


class Command(BaseCommand):
    """Part of every start and of every deployment; does nothing where the towns are those of the file."""

    help = "Loads the towns that “Where?” knows, where they are not those of this version."

    def handle(self, *_args: Any, **options: Any) -> None:
        count = loading.load()
        if options["verbosity"]:
            self.stdout.write("The towns are there." if count is None else f"{count} towns are there now.")
