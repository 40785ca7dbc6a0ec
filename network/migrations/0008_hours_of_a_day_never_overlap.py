"""The ranges of one day never overlap; those that are here already and do become one."""

from django.db import migrations, models

from network.hours import TimeRange
from network.migrations._ranges import DROP_FUNCTIONS, FUNCTIONS


def join_ranges(apps, schema_editor):
    season, closure = (apps.get_model('network', name) for name in ('Season', 'Closure'))
    for row in season.objects.all():
        weekly = {day: joined(ranges) for day, ranges in row.weekly.items()}
        if weekly != row.weekly:
            season.objects.filter(pk=row.pk).update(weekly=weekly)
    for row in closure.objects.all():
        if (hours := joined(row.hours)) != row.hours:
            closure.objects.filter(pk=row.pk).update(hours=hours)


def joined(texts):
    """Return ranges as they are where none overlap; else the same minutes in ranges that do not."""
    found = sorted(map(TimeRange.parse, texts))
    kept = found[:1]
    for one in found[1:]:
        if one.start >= kept[-1].last_minute:
            kept.append(one)
        elif one.last_minute > kept[-1].last_minute:
            kept[-1] = TimeRange(kept[-1].start, one.end)
    return list(map(str, kept)) if len(kept) < len(found) else texts


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0007_invented_and_real_stay_apart'),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RunPython(join_ranges, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='season',
            constraint=models.CheckConstraint(condition=models.Func(models.F('weekly'), function='weekly_is_apart', output_field=models.BooleanField()), name='season_hours_never_overlap'),
        ),
        migrations.AddConstraint(
            model_name='closure',
            constraint=models.CheckConstraint(condition=models.Func(models.F('hours'), function='ranges_are_apart', output_field=models.BooleanField()), name='closure_hours_never_overlap'),
        ),
    ]
