"""Takes back what an account did since a moment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from network.actions.undoing import undo
from network.forms.sheets import SHEETS
from network.models import User

if TYPE_CHECKING:
    from argparse import ArgumentParser


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else timezone.make_aware(moment)


class Command(BaseCommand):
    """For an account that was misused. Without --apply nothing is written."""

    help = "Shows what EMAIL changed since a moment and would be taken back; takes it back with --apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", required=True, metavar="EMAIL")
        parser.add_argument(
            "--since",
            required=True,
            type=_moment,
            metavar="2026-11-25T10:00",
            help="In the zone of the portal.",
        )
        parser.add_argument("--apply", action="store_true", help="Take it back; without this, only tell.")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["user"]).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {options['user']}.")
        kinds = {sheet.model: sheet.name for sheet in SHEETS.values() if sheet.is_listed}
        with override("en"):
            undoing = undo(user, options["since"], kinds, is_real=options["apply"])
            for line in undoing.done:
                self.stdout.write(str(line))
            for line in undoing.left:
                self.stderr.write(f"to be looked at: {line}")
        if user.is_active:
            self.stderr.write("The account can still sign in: switch it off in the admin first.")
        done = "undone" if options["apply"] else "would be undone; nothing was written (--apply does it)"
        self.stdout.write(f"{len(undoing.done)} {done}")
        if undoing.left:
            raise CommandError(f"{len(undoing.left)} to be looked at by a person")
