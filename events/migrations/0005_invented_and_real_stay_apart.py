"""Nothing invented is attached to anything real, nor the other way round."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from network.migrations import _marks

# (name, table, column, table pointed at)
LINKS = [
    ("event_marked_as_its_cite", "events_event", "cite_id", "network_cite"),
    ("event_marked_as_its_place", "events_event", "place_id", "network_place"),
    ("occurrence_marked_as_its_cite", "events_occurrence", "cite_id", "network_cite"),
    ("occurrence_marked_as_its_event", "events_occurrence", "event_id", "events_event"),
]
# The table between events and partners has no mark of its own.
OF_TWO_KINDS = (
    "(SELECT demo FROM events_event WHERE id = NEW.event_id) "
    "IS DISTINCT FROM (SELECT demo FROM network_partner WHERE id = NEW.partner_id)"
)


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0007_invented_and_real_stay_apart'),
        ('events', '0004_what_was_said_is_checked'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='event',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='1436e783f72a7ee3dbb650bc36fdc9a51290de54', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_7f8ec', table='events_event', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='occurrence',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='59f94d68002b6b3599ac6704e7831f546f29fcbf', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_ace55', table='events_occurrence', when='BEFORE')),
        ),
    ]
    operations += [
        _marks.can_be_pointed_at("events_event", "event_with_its_mark"),
        *(_marks.points_at_its_like(*row) for row in LINKS),
        _marks.refuses(
            "event_marked_as_its_partners", "events_event_partners", "event_id, partner_id", OF_TWO_KINDS,
            "an invented partner and a real event, or the other way round",
        ),
    ]
