"""Says which labelled Cités break a promise of the Charter today."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from citesmetiers.charter import breaches

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Ends with 1 where something is broken, so that a program that calls it sees it."""

    help = (
        "Reports labelled Cités without drop-in offer, without confirmed hours, or with a lapsed agreement."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs: a list of objects")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = breaches(timezone.now())
        if options["json"]:
            told = [
                {
                    "cite": each.cite.slug,
                    "breach": each.promise.value,
                    "partners": each.whom,
                    "demo": each.cite.demo,
                }
                for each in found
            ]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for each in found:
                mark = " (demonstration)" if each.cite.demo else ""
                self.stdout.write(f"{each.cite.slug}{mark}: {each.words}")
            self.stdout.write(
                f"Labelled Cités that break a promise: {len({each.cite.pk for each in found})}"
                if found
                else "Every labelled Cité keeps its promises, as far as the portal can see."
            )
        if found:
            sys.exit(1)
