"""Addresses that pages had before."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0015_rhythms_of_review'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('within', models.PositiveBigIntegerField(default=0, verbose_name='within')),
                ('slug', models.SlugField(max_length=80, verbose_name='address')),
                ('record', models.PositiveBigIntegerField(verbose_name='record')),
            ],
            options={
                'verbose_name': 'former address',
                'verbose_name_plural': 'former addresses',
                'ordering': ['kind', 'slug', 'pk'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cite',
            trigger=pgtrigger.compiler.Trigger(name='remember_address', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="\n            INSERT INTO network_formeraddress (kind, within, slug, record)\n            VALUES ('cite', 0, OLD.slug, OLD.id)\n            ON CONFLICT (kind, within, slug) DO UPDATE SET record = EXCLUDED.record;\n            RETURN NULL;\n        ", hash='17dbbb4619dcb8103aa62e024408e1777c430392', operation='UPDATE OF "slug"', pgid='pgtrigger_remember_address_5d7a7', table='network_cite', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.UniqueConstraint(fields=('kind', 'within', 'slug'), name='former_address_leads_to_one_page'),
        ),
    ]
