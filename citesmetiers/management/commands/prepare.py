"""Builds what is not in the repository: catalogs, fonts, static files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from citesmetiers import catalogs, fonts


class Command(BaseCommand):
    """Part of every start and of every deployment; does again only what is out of date."""

    help = "Compiles the translations, cuts the fonts, collects the static files."
    requires_system_checks = []

    def handle(self, *_args: Any, **options: Any) -> None:
        catalogs.compile_all()
        assets = Path(settings.BUILT_ASSETS)
        assets.mkdir(parents=True, exist_ok=True)
        fonts.build_fonts(assets / "fonts")
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        if options["verbosity"]:
            self.stdout.write("Translations, fonts and static files are ready.")
