"""Builds what is not in the repository: catalogs, fonts, static files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
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
            collect()
        if options["verbosity"]:
            self.stdout.write("Translations, fonts and static files are ready.")


def collect() -> None:
    """Publish the static files, named after their content and compressed, unless that was done with these."""
    mark = Path(settings.STATIC_ROOT) / ".collected"
    wanted = fingerprint()
    if mark.exists() and mark.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(wanted)


def fingerprint() -> str:
    """Tell the files of every app apart by name, size and age: reading them would take as long as the work."""
    found = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            file = Path(storage.path(name)).stat()
            found.update(f"{name}\0{file.st_size}\0{file.st_mtime_ns}\n".encode())
    return found.hexdigest()
