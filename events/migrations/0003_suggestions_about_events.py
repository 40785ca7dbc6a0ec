"""A suggestion may be about an event of its own Cité."""

import django.db.models.deletion
from django.db import migrations, models

# (name, table, column, table pointed at)
LINKS = [
    ("suggestion_event_of_its_cite", "events_eventsuggestion", "event_id", "events_event"),
    ("suggestion_of_the_cite_of_its_event", "events_eventsuggestion", "suggestion_id", "network_suggestion"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_links_stay_in_their_cite'),
        ('network', '0005_suggestions_and_yearly_reports'),
    ]

    operations = [
        migrations.CreateModel(
            name='EventSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.cite')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='events.event')),
                ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.suggestion')),
            ],
            options={
                'ordering': ['event', 'suggestion', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('suggestion',), name='suggestion_about_one_event')],
            },
        ),
    ]
    operations += [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, cite_id) "
            f"REFERENCES {target} (id, cite_id) DEFERRABLE INITIALLY DEFERRED",
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )
        for name, table, column, target in LINKS
    ]
