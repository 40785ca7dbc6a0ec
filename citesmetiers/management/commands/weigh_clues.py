"""Weighs anew what the words of questions make likely, after the examples of questions have changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from citesmetiers.questions import weighing
from citesmetiers.questions.clues import FILE


class Command(BaseCommand):
    """Writes the file that the portal reads; the same one for the same examples and the same lexicon."""

    help = "Weighs what each word of a question makes likely, from citesmetiers/questions/examples/."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        weights = weighing.weigh()
        FILE.write_text(weighing.as_text(weights), encoding="utf-8")
        self.stdout.write(f"{len(weights)} clues written to {FILE.name}")
