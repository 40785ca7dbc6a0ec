"""Constraints that many tables share; each use has its own name."""

from datetime import date

from django.db import models

from network.hours.places import FIRST_YEAR, LAST_YEAR
from network.models.fields import satisfies


def by_language(field: str, *, name: str) -> models.CheckConstraint:
    """Ask that a text by language is one: codes of languages, and no empty text."""
    return models.CheckConstraint(condition=satisfies("texts_are_valid", field), name=name)


def are_languages(field: str, *, name: str) -> models.CheckConstraint:
    """Ask that every value of an array is the code of a language."""
    return models.CheckConstraint(condition=satisfies("languages_are_codes", field), name=name)


def are_addresses(field: str, *, name: str) -> models.CheckConstraint:
    """Ask that every value of an array is an address of the web."""
    return models.CheckConstraint(condition=satisfies("addresses_are_valid", field), name=name)


def is_address(field: str, *, name: str) -> models.CheckConstraint:
    """Ask for an address of the web, or for none."""
    condition = models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__regex": "^https?://"})
    return models.CheckConstraint(condition=condition, name=name)


def is_known(field: str, vocabulary: type[models.TextChoices], *, name: str) -> models.CheckConstraint:
    """Ask for a word of a closed vocabulary, or for none."""
    condition = models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__in": vocabulary.values})
    return models.CheckConstraint(condition=condition, name=name)


def is_said(field: str, *, name: str) -> models.CheckConstraint:
    """Ask for a text that is not empty."""
    return models.CheckConstraint(condition=~models.Q(**{field: ""}), name=name)


def within_reach(*fields: str, name: str) -> models.CheckConstraint:
    """Ask that days lie in the years in which hours are told; what has no end has none, not the year 9999."""
    condition = models.Q()
    for field in fields:
        within = models.Q(**{f"{field}__range": (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))})
        condition &= models.Q(**{f"{field}__isnull": True}) | within
    return models.CheckConstraint(condition=condition, name=name)
