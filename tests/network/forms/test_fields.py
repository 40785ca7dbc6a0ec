"""Fields that people fill in: spelled loosely, read strictly, never JSON."""

from datetime import date

import html5lib
import pytest
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import JSONField
from django.http import QueryDict

from network.forms import (
    CodesField,
    DayField,
    HoursField,
    LinesField,
    PartialDateField,
    TextsField,
    VocabularyField,
    WallTimeField,
    WeeklyHoursField,
    form_field,
)
from network.models import Cite, Closure, Season
from network.vocabulary import Theme
from services.models import Service
from tests.network.admin.records import registered


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("9:00-12:00 14:00-18:00", ["09:00-12:00", "14:00-18:00"]),
        ("9h-12h", ["09:00-12:00"]),
        ("9h-12h 14h-18h", ["09:00-12:00", "14:00-18:00"]),
        ("9h - 12h 14 - 18", ["09:00-12:00", "14:00-18:00"]),
        ("9 h-12 h 14 h 30-18 h", ["09:00-12:00", "14:30-18:00"]),
        ("9h00-12h30 13h45-17h15", ["09:00-12:30", "13:45-17:15"]),
        ("9:00 - 12:00 14:00 - 18:00", ["09:00-12:00", "14:00-18:00"]),
        ("9–12, 14–18", ["09:00-12:00", "14:00-18:00"]),
        ("9 h 30 – 12 h, 14 h – 18 h 30", ["09:30-12:00", "14:00-18:30"]),
        ("9h30 à 12h et 14h à 18h", ["09:30-12:00", "14:00-18:00"]),
        ("9.30-12.00; 13.30-17.00", ["09:30-12:00", "13:30-17:00"]),
        ("9-12 14-18", ["09:00-12:00", "14:00-18:00"]),
        ("14:00-18:00 9:00-12:00", ["09:00-12:00", "14:00-18:00"]),
        ("9 to 12 and 14 to 18", ["09:00-12:00", "14:00-18:00"]),
        ("9:00-12:00\n14:00-18:00", ["09:00-12:00", "14:00-18:00"]),
        ("20:00-02:00", ["20:00-02:00"]),
        ("8H00-24H00", ["08:00-24:00"]),
        ("00:00-24:00", ["00:00-24:00"]),
        ("", []),
        ("  ", []),
        ("Fermé", []),
        ("closed", []),
        ("–", []),
    ],
)
def test_hours_are_read_as_people_write_them(text, ranges):
    assert HoursField(required=False).clean(text) == ranges


@pytest.mark.parametrize(
    "text",
    [
        "9h", "9:00", "noon", "9:00-25:00", "9:60-12:00", "24:00-25:00", "9:00-9:00", "9:00-12:00 x",
        "9:00-12:00 11:00-13:00", "22:00-02:00 23:00-23:30", "ask 9:00-12:00", "9:00-12:00-14:00", "９-12x",
        "9:00--12:00", "1234-1500", "\x00", "9" * 10_000, '["09:00-12:00"]',
    ],
)  # fmt: skip
def test_hours_that_cannot_be_read_are_refused(text):
    with pytest.raises(ValidationError):
        HoursField(required=False).clean(text)


def test_week_is_a_line_a_day_and_names_the_day_at_fault():
    field = WeeklyHoursField(required=False)
    assert field.clean({"mo": "9h-12h", "tu": "", "su": "fermé"}) == {"mo": ["09:00-12:00"]}
    with pytest.raises(ValidationError, match="Tuesday"):
        field.clean({"mo": "9h-12h", "tu": "9h"})


def test_week_spelled_otherwise_is_no_change():
    field = WeeklyHoursField(required=False)
    assert not field.has_changed({"mo": ["09:00-12:00"]}, {"mo": "9h-12h", "tu": ""})
    assert field.has_changed({"mo": ["09:00-12:00"]}, {"mo": "9h-13h"})
    assert field.has_changed({"mo": ["09:00-12:00"]}, {"mo": "9h"})


class Shown(forms.Form):
    name = TextsField(is_long=False)
    note = TextsField(required=False)
    weekly = WeeklyHoursField(required=False)
    hours = HoursField(required=False)
    sources = LinesField(required=False)
    languages = CodesField(required=False)
    themes = VocabularyField(choices=Theme.choices, required=False)
    since = PartialDateField(required=False)
    starts = WallTimeField(required=False)


SENT = {
    "name__fr": " Nom ", "name__en": "", "note__fr": "Un\r\ndeux", "note__ca": "Nota", "weekly__mo": "9h-12h",
    "hours": "10-12", "sources": "https://a.example\n\n https://b.example ", "languages": "fr ca,fr",
    "themes": ["training"], "since": "03/2005", "starts": "2026-12-24T17:30",
}  # fmt: skip


def test_form_gives_what_the_columns_hold():
    form = Shown(_querydict(SENT))
    assert form.is_valid(), form.errors
    assert {name: str(value) if name == "since" else value for name, value in form.cleaned_data.items()} == {
        "name": {"fr": "Nom"},
        "note": {"fr": "Un\ndeux", "ca": "Nota"},
        "weekly": {"mo": ["09:00-12:00"]},
        "hours": ["10:00-12:00"],
        "sources": ["https://a.example", "https://b.example"],
        "languages": ["fr", "ca"],
        "themes": ["training"],
        "since": "2005-03",
        "starts": "2026-12-24T17:30",
    }


