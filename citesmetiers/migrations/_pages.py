"""How a change of what the public sees is told to whoever keeps copies of pages: at commit, whoever wrote.

A statement notifies the channel `pages` with the number of each Cité whose rows it wrote; with `*` where they belong
to none, or to too many. A sequence counts such statements: who did not listen sees that something was missed.
"""

from __future__ import annotations

from django.db import migrations

# Beyond as many Cités, a statement is said to concern them all.
MOST = 50
# How the Cité of a row is found, by the name of the function of the trigger.
WAYS = {
    "of_cite": "cite_id",
    "of_place": "(SELECT place.cite_id FROM network_place AS place WHERE place.id = changed.place_id)",
    "of_permanence": "(SELECT permanence.cite_id FROM services_permanence AS permanence WHERE permanence.id = changed.permanence_id)",
    "of_suggestion": "(SELECT suggestion.cite_id FROM network_suggestion AS suggestion WHERE suggestion.id = changed.suggestion_id)",
    "of_all": "NULL::bigint",
}
_EVENTS = {
    "insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed",
    "update": "AFTER UPDATE ON {table} REFERENCING NEW TABLE AS changed",
    "delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed",
}
_EMPTIED = """
CREATE FUNCTION pages_emptied() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM nextval('pages_changes');
    PERFORM pg_notify('pages', '*');
    RETURN NULL;
END $$;
"""


def begin() -> migrations.RunSQL:
    """Make the sequence and the functions of the triggers."""
    back = "".join(f"DROP FUNCTION pages_{way}(); " for way in WAYS)
    return migrations.RunSQL(
        "CREATE SEQUENCE pages_changes;" + _EMPTIED + "".join(_function(*each) for each in WAYS.items()),
        back + "DROP FUNCTION pages_emptied(); DROP SEQUENCE pages_changes;",
    )


def watch(table: str, way: str = "of_all") -> migrations.RunSQL:
    """Tell what is written into a table that public pages show."""
    made = [
        f"CREATE TRIGGER pages_{event} {when.format(table=table)} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION pages_{way}();"
        for event, when in _EVENTS.items()
    ]
    made.append(
        f"CREATE TRIGGER pages_truncate AFTER TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION pages_emptied();"
    )
    back = [f"DROP TRIGGER pages_{event} ON {table};" for event in (*_EVENTS, "truncate")]
    return migrations.RunSQL(" ".join(made), " ".join(back))


def _function(way: str, cite: str) -> str:
    # Both are words of this file.
    return f"""
CREATE FUNCTION pages_{way}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    whose bigint[];
    cite bigint;
BEGIN
    SELECT array_agg(found.whose) INTO whose
    FROM (SELECT DISTINCT {cite} AS whose FROM changed LIMIT {MOST + 1}) AS found;
    IF whose IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM nextval('pages_changes');
    IF cardinality(whose) > {MOST} OR array_position(whose, NULL) IS NOT NULL THEN
        PERFORM pg_notify('pages', '*');
        RETURN NULL;
    END IF;
    FOREACH cite IN ARRAY whose LOOP
        PERFORM pg_notify('pages', cite::text);
    END LOOP;
    RETURN NULL;
END $$;
"""  # noqa: S608
