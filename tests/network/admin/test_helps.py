"""Every field that somebody fills in in the admin says what it is for, in English and in French."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.forms import HiddenInput
from django.test import RequestFactory
from django.utils import translation

from network.admin.helps import HELPS
from tests.network.admin.records import make_person, registered

pytestmark = pytest.mark.django_db
SHORTEST = 12


def fields_of(model, officer):
    """Walk the form of a model, added and changed, and those of the rows that hang on it."""
    page = admin.site.get_model_admin(model)
    request = RequestFactory().get("/")
    request.user = officer
    if not (page.has_add_permission(request) or page.has_change_permission(request)):
        return
    yield from _filled_in(model, page.get_form(request))
    if page.has_change_permission(request):
        for inline in page.get_inline_instances(request):
            yield from _filled_in(inline.model, inline.get_formset(request).form)


def _filled_in(model, form):
    for name, field in form.base_fields.items():
        if not isinstance(field.widget, HiddenInput):
            yield f"{model._meta.model_name}.{name}", field


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
def test_every_field_says_what_it_is_for(model):
    said = {}
    for language in ("en", "fr"):
        with translation.override(language):
            found = dict(fields_of(model, make_person()))
            said[language] = {name: str(field.help_text).strip() for name, field in found.items()}
    assert {name for name, help_text in said["en"].items() if len(help_text) < SHORTEST} == set()
    assert {name for name, help_text in said["en"].items() if help_text == said["fr"][name]} == set()


def test_fields_are_found():
    """The walk sees what it is about: fields of models, of forms, of rows."""
    names = {name for model in registered() for name, _field in fields_of(model, make_person())}
    assert {"cite.slug", "carrier.name", "season.weekly", "service.offered_at", "teammember.reason"} <= names
    assert len(names) > 150


def test_no_help_is_written_for_a_field_that_is_not_there():
    names = {name for model in registered() for name, _field in fields_of(model, make_person())}
    bare = {name.partition(".")[2] for name in names}
    assert {name for name in HELPS if name not in names and name not in bare} == set()
