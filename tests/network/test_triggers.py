"""What the triggers of the database do, whoever writes: versions, history, and what may never be."""

import pytest
from django.db import connection

from network.models import Cite
from tests.attacks import refusal_of, triggers_of
from tests.factories import make_cite

pytestmark = pytest.mark.django_db
APPS = ["network", "services", "events", "citesmetiers"]
# What keeps invented and real apart; `tests/portal/test_demonstration_apart.py` attacks it.
APART = {
    "mark_stays",
    "committee_session_closer_is_real",
    "event_marked_as_its_partners",
    "file_step_author_is_real",
    "invitation_of_real_cite_is_real",
    "label_decision_author_is_real",
    "report_people_are_real",
    "review_campaign_marked_as_its_cites",
    "suggestion_moderator_is_real",
    "team_of_real_cite_is_real",
    "withdrawal_people_are_real",
    # In `tests/portal/test_former.py`.
    "remember_address",
}
HISTORY = {"insert_insert": "insert", "update_update": "update", "delete_delete": "delete"}
HOSTED = "(SELECT place_id FROM network_stay WHERE id = {own})"

WITHDRAWN = (
    "INSERT INTO network_labeldecision (cite_id, kind, demo, known_since, recorded_at, imported, conditions, note, sources) "
    "SELECT cite_id, 'withdrawal', false, now(), now(), {imported}, note, note, '{{{{}}}}' FROM network_labeldecision WHERE id = {own}"
)
CLOSED = "(SELECT min(id) FROM network_committeesession WHERE state = 'closed')"
CORRECTING = "(SELECT min(id) FROM network_committeesession WHERE corrects_id IS NOT NULL)"
# A file that is on no agenda.
FREE = "(SELECT min(id) FROM network_labelfile WHERE kind = 'renewal')"
ITEM = "INSERT INTO network_agendaitem (version, demo, outcome, words, kind, conditions, file_id, session_id, \"order\", decision_id) SELECT 1, false, '', '', '', '{{}}', made.* FROM ("
VOTE = (
    "INSERT INTO network_vote (version, demo, choice, item_id, seat_id) SELECT 1, false, 'yes', made.* FROM ("
)
DECISION = "INSERT INTO network_labeldecision (demo, imported, kind, known_since, recorded_at, conditions, note, sources, cite_id, session_id) SELECT false, false, 'suspension', now(), now(), '{{}}', '{{}}', '{{}}', made.* FROM ("
OF_OWN = "FROM network_labeldecision WHERE id = {own}) AS made"

