"""What a form is sent, and what it would send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from network.forms.parts import PartsWidget
from network.merging import tidy

if TYPE_CHECKING:
    from network.merging import Values


def posted(data: QueryDict) -> Values:
    return tidy(dict(data.lists()))


def as_data(values: Values) -> QueryDict:
    """Turn values into what a form binds to."""
    data = QueryDict(mutable=True)
    for name, sent in values.items():
        data.setlist(name, list(sent))
    return data


def values_of(form: forms.BaseForm) -> Values:
    """Return what a browser would send for a form that nobody has touched."""
    values: Values = {}
    for field in form:
        values |= _sent_by(field.field.widget, field.html_name, field.value())
    return tidy(values)


def _sent_by(widget: forms.Widget, name: str, value: Any) -> Values:
    if isinstance(widget, PartsWidget):
        return {f"{name}__{part['code']}": [part["value"]] for part in widget.parts(value or {})}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if widget.check_test(value) else []}
    if isinstance(widget, forms.MultiWidget):
        parts: Any = value if isinstance(value, list | tuple) else widget.decompress(value)
        suffixes: Any = widget.widgets_names  # type: ignore[attr-defined]
        named = zip(widget.widgets, suffixes, parts, strict=True)
        return {
            key: sent
            for one, suffix, part in named
            for key, sent in _sent_by(one, name + suffix, part).items()
        }
    if getattr(widget, "allow_multiple_selected", False):
        return {name: [str(getattr(each, "pk", each)) for each in value or []]}
    shown = widget.format_value(value)
    return {name: [str(each) for each in shown] if isinstance(shown, list | tuple) else [str(shown or "")]}
