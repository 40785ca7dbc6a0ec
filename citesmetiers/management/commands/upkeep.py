"""Does what has to be done every night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from citesmetiers import upkeep


class Command(BaseCommand):
    """As often as one likes: what is done already changes nothing."""

    help = (
        "Does the nightly work: rolls the dates of endless events forward, forgets what was kept for a while."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        faults = 0
        with upkeep.only_one() as is_alone:
            if not is_alone:
                raise CommandError("Another upkeep is running; this one did nothing.")
            for name, done in upkeep.keep_up(timezone.localdate()):
                self.stdout.write(f"{name}: {done.words}")
                for fault in done.faults:
                    self.stderr.write(f"{name}: {fault}")
                faults += len(done.faults)
        if faults:
            raise CommandError(f"{faults} could not be done; all the rest is.")
