"""How the side table of the search is written: a view says what each record is there, triggers keep it so."""

from citesmetiers.migrations._search_words import (
    CONFIGURATIONS,
    DROP_CONFIGURATIONS,
    DROP_FUNCTIONS,
    FUNCTIONS,
)

_IS_PUBLIC = "cite.membership <> 'not_a_member'"
# Checked within its rhythm and a year, or never said to be: as `believable_on` has it.
_BELIEVED_UNTIL = "({0}.checked_on + make_interval(months => {0}.review_months + 12))::date + 1"


def _facets(many: dict[str, str], one: dict[str, str]) -> str:
    """Write each value as `theme:training`; `many` are rows of values. A function called for each takes ten times as long."""
    found = [
        f"SELECT '{name}:' || value FROM {rows} AS found (value) WHERE value <> ''"  # noqa: S608 words of ours alone
        for name, rows in many.items()
    ]
    values = ", ".join(f"'{name}:' || nullif({value}, '')" for name, value in one.items())
    found.append(f"SELECT value FROM unnest(ARRAY[{values}]) AS found (value) WHERE value IS NOT NULL")  # noqa: S608
    return f"ARRAY({' UNION '.join(found)} ORDER BY 1)"


_OFFER_FACETS = _facets(
    {
        "theme": "unnest(service.themes)",
        "access": "unnest(service.access)",
        "audience": "unnest(service.audiences)",
        "language": "unnest(service.languages)",
    },
    {
        "scope": "cardinality(service.themes)::text",
        "modality": "service.modality",
        "country": "cite.country",
        "cite": "cite.slug",
    },
)
_EVENT_FACETS = _facets(
    {
        "theme": "unnest(event.themes)",
        "audience": "unnest(event.audiences)",
        "language": "unnest(event.languages)",
    },
    {"scope": "cardinality(event.themes)::text", "country": "cite.country", "cite": "cite.slug"},
)
_CITE_FACETS = _facets(
    {
        "theme": """(
            SELECT unnest(themes) FROM network_pole WHERE cite_id = cite.id
            UNION SELECT unnest(themes) FROM services_service WHERE cite_id = cite.id AND publication = 'published'
        )"""
    },
    {"country": "cite.country", "cite": "cite.slug"},
)
_PLACE_FACETS = _facets(
    {
        "theme": """(
            SELECT unnest(themes) FROM services_service AS service
            WHERE service.cite_id = place.cite_id AND publication = 'published' AND (
                EXISTS (SELECT FROM services_serviceplace WHERE service_id = service.id AND place_id = place.id)
                OR EXISTS (SELECT FROM services_permanence WHERE service_id = service.id AND place_id = place.id)
            )
        )"""
    },
    {"country": "place.country", "cite": "cite.slug"},
)
_PARTNER_FACETS = _facets(
    {"cite": "unnest(named.cites)"}, {"partner_kind": "partner.kind", "country": "partner.country"}
)

