"""The world that the matrix is asked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from tests.access.asking import tables, told_of
from tests.access.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for all: what each asking writes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        made.before, made.of_b = tables(), told_of(made.b.cite)
        yield made
        transaction.set_rollback(True)
