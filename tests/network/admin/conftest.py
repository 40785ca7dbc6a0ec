"""What the tests of the admin look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from tests.network.admin.records import make_each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def each(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[bool, dict[type[Any], Any]]]:
    """One record of every model, real and invented, for all; what each test does with them is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {demo: make_each(demo=demo) for demo in (False, True)}
        transaction.set_rollback(True)
