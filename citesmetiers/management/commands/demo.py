"""Adds the demonstration, brings it up to date, or takes it away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from citesmetiers import demonstration
from citesmetiers.exchange import InvalidDocumentError
from citesmetiers.search.purging import purge

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """The same seed gives the same Cités; a second run in the same week changes nothing."""

    help = "Adds twelve invented Cités, marked as demonstration, and the accounts to try them with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--seed", type=int, help="other weekdays and figures; left out: as they are, or 1"
        )
        parser.add_argument(
            "--new-passwords",
            action="store_true",
            help="draw new passwords for the accounts, where they are not the documented one",
        )
        parser.add_argument("--remove", action="store_true", help="take all of it away, history included")

    def handle(self, *_args: Any, remove: bool, **options: Any) -> None:
        if not settings.DEMONSTRATION_ALLOWED:
            raise CommandError(
                "This portal allows no demonstration (DEMONSTRATION_ALLOWED=0). To take away one that is here: "
                "DEMONSTRATION_ALLOWED=1 .venv/bin/python manage.py demo --remove"
            )
        if remove:
            self.remove()
        else:
            is_new = self.add(options["seed"])
            made = demonstration.make_accounts(new_passwords=options["new_passwords"])
            for email, password in made.items():
                self.stdout.write(f"{email} signs in with {password} (shown this once)")
            if is_new:
                demonstration.add_to_register()

    def add(self, seed: int | None) -> bool:
        """Return whether it was not up to date."""
        try:
            summary = demonstration.add_demonstration(timezone.localdate(), seed=seed)
        except InvalidDocumentError as error:
            for line in error.faults.lines():
                self.stderr.write(line)
            raise CommandError("The demonstration stays as it is: there is no room for it.") from error
        except DatabaseError as error:
            raise CommandError(f"The database refused, and nothing changed: {error}") from error
        if summary is None:
            self.stdout.write("The demonstration is up to date; nothing changed.")
            return False
        for line in summary.lines():
            self.stdout.write(line)
        return True

    def remove(self) -> None:
        try:
            counts = demonstration.remove_demonstration()
        except demonstration.PointedAtError as error:
            for line in error.lines:
                self.stderr.write(line)
            raise CommandError(
                f"{len(error.lines)} real records point at the demonstration; nothing was removed."
            ) from error
        purge()
        for word, count in counts.items():
            self.stdout.write(f"{word}: {count} removed")
        if not counts:
            self.stdout.write("There is no demonstration here; nothing changed.")