def _querydict(data):
    sent = QueryDict(mutable=True)
    for name, value in data.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


def test_form_shows_what_the_columns_hold_and_what_was_sent():
    stored = Shown(
        initial={
            "name": {"fr": "Nom", "eu": "Izena"}, "weekly": {"mo": ["09:00-12:00", "14:00-18:00"]},
            "hours": ["10:00-12:00"], "sources": ["a", "b"], "languages": ["fr", "ca"],
        }
    )  # fmt: skip
    values = inputs(stored)
    assert values["name__fr"] == "Nom"
    assert values["name__eu"] == "Izena"
    assert values["name__en"] == ""
    assert values["weekly__mo"] == "09:00-12:00 14:00-18:00"
    assert values["hours"] == "10:00-12:00"
    assert values["sources"] == "a\nb"
    assert values["languages"] == "fr, ca"
    wrong = Shown(_querydict(SENT | {"weekly__tu": "de 9 à quoi ?", "note__other-text": "Text"}))
    assert not wrong.is_valid()
    values = inputs(wrong)
    assert values["weekly__tu"] == "de 9 à quoi ?"
    assert values["note__ca"] == "Nota"
    assert values["note__other-text"] == "Text"


def inputs(form):
    html = f"<!DOCTYPE html><html><head><title>x</title></head><body><form>{form}</form></body></html>"
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    labels = {label.get("for") for label in tree.iter("label")}
    for field in [*tree.iter("input"), *tree.iter("textarea")]:
        assert field.get("id") in labels
    return {
        field.get("name"): (field.text or "").lstrip("\n")
        if field.tag == "textarea"
        else field.get("value", "")
        for field in [*tree.iter("input"), *tree.iter("textarea")]
    }


def test_a_language_is_added_by_its_code():
    field = TextsField(required=False)
    added = {"fr": "Nom", "other-code": "ca", "other-text": "Nom català"}
    assert field.clean(added) == {"fr": "Nom", "ca": "Nom català"}


@pytest.mark.parametrize(
    "sent",
    [
        {"other-code": "", "other-text": "Text"},
        {"other-code": "catalan", "other-text": "Text"},
        {"fr": "Nom", "other-code": "fr", "other-text": "Text"},
        {"<script>": "Text"},
        {"fr": "a\x00b"},
    ],
)
def test_texts_that_name_no_language_are_refused(sent):
    with pytest.raises(ValidationError):
        TextsField(required=False).clean(sent)


def test_text_is_asked_for():
    with pytest.raises(ValidationError):
        TextsField().clean({"fr": "  "})


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2002", "2002"),
        ("2013-04", "2013-04"),
        ("21/03/2005", "2005-03-21"),
        ("4/2013", "2013-04"),
        (" 2002 ", "2002"),
    ],
)
def test_partial_date(text, date):
    assert str(PartialDateField().clean(text)) == date


@pytest.mark.parametrize("text", ["31/02/2005", "02", "soon", "2005-13", "\x00", "13/2013"])
def test_partial_date_that_is_none(text):
    with pytest.raises(ValidationError):
        PartialDateField().clean(text)


@pytest.mark.parametrize("text", ["tomorrow", "2026-02-30T10:00", "2026-13-01T10:00"])
def test_wall_time_that_is_none(text):
    with pytest.raises(ValidationError):
        WallTimeField().clean(text)


@pytest.mark.parametrize("code", ["français", "FR", "f", "fr_FR"])
def test_code_that_is_no_language(code):
    with pytest.raises(ValidationError):
        CodesField().clean(code)


@pytest.mark.parametrize(
    ("model", "name", "kind"),
    [
        (Cite, "name", TextsField), (Cite, "sources", LinesField), (Cite, "languages", CodesField),
        (Cite, "membership_as_of", PartialDateField), (Season, "weekly", WeeklyHoursField),
        (Closure, "hours", HoursField), (Service, "themes", VocabularyField),
    ],
)  # fmt: skip
def test_model_fields_get_fields_of_ours(model, name, kind):
    assert type(form_field(model._meta.get_field(name))) is kind


def test_no_form_of_the_admin_asks_for_json():
    """Every JSON or array column of a model has a field of ours."""
    for model in registered():
        for field in model._meta.fields:
            if field.editable and isinstance(field, JSONField | ArrayField):
                assert form_field(field) is not None, field


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/11/2026", date(2026, 11, 25)), ("5.1.2027", date(2027, 1, 5)), ("05 01 2027", date(2027, 1, 5)),
        (" 2026-11-25 ", date(2026, 11, 25)), ("29/02/2028", date(2028, 2, 29)), ("", None),
    ],
)  # fmt: skip
def test_day(text, day):
    assert DayField(required=False).clean(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "29/02/2027",
        "31/04/2026",
        "25/11/26",
        "11/25/2026",
        "tomorrow",
        "01/01/9999",
        "2026-02-30",
        "0/0/0000",
    ],
)
def test_day_that_is_none(text):
    with pytest.raises(ValidationError):
        DayField(required=False).clean(text)
