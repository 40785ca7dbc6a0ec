"""SQL functions over the ranges of a day; immutable as the first ones are."""

FUNCTIONS = r"""
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
"""

DROP_FUNCTIONS = """
DROP FUNCTION weekly_is_apart(jsonb);
DROP FUNCTION ranges_are_apart(jsonb);
DROP FUNCTION minutes_of(text);
"""
