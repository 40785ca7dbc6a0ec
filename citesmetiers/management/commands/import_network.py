"""Brings an exchange file in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from citesmetiers.exchange import InvalidDocumentError, import_document, read_document

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """All or nothing, and the same file twice changes nothing."""

    help = "Imports an exchange file: all of it, or nothing where something is wrong with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="do everything, then take it back")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also what a person added or changed since the last import",
        )

    def handle(self, *_args: Any, file: Path, dry_run: bool, overwrite: bool, **_options: Any) -> None:
        try:
            document = read_document(file)
            summary = import_document(document, overwrite=overwrite, dry_run=dry_run, report=self.progress)
        except InvalidDocumentError as error:
            for line in error.faults.lines():
                self.stderr.write(line, self.style.ERROR)
            raise CommandError(f"{file} has {said(error.faults.count)}; nothing was imported.") from error
        except DatabaseError as error:
            raise CommandError(
                f"The database refused, and nothing was imported: {first_line(error)}"
            ) from error
        for line in summary.lines():
            self.stdout.write(line)

    def progress(self, done: int, of: int) -> None:
        """Show how far it is: in place on a terminal, a line each time elsewhere."""
        on_terminal = sys.stderr.isatty()
        line = f"{done} of {of} Cités"
        self.stderr.write(
            f"\r{line}" if on_terminal else line, ending="" if on_terminal and done < of else "\n"
        )
        self.stderr.flush()


def said(count: int) -> str:
    return "one fault" if count == 1 else f"{count} faults"


def first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
