"""Takes away for good what the search no longer finds."""

from __future__ import annotations

from django.db import connection


def purge() -> int:
    """Delete the rows of records that are gone, and words that nothing says; return how many rows went.

    Not what the same transaction hid: processes that remember a row are told of it first, or read all anew.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM citesmetiers_searchentry")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT search_purge()")
        cursor.execute("SELECT count(*) FROM citesmetiers_searchentry")
        (after,) = cursor.fetchone()
    return int(before - after)
