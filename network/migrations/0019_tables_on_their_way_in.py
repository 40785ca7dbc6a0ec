"""Tables that somebody sent, until they are brought in or a day has gone by."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0018_campaigns_of_review'),
    ]

    operations = [
        migrations.CreateModel(
            name='TableUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('name', models.CharField(max_length=200, verbose_name='name of the file')),
                ('tables', models.JSONField(verbose_name='lines')),
                ('faults', models.JSONField(default=list, verbose_name='faults')),
                ('checks', models.JSONField(default=list, verbose_name='what it would change')),
                ('total', models.PositiveIntegerField(verbose_name='sheets')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='sheets that are checked')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='sent at')),
                ('cite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.cite', verbose_name='Cité')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
            ],
            options={
                'verbose_name': 'table on its way in',
                'verbose_name_plural': 'tables on their way in',
                'ordering': ['-sent_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'cite', 'kind'), name='table_once_per_person'), models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='table_is_checked_once')],
            },
        ),
    ]
