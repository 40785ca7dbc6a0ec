"""Writes an exchange file."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from citesmetiers.exchange import export_document

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Without a file, the JSON goes to stdout, and everything else to stderr."""

    help = "Exports the network in the exchange format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="left out: standard output")
        parser.add_argument("--with-demo", action="store_true", help="demonstration records too")
        parser.add_argument(
            "--public",
            action="store_true",
            help="only partners named in public, only Cités that the public sees",
        )

    def handle(self, *_args: Any, file: Path | None, with_demo: bool, public: bool, **_options: Any) -> None:
        with transaction.atomic():
            freeze()
            document = export_document(with_demo=with_demo, public=public, today=timezone.localdate())
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        if file:
            try:
                write_whole(file, text)
            except OSError as error:
                raise CommandError(f"{file} cannot be written: {error.strerror or error}.") from error
        else:
            self.stdout.write(text, ending="")
        self.stderr.write(f"{len(document['cites'])} Cités exported{f' to {file}' if file else ''}.")


def freeze() -> None:
    """Have all queries see one moment, whoever writes meanwhile."""
    if len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def write_whole(path: Path, text: str) -> None:
    """Replace a file at once: a reader sees the old one or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
