"""What the models of the committee cannot say of themselves: who votes, what a correction is of, and what stays."""

from django.db import migrations

from network.migrations import _links

MARKED_ALIKE = [
    ("committee_session_marked_as_what_it_corrects", "network_committeesession", "corrects_id", "network_committeesession"),
    ("seat_marked_as_its_session", "network_seat", "session_id", "network_committeesession"),
    ("seat_marked_as_its_cite", "network_seat", "cite_id", "network_cite"),
    ("agenda_item_marked_as_its_session", "network_agendaitem", "session_id", "network_committeesession"),
    ("agenda_item_marked_as_its_file", "network_agendaitem", "file_id", "network_labelfile"),
    ("agenda_item_marked_as_its_decision", "network_agendaitem", "decision_id", "network_labeldecision"),
    ("vote_marked_as_its_item", "network_vote", "item_id", "network_agendaitem"),
    ("vote_marked_as_its_seat", "network_vote", "seat_id", "network_seat"),
    ("label_decision_marked_as_its_session", "network_labeldecision", "session_id", "network_committeesession"),
]  # fmt: skip
# A file, or a decision of the session that this one corrects.
OF_ITS_SESSION = """NOT EXISTS (
    SELECT FROM network_committeesession AS session
    LEFT JOIN network_labeldecision AS decision ON decision.id = NEW.decision_id
    WHERE session.id = NEW.session_id
    AND CASE WHEN NEW.decision_id IS NULL THEN session.corrects_id IS NULL ELSE decision.session_id = session.corrects_id END
)"""
OPEN_ELSEWHERE = """EXISTS (
    SELECT FROM network_agendaitem AS other JOIN network_committeesession AS session ON session.id = other.session_id
    WHERE other.id <> NEW.id AND session.state <> 'closed'
    AND (other.file_id = NEW.file_id OR other.decision_id = NEW.decision_id) AND other.session_id <> NEW.session_id
)"""
OF_NO_VOTER = """NOT EXISTS (
    SELECT FROM network_seat AS seat JOIN network_agendaitem AS item ON item.session_id = seat.session_id
    LEFT JOIN network_labelfile AS file ON file.id = item.file_id
    LEFT JOIN network_labeldecision AS decision ON decision.id = item.decision_id
    WHERE seat.id = NEW.seat_id AND item.id = NEW.item_id AND seat.kind = 'member' AND seat.present
    AND seat.cite_id <> coalesce(file.cite_id, decision.cite_id)
)"""
LEAVES_ITS_VOTES = """TG_OP = 'UPDATE' AND EXISTS (SELECT FROM network_vote WHERE seat_id = NEW.id) AND NOT (
    NEW.present AND NEW.kind = 'member' AND NEW.cite_id = OLD.cite_id AND NEW.session_id = OLD.session_id
)"""
# At the end of the transaction: the row that replaces another is written after it.
ONLY_CORRECTED_BY_A_SESSION = """
CREATE FUNCTION label_decision_corrected_by_a_session() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.session_id IS NOT NULL AND NEW.replaced_by_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM network_labeldecision AS correction
        JOIN network_committeesession AS session ON session.id = correction.session_id
        WHERE correction.id = NEW.replaced_by_id AND session.corrects_id = NEW.session_id
    ) THEN
        RAISE EXCEPTION 'only a correcting session replaces what a session decided' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'label_decision_corrected_by_a_session';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER label_decision_corrected_by_a_session AFTER UPDATE OF replaced_by_id ON network_labeldecision
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION label_decision_corrected_by_a_session();
"""
BY_ANYTHING = """
DROP TRIGGER label_decision_corrected_by_a_session ON network_labeldecision;
DROP FUNCTION label_decision_corrected_by_a_session();
"""


class Migration(migrations.Migration):
    dependencies = [("network", "0012_the_committee")]
    operations = [
        _links.can_be_pointed_at("network_committeesession", "committee_session_with_its_mark"),
        _links.can_be_pointed_at("network_seat", "seat_with_its_mark"),
        _links.can_be_pointed_at("network_agendaitem", "agenda_item_with_its_mark"),
        *(_links.points_at_its_like(*row) for row in MARKED_ALIKE),
        _links.refuses(
            "committee_session_closer_is_real", "network_committeesession", "closed_by_id",
            "NOT NEW.demo AND EXISTS (SELECT FROM network_user WHERE id = NEW.closed_by_id AND demo)",
            "an invented person closes no real session",
        ),
        _links.refuses(
            "committee_session_corrects_a_closed_one", "network_committeesession", "corrects_id",
            "EXISTS (SELECT FROM network_committeesession WHERE id = NEW.corrects_id AND state <> 'closed')",
            "a session that is not closed is not corrected",
        ),
        _links.refuses(
            "agenda_item_of_its_session", "network_agendaitem", "file_id, decision_id, session_id",
            OF_ITS_SESSION, "a session decides files, a correcting one the decisions of the one that it corrects",
        ),
        _links.refuses(
            "agenda_item_open_once", "network_agendaitem", "file_id, decision_id, session_id",
            OPEN_ELSEWHERE, "it is on the agenda of another session that is not closed",
        ),
        _links.refuses(
            "agenda_item_stays_what_it_is", "network_agendaitem", "file_id, decision_id, session_id",
            "TG_OP = 'UPDATE' AND (NEW.file_id, NEW.decision_id, NEW.session_id) "
            "IS DISTINCT FROM (OLD.file_id, OLD.decision_id, OLD.session_id)",
            "an item of an agenda stays about what it is",
        ),
        _links.refuses(
            "vote_is_of_who_may", "network_vote", "item_id, seat_id", OF_NO_VOTER,
            "only members who are there vote, and never on their own Cité",
        ),
        _links.refuses(
            "seat_that_voted_stays", "network_seat", "present, kind, cite_id, session_id", LEAVES_ITS_VOTES,
            "whoever voted was there",
        ),
        _links.refuses(
            "label_decision_of_an_open_session", "network_labeldecision", "session_id",
            "EXISTS (SELECT FROM network_committeesession WHERE id = NEW.session_id AND state <> 'open')",
            "a session decides while it is open",
        ),
        migrations.RunSQL(ONLY_CORRECTED_BY_A_SESSION, BY_ANYTHING),
    ]  # fmt: skip
