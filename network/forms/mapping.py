"""Which form field a model field gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst

from network.forms.dates import PartialDateField, ZoneField
from network.forms.hours import EXAMPLE, HoursField, WeeklyHoursField
from network.forms.lists import CodesField, LinesField, VocabularyField
from network.forms.texts import LanguageCodeField, TextsField
from network.models import fields

if TYPE_CHECKING:
    from django import forms

# Texts of a few words: a line is enough.
_SHORT = {"title", "name", "label", "picture_alt"}
# Texts whose Markdown is shown as HTML.
MARKDOWN = {"description", "presentation", "answer"}
_NAMED: dict[str, type[forms.CharField]] = {"main_language": LanguageCodeField, "timezone": ZoneField}
_HOURS: dict[str, type[forms.Field]] = {"weekly": WeeklyHoursField, "hours": HoursField}


def form_field(db_field: models.Field[Any, Any]) -> forms.Field | None:
    """Return the field for one of our own model fields; None for those that Django knows well."""
    said: dict[str, Any] = {
        "label": capfirst(db_field.verbose_name),
        "required": not db_field.blank,
        "help_text": db_field.help_text,
    }
    if isinstance(db_field, models.JSONField):
        return _of_json(db_field, said)
    if isinstance(db_field, fields.PartialDateField):
        return PartialDateField(**said)
    if isinstance(db_field, fields.ChoicesArrayField):
        return VocabularyField(choices=db_field.base_field.choices or [], **said)
    if isinstance(db_field, ArrayField):
        return CodesField(**said) if db_field.name == "languages" else LinesField(**said)
    if named := _NAMED.get(db_field.name):
        return named(max_length=db_field.max_length, **said)
    return None


def _of_json(db_field: models.JSONField[Any, Any], said: dict[str, Any]) -> forms.Field | None:
    if isinstance(db_field, fields.TextsField):
        is_long, is_markdown = db_field.name not in _SHORT, db_field.name in MARKDOWN
        return TextsField(is_long=is_long, is_markdown=is_markdown, **said)
    if kind := _HOURS.get(db_field.name):
        # The help of the model speaks of JSON, which nobody has to write here.
        return kind(**said | {"help_text": EXAMPLE})
    return None
