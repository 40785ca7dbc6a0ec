"""The SQL functions that constraints and queries are written with.

All are immutable: they look at their arguments alone, so that a constraint may trust them. Each
keeps the search path it was made with: PostgreSQL 17 empties it while it builds an index.
"""

FUNCTIONS = r"""
-- The first day of a year, a month or a day; null when there is no such date.
CREATE FUNCTION partial_date_first(value text) RETURNS date LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
BEGIN
    IF value !~ '^\d{4}(-\d{2}(-\d{2})?)?$' THEN RETURN NULL; END IF;
    RETURN make_date(left(value, 4)::int, coalesce(nullif(substr(value, 6, 2), ''), '1')::int,
                     coalesce(nullif(substr(value, 9, 2), ''), '1')::int);
EXCEPTION WHEN datetime_field_overflow THEN RETURN NULL;
END $$;

-- The last day of a year, a month or a day.
CREATE FUNCTION partial_date_last(value text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT (partial_date_first(value)
            + CASE length(value) WHEN 4 THEN interval '1 year' WHEN 7 THEN interval '1 month' ELSE interval '1 day' END
            - interval '1 day')::date
$$;

-- Nothing said is valid: what may be empty is for the column to say.
CREATE FUNCTION partial_date_is_valid(value text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT value IS NULL OR partial_date_first(value) IS NOT NULL
$$;

CREATE FUNCTION partial_dates_in_order(since text, until text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT partial_date_is_valid(since) AND partial_date_is_valid(until)
           AND (since IS NULL OR until IS NULL OR partial_date_first(since) <= partial_date_last(until))
$$;

-- Both ends inclusive; an empty end is open.
CREATE FUNCTION partial_date_range(since text, until text) RETURNS daterange LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT daterange(partial_date_first(since), partial_date_last(until), '[]')
$$;

CREATE FUNCTION timezone_exists(value text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
BEGIN
    IF value !~ '^[A-Za-z]+(/[A-Za-z0-9_+-]+)*$' THEN RETURN false; END IF;
    PERFORM timezone(value, timestamp '2000-01-01');
    RETURN true;
EXCEPTION WHEN invalid_parameter_value THEN RETURN false;
END $$;

-- {"fr": "…", "en": "…"}: codes of languages, and no empty text.
CREATE FUNCTION texts_are_valid(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT CASE WHEN jsonb_typeof(value) <> 'object' THEN false ELSE NOT EXISTS (
        SELECT FROM jsonb_each(value) AS entry
        WHERE entry.key !~ '^[a-z]{2,3}(-[A-Z]{2})?$'
           OR jsonb_typeof(entry.value) <> 'string' OR entry.value #>> '{}' = ''
    ) END
$$;

-- ["09:00-12:00", "14:00-24:00"]
CREATE FUNCTION ranges_are_valid(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT CASE WHEN jsonb_typeof(value) <> 'array' THEN false ELSE NOT EXISTS (
        SELECT FROM jsonb_array_elements(value) AS item
        WHERE jsonb_typeof(item) <> 'string'
           OR item #>> '{}' !~ '^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'
    ) END
$$;

-- {"mo": ["09:00-12:00"], …}
CREATE FUNCTION weekly_is_valid(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT CASE WHEN jsonb_typeof(value) <> 'object' THEN false ELSE NOT EXISTS (
        SELECT FROM jsonb_each(value) AS day
        WHERE day.key NOT IN ('mo', 'tu', 'we', 'th', 'fr', 'sa', 'su') OR NOT ranges_are_valid(day.value)
    ) END
$$;

-- Every value is the code of a language: fr, pt-BR.
CREATE FUNCTION languages_are_codes(value text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT NOT EXISTS (
        SELECT FROM unnest(value) AS code WHERE code IS NULL OR code !~ '^[a-z]{2,3}(-[A-Z]{2})?$'
    )
$$;

-- Every value is an address of the web.
CREATE FUNCTION addresses_are_valid(value text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT NOT EXISTS (SELECT FROM unnest(value) AS address WHERE address IS NULL OR address !~ '^https?://')
$$;

-- 2026-12-24T17:30: a day and a minute that calendars and clocks have. Nothing said is valid.
CREATE FUNCTION local_time_exists(value text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
BEGIN
    IF value IS NULL THEN RETURN true; END IF;
    IF value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]$' THEN RETURN false; END IF;
    PERFORM make_date(left(value, 4)::int, substr(value, 6, 2)::int, substr(value, 9, 2)::int);
    RETURN true;
EXCEPTION WHEN datetime_field_overflow THEN RETURN false;
END $$;

CREATE FUNCTION local_times_exist(value text[]) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT NOT EXISTS (SELECT FROM unnest(value) AS wall WHERE wall IS NULL OR NOT local_time_exists(wall))
$$;

-- The minutes of a range: 22:00-02:00 runs into the next day.
CREATE FUNCTION minutes_of(value text) RETURNS int4range LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT int4range(since, CASE WHEN until > since THEN until ELSE until + 1440 END) FROM (
        SELECT substr(value, 1, 2)::int * 60 + substr(value, 4, 2)::int AS since,
               substr(value, 7, 2)::int * 60 + substr(value, 10, 2)::int AS until
    ) AS clock
$$;

-- No two of them hold the same minute. Of what cannot be read, nothing is said here.
CREATE FUNCTION ranges_are_apart(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT CASE WHEN NOT ranges_are_valid(value) THEN true ELSE NOT EXISTS (
        SELECT FROM jsonb_array_elements_text(value) WITH ORDINALITY AS one (range, number),
                    jsonb_array_elements_text(value) WITH ORDINALITY AS other (range, number)
        WHERE one.number < other.number AND minutes_of(one.range) && minutes_of(other.range)
    ) END
$$;

-- The same for each day of a week; what runs into the next day may meet its ranges.
CREATE FUNCTION weekly_is_apart(value jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT CASE WHEN NOT weekly_is_valid(value) THEN true ELSE NOT EXISTS (
        SELECT FROM jsonb_each(value) AS day WHERE NOT ranges_are_apart(day.value)
    ) END
$$;

-- In UTC where the database has lost the zone, so that a list still answers.
CREATE FUNCTION day_in_zone(zone text, moment timestamptz) RETURNS date LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN timezone(zone, moment)::date;
EXCEPTION WHEN invalid_parameter_value THEN RETURN timezone('UTC', moment)::date;
END $$;
"""

_SIGNATURES = [
    "day_in_zone(text, timestamptz)",
    "weekly_is_apart(jsonb)",
    "ranges_are_apart(jsonb)",
    "minutes_of(text)",
    "local_times_exist(text[])",
    "local_time_exists(text)",
    "addresses_are_valid(text[])",
    "languages_are_codes(text[])",
    "weekly_is_valid(jsonb)",
    "ranges_are_valid(jsonb)",
    "texts_are_valid(jsonb)",
    "timezone_exists(text)",
    "partial_date_range(text, text)",
    "partial_dates_in_order(text, text)",
    "partial_date_is_valid(text)",
    "partial_date_last(text)",
    "partial_date_first(text)",
]

DROP_FUNCTIONS = "".join(f"DROP FUNCTION {signature};" for signature in _SIGNATURES)
