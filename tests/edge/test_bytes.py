"""A copy is what Django would have answered, byte for byte; what stands in says of when it is, and no state."""

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from citesmetiers.edge.routes import ROUTES, WITHOUT_COPY
from tests.edge.asking import addresses, ask, edge
from tests.house.routes import PUBLIC
from tests.house.world import make_town

pytestmark = pytest.mark.django_db


def in_french(path):
    return "/fr/" + path.removeprefix("/en/") if path.startswith("/en/") else path


def pages(town):
    return sorted({each for path in addresses(town).values() for each in (path, in_french(path))})


def test_every_public_page_is_told_apart():
    assert set(ROUTES) | WITHOUT_COPY == PUBLIC
    assert not set(ROUTES) & WITHOUT_COPY


def test_a_copy_is_what_django_answers(tmp_path):
    paths = pages(make_town())
    django = WSGIHandler()
    with time_machine.travel(timezone.now(), tick=False), edge(tmp_path) as portal:
        for path in paths:
            plain = ask(django, path)
            assert plain.status == 200, path
            drawn, kept = ask(portal, path), ask(portal, path)
            assert drawn.body == kept.body == plain.body, path
            assert "Set-Cookie" not in kept.headers
            for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy",
                         "Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
                         "Content-Type"):  # fmt: skip
                assert kept.headers.get(name) == plain.headers.get(name), (path, name)
        assert portal.application.count == len(paths)
