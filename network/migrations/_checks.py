"""More SQL functions that constraints are written with; immutable as the first ones are."""

FUNCTIONS = r"""
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
"""

DROP_FUNCTIONS = """
DROP FUNCTION local_times_exist(text[]);
DROP FUNCTION local_time_exists(text);
DROP FUNCTION addresses_are_valid(text[]);
DROP FUNCTION languages_are_codes(text[]);
"""
