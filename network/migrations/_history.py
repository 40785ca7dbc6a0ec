"""What keeps the history as it was written: who did something and why."""

CONTEXTS_STAY = r"""
-- Within one request more may be said of it; what is said already stays.
CREATE FUNCTION context_stays() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.id = OLD.id AND NEW.created_at = OLD.created_at
       AND NEW.metadata @> jsonb_strip_nulls(OLD.metadata) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'who changed something and why is append-only' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'history_context_is_append_only';
END $$;

-- Only what no row of history tells of any more may go: the demonstration was removed.
CREATE FUNCTION context_is_needed() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    history regclass;
    is_needed boolean;
BEGIN
    FOR history IN SELECT attrelid FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
                   WHERE attname = 'pgh_context_id' AND relkind = 'r' AND NOT attisdropped LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE pgh_context_id = $1)', history)
            INTO is_needed USING OLD.id;
        IF is_needed THEN
            RAISE EXCEPTION 'history tells of this' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'history_context_is_append_only';
        END IF;
    END LOOP;
    RETURN OLD;
END $$;

CREATE TRIGGER context_stays BEFORE UPDATE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION context_stays();
CREATE TRIGGER context_is_needed BEFORE DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION context_is_needed();
"""
CONTEXTS_MAY_CHANGE = """
DROP TRIGGER context_stays ON pghistory_context;
DROP TRIGGER context_is_needed ON pghistory_context;
DROP FUNCTION context_stays();
DROP FUNCTION context_is_needed();
"""
