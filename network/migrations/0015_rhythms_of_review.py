"""How often what a team says has to be checked again."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0014_history_is_append_only'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='place',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='place',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='place',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='place',
            name='review_months',
            field=models.PositiveSmallIntegerField(default=12, help_text='From 1 to 24.', verbose_name='to be checked every so many months'),
        ),
        migrations.AddField(
            model_name='placehistory',
            name='review_months',
            field=models.PositiveSmallIntegerField(default=12, help_text='From 1 to 24.', verbose_name='to be checked every so many months'),
        ),
        migrations.AddField(
            model_name='teammember',
            name='digest_on',
            field=models.DateField(editable=False, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_placehistory" ("access_details", "checked_on", "cite_id", "city", "coordinates", "country", "demo", "holiday_region", "host", "id", "imported_version", "kind", "latitude", "longitude", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "postcode", "review_months", "slug", "step_free", "street", "timezone", "transport", "valid_from", "valid_until", "version") VALUES (NEW."access_details", NEW."checked_on", NEW."cite_id", NEW."city", NEW."coordinates", NEW."country", NEW."demo", NEW."holiday_region", NEW."host", NEW."id", NEW."imported_version", NEW."kind", NEW."latitude", NEW."longitude", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."postcode", NEW."review_months", NEW."slug", NEW."step_free", NEW."street", NEW."timezone", NEW."transport", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;', hash='d55cbf3c433eb0bf8c009dd7e6f593c2a6ddd92b', operation='INSERT', pgid='pgtrigger_insert_insert_327b3', table='network_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "network_placehistory" ("access_details", "checked_on", "cite_id", "city", "coordinates", "country", "demo", "holiday_region", "host", "id", "imported_version", "kind", "latitude", "longitude", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "postcode", "review_months", "slug", "step_free", "street", "timezone", "transport", "valid_from", "valid_until", "version") VALUES (NEW."access_details", NEW."checked_on", NEW."cite_id", NEW."city", NEW."coordinates", NEW."country", NEW."demo", NEW."holiday_region", NEW."host", NEW."id", NEW."imported_version", NEW."kind", NEW."latitude", NEW."longitude", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."postcode", NEW."review_months", NEW."slug", NEW."step_free", NEW."street", NEW."timezone", NEW."transport", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;', hash='6a536fd2d2bcb827e47ab4158291f1ed2b9f8595', operation='UPDATE', pgid='pgtrigger_update_update_e43a9', table='network_place', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_placehistory" ("access_details", "checked_on", "cite_id", "city", "coordinates", "country", "demo", "holiday_region", "host", "id", "imported_version", "kind", "latitude", "longitude", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "postcode", "review_months", "slug", "step_free", "street", "timezone", "transport", "valid_from", "valid_until", "version") VALUES (OLD."access_details", OLD."checked_on", OLD."cite_id", OLD."city", OLD."coordinates", OLD."country", OLD."demo", OLD."holiday_region", OLD."host", OLD."id", OLD."imported_version", OLD."kind", OLD."latitude", OLD."longitude", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."postcode", OLD."review_months", OLD."slug", OLD."step_free", OLD."street", OLD."timezone", OLD."transport", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;', hash='0223aee5bc55b0f7404597c8998155beae721a9f', operation='DELETE', pgid='pgtrigger_delete_delete_8b444', table='network_place', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('review_months__range', (1, 24))), name='place_rhythm_within_two_years'),
        ),
    ]
