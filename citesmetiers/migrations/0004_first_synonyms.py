"""The synonyms with which the portal begins; the secretariat goes on from there."""

from django.db import migrations

from citesmetiers.questions.synonyms import first_synonyms


def bring(apps, schema_editor):
    synonyms = apps.get_model("citesmetiers", "Synonym")
    synonyms.objects.bulk_create(
        synonyms(language=language, words=words) for language, words in first_synonyms()
    )


class Migration(migrations.Migration):
    dependencies = [("citesmetiers", "0003_words_that_stand_for_each_other")]

    # Going back drops the table, and with it what was brought.
    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
