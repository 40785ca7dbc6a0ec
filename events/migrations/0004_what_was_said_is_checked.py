"""What the exchange file is held to, every other way in is held to as well."""

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0003_suggestions_about_events'),
        ('network', '0006_what_was_said_is_checked'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='event',
            name='event_times_are_readable',
        ),
        migrations.RemoveConstraint(
            model_name='occurrence',
            name='occurrence_start_is_readable',
        ),
        migrations.RemoveConstraint(
            model_name='occurrence',
            name='occurrence_new_start_is_readable',
        ),
        migrations.RemoveConstraint(
            model_name='occurrence',
            name='occurrence_new_end_is_readable',
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('starts'), function='local_time_exists', output_field=models.BooleanField()), models.Func(models.F('ends'), function='local_time_exists', output_field=models.BooleanField())), name='event_times_are_readable'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Func(models.F('excluded'), function='local_times_exist', output_field=models.BooleanField()), name='event_excluded_are_readable'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('attendance__isnull', True), ('attendance__in', ['on_site', 'elsewhere', 'online', 'hybrid']), _connector='OR'), name='event_attendance_is_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('booking__isnull', True), ('booking__in', ['none', 'optional', 'required']), _connector='OR'), name='event_booking_is_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('open_to__isnull', True), ('open_to__in', ['everyone', 'partners', 'schools']), _connector='OR'), name='event_openness_is_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('organiser__isnull', True), ('organiser__in', ['cite', 'partner', 'joint']), _connector='OR'), name='event_organiser_is_known'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Func(models.F('languages'), function='languages_are_codes', output_field=models.BooleanField()), name='event_languages_are_codes'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('online_url__isnull', True), ('online_url__regex', '^https?://'), _connector='OR'), name='event_online_url_is_an_address'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('booking_url__isnull', True), ('booking_url__regex', '^https?://'), _connector='OR'), name='event_booking_url_is_an_address'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Func(models.F('summary'), function='texts_are_valid', output_field=models.BooleanField()), name='event_summary_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Func(models.F('description'), function='texts_are_valid', output_field=models.BooleanField()), name='event_description_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Func(models.F('rule_starts'), function='local_time_exists', output_field=models.BooleanField()), name='occurrence_start_is_readable'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Func(models.F('new_starts'), function='local_time_exists', output_field=models.BooleanField()), name='occurrence_new_start_is_readable'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Func(models.F('new_ends'), function='local_time_exists', output_field=models.BooleanField()), name='occurrence_new_end_is_readable'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Q(('new_ends__isnull', True), ('new_ends__gt', django.db.models.functions.comparison.Coalesce('new_starts', 'rule_starts')), _connector='OR'), name='occurrence_new_end_after_its_start'),
        ),
    ]
