"""A text by language: one input for each language of the portal, and for those already there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.forms.parts import PartsWidget, ReadField, refuse_null
from network.models import fields
from network.names import language_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from network.translations import Mark

LANGUAGE = re.compile(fields.LANGUAGE)
# The parts that add one language more: its code, and its text.
CODE, TEXT = "other-code", "other-text"


class TextsWidget(PartsWidget):
    """Inputs by language, and a last one for a language that is not there yet.

    `original` is the language that the others are translated from and stands first; `marks` say by
    language what became of it since.
    """

    template_name = "forms/texts.html"
    original = ""
    marks: Mapping[str, Mark] = {}

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, is_long: bool = True, is_markdown: bool = False
    ) -> None:
        super().__init__(attrs)
        self.is_long, self.is_markdown = is_long, is_markdown

    def parts(self, value: Mapping[str, str]) -> list[dict[str, Any]]:
        portal = [code for code, _name in settings.LANGUAGES]
        codes = dict.fromkeys([self.original, *portal] if self.original else portal)
        codes |= dict.fromkeys(code for code in value if LANGUAGE.fullmatch(code))
        return [
            {
                "code": code,
                "label": language_name(code) or code,
                "value": value.get(code, ""),
            }
            for code in codes
        ]

    def label_of(self, code: str) -> str:
        return language_name(code) or code

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        inputs = {
            key: {
                "name": f"{name}__{part}",
                "id": f"{widget['own_id']}_{part}",
                "value": (value or {}).get(part, ""),
            }
            for key, part in (("code", CODE), ("text", TEXT))
        }
        widget["other"] = inputs
        widget |= {"is_long": self.is_long, "is_markdown": self.is_markdown}
        widget["original"] = {"code": self.original, "name": language_name(self.original)}
        for part in widget["parts"]:
            part["mark"] = self.marks.get(part["code"])
        return context


class TextsField(ReadField):
    """Gives `{"fr": "…", "en": "…"}` without empty texts."""

    def __init__(self, *, is_long: bool = True, is_markdown: bool = False, **kwargs: Any) -> None:
        super().__init__(widget=TextsWidget(is_long=is_long, is_markdown=is_markdown), **kwargs)

    def to_python(self, value: Mapping[str, str] | None) -> dict[str, str]:
        sent = dict(value or {})
        code, text = sent.pop(CODE, "").strip(), sent.pop(TEXT, "").strip()
        if text and not code:
            raise ValidationError(
                _("Write the code of the language that you add, as in ca or nl."), code="code"
            )
        if text and sent.get(code, "").strip():
            raise ValidationError(_("The language that you add is there already."), code="code")
        if text:
            sent[code] = text
        texts = {language: _clean(words) for language, words in sent.items()}
        for language in texts:
            if not LANGUAGE.fullmatch(language):
                message = _("“%(code)s” is not the code of a language: write two letters, as in ca or nl.")
                raise ValidationError(message, code="code", params={"code": language})
        return {language: words for language, words in texts.items() if words}


def _clean(words: str) -> str:
    refuse_null(words)
    return words.replace("\r\n", "\n").strip()


class LanguageCodeField(forms.CharField):
    """The code of one language."""

    default_error_messages = {"code": _("Write the code of a language, as in fr or ca.")}

    def validate(self, value: str | None) -> None:
        super().validate(value)
        if value and not LANGUAGE.fullmatch(value):
            raise ValidationError(self.error_messages["code"], code="code")
