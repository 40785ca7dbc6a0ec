"""What the exchange file is held to, every other way in is held to as well."""

import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from network.migrations._checks import DROP_FUNCTIONS, FUNCTIONS


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0005_suggestions_and_yearly_reports'),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP_FUNCTIONS),
        migrations.RemoveConstraint(
            model_name='labeldecision',
            name='label_decision_not_replaced_by_itself',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partner',
            trigger=pgtrigger.compiler.Trigger(name='no_circle', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."parent_id" IS NOT NULL)', constraint='CONSTRAINT', func="\n    PERFORM pg_advisory_xact_lock(hashtext('partner_parents_make_no_circle'));\n    PERFORM FROM (\n        WITH RECURSIVE above AS (\n            SELECT parent_id FROM network_partner WHERE id = NEW.id\n            UNION SELECT network_partner.parent_id FROM network_partner JOIN above ON id = above.parent_id\n        ) SELECT parent_id FROM above WHERE parent_id = NEW.id\n    ) AS itself;\n    IF FOUND THEN\n        RAISE EXCEPTION 'the parents of a partner lead back to it' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'partner_parents_make_no_circle';\n    END IF;\n    RETURN NULL;\n", hash='035c0a9c1f9e22ade1fb373390a3ec9ac6a072c6', operation='INSERT OR UPDATE OF "parent_id"', pgid='pgtrigger_no_circle_0ae41', table='network_partner', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='place',
            trigger=pgtrigger.compiler.Trigger(name='keeps_no_stays', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF EXISTS (\n        SELECT FROM network_place JOIN network_stay ON place_id = network_place.id\n        WHERE network_place.id = NEW.id AND kind NOT IN ('host', 'itinerant')\n    ) THEN\n\n        RAISE EXCEPTION 'only host and itinerant places have stays' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'stay_at_a_place_that_moves';\n    END IF;\n    RETURN NULL;\n", hash='1fbcd67def58488d8cd7238eb8251cf62c80e7f9', operation='UPDATE OF "kind"', pgid='pgtrigger_keeps_no_stays_f5f9e', table='network_place', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='stays_where_it_may', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    PERFORM FROM network_place WHERE id = NEW.place_id AND kind IN ('host', 'itinerant') FOR SHARE;\n    IF NOT FOUND AND EXISTS (SELECT FROM network_stay WHERE id = NEW.id AND place_id = NEW.place_id) THEN\n\n        RAISE EXCEPTION 'only host and itinerant places have stays' USING ERRCODE = 'check_violation',\n            CONSTRAINT = 'stay_at_a_place_that_moves';\n    END IF;\n    RETURN NULL;\n", hash='e5b7654abcb207b16a3fe2296d5cac3bbfb5966b', operation='INSERT OR UPDATE', pgid='pgtrigger_stays_where_it_may_73a12', table='network_stay', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='carrier',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='carrier_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='cite',
            constraint=models.CheckConstraint(condition=models.Q(('main_language__regex', '^[a-z]{2,3}(-[A-Z]{2})?$')), name='cite_main_language_is_a_code'),
        ),
        migrations.AddConstraint(
            model_name='cite',
            constraint=models.CheckConstraint(condition=models.Func(models.F('languages'), function='languages_are_codes', output_field=models.BooleanField()), name='cite_languages_are_codes'),
        ),
        migrations.AddConstraint(
            model_name='cite',
            constraint=models.CheckConstraint(condition=models.Q(('website__isnull', True), ('website__regex', '^https?://'), _connector='OR'), name='cite_website_is_an_address'),
        ),
        migrations.AddConstraint(
            model_name='cite',
            constraint=models.CheckConstraint(condition=models.Func(models.F('presentation'), function='texts_are_valid', output_field=models.BooleanField()), name='cite_presentation_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='cite',
            constraint=models.CheckConstraint(condition=models.Func(models.F('note'), function='texts_are_valid', output_field=models.BooleanField()), name='cite_note_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='cite',
            constraint=models.CheckConstraint(condition=models.Func(models.F('sources'), function='addresses_are_valid', output_field=models.BooleanField()), name='cite_sources_are_addresses'),
        ),
        migrations.AddConstraint(
            model_name='closure',
            constraint=models.CheckConstraint(condition=models.Func(models.F('reason'), function='texts_are_valid', output_field=models.BooleanField()), name='closure_reason_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(('label', {}), _negated=True), name='figure_has_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Func(models.F('sources'), function='addresses_are_valid', output_field=models.BooleanField()), name='figure_sources_are_addresses'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='invitation_email_is_lower_case'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('token_hash__regex', '^[0-9a-f]{64}$')), name='invitation_keeps_no_token'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='invitation_ends_once'),
        ),
        migrations.AddConstraint(
            model_name='labeldecision',
            constraint=models.CheckConstraint(condition=models.Q(('replaced_by__isnull', True), ('replaced_by__gt', models.F('id')), _connector='OR'), name='label_decision_replaced_by_a_later_one'),
        ),
        migrations.AddConstraint(
            model_name='labeldecision',
            constraint=models.CheckConstraint(condition=models.Func(models.F('conditions'), function='texts_are_valid', output_field=models.BooleanField()), name='label_decision_conditions_are_by_language'),
        ),
        migrations.AddConstraint(
            model_name='labeldecision',
            constraint=models.CheckConstraint(condition=models.Func(models.F('note'), function='texts_are_valid', output_field=models.BooleanField()), name='label_decision_note_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='labeldecision',
            constraint=models.CheckConstraint(condition=models.Func(models.F('sources'), function='addresses_are_valid', output_field=models.BooleanField()), name='label_decision_sources_are_addresses'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Func(models.F('note'), function='texts_are_valid', output_field=models.BooleanField()), name='milestone_note_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Func(models.F('sources'), function='addresses_are_valid', output_field=models.BooleanField()), name='milestone_sources_are_addresses'),
        ),
        migrations.AddConstraint(
            model_name='networkfact',
            constraint=models.CheckConstraint(condition=models.Q(('text', {}), _negated=True), name='network_fact_says_something'),
        ),
        migrations.AddConstraint(
            model_name='networkfact',
            constraint=models.CheckConstraint(condition=models.Func(models.F('sources'), function='addresses_are_valid', output_field=models.BooleanField()), name='network_fact_sources_are_addresses'),
        ),
        migrations.AddConstraint(
            model_name='networkholiday',
            constraint=models.CheckConstraint(condition=models.Func(models.F('name'), function='texts_are_valid', output_field=models.BooleanField()), name='network_holiday_name_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='networkimport',
            constraint=models.CheckConstraint(condition=models.Func(models.F('note'), function='texts_are_valid', output_field=models.BooleanField()), name='network_import_note_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='partner_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.CheckConstraint(condition=models.Q(('website__isnull', True), ('website__regex', '^https?://'), _connector='OR'), name='partner_website_is_an_address'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='place_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('coordinates__isnull', True), ('coordinates__in', ['exact', 'street', 'city']), _connector='OR'), name='place_precision_is_known'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Func(models.F('transport'), function='texts_are_valid', output_field=models.BooleanField()), name='place_transport_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Func(models.F('access_details'), function='texts_are_valid', output_field=models.BooleanField()), name='place_access_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Func(models.F('note'), function='texts_are_valid', output_field=models.BooleanField()), name='place_note_is_by_language'),
        ),
        migrations.AddConstraint(
            model_name='pole',
            constraint=models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='pole_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('language__regex', '^[a-z]{2,3}(-[A-Z]{2})?$')), name='user_language_is_a_code'),
        ),
    ]
