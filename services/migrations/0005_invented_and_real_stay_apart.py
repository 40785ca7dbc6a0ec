"""Nothing invented is attached to anything real, nor the other way round."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from network.migrations import _marks

# (name, table, column, table pointed at)
LINKS = [
    ("service_marked_as_its_cite", "services_service", "cite_id", "network_cite"),
    ("service_marked_as_its_pole", "services_service", "pole_id", "network_pole"),
    ("service_marked_as_its_partner", "services_service", "partner_id", "network_partner"),
    ("permanence_marked_as_its_cite", "services_permanence", "cite_id", "network_cite"),
    ("permanence_marked_as_its_offer", "services_permanence", "service_id", "services_service"),
    ("permanence_marked_as_its_place", "services_permanence", "place_id", "network_place"),
    ("permanence_marked_as_its_partner", "services_permanence", "partner_id", "network_partner"),
    ("cancelled_date_marked_as_its_permanence", "services_cancelledpermanence", "permanence_id", "services_permanence"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0007_invented_and_real_stay_apart'),
        ('services', '0004_what_was_said_is_checked'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='cancelledpermanence',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='205c2d30a32f60e4f273bae5d3ddce112e039107', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_01704', table='services_cancelledpermanence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='permanence',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='3fafa108f6a9fc2ae925aa56cdcad2604c430e7a', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_f9853', table='services_permanence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='e7ec5dd1d04a3cfc07d0c3f55dea78416acbbd69', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_f4da6', table='services_service', when='BEFORE')),
        ),
    ]
    operations += [
        _marks.can_be_pointed_at("services_service", "service_with_its_mark"),
        _marks.can_be_pointed_at("services_permanence", "permanence_with_its_mark"),
        *(_marks.points_at_its_like(*row) for row in LINKS),
    ]
