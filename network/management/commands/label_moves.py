"""Writes the moves of label files as a page of the documentation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from network.filing import ACTORS, MOVES, NEXT
from network.vocabulary import FileState

INTRODUCTION = """\
# How a label file moves

Written from `network/filing.py` by `manage.py label_moves > docs/label-files.md`; a test compares them.
"""


class Command(BaseCommand):
    help = "Write the moves of label files, as they stand in docs/label-files.md."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 Django gives them
        self.stdout.write(page(), ending="")


def page() -> str:
    """Return the page, in English."""
    with translation.override("en"):
        arrows = [
            f"    {source.value} --> {move.target.value}: {move.name}"
            for move in MOVES.values()
            for source in move.sources
        ]
        moves = [
            f"| {move.name} | {', '.join(str(source.label) for source in move.sources)} | {move.target.label} "
            f"| {ACTORS[move.right]} | {'yes' if move.needs_reason else '–'} |"
            for move in MOVES.values()
        ]
        states = [
            f"| {state.label} | {ACTORS[right] if (right := NEXT[state]) else '–'} |" for state in FileState
        ]
    diagram = "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> draft", *arrows, "```"])
    table = "\n".join(
        ["| move | from | to | made by | needs a reason |", "| --- | --- | --- | --- | :-: |", *moves]
    )
    turns = "\n".join(["| state | who acts next |", "| --- | --- |", *states])
    return f"{INTRODUCTION}\n{diagram}\n\n## Moves\n\n{table}\n\n## Who acts next\n\n{turns}\n"
