"""Fields that people can fill in where the database keeps JSON and arrays, and the form of a record.

The admin and the workspace of the teams use the same ones.
"""

from network.forms.dates import DayField, PartialDateField, WallTimeField
from network.forms.hours import HoursField, WeeklyHoursField
from network.forms.lists import CodesField, LinesField, VocabularyField
from network.forms.mapping import form_field
from network.forms.records import RecordForm, RecordFormSet, RegionalForm
from network.forms.refusals import refusal_of
from network.forms.texts import TextsField

__all__ = [
    "CodesField",
    "DayField",
    "HoursField",
    "LinesField",
    "PartialDateField",
    "RecordForm",
    "RecordFormSet",
    "RegionalForm",
    "TextsField",
    "VocabularyField",
    "WallTimeField",
    "WeeklyHoursField",
    "form_field",
    "refusal_of",
]
