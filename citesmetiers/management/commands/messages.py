"""Collects the texts to translate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from citesmetiers import catalogs

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Bring the catalogs up to date, or tell whether they are complete."""

    help = "Collects the texts to translate into locale/, and compiles them."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only tell what is not translated")

    def handle(self, *_args: Any, **options: Any) -> None:
        for language in catalogs.translated_languages():
            if not options["check"]:
                catalogs.update(language)
            absent = catalogs.missing(language)
            for message in absent:
                self.stderr.write(f"{message.locations[0][0]}: {message.id!r}")
            if options["check"] and absent:
                raise CommandError(f"{language}: {len(absent)} texts are not translated.")
            self.stdout.write(f"{language}: {len(absent)} texts to translate")
        catalogs.compile_all()
