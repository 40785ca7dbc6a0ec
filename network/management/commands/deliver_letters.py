"""Delivers the e-mails that wait."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections

from network.emails import deliver_due, forget_old_letters

if TYPE_CHECKING:
    from argparse import ArgumentParser

ENDINGS = {signal.SIGTERM, signal.SIGINT}
BETWEEN_LOOKS = 2  # seconds
BETWEEN_CLEANINGS = 3600


class Command(BaseCommand):
    """Once, or for as long as it runs; several at a time do no harm."""

    requires_system_checks = []
    help = "Delivers the e-mails that wait, and forgets those that came to their end a month ago."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--watch", action="store_true", help="go on until told to end")
        parser.add_argument("--tied", action="store_true", help="end with the process that started this one")

    def handle(self, *_args: Any, watch: bool, tied: bool, **_options: Any) -> None:
        if not watch:
            forget_old_letters()
            for became, count in sorted(deliver_due().items()):
                self.stdout.write(f"{count} {became}")
            return
        self.watch(os.getppid() if tied else None)

    def watch(self, parent: int | None) -> None:
        """Look every few seconds until told to end; a database that is away for a while is waited for."""
        # Held back, and asked for between two looks: a handler could interrupt anything, a lock half taken too.
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
        cleaned = 0.0
        while parent in {None, os.getppid()}:
            close_old_connections()
            try:
                if time.monotonic() - cleaned > BETWEEN_CLEANINGS or not cleaned:
                    forget_old_letters()
                    cleaned = time.monotonic()
                deliver_due()
            except (OperationalError, InterfaceError) as error:
                self.stderr.write(f"waiting for the database: {type(error).__name__}")
            if signal.sigtimedwait(ENDINGS, BETWEEN_LOOKS):
                return
