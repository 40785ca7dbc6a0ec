"""What every test stands on."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from citesmetiers import catalogs, fonts
from citesmetiers.gazetteer import lookup
from citesmetiers.search import index
from tests.attacked import make_world
from tests.databases import migrated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker
    from xdist.remote import Producer

    from tests.attacks import World

# Rooms and modules whose fixtures take long to make, each of one process. None empties the database: others would find
# it so. The journeys share a portal and a browser.
TOGETHER = (
    "tests/access/test_matrix.py",
    "tests/edge/test_down.py",
    "tests/edge/test_published.py",
    "tests/journeys/",
    "tests/portal/gazetteer/test_whole.py",
    "tests/portal/search/test_plans.py",
    "tests/portal/test_demonstration.py",
    "tests/portal/test_demonstration_apart.py",
    "tests/portal/test_demonstration_content.py",
    "tests/portal/test_exchange_broken.py",
    "tests/portal/test_production.py",
)


class Scheduling(LoadScopeScheduling):
    """Gives the next test to the process that is free, and what belongs together first, as a whole."""

    def _split_scope(self, nodeid: str) -> str:
        return next((each for each in TOGETHER if nodeid.startswith(each)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


def pytest_configure() -> None:
    """Build what `manage.py prepare` builds, but for the collected static files: tests find them where they lie."""
    catalogs.compile_all()
    fonts.build_fonts(Path(settings.BUILT_ASSETS) / "fonts")
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    # What tests send is not kept beside what people sent.
    settings.MEDIA_ROOT = tempfile.mkdtemp(prefix="cdm-media-")


def pytest_collection_finish() -> None:
    """Look for garbage in what tests make, and not in thousands of tests again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_unconfigure() -> None:
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the proofs counted, from all the processes together."""
    counts: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed"):
        counts.update({name: value for name, value in report.user_properties if name.endswith(" proved")})
    for name, count in counts.items():
        terminalreporter.write_line(f"{count:,} {name}, without a difference")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let each process copy the database that has all migrations, instead of running them."""
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = migrated()


# What migrations say of the models themselves: no test changes it, and making it anew takes longer than the rest.
KEPT = {"auth_permission", "django_content_type"}


def _empty(_case: TransactionTestCase) -> None:
    """Empty the database after a test that was a transaction of its own."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = ", ".join(connection.ops.quote_name(name) for name in sorted({*names} - KEPT))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables}")


TransactionTestCase._fixture_teardown = _empty


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One row of everything, for attacks on constraints; each attack is taken back by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Nobody's language reaches the next test; what the search remembers goes with the database of each."""
    index.forget_all()
    lookup.forget_towns()
    with translation.override("en"):
        yield
