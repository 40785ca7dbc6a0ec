"""What the public writes is answered, perhaps in public, and supported by others; an address waits apart, sealed."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0016_former_addresses'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReplyAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField(editable=False)),
                ('kept_until', models.DateField(verbose_name='kept until')),
            ],
            options={
                'ordering': ['kept_until', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clicks', models.PositiveIntegerField(default=0, verbose_name='clicks')),
            ],
            options={
                'ordering': ['suggestion', 'pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='suggestion',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='suggestion',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='suggestion',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='suggestion',
            name='suggestion_state_is_known',
        ),
        migrations.AddField(
            model_name='suggestion',
            name='answer_public',
            field=models.BooleanField(default=False, help_text='On the page of what the suggestion is about, below it.', verbose_name='answer shown in public'),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='made_draft',
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='made_kind',
            field=models.CharField(blank=True, editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='made_record',
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='suggestion',
            name='reason',
            field=models.CharField(blank=True, help_text='Why it is not shown. The public never reads it.', max_length=300, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='suggestionhistory',
            name='answer_public',
            field=models.BooleanField(default=False, help_text='On the page of what the suggestion is about, below it.', verbose_name='answer shown in public'),
        ),
        migrations.AddField(
            model_name='suggestionhistory',
            name='made_draft',
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='suggestionhistory',
            name='made_kind',
            field=models.CharField(blank=True, editable=False, max_length=20),
        ),
        migrations.AddField(
            model_name='suggestionhistory',
            name='made_record',
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='suggestionhistory',
            name='reason',
            field=models.CharField(blank=True, help_text='Why it is not shown. The public never reads it.', max_length=300, verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='suggestion',
            name='state',
            field=models.CharField(choices=[('received', 'received'), ('published', 'published'), ('noted', 'taken into account without being published'), ('declined', 'declined'), ('spam', 'hidden as spam or insult')], default='received', max_length=10, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='suggestionhistory',
            name='state',
            field=models.CharField(choices=[('received', 'received'), ('published', 'published'), ('noted', 'taken into account without being published'), ('declined', 'declined'), ('spam', 'hidden as spam or insult')], default='received', max_length=10, verbose_name='state'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_suggestionhistory" ("answer", "answer_public", "answered_at", "cite_id", "demo", "id", "imported_version", "kind", "language", "made_draft", "made_kind", "made_record", "moderated_at", "moderated_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "received_at", "state", "text", "version") VALUES (NEW."answer", NEW."answer_public", NEW."answered_at", NEW."cite_id", NEW."demo", NEW."id", NEW."imported_version", NEW."kind", NEW."language", NEW."made_draft", NEW."made_kind", NEW."made_record", NEW."moderated_at", NEW."moderated_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."reason", NEW."received_at", NEW."state", NEW."text", NEW."version"); RETURN NULL;', hash='244955fc3a9a1d36595cbfc83b962812e0b9c9d4', operation='INSERT', pgid='pgtrigger_insert_insert_aa529', table='network_suggestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "network_suggestionhistory" ("answer", "answer_public", "answered_at", "cite_id", "demo", "id", "imported_version", "kind", "language", "made_draft", "made_kind", "made_record", "moderated_at", "moderated_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "received_at", "state", "text", "version") VALUES (NEW."answer", NEW."answer_public", NEW."answered_at", NEW."cite_id", NEW."demo", NEW."id", NEW."imported_version", NEW."kind", NEW."language", NEW."made_draft", NEW."made_kind", NEW."made_record", NEW."moderated_at", NEW."moderated_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."reason", NEW."received_at", NEW."state", NEW."text", NEW."version"); RETURN NULL;', hash='56922f638114a5de1448ebe2cabbf75a4853b3f8', operation='UPDATE', pgid='pgtrigger_update_update_4ff11', table='network_suggestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suggestion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "network_suggestionhistory" ("answer", "answer_public", "answered_at", "cite_id", "demo", "id", "imported_version", "kind", "language", "made_draft", "made_kind", "made_record", "moderated_at", "moderated_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "received_at", "state", "text", "version") VALUES (OLD."answer", OLD."answer_public", OLD."answered_at", OLD."cite_id", OLD."demo", OLD."id", OLD."imported_version", OLD."kind", OLD."language", OLD."made_draft", OLD."made_kind", OLD."made_record", OLD."moderated_at", OLD."moderated_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."reason", OLD."received_at", OLD."state", OLD."text", OLD."version"); RETURN NULL;', hash='5db355753711d6c3cda51bfdc6f0ea6e94cf0563', operation='DELETE', pgid='pgtrigger_delete_delete_08897', table='network_suggestion', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'published', 'noted', 'declined', 'spam'])), name='suggestion_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('answer_public', False), models.Q(models.Q(('answer', {}), _negated=True), ('state', 'published')), _connector='OR'), name='suggestion_public_answer_stands_below_it'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'spam'), _negated=True), ('reason__regex', '\\S'), _connector='OR'), name='suggestion_is_hidden_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_draft__isnull', True), ('made_kind', ''), ('made_record__isnull', True)), models.Q(('made_kind', ''), _negated=True), _connector='OR'), name='suggestion_made_something_of_a_kind'),
        ),
        migrations.AddField(
            model_name='replyaddress',
            name='suggestion',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reply_address', to='network.suggestion'),
        ),
        migrations.AddField(
            model_name='support',
            name='suggestion',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='support', to='network.suggestion'),
        ),
        migrations.AddConstraint(
            model_name='replyaddress',
            constraint=models.CheckConstraint(condition=models.Q(('sealed__startswith', 'gAAAA')), name='reply_address_is_sealed'),
        ),
    ]
