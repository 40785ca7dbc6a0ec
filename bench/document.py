"""The invented network as an exchange file: `python -m bench.document FILE [SCALE]`."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bench.cites import SIZES, network

if TYPE_CHECKING:
    from bench.cites import Size


def write_document(path: Path, size: Size, today: date) -> None:
    """Write one Cité at a time: the whole of it need not be held."""
    head = {"format": "citesmetiers/network", "version": 1, "as_of": today.isoformat(), "partners": []}
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head)[:-1] + ', "cites": [\n')
        for number, cite in enumerate(network(size, today)):
            file.write((",\n" if number else "") + json.dumps(cite, ensure_ascii=False))
        file.write("\n]}\n")


if __name__ == "__main__":
    write_document(Path(sys.argv[1]), SIZES[sys.argv[2] if sys.argv[2:] else "import"], date.today())  # noqa: DTZ011
