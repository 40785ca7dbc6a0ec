"""Days lie in the years in which hours are told: what has no end has none, not the year 9999."""

import datetime
from django.db import migrations, models

from network.migrations._reach import brought_within


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0011_days_lie_within_reach'),
        ('services', '0005_invented_and_real_stay_apart'),
    ]

    operations = [
        brought_within('services_cancelledpermanence', 'date'),
        brought_within('services_permanence', 'valid_from', 'valid_until', 'week_of'),
        brought_within('services_service', 'valid_from', 'valid_until', 'checked_on'),
        migrations.AddConstraint(
            model_name='cancelledpermanence',
            constraint=models.CheckConstraint(condition=models.Q(('date__isnull', True), ('date__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), name='permanence_cancelled_within_reach'),
        ),
        migrations.AddConstraint(
            model_name='permanence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('valid_until__isnull', True), ('valid_until__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('week_of__isnull', True), ('week_of__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR')), name='permanence_days_within_reach'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valid_from__isnull', True), ('valid_from__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('valid_until__isnull', True), ('valid_until__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR'), models.Q(('checked_on__isnull', True), ('checked_on__range', (datetime.date(1900, 1, 1), datetime.date(2999, 12, 31))), _connector='OR')), name='service_days_within_reach'),
        ),
    ]
