"""Columns that PostgreSQL writes by itself, beside the hours that they are made of."""

ADD_COLUMNS = r"""
-- The ranges of a week on one line of half minutes: each day has 5760, its own and those of the next day.
-- A range ends half a minute early, for two that touch would become one. Nothing for what cannot be
-- read: that is for a constraint to refuse, by its name.
CREATE FUNCTION half_minutes_of_week(weekly jsonb) RETURNS int4multirange LANGUAGE plpgsql IMMUTABLE
SET search_path FROM CURRENT AS $$
BEGIN
    RETURN (
        SELECT range_agg(int4range(first + 2 * lower(minutes), first + 2 * upper(minutes) - 1))
        FROM unnest(ARRAY['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']) WITH ORDINALITY AS day (key, number),
             CAST(5760 * (number - 1) AS integer) AS first,
             jsonb_array_elements_text(weekly -> key) AS written, minutes_of(written) AS minutes
    );
EXCEPTION WHEN data_exception THEN RETURN NULL;
END $$;

-- The same for hours that are those of every day.
CREATE FUNCTION half_minutes_of_every_day(ranges jsonb) RETURNS int4multirange LANGUAGE plpgsql IMMUTABLE
SET search_path FROM CURRENT AS $$
BEGIN
    RETURN (
        SELECT range_agg(int4range(first + 2 * lower(minutes), first + 2 * upper(minutes) - 1))
        FROM generate_series(0, 6 * 5760, 5760) AS first,
             jsonb_array_elements_text(ranges) AS written, minutes_of(written) AS minutes
    );
EXCEPTION WHEN data_exception THEN RETURN NULL;
END $$;

ALTER TABLE network_season ADD COLUMN half_minutes int4multirange
    GENERATED ALWAYS AS (half_minutes_of_week(weekly)) STORED;
ALTER TABLE network_closure ADD COLUMN half_minutes int4multirange
    GENERATED ALWAYS AS (half_minutes_of_every_day(hours)) STORED;
"""

DROP_COLUMNS = """
ALTER TABLE network_closure DROP COLUMN half_minutes;
ALTER TABLE network_season DROP COLUMN half_minutes;
DROP FUNCTION half_minutes_of_every_day(jsonb);
DROP FUNCTION half_minutes_of_week(jsonb);
"""
