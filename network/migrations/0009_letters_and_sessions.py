"""E-mails on their way, sessions that know whose they are, and counts that all processes share."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Django's cache in the database, for counts of attempts alone: unlogged, for nothing is lost with it.
SHARED_COUNTS = """
    CREATE UNLOGGED TABLE shared_counts (
        cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
    );
    CREATE INDEX shared_counts_expires ON shared_counts (expires);
"""

class Migration(migrations.Migration):

    dependencies = [
        ('network', '0008_hours_of_a_day_never_overlap'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(editable=False, max_length=255, unique=True, verbose_name='Message-ID')),
                ('recipient', models.EmailField(max_length=254, verbose_name='recipient')),
                ('language', models.CharField(max_length=5, verbose_name='language')),
                ('kind', models.CharField(max_length=50, verbose_name='kind')),
                ('subject', models.CharField(max_length=255, verbose_name='subject')),
                ('sealed', models.TextField(blank=True, editable=False)),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='written at')),
                ('due_at', models.DateTimeField(verbose_name='next attempt at')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('fault', models.CharField(blank=True, max_length=255, verbose_name='last fault')),
                ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='delivered at')),
                ('given_up_at', models.DateTimeField(blank=True, null=True, verbose_name='given up at')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-written_at', '-pk'],
                'indexes': [models.Index(condition=models.Q(('delivered_at__isnull', True), ('given_up_at__isnull', True)), fields=['due_at'], name='letter_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}(-[A-Z]{2})?$')), name='letter_language_is_a_code'), models.CheckConstraint(condition=models.Q(('delivered_at__isnull', True), ('given_up_at__isnull', True), _connector='OR'), name='letter_ends_once'), models.CheckConstraint(condition=models.Q(models.Q(('delivered_at__isnull', True), ('given_up_at__isnull', True)), ('sealed', ''), _connector='OR'), name='letter_is_forgotten_at_its_end')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('browser', models.CharField(blank=True, max_length=200, verbose_name='browser')),
                ('began_at', models.DateTimeField(verbose_name='began at')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.RunSQL(SHARED_COUNTS, "DROP TABLE shared_counts"),
    ]
