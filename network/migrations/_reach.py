"""Days that lie in the years in which hours are told, for the migrations of every app."""

from __future__ import annotations

from django.db import migrations


def brought_within(table: str, *columns: str) -> migrations.RunSQL:
    """Bring days of other years to the nearest one in reach: of what is told, it changes nothing."""
    moved = ", ".join(
        f"{each} = CASE WHEN {each} < '1900-01-01' THEN '1900-01-01' WHEN {each} > '2999-12-31' "
        f"THEN '2999-12-31' ELSE {each} END::date"
        for each in columns
    )
    out = " OR ".join(f"{each} NOT BETWEEN '1900-01-01' AND '2999-12-31'" for each in columns)
    return migrations.RunSQL(
        f"""
        SET CONSTRAINTS ALL IMMEDIATE;
        UPDATE {table} SET {moved} WHERE {out};
        SET CONSTRAINTS ALL DEFERRED;
        """,  # noqa: S608 names of our own
        migrations.RunSQL.noop,
    )
