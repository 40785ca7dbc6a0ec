"""From a fresh clone to a portal that serves."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from citesmetiers import demonstration, running
from network.models import Cite

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable

REAL_NETWORK = Path(__file__).resolve().parents[2] / "data" / "network.json"


class Command(BaseCommand):
    """Everything that `make run` does, said while it is done."""

    help = "Prepares the database, the real network and the demonstration, then serves the portal."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dev", action="store_true", help="serve with Django's own server")

    def handle(self, *_args: Any, **options: Any) -> None:
        port = urlsplit(settings.SITE_URL).port or 8000
        port = int(os.environ.get("PORT") or port)
        refuse_second(port)
        began = time.monotonic()
        self.step("Building translations, fonts and static files")
        call_command("prepare", verbosity=0)
        self.step("Bringing the database up to date")
        call_command("migrate", verbosity=0, interactive=False)
        self.step("Making sure that the towns of the gazetteer are there")
        call_command("load_gazetteer", verbosity=0)
        if not Cite.objects.exists():
            self.step("Importing the real network")
            call_command("import_network", str(REAL_NETWORK), stdout=self.stdout, stderr=self.stderr)
        if settings.DEMONSTRATION_ALLOWED:
            self.step("Making sure that the demonstration Cités are there")
            self.go_on_after("demo")
        self.step("Rolling dates forward")
        self.go_on_after("upkeep")
        self.step("Starting the server")
        sys.exit(serve(port, dev=options["dev"], tell=lambda: self.tell(time.monotonic() - began)))

    def tell(self, seconds: float) -> None:
        """Say that visitors may come, and who may sign in."""
        self.stdout.write(f"\nReady in {seconds:.0f} s: {settings.SITE_URL}")
        if settings.DEMONSTRATION_ALLOWED:
            demonstration.print_accounts(self.stdout)
        self.stdout.write("Ctrl-C, or `make stop` from elsewhere, ends it.\n")
        self.stdout.flush()

    def go_on_after(self, command: str) -> None:
        """Serve all the same where something that a person added stands in the way of a command."""
        try:
            call_command(command, stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:
            self.stderr.write(str(error))

    def step(self, what: str) -> None:
        self.stdout.write(f"{what}…")
        self.stdout.flush()


def refuse_second(port: int) -> None:
    """Say what holds the port, before anything is touched.

    Raises:
        CommandError: this portal runs already, or another program listens there.

    """
    if pid := running.find_portal():
        raise CommandError(f"This portal runs already (process {pid}). `make stop` ends it.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken by another program. Choose one: PORT=8001 make run"
            ) from error


def serve(port: int, *, dev: bool, tell: Callable[[], None]) -> int:
    """Run the server in the foreground until it or this process is told to end; tell when it answers."""
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += [
        "--workers",
        "2",
        "--blocking-threads",
        "4",
        "--log-level",
        "warning",
        "--respawn-failed-workers",
    ]
    command += ["--workers-kill-timeout", "10", "citesmetiers.wsgi:application"]
    if dev:
        command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}"]
    child = subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: child.terminate())
    with running.announced():
        if running.answers(child, f"http://127.0.0.1:{port}/healthz"):
            tell()
        with running.accompanied("deliver_letters", "--watch", "--tied"):
            return max(child.wait(), 0)
