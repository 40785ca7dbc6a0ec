"""Puts the gazetteer of the repo into the database."""

from __future__ import annotations

import hashlib
import json
import lzma
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction

from citesmetiers.models import Town, TownName

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE = Path(settings.BASE_DIR) / "citesmetiers" / "data" / "gazetteer.tsv.xz"

type Row = dict[str, str]


def load(file: Path | None = None) -> int | None:
    """Replace all towns by those of a file, in one transaction; None where they are its towns already.

    It is that of the repo, unless told otherwise. The table itself says, in its comment, which file it is a copy of: the stamp comes and goes with the rows.
    """
    content = (file or FILE).read_bytes()
    stamp = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        if _stamp() == stamp:
            return None
        rows = list(read(content))
        replace(rows)
        with connection.cursor() as cursor:
            cursor.execute(f"COMMENT ON TABLE {Town._meta.db_table} IS '{stamp}'")  # noqa: SLF001 documented
    return len(rows)


def read(content: bytes) -> Iterator[Row]:
    """Read the rows of a compressed file."""
    first, *lines = lzma.decompress(content).decode().splitlines()
    columns = first.split("\t")
    for line in lines:
        yield dict(zip(columns, line.split("\t"), strict=True))


def replace(rows: Iterable[Row]) -> None:
    """Write these towns, and no others."""
    rows = list(rows)
    town, name = Town._meta.db_table, TownName._meta.db_table  # noqa: SLF001 documented
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {town}, {name}")
        with cursor.copy(
            f"COPY {town} (id, name, names, postcodes, country, area, area_code, mark, population, latitude,"
            " longitude, precision) FROM STDIN"
        ) as copy:
            for row in rows:
                copy.write_row(_town(row))
        with cursor.copy(f"COPY {name} (town_id, key, is_own, population) FROM STDIN") as copy:
            for row in rows:
                for place, key in enumerate(row["keys"].split("|")):
                    copy.write_row((row["id"], key, place == 0, int(row["population"])))
        # Links are looked at now, not at the end: in a transaction that goes on, it may be emptied again.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        # What was just written is put where it is found fast: nothing is written here again.
        cursor.execute("SELECT gin_clean_pending_list('town_name_is_like')")
        cursor.execute(f"ANALYZE {town}, {name}")


def _town(row: Row) -> tuple[object, ...]:
    names = dict(pair.split(":", 1) for pair in row["names"].split("|") if pair)
    postcodes = [code for code in row["postcodes"].split("|") if code]
    return (
        row["id"], row["name"], json.dumps(names, ensure_ascii=False), postcodes, row["country"], row["area"],
        row["area_code"], row["mark"], int(row["population"]), float(row["latitude"]), float(row["longitude"]),
        row["precision"],
    )  # fmt: skip


def _stamp() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(%s::regclass)", [Town._meta.db_table])  # noqa: SLF001
        row = cursor.fetchone()
    return row[0] if row else None
