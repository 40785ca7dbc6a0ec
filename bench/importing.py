"""The import of a large file as an operator starts it, in a process of its own: how long, and how much memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection

from bench.cites import PERMANENCES, SIZES
from bench.database import day_of_seeds
from bench.document import write_document
from bench.outcome import Row
from bench.served import address
from events.models import Event
from network.models import Cite, Place
from services.models import Permanence, Service

if TYPE_CHECKING:
    from bench.outcome import Outcome

LONGEST = 30 * 60
_GB = 1024 * 1024  # of what getrusage tells, which is kilobytes


def measure(outcome: Outcome) -> None:
    size = SIZES["import"]
    with TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder, "network.json")
        write_document(path, size, day_of_seeds())
        megabytes = path.stat().st_size / 1024**2
        command = [sys.executable, "manage.py", "import_network", str(path)]
        began = perf_counter()
        # Its progress goes where ours goes.
        subprocess.run(  # noqa: S603
            command,
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": address()},
            check=True,
            timeout=LONGEST,
        )
        minutes = (perf_counter() - began) / 60
    counts = {
        Cite: size.cites, Place: size.cites * size.places, Service: size.all_offers,
        Permanence: size.all_offers * PERMANENCES, Event: size.cites * size.events,
    }  # fmt: skip
    for model, wanted in counts.items():
        if (found := model._default_manager.count()) != wanted:  # noqa: SLF001 Django's name for it
            raise SystemExit(f"{found} of {wanted} rows of {model.__name__} were imported.")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _GB
    connection.close()
    note = f"a file of {megabytes:.0f} MB"
    outcome.add(
        [Row("import, minutes", "min", [minutes], note=note), Row("import, peak memory", "GB", [peak])]
    )
