"""What the exchange file is held to, every other way in is held to as well."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0006_what_was_said_is_checked'),
        ('services', '0003_suggestions_about_offers'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='cancelledpermanence',
            constraint=models.CheckConstraint(condition=models.Func(models.F('reason'), function='texts_are_valid', output_field=models.BooleanField()), name='permanence_cancelled_for_a_reason_by_language'),
        ),
        migrations.AddConstraint(
            model_name='permanence',
            constraint=models.CheckConstraint(condition=models.Func(models.F('languages'), function='languages_are_codes', output_field=models.BooleanField()), name='permanence_languages_are_codes'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Func(models.F('languages'), function='languages_are_codes', output_field=models.BooleanField()), name='service_languages_are_codes'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Q(('link__isnull', True), ('link__regex', '^https?://'), _connector='OR'), name='service_link_is_an_address'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Func(models.F('summary'), function='texts_are_valid', output_field=models.BooleanField()), name='service_summary_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Func(models.F('description'), function='texts_are_valid', output_field=models.BooleanField()), name='service_description_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Func(models.F('bring'), function='texts_are_valid', output_field=models.BooleanField()), name='service_bring_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='service',
            constraint=models.CheckConstraint(condition=models.Func(models.F('conditions'), function='texts_are_valid', output_field=models.BooleanField()), name='service_conditions_are_by_language'),
        ),
    ]
