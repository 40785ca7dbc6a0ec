"""Ends the portal of this clone."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from citesmetiers import running

PATIENCE = 20  # seconds


class Command(BaseCommand):
    """Ask the serving process to end, and wait until it has."""

    help = "Ends the portal that `make run` started."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        pid = running.find_portal()
        if pid is None:
            self.stdout.write("No portal of this clone is running.")
            return
        os.kill(pid, signal.SIGTERM)
        for _ in range(PATIENCE * 10):
            if running.find_portal() is None:
                self.stdout.write("The portal has ended.")
                return
            time.sleep(0.1)
        raise CommandError(f"Process {pid} did not end within {PATIENCE} s.")
