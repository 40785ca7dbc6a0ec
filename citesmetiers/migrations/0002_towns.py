
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import network.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('citesmetiers', '0001_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='Town',
            fields=[
                ('id', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('names', network.models.fields.TextsField(blank=True, default=dict, verbose_name='names by language')),
                ('postcodes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, verbose_name='postcodes')),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('area', models.CharField(blank=True, max_length=100, verbose_name='département or region')),
                ('area_code', models.CharField(blank=True, db_index=True, max_length=3, verbose_name='number of the département')),
                ('mark', models.CharField(blank=True, max_length=200, verbose_name='mark')),
                ('population', models.PositiveIntegerField(verbose_name='inhabitants')),
                ('latitude', models.FloatField(verbose_name='latitude')),
                ('longitude', models.FloatField(verbose_name='longitude')),
                ('precision', models.CharField(choices=[('town', 'the town'), ('near', 'its surroundings'), ('area', 'the seat of its département or region')], max_length=4, verbose_name='precision')),
            ],
            options={
                'verbose_name': 'town',
                'verbose_name_plural': 'towns',
                'ordering': ['-population', 'pk'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['postcodes'], name='town_postcodes')],
                'constraints': [models.CheckConstraint(condition=models.Func(models.F('names'), function='texts_are_valid', output_field=models.BooleanField()), name='town_names_by_language'), models.CheckConstraint(condition=models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), name='town_is_on_earth')],
            },
        ),
        migrations.CreateModel(
            name='TownName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=100, verbose_name='key')),
                ('is_own', models.BooleanField(verbose_name='its own name')),
                ('population', models.PositiveIntegerField(verbose_name='inhabitants')),
                ('town', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='citesmetiers.town', verbose_name='town')),
            ],
            options={
                'verbose_name': 'name of a town',
                'verbose_name_plural': 'names of towns',
                'ordering': ['key', '-population', 'pk'],
                'indexes': [models.Index(django.contrib.postgres.indexes.OpClass('key', 'text_pattern_ops'), name='town_name_begins'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('key', 'gin_trgm_ops'), name='town_name_is_like')],
            },
        ),
    ]
