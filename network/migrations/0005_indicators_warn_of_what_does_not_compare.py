import json
from pathlib import Path

import network.models.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FIRST_SET = Path(__file__).resolve().parents[1] / "data" / "indicators.json"


def bring_the_first_set(apps, schema_editor):
    """Add the indicators that are not there yet; what an officer makes of them afterwards stays."""
    indicator = apps.get_model("network", "Indicator")
    for order, values in enumerate(json.loads(FIRST_SET.read_text(encoding="utf-8")), 1):
        code = values.pop("code")
        values |= {"order": order, "imported_version": 1}
        indicator.objects.get_or_create(code=code, demo=False, defaults=values)


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0004_history_of_teams"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="indicator",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="indicator",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="indicator",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportfigure",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportfigure",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reportfigure",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="indicator",
            name="adds_up",
            field=models.BooleanField(
                default=True,
                help_text="Whether the figures of the Cités make a sum: shares and means do not.",
                verbose_name="adds up",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="warning",
            field=network.models.fields.TextsField(
                blank=True,
                default=dict,
                help_text="What stands in the way of comparing one Cité, or one year, with another.",
                verbose_name="comparability warning",
            ),
        ),
        migrations.AddField(
            model_name="indicatorhistory",
            name="adds_up",
            field=models.BooleanField(
                default=True,
                help_text="Whether the figures of the Cités make a sum: shares and means do not.",
                verbose_name="adds up",
            ),
        ),
        migrations.AddField(
            model_name="indicatorhistory",
            name="warning",
            field=network.models.fields.TextsField(
                blank=True,
                default=dict,
                help_text="What stands in the way of comparing one Cité, or one year, with another.",
                verbose_name="comparability warning",
            ),
        ),
        migrations.AddField(
            model_name="reportfigure",
            name="proposed",
            field=models.DecimalField(
                decimal_places=2, editable=False, max_digits=14, null=True, verbose_name="proposed"
            ),
        ),
        migrations.AddField(
            model_name="reportfigurehistory",
            name="proposed",
            field=models.DecimalField(
                decimal_places=2, editable=False, max_digits=14, null=True, verbose_name="proposed"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicator",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "network_indicatorhistory" ("adds_up", "breakdown", "code", "definition", "demo", "id", "imported_version", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "version", "warning") VALUES (NEW."adds_up", NEW."breakdown", NEW."code", NEW."definition", NEW."demo", NEW."id", NEW."imported_version", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit", NEW."version", NEW."warning"); RETURN NULL;',
                    hash="062dc56ad090a8f99738527427f236502646a72b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4ea63",
                    table="network_indicator",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicator",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "network_indicatorhistory" ("adds_up", "breakdown", "code", "definition", "demo", "id", "imported_version", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "version", "warning") VALUES (NEW."adds_up", NEW."breakdown", NEW."code", NEW."definition", NEW."demo", NEW."id", NEW."imported_version", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit", NEW."version", NEW."warning"); RETURN NULL;',
                    hash="ad0de977a276051f5e8d7dafefa417dc69e59e27",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_304fc",
                    table="network_indicator",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="indicator",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "network_indicatorhistory" ("adds_up", "breakdown", "code", "definition", "demo", "id", "imported_version", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit", "version", "warning") VALUES (OLD."adds_up", OLD."breakdown", OLD."code", OLD."definition", OLD."demo", OLD."id", OLD."imported_version", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."unit", OLD."version", OLD."warning"); RETURN NULL;',
                    hash="d7618bd90aaabc9fb7e2cb92ae43e827f825d072",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b1d90",
                    table="network_indicator",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "network_reportfigurehistory" ("comment", "demo", "id", "imported_version", "indicator_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "report_id", "value", "version") VALUES (NEW."comment", NEW."demo", NEW."id", NEW."imported_version", NEW."indicator_id", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed", NEW."report_id", NEW."value", NEW."version"); RETURN NULL;',
                    hash="0064f3c806eb3eca09735a854693e57d83e298e5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_58e58",
                    table="network_reportfigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "network_reportfigurehistory" ("comment", "demo", "id", "imported_version", "indicator_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "report_id", "value", "version") VALUES (NEW."comment", NEW."demo", NEW."id", NEW."imported_version", NEW."indicator_id", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed", NEW."report_id", NEW."value", NEW."version"); RETURN NULL;',
                    hash="48da6d1791564230bac28335e44894e363028806",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_59dd1",
                    table="network_reportfigure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportfigure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "network_reportfigurehistory" ("comment", "demo", "id", "imported_version", "indicator_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "report_id", "value", "version") VALUES (OLD."comment", OLD."demo", OLD."id", OLD."imported_version", OLD."indicator_id", OLD."part", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed", OLD."report_id", OLD."value", OLD."version"); RETURN NULL;',
                    hash="24ce4d4ac72182ca77d27fd1f1b145a1394f8f69",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_01d83",
                    table="network_reportfigure",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Func(
                    models.F("warning"), function="texts_are_valid", output_field=models.BooleanField()
                ),
                name="indicator_warning_is_by_language",
            ),
        ),
        migrations.RunPython(bring_the_first_set, migrations.RunPython.noop),
    ]
