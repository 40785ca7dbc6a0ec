"""What keeps the records of two Cités apart, and invented ones from real ones, for the migrations of every app.

A record and what it points at are of the same Cité and carry the same mark: a foreign key over both says so.
"""

from __future__ import annotations

from django.db import migrations


def can_be_pointed_at(table: str, name: str) -> migrations.RunSQL:
    """Let foreign keys name a record together with its mark."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE (id, demo)",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def points_within_its_cite(name: str, table: str, column: str, target: str) -> migrations.RunSQL:
    """Let a column name only records of the Cité of its own row."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, cite_id) "
        f"REFERENCES {target} (id, cite_id) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def points_at_its_like(name: str, table: str, column: str, target: str) -> migrations.RunSQL:
    """Let a column name only records with the mark of its own row."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, demo) "
        f"REFERENCES {target} (id, demo) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def refuses(name: str, table: str, columns: str, condition: str, sentence: str) -> migrations.RunSQL:
    """Refuse rows for which a condition on NEW holds, as a check over several tables would.

    Marks never change, so that the moment of writing is the only one to look at.
    """
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
        BEGIN
            IF {condition} THEN
                RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OF {columns} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {name}();
        """,
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )
