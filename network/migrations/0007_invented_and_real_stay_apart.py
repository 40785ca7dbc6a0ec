"""Nothing invented is attached to anything real, nor the other way round."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from network.migrations import _marks

# (table, name of the constraint)
POINTED_AT = [
    ("network_cite", "cite_with_its_mark"),
    ("network_place", "place_with_its_mark"),
    ("network_partner", "partner_with_its_mark"),
    ("network_pole", "pole_with_its_mark"),
    ("network_labeldecision", "label_decision_with_its_mark"),
    ("network_indicator", "indicator_with_its_mark"),
    ("network_campaign", "campaign_with_its_mark"),
    ("network_report", "report_with_its_mark"),
]
# (name, table, column, table pointed at)
LINKS = [
    ("carrier_marked_as_its_cite", "network_carrier", "cite_id", "network_cite"),
    ("milestone_marked_as_its_cite", "network_milestone", "cite_id", "network_cite"),
    ("figure_marked_as_its_cite", "network_figure", "cite_id", "network_cite"),
    ("pole_marked_as_its_cite", "network_pole", "cite_id", "network_cite"),
    ("place_marked_as_its_cite", "network_place", "cite_id", "network_cite"),
    ("label_decision_marked_as_its_cite", "network_labeldecision", "cite_id", "network_cite"),
    ("agreement_marked_as_its_cite", "network_agreement", "cite_id", "network_cite"),
    ("agreement_marked_as_its_partner", "network_agreement", "partner_id", "network_partner"),
    ("partner_marked_as_its_parent", "network_partner", "parent_id", "network_partner"),
    ("season_marked_as_its_place", "network_season", "place_id", "network_place"),
    ("closure_marked_as_its_place", "network_closure", "place_id", "network_place"),
    ("stay_marked_as_its_place", "network_stay", "place_id", "network_place"),
    ("suggestion_marked_as_its_cite", "network_suggestion", "cite_id", "network_cite"),
    ("suggestion_marked_as_its_place", "network_suggestion", "place_id", "network_place"),
    ("report_marked_as_its_cite", "network_report", "cite_id", "network_cite"),
    ("report_marked_as_its_campaign", "network_report", "campaign_id", "network_campaign"),
    ("report_marked_as_its_decision", "network_report", "decision_id", "network_labeldecision"),
    ("report_figure_marked_as_its_report", "network_reportfigure", "report_id", "network_report"),
    ("report_figure_marked_as_its_indicator", "network_reportfigure", "indicator_id", "network_indicator"),
]
INVENTED_USER = "EXISTS (SELECT FROM network_user WHERE id = NEW.{} AND demo)"
REAL_CITE = "NOT EXISTS (SELECT FROM network_cite WHERE id = NEW.cite_id AND demo)"
# Real people may try things on what is invented; invented people touch nothing real.
PEOPLE = [
    (
        "label_decision_author_is_real", "network_labeldecision", "author_id",
        "NOT NEW.demo AND " + INVENTED_USER.format("author_id"),
        "an invented person decides on no real label",
    ),
    (
        "report_people_are_real", "network_report", "submitted_by_id, decided_by_id",
        "NOT NEW.demo AND (" + INVENTED_USER.format("submitted_by_id") + " OR " + INVENTED_USER.format("decided_by_id") + ")",
        "an invented person submits and accepts no real report",
    ),
    (
        "suggestion_moderator_is_real", "network_suggestion", "moderated_by_id",
        "NOT NEW.demo AND " + INVENTED_USER.format("moderated_by_id"),
        "an invented person moderates no real suggestion",
    ),
    (
        "team_of_real_cite_is_real", "network_teammember", "user_id, cite_id",
        INVENTED_USER.format("user_id") + " AND " + REAL_CITE,
        "an invented person is in no real team",
    ),
    (
        "invitation_of_real_cite_is_real", "network_invitation", "invited_by_id, cite_id",
        INVENTED_USER.format("invited_by_id") + " AND " + REAL_CITE,
        "an invented person invites nobody to a real team or to the secretariat",
    ),
]


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0006_what_was_said_is_checked'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='da1e34170e7950f1e61fc6cb6a7f27e9fc5b6c8f', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_03343', table='network_agreement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='campaign',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='a130a3c4cdbc3f9473b123845196aef707d14ee0', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_09941', table='network_campaign', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='carrier',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='84974b3b5da4dd6d0da2006ecce7979cbdf5486f', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_54192', table='network_carrier', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cite',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='a53132ae71d79f21a7ffc869841191c52ac1d54c', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_b9d92', table='network_cite', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closure',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='d91ae735445d4767eeea37722df60a79534d3166', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_78d07', table='network_closure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='cd1b906179f9b342077d66a95573a9f18970d4b1', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_60892', table='network_figure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='7df310009fe8a54fe75a18718caf683bf6fe6117', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_42696', table='network_indicator', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='milestone',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='165ab06e6a462dcc769f269f1f6ac928015c95bb', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_4119d', table='network_milestone', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkfact',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='72ec7b48f073022dc09676f1fa4bec69bd4d3411', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_742e1', table='network_networkfact', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkholiday',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='cfd16e933968db34cf67f087c8726d1280dee909', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_b279b', table='network_networkholiday', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='73c0429a66c6ede2319043cfbcb69f3330881899', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_45bb2', table='network_partner', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='b2a4e5e627e34824181549379e957494a48fc1b3', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_b1a7b', table='network_place', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pole',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='46fafb81c9dac97458149faffa404e652d162e74', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_e6ba0', table='network_pole', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='report',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='6d889e363bf6494f3929bf3d0e23fa78fb0a823a', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_55692', table='network_report', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportfigure',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='4049439ed78e4c9a4eb7e47046353e19faf12a9d', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_a8f17', table='network_reportfigure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='season',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='8c7e333d9c902e559f84809e2e2d35d7fa001dce', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_18cda', table='network_season', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='4e36a1b4ed29627a117d61864aab26e41657cbd0', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_fface', table='network_stay', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestion',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='83a61d030b565c3b92ce12df9fa8407e5f763a25', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_04c91', table='network_suggestion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='mark_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demo" IS DISTINCT FROM (NEW."demo"))', func="\n            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'demonstration_mark_never_changes';\n        ", hash='a79d3561e757e1b2ba2e4f2eac2f81156a8c84c2', operation='UPDATE OF "demo"', pgid='pgtrigger_mark_stays_e557e', table='network_user', when='BEFORE')),
        ),
        migrations.RemoveConstraint(
            model_name='networkholiday',
            name='network_holiday_once_per_region',
        ),
        migrations.AddConstraint(
            model_name='networkholiday',
            constraint=models.UniqueConstraint(fields=('country', 'region', 'day', 'demo'), name='network_holiday_once_per_region'),
        ),
    ]
    operations += [_marks.can_be_pointed_at(*row) for row in POINTED_AT]
    operations += [_marks.points_at_its_like(*row) for row in LINKS]
    operations += [_marks.refuses(*row) for row in PEOPLE]
