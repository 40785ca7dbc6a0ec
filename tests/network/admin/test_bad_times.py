"""Days, hours, zones and regions that cannot be: a sentence at the field, and nothing half-saved."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from network.models import Closure, NetworkHoliday, Place, Season, Stay
from tests import factories
from tests.network.admin.records import make_person, sent_by

pytestmark = pytest.mark.django_db
NO_DAY, YEAR, OVERLAP = "valid date", "from 1900 to 2999", "overlap"

# (what is sent with the form of a place, which has a season, a closure and a stay; the form, field and words)
BAD = [
    ("seasons", {"weekly__mo": "9h-12h 11h-13h"}, "weekly", OVERLAP),
    ("seasons", {"weekly__su": "22h-2h 23h-24h"}, "weekly", OVERLAP),
    ("seasons", {"weekly__mo": "9h-25h"}, "weekly", "cannot be read"),
    ("seasons", {"valid_from": "2027-02-29"}, "valid_from", NO_DAY),
    ("seasons", {"valid_until": "2026-02-30"}, "valid_until", NO_DAY),
    ("seasons", {"valid_until": "9999-12-31"}, "valid_until", "2999, or nothing"),
    ("seasons", {"valid_from": "0001-01-01"}, "valid_from", "2999, or nothing"),
    ("seasons", {"valid_from": "2026-05-02", "valid_until": "2026-05-01"}, "valid_until", "ends before"),
    ("seasons", {"as_of": "2027-02-29"}, "as_of", "a year, a month or a day"),
    ("seasons", {"as_of": "9999"}, "as_of", YEAR),
    ("closures", {"hours": "10h-12h 11h30-14h"}, "hours", OVERLAP),
    ("closures", {"first_day": "2027-02-29"}, "first_day", NO_DAY),
    ("closures", {"last_day": "9999-12-31"}, "last_day", YEAR),
    ("closures", {"last_day": "2026-04-30"}, "last_day", "ends before"),
    ("stays", {"first_day": "2027-02-29"}, "first_day", NO_DAY),
    ("stays", {"last_day": "9999-12-31"}, "last_day", YEAR),
    ("stays", {"first_day": "0001-01-01"}, "first_day", YEAR),
    ("stays", {"last_day": "2026-05-31"}, "last_day", "ends before"),
    ("", {"checked_on": "9999-12-31"}, "checked_on", YEAR),
    ("", {"checked_on": "2027-02-29"}, "checked_on", NO_DAY),
    ("", {"valid_until": "9999"}, "valid_until", YEAR),
    ("", {"valid_from": "2027-02-29"}, "valid_from", "a year, a month or a day"),
    ("", {"timezone": "Europe/Marseille"}, "timezone", "no such time zone"),
    ("", {"timezone": "EST5EDT"}, "timezone", "no such time zone"),
    ("", {"timezone": "CEST"}, "timezone", "no such time zone"),
    ("", {"holiday_region": "Pays de Bade"}, "holiday_region", "no such region"),
    ("", {"country": "BE", "holiday_region": "57"}, "holiday_region", "no such region"),
]  # fmt: skip


@pytest.fixture
def place(client):
    client.force_login(make_person("label_officer"))
    place = factories.make_place(kind="host")
    factories.make_season(place)
    factories.make_closure(place, date(2026, 5, 1))
    factories.make_stay(place, date(2026, 6, 1), date(2026, 6, 30))
    return place


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Place, Season, Closure, Stay)]


@pytest.mark.parametrize("case", BAD, ids=lambda case: f"{case[2]}-{case[1]}")
def test_bad_time_is_told_at_its_field_and_nothing_is_saved(client, place, case):
    rows, bad, field, words = case
    prefix, before = f"{rows}-0-" if rows else "", everything()
    sent = sent_by(client.get(change(place))) | {"name": "Un autre nom"}
    answer = client.post(change(place), sent | {f"{prefix}{name}": value for name, value in bad.items()})
    assert answer.status_code == 200
    forms = {each.formset.prefix: each.formset.forms[0] for each in answer.context["inline_admin_formsets"]}
    form = forms[rows] if rows else answer.context["adminform"].form
    assert words in str(form.errors[field]), form.errors
    assert everything() == before


@pytest.mark.parametrize(
    ("rows", "good"),
    [
        ("seasons", {"weekly__mo": "22h-2h", "weekly__tu": "1h-9h"}),
        ("seasons", {"weekly__mo": "9h-12h 12h-14h"}),
        ("seasons", {"valid_from": "2028-02-29", "valid_until": "2999-12-31"}),
        ("closures", {"first_day": "2028-02-29", "last_day": "2028-02-29", "hours": "20h-4h"}),
        ("", {"timezone": "indian/reunion", "holiday_region": "974"}),
        ("", {"timezone": "America/Argentina/Buenos Aires", "country": "AR"}),
        ("", {"holiday_region": "67"}),
    ],
)
def test_what_is_beside_it_is_saved(client, place, rows, good):
    prefix = f"{rows}-0-" if rows else ""
    sent = sent_by(client.get(change(place))) | {f"{prefix}{name}": value for name, value in good.items()}
    answer = client.post(change(place), sent)
    assert answer.status_code == 302, answer.context["errors"]


def test_zone_is_kept_as_the_database_spells_it(client, place):
    client.post(change(place), sent_by(client.get(change(place))) | {"timezone": "INDIAN/reunion"})
    place.refresh_from_db()
    assert place.timezone == "Indian/Reunion"


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"day": "2027-02-29"}, "day"),
        ({"day": "9999-05-01"}, "day"),
        ({"region": "Pays de Bade"}, "region"),
        ({"country": "fr"}, "country"),
    ],
)
def test_holiday_of_no_day_or_region_is_refused(client, place, bad, field):
    sent = {"country": "FR", "region": "", "day": "2027-05-01", "kept": "on", "name__fr": "Fête"} | bad
    answer = client.post(reverse("admin:network_networkholiday_add"), sent)
    assert field in answer.context["adminform"].form.errors
    assert not NetworkHoliday.objects.exists()