SOURCE = f"""
CREATE VIEW search_source AS
SELECT 'service' AS kind, service.id AS record,
    service.publication = 'published' AND {_IS_PUBLIC} AS shown,
    search_midnight(cite.timezone, service.valid_from) AS shown_from,
    search_midnight(cite.timezone, least(service.valid_until + 1, {_BELIEVED_UNTIL.format("service")})) AS shown_until,
    ARRAY(
        SELECT place_id FROM services_serviceplace WHERE service_id = service.id
        UNION SELECT place_id FROM services_permanence WHERE service_id = service.id ORDER BY 1
    ) AS places,
    NULL::float8 AS latitude, NULL::float8 AS longitude,
    {_OFFER_FACETS} AS facets,
    NULL::jsonb AS about,
    search_words(service.title, 'A') || search_words(service.summary, 'B')
        || search_words(service.description, 'C') || search_words(service.bring, 'D')
        || search_words(service.conditions, 'D') AS words,
    search_said(service.title) || ' ' || search_said(service.summary) AS said
FROM services_service AS service JOIN network_cite AS cite ON cite.id = service.cite_id
UNION ALL
SELECT 'event', event.id,
    event.publication = 'published' AND {_IS_PUBLIC} AND dates.ends_at IS NOT NULL,
    NULL,
    least(dates.ends_at, search_midnight('Europe/Paris', {_BELIEVED_UNTIL.format("event")})),
    array_remove(ARRAY[event.place_id], NULL), NULL, NULL,
    {_EVENT_FACETS},
    NULL,
    search_words(event.title, 'A') || search_words(event.summary, 'B') || search_words(event.description, 'C')
        || search_names(event.venue, 'D'),
    search_said(event.title) || ' ' || search_said(event.summary)
FROM events_event AS event JOIN network_cite AS cite ON cite.id = event.cite_id
CROSS JOIN LATERAL (SELECT max(ends_at) AS ends_at FROM events_occurrence WHERE event_id = event.id) AS dates
UNION ALL
SELECT 'cite', cite.id, {_IS_PUBLIC}, NULL, NULL, towns.places, NULL, NULL,
    {_CITE_FACETS},
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
SELECT 'place', place.id, {_IS_PUBLIC},
    search_midnight(place.timezone, lower(span.days)), search_midnight(place.timezone, upper(span.days)),
    ARRAY[place.id], place.latitude, place.longitude,
    {_PLACE_FACETS},
    jsonb_build_object('town', place.city, 'kind', place.kind),
    search_names(place.name, 'A')
        || search_words(jsonb_build_object(cite.main_language, place.name), 'A')
        || search_names(concat_ws(' ', place.city, place.street, place.postcode, place.host), 'B'),
    concat_ws(' ', place.name, place.city)
FROM network_place AS place JOIN network_cite AS cite ON cite.id = place.cite_id
CROSS JOIN LATERAL (SELECT partial_date_range(place.valid_from, place.valid_until) AS days) AS span
UNION ALL
SELECT 'partner', partner.id, cardinality(named.cites) > 0, NULL, NULL, '{{}}', NULL, NULL,
    {_PARTNER_FACETS},
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
# the second one waits, and then sees what the first one wrote. Words are parsed once, and only what asks for them
# does. Each entry is read by itself, by indexes: a plan that trusts statistics reads every row for each, where tables were
# counted while an import filled them. For few entries it is made once a session, since one made anew takes longer than a save.
ENTRIES = """
CREATE OR REPLACE FUNCTION search_refresh(what text, asked bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
BEGIN
    IF coalesce(cardinality(asked), 0) = 0 THEN
        RETURN;
    ELSIF cardinality(asked) < 100 THEN
        SET LOCAL plan_cache_mode = force_generic_plan;
    END IF;
    INSERT INTO citesmetiers_searchentry (kind, record, shown, places, facets, words, changed_in)
    SELECT what, one.record, false, '{}', '{}', '', pg_current_xact_id()
    FROM (SELECT DISTINCT unnest(asked) AS record) AS one
    WHERE NOT EXISTS (SELECT FROM citesmetiers_searchentry WHERE kind = what AND record = one.record)
    ORDER BY one.record ON CONFLICT DO NOTHING;
    PERFORM FROM citesmetiers_searchentry
    WHERE kind = what AND record = ANY (asked) ORDER BY record FOR UPDATE;
    WITH told AS MATERIALIZED (
        SELECT source.*, entry.id, entry.words IS DISTINCT FROM source.words AS has_other_words
        FROM citesmetiers_searchentry AS entry CROSS JOIN LATERAL (
            SELECT * FROM search_source WHERE kind = what AND record = entry.record OFFSET 0
        ) AS source
        WHERE entry.kind = what AND entry.record = ANY (asked) AND source.shown
    ), written AS (
        UPDATE citesmetiers_searchentry AS entry
        SET shown = true, shown_from = told.shown_from, shown_until = told.shown_until,
            places = told.places, latitude = told.latitude, longitude = told.longitude,
            facets = told.facets, about = told.about, words = told.words, changed_in = pg_current_xact_id()
        FROM told WHERE entry.id = told.id AND (told.has_other_words OR (
            entry.shown, entry.shown_from, entry.shown_until, entry.places,
            entry.latitude, entry.longitude, entry.facets, entry.about
        ) IS DISTINCT FROM (
            true, told.shown_from, told.shown_until, told.places,
            told.latitude, told.longitude, told.facets, told.about
        ))
    ), hidden AS (
        UPDATE citesmetiers_searchentry AS entry
        SET shown = false, shown_from = NULL, shown_until = NULL, places = '{}', latitude = NULL,
            longitude = NULL, facets = '{}', about = NULL, words = '', changed_in = pg_current_xact_id()
        WHERE entry.kind = what AND entry.record = ANY (asked) AND entry.shown
        AND entry.id NOT IN (SELECT id FROM told)
    )
    INSERT INTO citesmetiers_searchword (word)
    SELECT DISTINCT words.word FROM told, unnest(tsvector_to_array(to_tsvector('search_plain', told.said))) AS words (word)
    WHERE told.has_other_words AND length(words.word) BETWEEN 3 AND 40
    AND NOT EXISTS (SELECT FROM citesmetiers_searchword AS known WHERE known.word = words.word);
END $$;

-- The places and facets of entries whose words, days and sight are what they were.
CREATE OR REPLACE FUNCTION search_refresh_links(what text, asked bigint[]) RETURNS void LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
BEGIN
    IF coalesce(cardinality(asked), 0) = 0 THEN
        RETURN;
    ELSIF cardinality(asked) < 100 THEN
        SET LOCAL plan_cache_mode = force_generic_plan;
    END IF;
    PERFORM FROM citesmetiers_searchentry
    WHERE kind = what AND record = ANY (asked) ORDER BY record FOR UPDATE;
    WITH told AS MATERIALIZED (
        SELECT record, places, facets FROM search_source WHERE kind = what AND record = ANY (asked)
    )
    UPDATE citesmetiers_searchentry AS entry
    SET places = told.places, facets = told.facets, changed_in = pg_current_xact_id()
    FROM told WHERE entry.kind = what AND entry.record = told.record
    AND entry.shown AND (entry.places, entry.facets) IS DISTINCT FROM (told.places, told.facets);
END $$;
"""

REFRESH = """
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

-- How often rows were removed for good: who remembers entries then reads them anew.
CREATE SEQUENCE search_generations;

-- Rows of records that are gone, but for those that this transaction hid, and words that nothing says any more.
CREATE FUNCTION search_purge() RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM nextval('search_generations');
    DELETE FROM citesmetiers_searchentry AS entry
    WHERE NOT shown AND changed_in <> pg_current_xact_id()
    AND NOT EXISTS (SELECT FROM search_source WHERE kind = entry.kind AND record = entry.record);
    DELETE FROM citesmetiers_searchword WHERE word NOT IN (
        SELECT DISTINCT unnest(tsvector_to_array(to_tsvector('search_plain', said))) FROM search_source WHERE shown
    );
END $$;

-- Which entries a statement has changed: for each of them what they are, the column that leads to them, and the columns
-- that tell them something, of which one must differ.
CREATE FUNCTION search_follows() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    changed text; records bigint[];
BEGIN
    FOR step IN 0 .. TG_NARGS / 3 - 1 LOOP
        changed := format('SELECT %s FROM ', concat_ws(', ', 'id', TG_ARGV[3 * step + 1], TG_ARGV[3 * step + 2]));
        changed := CASE TG_OP
            WHEN 'INSERT' THEN changed || 'new_rows'
            WHEN 'DELETE' THEN changed || 'old_rows'
            ELSE format('(%1$s old_rows EXCEPT %1$s new_rows) UNION ALL (%1$s new_rows EXCEPT %1$s old_rows)', changed) END;
        EXECUTE format('SELECT array_agg(DISTINCT key) FROM (%s) AS changed (id, key)', changed) INTO records;
        CONTINUE WHEN records IS NULL;
        CASE TG_ARGV[3 * step]
        WHEN 'all of cite' THEN
            PERFORM search_refresh('cite', records);
            PERFORM search_refresh('service', ARRAY(SELECT id FROM services_service WHERE cite_id = ANY (records)));
            PERFORM search_refresh('event', ARRAY(SELECT id FROM events_event WHERE cite_id = ANY (records)));
            PERFORM search_refresh('partner', ARRAY(SELECT DISTINCT partner_id FROM network_agreement WHERE cite_id = ANY (records)));
            PERFORM search_refresh('place', ARRAY(SELECT id FROM network_place WHERE cite_id = ANY (records)));
        WHEN 'themes of cite' THEN
            PERFORM search_refresh_links('cite', records);
        WHEN 'themes of places' THEN
            PERFORM search_refresh_links('place', ARRAY(
                SELECT place_id FROM services_serviceplace WHERE service_id = ANY (records)
                UNION SELECT place_id FROM services_permanence WHERE service_id = ANY (records)
            ));
        WHEN 'links of service' THEN
            PERFORM search_refresh_links('service', records);
        WHEN 'links of place' THEN
            PERFORM search_refresh_links('place', records);
        ELSE
            PERFORM search_refresh(TG_ARGV[3 * step], records);
        END CASE;
    END LOOP;
    RETURN NULL;
END $$;
"""

# Whose rows tell the search something: the entries that follow, the column that leads to them, and what they hear of.
_OFFER = (
    "cite_id, publication, valid_from, valid_until, checked_on, review_months, themes, access, modality, "
    "audiences, languages, title, summary, description, bring, conditions"
)
_EVENT = (
    "cite_id, place_id, publication, checked_on, review_months, themes, audiences, languages, "
    "title, summary, description, venue"
)
_PLACE = (
    "cite_id, valid_from, valid_until, timezone, kind, name, city, street, postcode, host, country, "
    "latitude, longitude"
)
FOLLOWED = {
    "services_service": [
        ("service", "id", _OFFER),
        ("themes of cite", "cite_id", "publication, themes"),
        ("themes of places", "id", "cite_id, publication, themes"),
    ],
    "services_serviceplace": [
        ("links of service", "service_id", "place_id"),
        ("links of place", "place_id", "service_id"),
    ],
    "services_permanence": [
        ("links of service", "service_id", "place_id"),
        ("links of place", "place_id", "service_id"),
    ],
    "events_event": [("event", "id", _EVENT)],
    "events_occurrence": [("event", "event_id", "ends_at")],
    "network_cite": [
        (
            "all of cite",
            "id",
            "membership, timezone, country, slug, name, main_language, other_names, region, presentation",
        )
    ],
    "network_place": [("place", "id", _PLACE), ("cite", "cite_id", "city")],
    "network_pole": [("themes of cite", "cite_id", "themes")],
    "network_partner": [("partner", "id", "kind, country, name, acronym, former_names")],
    "network_agreement": [("partner", "partner_id", "cite_id, public")],
}
_ROWS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}


def _quoted(steps: list[tuple[str, str, str]]) -> str:
    return ", ".join(f"'{word}'" for step in steps for word in step)


TRIGGERS = "".join(
    f"""
CREATE TRIGGER search_follows_{operation} AFTER {operation} ON {table}
    REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION search_follows({_quoted(steps)});
"""
    for table, steps in FOLLOWED.items()
    for operation, rows in _ROWS.items()
)
DROP_TRIGGERS = "".join(
    f"DROP TRIGGER search_follows_{operation} ON {table};\n" for table in FOLLOWED for operation in _ROWS
)

CREATE = CONFIGURATIONS + FUNCTIONS + SOURCE + ENTRIES + REFRESH + TRIGGERS + "SELECT search_rebuild();"
DROP = f"""
{DROP_TRIGGERS}
DROP FUNCTION search_follows();
DROP FUNCTION search_purge();
DROP SEQUENCE search_generations;
DROP FUNCTION search_rebuild();
DROP FUNCTION search_refresh_links(text, bigint[]);
DROP FUNCTION search_refresh(text, bigint[]);
DROP VIEW search_source;
{DROP_FUNCTIONS}
{DROP_CONFIGURATIONS}
"""