# Trigger: what it refuses, a neighbour that it lets pass, and the name under which it refuses.
# In each, {own} and {other} are the rows of the two Cités in the trigger's table.
GUARDS = {
    ("network_labeldecision", "append_only"): (
        "UPDATE network_labeldecision SET note = '{{}}', conditions = '{{\"fr\": \"x\"}}' WHERE id = {own}",
        "UPDATE network_labeldecision SET replaced_by_id = {own} + 2 WHERE id = {own}",
        "label_decision_is_append_only",
    ),
    ("network_labeldecision", "never_deleted"): (
        "DELETE FROM network_labeldecision WHERE id = {own} + 2",
        None,
        "pgtrigger: Cannot delete rows from network_labeldecision table",
    ),
    ("network_labeldecision", "withdrawal_takes_two"): (
        WITHDRAWN.format(own="{own}", imported="false"),
        WITHDRAWN.format(own="{own}", imported="true"),
        "withdrawal_takes_two",
    ),
    ("network_withdrawalproposal", "ends_once"): (
        "UPDATE network_withdrawalproposal SET reason = 'x' WHERE id = {own}",
        "UPDATE network_withdrawalproposal SET state = 'lapsed', ended_at = now() WHERE id = {own}",
        "withdrawal_proposal_ends_once",
    ),
    ("network_filestep", "append_only"): (
        "UPDATE network_filestep SET words = 'x' WHERE id = {own}",
        None,
        "file_step_is_append_only",
    ),
    ("network_filestep", "never_deleted"): (
        "DELETE FROM network_filestep WHERE id = {own}",
        None,
        "pgtrigger: Cannot delete rows from network_filestep table",
    ),
    ("network_committeesession", "stays_once_closed"): (
        f"UPDATE network_committeesession SET words = 'x' WHERE id = {CLOSED}",
        "UPDATE network_committeesession SET words = 'x' WHERE id = {own}",
        "committee_session_stays_once_closed",
    ),
    ("network_committeesession", "committee_session_corrects_a_closed_one"): (
        "UPDATE network_committeesession SET corrects_id = {other} WHERE id = {own}",
        f"UPDATE network_committeesession SET corrects_id = {CLOSED} WHERE id = {{own}}",
        "committee_session_corrects_a_closed_one",
    ),
    ("network_seat", "stays_once_closed"): (
        f"INSERT INTO network_seat (version, demo, kind, basis, name, reason, present, session_id) VALUES (1, false, 'expert', 'added', 'E', '', false, {CLOSED})",
        "DELETE FROM network_seat WHERE id = {own} + 2",
        "committee_session_stays_once_closed",
    ),
    ("network_seat", "seat_that_voted_stays"): (
        "UPDATE network_seat SET present = false WHERE id = {own}",
        "UPDATE network_seat SET name = 'Zoé' WHERE id = {own}",
        "seat_that_voted_stays",
    ),
    ("network_agendaitem", "stays_once_closed"): (
        f"DELETE FROM network_agendaitem WHERE session_id = {CLOSED}",
        "UPDATE network_agendaitem SET words = 'x' WHERE id = {own}",
        "committee_session_stays_once_closed",
    ),
    ("network_agendaitem", "agenda_item_of_its_session"): (
        f"{ITEM} SELECT id, corrects_id, 2, NULL::bigint FROM (SELECT {FREE} AS id, {CORRECTING} AS corrects_id) AS of) AS made",
        f"{ITEM} SELECT {FREE}, session_id, 2, NULL::bigint FROM network_agendaitem WHERE id = {{own}}) AS made",
        "agenda_item_of_its_session",
    ),
    ("network_agendaitem", "agenda_item_open_once"): (
        f"{ITEM} SELECT file_id, (SELECT session_id FROM network_agendaitem WHERE id = {{other}}), 2, NULL::bigint FROM network_agendaitem WHERE id = {{own}}) AS made",
        f"{ITEM} SELECT {FREE}, session_id, 2, NULL::bigint FROM network_agendaitem WHERE id = {{own}}) AS made",
        "agenda_item_open_once",
    ),
    ("network_agendaitem", "agenda_item_stays_what_it_is"): (
        f"UPDATE network_agendaitem SET file_id = {FREE} WHERE id = {{own}}",
        'UPDATE network_agendaitem SET "order" = 9 WHERE id = {own}',
        "agenda_item_stays_what_it_is",
    ),
    ("network_vote", "stays_once_closed"): (
        f"{VOTE} SELECT id, (SELECT min(id) FROM network_seat) FROM network_agendaitem WHERE session_id = {CLOSED}) AS made",
        "DELETE FROM network_vote WHERE id = {own}",
        "committee_session_stays_once_closed",
    ),
    ("network_vote", "vote_is_of_who_may"): (
        "UPDATE network_vote SET seat_id = seat_id + 1 WHERE id = {own}",
        "UPDATE network_vote SET seat_id = seat_id + 3 WHERE id = {own}",
        "vote_is_of_who_may",
    ),
    ("network_labeldecision", "label_decision_of_an_open_session"): (
        f"{DECISION} SELECT cite_id, {CLOSED} {OF_OWN}",
        f"{DECISION} SELECT cite_id, (SELECT min(id) FROM network_committeesession WHERE state = 'open') {OF_OWN}",
        "label_decision_of_an_open_session",
    ),
    ("network_labeldecision", "label_decision_corrected_by_a_session"): (
        f"UPDATE network_labeldecision AS wrong SET replaced_by_id = (SELECT max(id) FROM network_labeldecision WHERE cite_id = wrong.cite_id) WHERE session_id = {CLOSED}",
        None,
        "label_decision_corrected_by_a_session",
    ),
    ("network_evidence", "evidence_of_its_charter"): (
        "UPDATE network_evidence SET criterion_id = (SELECT id FROM network_criterion WHERE code = 'another') WHERE id = {own}",
        "UPDATE network_evidence SET criterion_id = (SELECT id FROM network_criterion WHERE code = 'pooling') WHERE id = {own}",
        "evidence_of_its_charter",
    ),
    ("network_partner", "no_circle"): (
        "UPDATE network_partner SET parent_id = {own} WHERE id = (SELECT parent_id FROM network_partner WHERE id = {own})",
        "UPDATE network_partner SET parent_id = {other} WHERE id = {own}",
        "partner_parents_make_no_circle",
    ),
    ("network_place", "keeps_no_stays"): (
        "UPDATE network_place SET kind = 'relay' WHERE kind = 'host'",
        "UPDATE network_place SET kind = 'itinerant' WHERE kind = 'host'",
        "stay_at_a_place_that_moves",
    ),
    ("citesmetiers_synonym", "word_in_one_group"): (
        "UPDATE citesmetiers_synonym SET folded = (SELECT folded FROM citesmetiers_synonym WHERE id = {other}) WHERE id = {own}",
        "UPDATE citesmetiers_synonym SET language = 'nl', folded = (SELECT folded FROM citesmetiers_synonym WHERE id = {other}) WHERE id = {own}",
        "synonym_word_in_one_group",
    ),
    ("network_teammember", "stays_whose_it_is"): (
        "UPDATE network_teammember SET cite_id = (SELECT cite_id FROM network_teammember WHERE id = {other}) WHERE id = {own}",
        "UPDATE network_teammember SET role = 'coordinator' WHERE id = {own}",
        "team_member_stays_whose_it_is",
    ),
    ("network_stay", "stays_where_it_may"): (
        "UPDATE network_stay SET place_id = (SELECT id FROM network_place WHERE kind = 'main' LIMIT 1) WHERE id = {own}",
        "UPDATE network_stay SET last_day = last_day + 1 WHERE id = {own}",
        "stay_at_a_place_that_moves",
    ),
}


