"""How the side table of the search is written: a view says what each record is there, triggers keep it so."""

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

CREATE FUNCTION search_facets(name text, VARIADIC found text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT name || ':' || value), '{{}}') FROM unnest(found) AS value WHERE value <> ''
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
DROP FUNCTION search_facets(text, text[]);
DROP FUNCTION search_said(jsonb);
DROP FUNCTION search_names(text, "char");
DROP FUNCTION search_words(jsonb, "char");
DROP FUNCTION search_spelt(text, text);
"""

_IS_PUBLIC = "cite.membership <> 'not_a_member'"
# Checked within its rhythm and a year, or never said to be: as `believable_on` has it.
_BELIEVED_UNTIL = "({0}.checked_on + make_interval(months => {0}.review_months + 12))::date + 1"

SOURCE = f"""
CREATE VIEW search_source AS
SELECT 'service' AS kind, service.id AS record, service.demo,
    service.publication = 'published' AND {_IS_PUBLIC} AS shown,
    search_midnight(cite.timezone, service.valid_from) AS shown_from,
    search_midnight(cite.timezone, least(service.valid_until + 1, {_BELIEVED_UNTIL.format("service")})) AS shown_until,
    ARRAY(
        SELECT place_id FROM services_serviceplace WHERE service_id = service.id
        UNION SELECT place_id FROM services_permanence WHERE service_id = service.id ORDER BY 1
    ) AS places,
    NULL::float8 AS latitude, NULL::float8 AS longitude,
    search_facets('theme', VARIADIC service.themes::text[])
        || search_facets('scope', cardinality(service.themes)::text) || search_facets('access', VARIADIC service.access::text[])
        || search_facets('modality', service.modality) || search_facets('audience', VARIADIC service.audiences::text[])
        || search_facets('language', VARIADIC service.languages::text[]) || search_facets('country', cite.country)
        || search_facets('cite', cite.slug) AS facets,
    NULL::jsonb AS about,
    search_words(service.title, 'A') || search_words(service.summary, 'B')
        || search_words(service.description, 'C') || search_words(service.bring, 'D')
        || search_words(service.conditions, 'D') AS words,
    search_said(service.title) || ' ' || search_said(service.summary) AS said
FROM services_service AS service JOIN network_cite AS cite ON cite.id = service.cite_id
UNION ALL
SELECT 'event', event.id, event.demo,
    event.publication = 'published' AND {_IS_PUBLIC} AND dates.ends_at IS NOT NULL,
    NULL,
    least(dates.ends_at, search_midnight('Europe/Paris', {_BELIEVED_UNTIL.format("event")})),
    array_remove(ARRAY[event.place_id], NULL), NULL, NULL,
    search_facets('theme', VARIADIC event.themes::text[])
        || search_facets('scope', cardinality(event.themes)::text) || search_facets('audience', VARIADIC event.audiences::text[])
        || search_facets('language', VARIADIC event.languages::text[]) || search_facets('country', cite.country)
        || search_facets('cite', cite.slug),
    NULL,
    search_words(event.title, 'A') || search_words(event.summary, 'B') || search_words(event.description, 'C')
        || search_names(event.venue, 'D'),
    search_said(event.title) || ' ' || search_said(event.summary)
FROM events_event AS event JOIN network_cite AS cite ON cite.id = event.cite_id
CROSS JOIN LATERAL (SELECT max(ends_at) AS ends_at FROM events_occurrence WHERE event_id = event.id) AS dates
UNION ALL
SELECT 'cite', cite.id, cite.demo, {_IS_PUBLIC}, NULL, NULL, towns.places, NULL, NULL,
    search_facets('theme', VARIADIC ARRAY(
        SELECT unnest(themes)::text FROM network_pole WHERE cite_id = cite.id
        UNION SELECT unnest(themes)::text FROM services_service WHERE cite_id = cite.id AND publication = 'published'
    )) || search_facets('country', cite.country) || search_facets('cite', cite.slug),
    jsonb_build_object('name', cite.name, 'main_language', cite.main_language),
    search_words(cite.name, 'A') || search_names(search_said(cite.name), 'A')
        || search_names(array_to_string(cite.other_names, ' '), 'A') || search_names(towns.names, 'B')
        || search_names(cite.region, 'B') || search_words(cite.presentation, 'C'),
    search_said(cite.name) || ' ' || array_to_string(cite.other_names, ' ') || ' ' || towns.names
