"""What the fields of our own have in common: a value with several parts, compared as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

if TYPE_CHECKING:
    from collections.abc import Mapping

refuse_null = ProhibitNullCharactersValidator()


class ReadField(forms.Field):
    """A field whose value is compared as it is read: another spelling of the same is no change."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class PartsWidget(forms.Widget):
    """An input for each part of a value, `{"fr": "…"}`, named `name__part`."""

    template_name = "forms/parts.html"
    use_fieldset = True

    def parts(self, value: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return `code`, `label` and `value` of each part to draw, in order. Each widget has its own."""
        raise NotImplementedError(f"{type(self).__name__} does not say what its parts are.")

    def label_of(self, code: str) -> str:
        """Say which part a code is of."""
        return next((str(part["label"]) for part in self.parts({}) if part["code"] == code), code)

    def codes_in(self, data: Mapping[str, Any], name: str) -> list[str]:
        """Return the codes of the parts that were sent."""
        start = f"{name}__"
        return [key.removeprefix(start) for key in data if key.startswith(start)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        inputs = widget["attrs"]
        inputs.pop("required", None)
        own_id = inputs.pop("id", name)
        widget["parts"] = [
            # Numbered, as Django numbers the inputs of a group: links to errors count on it.
            part | {"name": f"{name}__{part['code']}", "id": f"{own_id}_{number}"}
            for number, part in enumerate(self.parts(value or {}))
        ]
        widget["own_id"] = own_id
        return context

    def id_for_label(self, id_: str) -> str:
        """Give none: a group has a legend."""
        return ""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> dict[str, str]:
        return {code: str(data[f"{name}__{code}"]) for code in self.codes_in(data, name)}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        return not self.codes_in(data, name)
