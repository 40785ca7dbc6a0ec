"""Times of events lie in the years in which their rules are followed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0005_invented_and_real_stay_apart'),
        ('network', '0011_days_lie_within_reach'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('starts__isnull', True), models.Q(('starts__gte', '1900'), ('starts__lt', '2501')), _connector='OR'), models.Q(('ends__isnull', True), models.Q(('ends__gte', '1900'), ('ends__lt', '2501')), _connector='OR')), name='event_times_within_reach'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rule_starts__isnull', True), models.Q(('rule_starts__gte', '1900'), ('rule_starts__lt', '2501')), _connector='OR'), models.Q(('new_starts__isnull', True), models.Q(('new_starts__gte', '1900'), ('new_starts__lt', '2501')), _connector='OR'), models.Q(('new_ends__isnull', True), models.Q(('new_ends__gte', '1900'), ('new_ends__lt', '2501')), _connector='OR')), name='occurrence_times_within_reach'),
        ),
    ]
