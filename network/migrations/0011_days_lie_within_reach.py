"""Days lie in the years in which hours are told: what has no end has none, not the year 9999."""

import datetime
from django.db import migrations, models

from network.migrations._reach import brought_within


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0010_days_of_zones_that_are_gone'),
    ]

    operations = [
        brought_within('network_closure', 'first_day', 'last_day'),
        brought_within('network_networkholiday', 'day'),
        brought_within('network_place', 'checked_on'),
        brought_within('network_season', 'valid_from', 'valid_until'),
        brought_within('network_stay', 'first_day', 'last_day'),
        migrations.AddConstraint(
            model_name='closure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_day__isnull', True), ('first_day__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('last_day__isnull', True), ('last_day__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR')), name='closure_days_within_reach'),
        ),
        migrations.AddConstraint(
            model_name='networkholiday',
            constraint=models.CheckConstraint(condition=models.Q(('day__isnull', True), ('day__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), name='network_holiday_within_reach'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('checked_on__isnull', True), ('checked_on__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), name='place_days_within_reach'),
        ),
        migrations.AddConstraint(
            model_name='season',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('valid_until__isnull', True), ('valid_until__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR')), name='season_days_within_reach'),
        ),
        migrations.AddConstraint(
            model_name='stay',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_day__isnull', True), ('first_day__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('last_day__isnull', True), ('last_day__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR')), name='stay_days_within_reach'),
        ),
    ]
