"""The offer of another Cité that one was copied from; its address of before."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from network.migrations import _marks


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0016_former_addresses'),
        ('services', '0008_rhythms_of_review'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='service',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='service',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='service',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='service',
            name='origin',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='services.service', verbose_name='first written as'),
        ),
        migrations.AddField(
            model_name='servicehistory',
            name='origin',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='services.service', verbose_name='first written as'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='remember_address', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="\n            INSERT INTO network_formeraddress (kind, within, slug, record)\n            VALUES ('service', OLD.cite_id, OLD.slug, OLD.id)\n            ON CONFLICT (kind, within, slug) DO UPDATE SET record = EXCLUDED.record;\n            RETURN NULL;\n        ", hash='03894a0a66062831b7af9420e000b9e8dd8da971', operation='UPDATE OF "slug"', pgid='pgtrigger_remember_address_ed46d', table='services_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_servicehistory" ("access", "audiences", "bring", "checked_on", "cite_id", "conditions", "demo", "description", "duration_minutes", "id", "imported_version", "languages", "link", "modality", "origin_id", "partner_id", "partner_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pole_id", "position", "publication", "review_months", "slug", "summary", "themes", "title", "valid_from", "valid_until", "version") VALUES (NEW."access", NEW."audiences", NEW."bring", NEW."checked_on", NEW."cite_id", NEW."conditions", NEW."demo", NEW."description", NEW."duration_minutes", NEW."id", NEW."imported_version", NEW."languages", NEW."link", NEW."modality", NEW."origin_id", NEW."partner_id", NEW."partner_public", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pole_id", NEW."position", NEW."publication", NEW."review_months", NEW."slug", NEW."summary", NEW."themes", NEW."title", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;', hash='92391f44932a36d611da7b5d64c1c3165c9be50c', operation='INSERT', pgid='pgtrigger_insert_insert_4f576', table='services_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "services_servicehistory" ("access", "audiences", "bring", "checked_on", "cite_id", "conditions", "demo", "description", "duration_minutes", "id", "imported_version", "languages", "link", "modality", "origin_id", "partner_id", "partner_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pole_id", "position", "publication", "review_months", "slug", "summary", "themes", "title", "valid_from", "valid_until", "version") VALUES (NEW."access", NEW."audiences", NEW."bring", NEW."checked_on", NEW."cite_id", NEW."conditions", NEW."demo", NEW."description", NEW."duration_minutes", NEW."id", NEW."imported_version", NEW."languages", NEW."link", NEW."modality", NEW."origin_id", NEW."partner_id", NEW."partner_public", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pole_id", NEW."position", NEW."publication", NEW."review_months", NEW."slug", NEW."summary", NEW."themes", NEW."title", NEW."valid_from", NEW."valid_until", NEW."version"); RETURN NULL;', hash='a35469859d4b21792968168ee25a57c9ad4a83d0', operation='UPDATE', pgid='pgtrigger_update_update_0a21e', table='services_service', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='service',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "services_servicehistory" ("access", "audiences", "bring", "checked_on", "cite_id", "conditions", "demo", "description", "duration_minutes", "id", "imported_version", "languages", "link", "modality", "origin_id", "partner_id", "partner_public", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pole_id", "position", "publication", "review_months", "slug", "summary", "themes", "title", "valid_from", "valid_until", "version") VALUES (OLD."access", OLD."audiences", OLD."bring", OLD."checked_on", OLD."cite_id", OLD."conditions", OLD."demo", OLD."description", OLD."duration_minutes", OLD."id", OLD."imported_version", OLD."languages", OLD."link", OLD."modality", OLD."origin_id", OLD."partner_id", OLD."partner_public", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pole_id", OLD."position", OLD."publication", OLD."review_months", OLD."slug", OLD."summary", OLD."themes", OLD."title", OLD."valid_from", OLD."valid_until", OLD."version"); RETURN NULL;', hash='54e8d421c453d40f6807f0287478915feb614983', operation='DELETE', pgid='pgtrigger_delete_delete_5f833', table='services_service', when='AFTER')),
        ),
    ]
    operations += [
        _marks.points_at_its_like("service_marked_as_its_origin", "services_service", "origin_id", "services_service"),
    ]
