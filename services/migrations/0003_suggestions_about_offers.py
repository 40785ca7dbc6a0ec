"""A suggestion may be about an offer of its own Cité."""

import django.db.models.deletion
from django.db import migrations, models

# (name, table, column, table pointed at)
LINKS = [
    ("suggestion_offer_of_its_cite", "services_servicesuggestion", "service_id", "services_service"),
    ("suggestion_of_the_cite_of_its_offer", "services_servicesuggestion", "suggestion_id", "network_suggestion"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0005_suggestions_and_yearly_reports'),
        ('services', '0002_links_stay_in_their_cite'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cite', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.cite')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suggestions', to='services.service')),
                ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.suggestion')),
            ],
            options={
                'ordering': ['service', 'suggestion', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('suggestion',), name='suggestion_about_one_offer')],
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
