"""Words of the querysets of offers."""

from datetime import date

import pytest

from services.models import Service
from tests.factories import make_partner, make_service

pytestmark = pytest.mark.django_db


def test_draw_is_the_same_all_day_and_another_one_the_next_day():
    for _ in range(12):
        make_service()
    first, again, next_day = (
        list(Service.objects.drawn_on(day).values_list("pk", flat=True))
        for day in (date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 25))
    )
    assert first == again
    assert sorted(first) == sorted(next_day)
    assert first != next_day


def test_draw_ignores_titles_and_partners():
    services = [make_service() for _ in range(6)]
    before = list(Service.objects.drawn_on(date(2026, 11, 24)))
    services[3].title = {"fr": "AAA premier"}
    services[3].partner = make_partner(name="AAA")
    services[3].save()
    assert list(Service.objects.drawn_on(date(2026, 11, 24))) == before
