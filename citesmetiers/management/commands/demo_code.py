"""Shows the one-time code of a demonstration account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from citesmetiers.demonstration.accounts import NotForDemonstrationError, code_for

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """For those accounts alone: nobody else's code leaves the application of its person."""

    help = "Prints the code of the moment for a demonstration account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *_args: Any, email: str, **_options: Any) -> None:
        try:
            self.stdout.write(code_for(email))
        except NotForDemonstrationError as error:
            raise CommandError(
                f"No demonstration account with a second factor has the address {email}."
            ) from error
