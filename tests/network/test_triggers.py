"""What the triggers of the database do, whoever writes: versions, history, and what may never be."""

import pytest
from django.db import connection

from network.models import Cite
from tests.attacks import refusal_of, triggers_of
from tests.factories import make_cite

pytestmark = pytest.mark.django_db
APPS = ["network", "services", "events"]
# What keeps invented and real apart; `tests/portal/test_demonstration_apart.py` attacks it.
APART = {
    "mark_stays",
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
    # Those of the history itself: `test_history_stays.py`.
    others = {
        (table, name)
        for table, name in all_triggers()
        if name not in {"raise_version", *HISTORY} and not table.endswith("history")
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
