import citesmetiers.models.search
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from citesmetiers.migrations import _search


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("network", "0013_rules_over_the_committee"),
        ("services", "0002_rules_over_tables"),
        ("events", "0003_events_show_a_picture"),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('service', 'Service'), ('event', 'Event'), ('cite', 'Cite'), ('place', 'Place'), ('partner', 'Partner')], max_length=10)),
                ('record', models.BigIntegerField()),
                ('shown', models.BooleanField(default=False)),
                ('shown_from', models.DateTimeField(null=True)),
                ('shown_until', models.DateTimeField(null=True)),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('facets', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list)),
                ('about', models.JSONField(null=True)),
                ('words', django.contrib.postgres.search.SearchVectorField()),
                ('changed_in', citesmetiers.models.search.TransactionField()),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(condition=models.Q(('shown', True)), fastupdate=False, fields=['words'], name='search_entry_words'), models.Index(fields=['changed_in'], name='search_entry_changes')],
                'constraints': [models.UniqueConstraint(fields=('record', 'kind'), name='search_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.TextField()),
            ],
            options={
                'ordering': ['word', 'pk'],
                'indexes': [models.Index(fields=['word'], name='search_word_exact'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('word', name='gin_trgm_ops'), fastupdate=False, name='search_word_alike')],
            },
        ),
        migrations.RunSQL(_search.CREATE, _search.DROP),
    ]
