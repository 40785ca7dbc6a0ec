"""The words of the search: how texts are reduced to them, in each language, and how they are asked for."""

LANGUAGES = {
    "fr": "french",
    "en": "english",
    "it": "italian",
    "es": "spanish",
    "pt": "portuguese",
    "nl": "dutch",
}

# Accents go before words are reduced to their stems; what is in another language is only freed of them.
CONFIGURATIONS = (
    "".join(
        f"""
CREATE TEXT SEARCH CONFIGURATION search_{code} (COPY = {name});
ALTER TEXT SEARCH CONFIGURATION search_{code}
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, {name}_stem;
"""
        for code, name in LANGUAGES.items()
    )
    + """
CREATE TEXT SEARCH CONFIGURATION search_plain (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION search_plain
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, simple;
"""
)
DROP_CONFIGURATIONS = "".join(
    f"DROP TEXT SEARCH CONFIGURATION search_{code};\n" for code in (*LANGUAGES, "plain")
)

_OF_EACH_LANGUAGE = "\n".join(
    f"        WHEN '{code}' THEN to_tsvector('search_{code}', search_spelt('{code}', said))"
    for code in LANGUAGES
)
_ASKED_IN_EACH = "\n".join(
    f"        found := found || phraseto_tsquery('search_{code}', search_spelt('{code}', alternative));"
    for code in LANGUAGES
)
FUNCTIONS = f"""
-- What stemmers only understand with its accents: formações, formaciones.
CREATE FUNCTION search_spelt(language text, said text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT CASE language
        WHEN 'pt' THEN regexp_replace(unaccent(lower(said)), '([cs])oes\\M', '\\1ao', 'g')
        WHEN 'es' THEN regexp_replace(unaccent(lower(said)), 'iones\\M', 'ion', 'g')
        ELSE said END
$$;

-- The words of a text by language, each reduced as its language does.
CREATE FUNCTION search_words(texts jsonb, weight "char") RETURNS tsvector LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
DECLARE
    language text; said text; found tsvector := ''::tsvector;
BEGIN
    -- No more of it than a vector can hold.
    FOR language, said IN SELECT key, left(value, 20000) FROM jsonb_each_text(texts) LOOP
        found := found || CASE left(language, 2)
{_OF_EACH_LANGUAGE}
            ELSE to_tsvector('search_plain', said) END;
    END LOOP;
    RETURN setweight(found, weight);
END $$;

-- The words of a name, as they are.
CREATE FUNCTION search_names(names text, weight "char") RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE
SET search_path FROM CURRENT AS $$
    SELECT setweight(to_tsvector('search_plain', coalesce(names, '')), weight)
$$;

-- What a text says in all its languages.
CREATE FUNCTION search_said(texts jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(value, ' '), '') FROM jsonb_each_text(texts)
$$;

-- The instant at which a day begins, within the years of a calendar; in UTC where the database has lost the zone.
CREATE FUNCTION search_midnight(zone text, day date) RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    IF day IS NULL THEN RETURN NULL; END IF;
    day := least(greatest(day, '0002-01-01'), '9999-12-30');
    RETURN timezone(zone, day::timestamp);
EXCEPTION WHEN invalid_parameter_value THEN RETURN timezone('UTC', day::timestamp);
END $$;

-- Any of some words or phrases, in whatever language they are meant.
CREATE FUNCTION search_asked(alternatives text[]) RETURNS tsquery LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path FROM CURRENT SET client_min_messages = warning AS $$
DECLARE
    alternative text; found tsquery := ''::tsquery;
BEGIN
    FOREACH alternative IN ARRAY alternatives LOOP
        found := found || phraseto_tsquery('search_plain', alternative);
{_ASKED_IN_EACH}
    END LOOP;
    RETURN found;
END $$;

-- The entries that have some words, at most so many, never read one after the other.
CREATE FUNCTION search_hits(asked tsquery, kinds text[], most integer)
RETURNS TABLE (id bigint, words tsvector) LANGUAGE sql STABLE
SET search_path FROM CURRENT SET enable_seqscan = off AS $$
    SELECT entry.id, entry.words FROM citesmetiers_searchentry AS entry
    WHERE entry.shown AND entry.words @@ asked AND entry.kind = ANY (kinds) LIMIT most
$$;
"""  # noqa: S608 words of ours alone
DROP_FUNCTIONS = """
DROP FUNCTION search_hits(tsquery, text[], integer);
DROP FUNCTION search_asked(text[]);
DROP FUNCTION search_midnight(text, date);
DROP FUNCTION search_said(jsonb);
DROP FUNCTION search_names(text, "char");
DROP FUNCTION search_words(jsonb, "char");
DROP FUNCTION search_spelt(text, text);
"""