FROM network_cite AS cite CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(id ORDER BY id), '{{}}') AS places, coalesce(string_agg(city, ' '), '') AS names
    FROM network_place WHERE cite_id = cite.id
) AS towns
UNION ALL
SELECT 'place', place.id, place.demo, {_IS_PUBLIC},
    search_midnight(place.timezone, lower(span.days)), search_midnight(place.timezone, upper(span.days)),
    ARRAY[place.id], place.latitude, place.longitude,
    search_facets('theme', VARIADIC ARRAY(
        SELECT DISTINCT unnest(themes)::text FROM services_service AS service
        WHERE service.cite_id = place.cite_id AND publication = 'published' AND (
            EXISTS (SELECT FROM services_serviceplace WHERE service_id = service.id AND place_id = place.id)
            OR EXISTS (SELECT FROM services_permanence WHERE service_id = service.id AND place_id = place.id)
        )
    )) || search_facets('country', place.country) || search_facets('cite', cite.slug),
    jsonb_build_object('town', place.city, 'kind', place.kind),
    search_names(place.name, 'A')
        || search_words(jsonb_build_object(cite.main_language, place.name), 'A')
        || search_names(concat_ws(' ', place.city, place.street, place.postcode, place.host), 'B'),
    concat_ws(' ', place.name, place.city)
FROM network_place AS place JOIN network_cite AS cite ON cite.id = place.cite_id
CROSS JOIN LATERAL (SELECT partial_date_range(place.valid_from, place.valid_until) AS days) AS span
UNION ALL
SELECT 'partner', partner.id, partner.demo, cardinality(named.cites) > 0, NULL, NULL, '{{}}', NULL, NULL,
    search_facets('partner_kind', partner.kind) || search_facets('country', partner.country)
        || search_facets('cite', VARIADIC named.cites),
    NULL,
    search_names(concat_ws(' ', partner.name, partner.acronym, array_to_string(partner.former_names, ' ')), 'A'),
    concat_ws(' ', partner.name, partner.acronym)
