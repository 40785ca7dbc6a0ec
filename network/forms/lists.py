"""Lists: several values of a vocabulary, one text a line, codes of languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.forms.parts import ReadField, refuse_null
from network.forms.texts import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable


class VocabularyField(forms.MultipleChoiceField):
    """Several values of a closed vocabulary, as checkboxes."""

    widget = forms.CheckboxSelectMultiple


class LinesField(ReadField):
    """A list of texts, one a line."""

    between = "\n"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def prepare_value(self, value: str | Iterable[str] | None) -> str | None:
        return value if value is None or isinstance(value, str) else self.between.join(value)

    def to_python(self, value: str | Iterable[str] | None) -> list[str]:
        items = self.split(value) if isinstance(value, str) else list(value or [])
        for item in items:
            refuse_null(item)
        return items

    def split(self, text: str) -> list[str]:
        return [line.strip() for line in text.splitlines() if line.strip()]


class CodesField(LinesField):
    """Codes of languages on one line: `fr, en, ca`."""

    between = ", "
    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = kwargs.get("help_text") or _("Codes of languages, as in fr, en, ca.")
        super().__init__(**{"widget": forms.TextInput(), **kwargs})

    def split(self, text: str) -> list[str]:
        return list(dict.fromkeys(code for code in re.split(r"[\s,;]+", text) if code))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        for code in value:
            if not LANGUAGE.fullmatch(code):
                message = _("“%(code)s” is not the code of a language: write two letters, as in ca or nl.")
                raise ValidationError(message, code="code", params={"code": code})
