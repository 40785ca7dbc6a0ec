"""Fields of our own: texts by language, partial dates, sort keys, closed lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Func, Value
from django.utils.translation import gettext_lazy as _

from network.names import fold
from network.partial_dates import PartialDate
from network.pictures import Picture

if TYPE_CHECKING:
    from collections.abc import Callable

# BCP 47, as far as the exchange file goes: fr, pt-BR.
LANGUAGE = r"^[a-z]{2,3}(-[A-Z]{2})?$"


class PartialDateField(models.CharField):  # type: ignore[type-arg]
    """A year, a month or a day, as precise as its source; a `PartialDate` in Python."""

    description = _("partial date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_args: object) -> PartialDate | None:
        return PartialDate.parse(value) if value else None

    def to_python(self, value: object) -> PartialDate | None:
        if value in (None, ""):
            return None
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(str(value).strip())
        except ValueError as error:
            message = _("Write a year, a month or a day: 2002, 2013-04 or 2005-03-21.")
            raise ValidationError(message, code="invalid") from error

    def get_prep_value(self, value: object) -> str | None:
        return str(value) if value not in (None, "") else None

    def run_validators(self, value: Any) -> None:
        """Measure the text, which is what the column holds."""
        super().run_validators(self.get_prep_value(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""


class PictureField(models.CharField):  # type: ignore[type-arg]
    """The name of a picture that is kept for the Cité of the record, or none; a `Picture` in Python."""

    description = _("picture")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"max_length": 80, "null": True, "blank": True})

    def from_db_value(self, value: str | None, *_args: object) -> Picture | None:
        return Picture.parse(value) if value else None

    def to_python(self, value: object) -> Picture | None:
        if isinstance(value, Picture):
            return value
        if value in (None, ""):
            return None
        try:
            return Picture.parse(str(value))
        except ValueError as error:
            raise ValidationError(
                _("This picture is not kept here: send it again."), code="invalid"
            ) from error

    def get_prep_value(self, value: object) -> str | None:
        return str(value) if value else None

    def run_validators(self, value: Any) -> None:
        """Measure the text, which is what the column holds."""
        super().run_validators(self.get_prep_value(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""


class TextsField(models.JSONField):
    """A text by language: `{"fr": "…", "en": "…"}`; empty when nothing is said."""

    description = _("text by language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)


class ChoicesArrayField(ArrayField):  # type: ignore[type-arg]
    """Several values of a closed vocabulary."""

    def __init__(self, choices: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        if choices is not None:
            kwargs["base_field"] = models.CharField(max_length=40, choices=choices.choices)
            kwargs.setdefault("default", list)
            kwargs.setdefault("blank", True)
        super().__init__(**kwargs)


def text_list(verbose_name: Any) -> ArrayField[Any, Any]:
    """Return a column for a list of short texts, in the order given."""
    return ArrayField(models.CharField(max_length=2000), default=list, blank=True, verbose_name=verbose_name)


class SortKeyField(models.CharField):  # type: ignore[type-arg]
    """What a list is sorted by: a name without case or accents, the same on every database."""

    def __init__(self, source: Callable[[Any], str] | None = None, **kwargs: Any) -> None:
        self.source = source
        super().__init__(**{"max_length": 200, "editable": False, "default": "", **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001
        value = fold(self.source(model_instance))[:200] if self.source else ""
        setattr(model_instance, self.attname, value)
        return value


def satisfies(function: str, *fields: str) -> Func:
    """Call a boolean SQL function of ours, made by the first migration, over some fields."""
    return Func(*[models.F(field) for field in fields], function=function, output_field=models.BooleanField())


def is_among(field: str, vocabulary: type[models.TextChoices]) -> models.Q:
    """Ask that every value of an array is of a vocabulary."""
    return models.Q(
        **{
            f"{field}__contained_by": Value(
                vocabulary.values, output_field=ArrayField(models.CharField(max_length=40))
            )
        }
    )
