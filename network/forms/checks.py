"""Asks the database whether a record may be written, before it is: all checks of its table in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import FieldError, ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import BooleanField, CheckConstraint, Value
from django.db.models.functions import Coalesce
from django.db.models.sql import Query
from django.db.models.sql.constants import SINGLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import BaseConstraint, Model


def refused(record: Model, excluded: set[str]) -> list[BaseConstraint]:
    """Return the constraints of a table that a record does not keep, as far as it names what they look at.

    Those that look at other rows come last, and only for a row that can be one: they could not read
    days that end before they begin.
    """
    found: list[BaseConstraint] = []
    for model, constraints in record.get_constraints():
        checks = [each for each in constraints if isinstance(each, CheckConstraint)]
        found += _refused_checks(model, checks, record, excluded)
    if found:
        return found
    return [
        each
        for model, constraints in record.get_constraints()
        for each in constraints
        if not isinstance(each, CheckConstraint) and _is_refused(each, model, record, excluded)
    ]


def _refused_checks(
    model: type[Model], checks: Iterable[CheckConstraint], record: Model, excluded: set[str]
) -> list[CheckConstraint]:
    """Ask each as Django does; a check that the database cannot even read is asked apart from the others."""
    query, asked = Query(None), []
    for name, value in record._get_field_expression_map(model._meta, excluded).items():  # type: ignore[attr-defined]
        query.add_annotation(value, name, select=False)
    for check in checks:
        # As in a table: what is neither true nor false is let through.
        condition = Coalesce(check.condition, Value(value=True), output_field=BooleanField())
        try:
            query.add_annotation(condition, check.name)
        except FieldError:
            # It looks at a field that the form does not have.
            continue
        asked.append(check)
    if not asked:
        return []
    try:
        with transaction.atomic():
            answers = query.get_compiler(connection=connection).execute_sql(SINGLE)
    except DatabaseError:
        return [each for each in asked if _is_refused(each, model, record, excluded)]
    return [each for each, is_kept in zip(asked, answers, strict=True) if not is_kept]


def _is_refused(constraint: BaseConstraint, model: type[Model], record: Model, excluded: set[str]) -> bool:
    try:
        constraint.validate(model, record, exclude=excluded)
    except ValidationError:
        return True
    return False