def all_triggers():
    return {trigger for app in APPS for trigger in triggers_of(app)}


def change(table, number):
    """Write a row as it is: triggers do not ask what changed."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET id = id WHERE id = %s", [number])


@pytest.mark.parametrize("trigger", GUARDS, ids=".".join)
def test_guard_refuses(trigger, world):
    table, _ = trigger
    bad, good, name = GUARDS[trigger]
    rows = {"own": world["own", table], "other": world["other", table]}
    assert refusal_of(bad.format(**rows)) == name
    if good:
        assert refusal_of(good.format(**rows)) is None


def test_every_trigger_is_known(world):
    # Those of the history itself: `test_history_stays.py`; those that tell of changes: `tests/edge/test_hearing.py`;
    # those that keep the search: with its tests.
    others = {
        (table, name)
        for table, name in all_triggers()
        if name not in {"raise_version", *HISTORY}
        and not table.endswith("history")
        and not name.startswith(("pages_", "search_follows_"))
    }
    assert {(table, name) for table, name in others if name not in APART} == set(GUARDS)
    assert {name for _, name in others} >= APART


def test_sql_and_bulk_writes_raise_the_version(world):
    tables = sorted(table for table, name in all_triggers() if name == "raise_version")
    assert len(tables) >= 23
    for table in tables:
        versions = [version_of(table, world["own", table])]
        change(table, world["own", table])
        versions.append(version_of(table, world["own", table]))
        assert versions[1] == versions[0] + 1, table
    cite = Cite.objects.get(pk=world["own", "network_cite"])
    Cite.objects.filter(pk=cite.pk).update(region="Sud")
    Cite.objects.bulk_update([cite], ["phone"])
    assert version_of("network_cite", cite.pk) == cite.version + 2


def version_of(table, number):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT version FROM {table} WHERE id = %s", [number])
        return cursor.fetchone()[0]


def test_history_keeps_every_insert_update_and_delete(world):
    kept = {}
    for table, name in all_triggers():
        if name in HISTORY:
            kept.setdefault(table, set()).add(name)
    assert len(kept) >= 24
    assert all(names == set(HISTORY) for names in kept.values())
    for table in sorted(kept):
        assert labels_of(table, world["own", table])[0] == "insert", table
    change("network_cite", world["own", "network_cite"])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM network_carrier WHERE id = %s", [world["own", "network_carrier"]])
    assert labels_of("network_cite", world["own", "network_cite"])[-1] == "update"
    assert labels_of("network_carrier", world["own", "network_carrier"])[-1] == "delete"


def labels_of(table, number):
    with connection.cursor() as cursor:
        history = {"events_event_partners": "events_eventpartner"}.get(table, table) + "history"
        cursor.execute(f"SELECT pgh_label FROM {history} WHERE id = %s ORDER BY pgh_id", [number])
        return [label for (label,) in cursor.fetchall()]


def test_invented_decisions_may_leave():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO network_labeldecision (cite_id, kind, known_since, recorded_at, demo, imported, "
            "conditions, note, sources) VALUES (%s, 'renewal', now(), now(), true, false, '{}', '{}', '{}') RETURNING id",
            [make_cite(demo=True).pk],
        )
        number = cursor.fetchone()[0]
    assert refusal_of("DELETE FROM network_labeldecision WHERE id = %s", [number]) is None


def test_no_trigger_fails_a_savepoint_to_learn_that_it_is_wanted():
    """Each failure goes through all that is put off to the end of a transaction: an import would take for ever."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')::text[]")
        assert cursor.fetchone() == ([],)
