"""Documents that say what cannot be, and what a person reads of it."""

from __future__ import annotations

import json
import re
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import CommandError, call_command

from tests.portal.exchange_faults_between_values import CONTRADICTORY
from tests.portal.exchange_faults_of_values import IMPOSSIBLE

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = IMPOSSIBLE | CONTRADICTORY


def put(document: Any, path: str, value: Any) -> None:
    """Write a value where a path leads; `...` takes away what is there."""
    steps = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
    for step in steps[:-1]:
        document = document[step]
    last = steps[-1]
    if value is ...:
        del document[last]
    elif isinstance(value, str) and value.startswith("copy of "):
        document.append(json.loads(json.dumps(document[int(value[8:])])))
    elif isinstance(document, list) and last == len(document):
        document.append(value)
    else:
        document[last] = value


def failure_of(path: Path) -> tuple[list[str], str]:
    """Return what a person reads when the import of a file fails."""
    errors = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("import_network", str(path), stderr=errors, stdout=StringIO())
    assert failure.value.returncode == 1
    return errors.getvalue().splitlines(), str(failure.value)