FROM network_partner AS partner CROSS JOIN LATERAL (
    SELECT ARRAY(
        SELECT DISTINCT cite.slug::text FROM network_agreement AS agreement
        JOIN network_cite AS cite ON cite.id = agreement.cite_id
        WHERE agreement.partner_id = partner.id AND agreement.public AND {_IS_PUBLIC}
    ) AS cites
) AS named;
"""  # noqa: S608 words of ours alone

# Rows are locked before the view is read anew: of two transactions that change what one entry is made of,
# the second one waits, and then sees what the first one wrote.
REFRESH = """
CREATE FUNCTION search_refresh(what text, asked bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$
BEGIN
    IF coalesce(cardinality(asked), 0) = 0 THEN
        RETURN;
    END IF;
    INSERT INTO citesmetiers_searchentry (kind, record, demo, shown, places, facets, words, changed_in)
    SELECT what, one.record, false, false, '{}', '{}', '', pg_current_xact_id()
    FROM (SELECT DISTINCT unnest(asked) AS record) AS one
    WHERE NOT EXISTS (SELECT FROM citesmetiers_searchentry WHERE kind = what AND record = one.record)
    ORDER BY one.record ON CONFLICT DO NOTHING;
    PERFORM FROM citesmetiers_searchentry
    WHERE kind = what AND record = ANY (asked) ORDER BY record FOR UPDATE;
    WITH told AS MATERIALIZED (
        SELECT * FROM search_source WHERE kind = what AND record = ANY (asked) AND shown
    ), written AS (
        UPDATE citesmetiers_searchentry AS entry
        SET demo = told.demo, shown = true, shown_from = told.shown_from, shown_until = told.shown_until,
            places = told.places, latitude = told.latitude, longitude = told.longitude,
            facets = told.facets, about = told.about, words = told.words, changed_in = pg_current_xact_id()
        FROM told WHERE entry.kind = what AND entry.record = told.record AND (
            entry.demo, entry.shown, entry.shown_from, entry.shown_until, entry.places,
            entry.latitude, entry.longitude, entry.facets, entry.about, entry.words
        ) IS DISTINCT FROM (
            told.demo, true, told.shown_from, told.shown_until, told.places,
            told.latitude, told.longitude, told.facets, told.about, told.words
        )
    ), hidden AS (
        UPDATE citesmetiers_searchentry AS entry
        SET shown = false, shown_from = NULL, shown_until = NULL, places = '{}', latitude = NULL,
            longitude = NULL, facets = '{}', about = NULL, words = '', changed_in = pg_current_xact_id()
        WHERE entry.kind = what AND entry.record = ANY (asked) AND entry.shown
        AND NOT EXISTS (SELECT FROM told WHERE told.record = entry.record)
    )
    INSERT INTO citesmetiers_searchword (word)
    SELECT DISTINCT words.word FROM told, unnest(tsvector_to_array(to_tsvector('search_plain', told.said))) AS words (word)
    WHERE length(words.word) BETWEEN 3 AND 40
    AND NOT EXISTS (SELECT FROM citesmetiers_searchword AS known WHERE known.word = words.word);
END $$;

-- Everything anew, as after a change of this file; what is right already is not written.
CREATE FUNCTION search_rebuild() RETURNS void LANGUAGE sql SET search_path FROM CURRENT AS $$
    SELECT search_refresh(kind, array_agg(record)) FROM (
        SELECT kind, record, (row_number() OVER (PARTITION BY kind ORDER BY record) - 1) / 1000 AS lot FROM (
            SELECT kind::text, record FROM citesmetiers_searchentry
            UNION SELECT 'service', id FROM services_service UNION SELECT 'event', id FROM events_event
            UNION SELECT 'cite', id FROM network_cite UNION SELECT 'place', id FROM network_place
            UNION SELECT 'partner', id FROM network_partner
        ) AS every
    ) AS each GROUP BY kind, lot ORDER BY kind, lot
$$;

-- Which entries a statement has changed: pairs of a kind and of the column that leads to its record.
CREATE FUNCTION search_follows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    changed text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM new_rows'
        WHEN 'DELETE' THEN 'SELECT * FROM old_rows'
        ELSE 'SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows' END;
    cites bigint[]; records bigint[];
BEGIN
    FOR step IN 0 .. TG_NARGS / 2 - 1 LOOP
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM (%s) AS changed', TG_ARGV[2 * step + 1], changed) INTO records;
        IF TG_ARGV[2 * step] = 'all of cite' THEN
            PERFORM search_refresh('service', ARRAY(SELECT id FROM services_service WHERE cite_id = ANY (records)));
            PERFORM search_refresh('event', ARRAY(SELECT id FROM events_event WHERE cite_id = ANY (records)));
            PERFORM search_refresh('partner', ARRAY(SELECT DISTINCT partner_id FROM network_agreement WHERE cite_id = ANY (records)));
        END IF;
        IF TG_ARGV[2 * step] IN ('all of cite', 'places of cite') THEN
            PERFORM search_refresh('place', ARRAY(SELECT id FROM network_place WHERE cite_id = ANY (records)));
        ELSE
            PERFORM search_refresh(TG_ARGV[2 * step], records);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
"""

# Whose rows tell the search something: the entries that follow, by the columns that lead to them.
FOLLOWED = {
    "services_service": "'service', 'id', 'cite', 'cite_id', 'places of cite', 'cite_id'",
    "services_serviceplace": "'service', 'service_id', 'place', 'place_id'",
    "services_permanence": "'service', 'service_id', 'place', 'place_id'",
    "events_event": "'event', 'id'",
    "events_occurrence": "'event', 'event_id'",
    "network_cite": "'cite', 'id', 'all of cite', 'id'",
    "network_place": "'place', 'id', 'cite', 'cite_id'",
    "network_pole": "'cite', 'cite_id'",
    "network_partner": "'partner', 'id'",
    "network_agreement": "'partner', 'partner_id'",
}
_ROWS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}
TRIGGERS = "".join(
    f"""
CREATE TRIGGER search_follows_{operation} AFTER {operation} ON {table}
    REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION search_follows({columns});
"""
    for table, columns in FOLLOWED.items()
    for operation, rows in _ROWS.items()
)
DROP_TRIGGERS = "".join(
    f"DROP TRIGGER search_follows_{operation} ON {table};\n" for table in FOLLOWED for operation in _ROWS
)

CREATE = CONFIGURATIONS + FUNCTIONS + SOURCE + REFRESH + TRIGGERS + "SELECT search_rebuild();"
DROP = f"""
{DROP_TRIGGERS}
DROP FUNCTION search_follows();
DROP FUNCTION search_rebuild();
DROP FUNCTION search_refresh(text, bigint[]);
DROP VIEW search_source;
{DROP_FUNCTIONS}
{DROP_CONFIGURATIONS}
"""
