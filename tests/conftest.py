"""What every test stands on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from citesmetiers import catalogs, fonts

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_configure() -> None:
    """Build what `manage.py prepare` builds, but for the collected static files: tests find them where they lie."""
    catalogs.compile_all()
    fonts.build_fonts(Path(settings.BUILT_ASSETS) / "fonts")
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Nobody's language and nobody's count of failed sign-ins reach the next test."""
    cache.clear()
    with translation.override("en"):
        yield
