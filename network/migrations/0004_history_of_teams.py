"""The history of teams: who came, who left, who was invited; a membership stays whose it is."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0003_places_show_a_picture'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='InvitationHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('contributor', 'contributor'), ('coordinator', 'coordinator'), ('label_officer', 'label officer'), ('content_support', 'content support'), ('reader', 'reader')], max_length=20, verbose_name='role')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                ('expires_at', models.DateTimeField(verbose_name='expires at')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TeamMemberHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('contributor', 'contributor'), ('coordinator', 'coordinator')], max_length=20, verbose_name='role')),
                ('since', models.DateTimeField(auto_now_add=True, verbose_name='since')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_invitationhistory" ("accepted_at", "cite_id", "expires_at", "id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role") VALUES (NEW."accepted_at", NEW."cite_id", NEW."expires_at", NEW."id", NEW."made_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."role"); RETURN NULL;', hash='2bb2271ad199f4bc34fe8dfaf6279cdf4b7e1f60', operation='INSERT', pgid='pgtrigger_insert_insert_2af30', table='network_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."cite_id" IS DISTINCT FROM (NEW."cite_id") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."role" IS DISTINCT FROM (NEW."role"))', func='INSERT INTO "network_invitationhistory" ("accepted_at", "cite_id", "expires_at", "id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role") VALUES (NEW."accepted_at", NEW."cite_id", NEW."expires_at", NEW."id", NEW."made_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."role"); RETURN NULL;', hash='923b812a61d35b301ab66d5d66a8b273a8894cf3', operation='UPDATE', pgid='pgtrigger_update_update_f318a', table='network_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_invitationhistory" ("accepted_at", "cite_id", "expires_at", "id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "role") VALUES (OLD."accepted_at", OLD."cite_id", OLD."expires_at", OLD."id", OLD."made_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."role"); RETURN NULL;', hash='3ec7ad71f31064b5fc1f13a878f363bbb2216e81', operation='DELETE', pgid='pgtrigger_delete_delete_3ab26', table='network_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='stays_whose_it_is', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."cite_id" IS DISTINCT FROM (NEW."cite_id"))', func="\n                    RAISE EXCEPTION 'a membership never passes on' USING ERRCODE = 'check_violation',\n                        CONSTRAINT = 'team_member_stays_whose_it_is';\n                ", hash='04b21dc84493c606350bba05d7768f663470cef2', operation='UPDATE', pgid='pgtrigger_stays_whose_it_is_00194', table='network_teammember', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_teammemberhistory" ("cite_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "user_id") VALUES (NEW."cite_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."since", NEW."user_id"); RETURN NULL;', hash='c2203ca260e7df23ebe5d256c62fd93b61fb869a', operation='INSERT', pgid='pgtrigger_insert_insert_109ba', table='network_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cite_id" IS DISTINCT FROM (NEW."cite_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "network_teammemberhistory" ("cite_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "user_id") VALUES (NEW."cite_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."since", NEW."user_id"); RETURN NULL;', hash='17e9a1c77b484e868c6bdc5dd56cbcd5209e0e2a', operation='UPDATE', pgid='pgtrigger_update_update_ed1d1', table='network_teammember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammember',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_teammemberhistory" ("cite_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "user_id") VALUES (OLD."cite_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."since", OLD."user_id"); RETURN NULL;', hash='69c236fe0a9806a2fcff0793ebf31bf6ed661f33', operation='DELETE', pgid='pgtrigger_delete_delete_d5834', table='network_teammember', when='AFTER')),
        ),
        migrations.AddField(
            model_name='invitationhistory',
            name='cite',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.cite', verbose_name='Cité'),
        ),
        migrations.AddField(
            model_name='invitationhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='invitationhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='network.invitation'),
        ),
        migrations.AddField(
            model_name='teammemberhistory',
            name='cite',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='network.cite', verbose_name='Cité'),
        ),
        migrations.AddField(
            model_name='teammemberhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='teammemberhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', related_query_name='history', to='network.teammember'),
        ),
        migrations.AddField(
            model_name='teammemberhistory',
            name='user',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='user'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitationhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='502d8b10c4f58120ac2f4ec9da03c540ae2ba55a', operation='UPDATE', pgid='pgtrigger_append_only_4308c', table='network_invitationhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitationhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM network_citehistory WHERE pgh_obj_id = OLD.cite_id AND demo) THEN\n                RETURN OLD;\n            END IF;\n            RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;\n        ", hash='245902b617e49bc2ad1d947341aa959166ffadd8', operation='DELETE', pgid='pgtrigger_never_deleted_70858', table='network_invitationhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammemberhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8452c31f6b0805878f4e43d78afee431576ba076', operation='UPDATE', pgid='pgtrigger_append_only_4bba3', table='network_teammemberhistory', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='teammemberhistory',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM network_citehistory WHERE pgh_obj_id = OLD.cite_id AND demo) THEN\n                RETURN OLD;\n            END IF;\n            RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;\n        ", hash='7b5c317daca945f13f110067afbefb0987488a75', operation='DELETE', pgid='pgtrigger_never_deleted_db14e', table='network_teammemberhistory', when='BEFORE')),
        ),
    ]
