"""The network in figures on a day: what was, as far as it is known, and who may look at it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from citesmetiers.demonstration import add_demonstration
from citesmetiers.insight import TABLES, insight_on
from network.hours import TimeRange, occurs_on
from network.models import Agreement, Cite, Place
from network.names import country_name
from services.models import Permanence, Service
from tests.factories import (
    make_agreement,
    make_cite,
    make_decision,
    make_member,
    make_partner,
    make_permanence,
    make_place,
    make_service,
)
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
PAGE = "/admin/insight/"
TODAY = timezone.localdate()


def tables(day=TODAY, *, demo=False):
    return {each.code: each for each in insight_on(day, demo=demo, now=timezone.now())}


def total(table):
    [found] = [row.figures for row in table.rows if row.is_total]
    return dict(zip(table.headers, found, strict=True))


def by_country(table):
    return {row.words: row.figures for row in table.rows if not row.is_total}


def grow_older(days):
    """Have the history begin so many days earlier at the same hour by the clock, past the triggers that keep it."""
    zone = timezone.get_default_timezone_name()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in (Cite, Place, Agreement, Service, Permanence):
            table = model.history.rel.related_model._meta.db_table
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(
                f"UPDATE {table} SET pgh_created_at ="
                f" (pgh_created_at AT TIME ZONE %s - make_interval(days => {days})) AT TIME ZONE %s",
                [zone, zone],
            )
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


# --- What is counted -------------------------------------------------------------------------------
def test_an_independent_count_of_the_demonstration_says_the_same():
    add_demonstration(TODAY)
    found, now = tables(demo=True), timezone.now()
    shown = Cite.objects.shown().filter(demo=True)
    assert total(found["cites"])["All together"] == shown.count() == 12
    places = Place.objects.filter(demo=True)
    held = [
        each
        for each in places
        if str(each.valid_from or "0") <= TODAY.isoformat() <= f"{each.valid_until or '9'}~"
    ]
    assert total(found["places"])["All together"] == len(held) > 12
    agreements = Agreement.objects.filter(demo=True).in_force(TODAY)
    assert total(found["partners"]) == {
        "Partners": agreements.values("partner").distinct().count(),
        "Agreements": agreements.count(),
    }
    offers = Service.objects.published().filter(demo=True).valid_at(now)
    assert total(found["offers"])["Offers"] == offers.count() > 20
    assert {name: figures[0] for name, figures in by_country(found["offers"]).items() if figures[0]} == {
        country_name(code): count
        for code, count in Counter(offers.values_list("cite__country", flat=True)).items()
    }
    due = offers.due_on(TODAY).count()
    assert total(found["freshness"])["Checked in time"] == offers.count() - due
    share = total(found["freshness"])["Checked in time, of a hundred"]
    assert share == round(Decimal(100 * (offers.count() - due)) / offers.count(), 1)
    assert total(found["hours"]) == _hours_day_by_day(offers)


def _hours_day_by_day(offers):
    """Hold every permanence on every day of a year of weeks, by the clock."""
    begun, lasting = (
        Q(valid_from=None) | Q(valid_from__lte=TODAY),
        Q(valid_until=None) | Q(valid_until__gte=TODAY),
    )
    permanences = Permanence.objects.filter(begun, lasting, service__in=offers).with_cancelled()
    days = [TODAY - timedelta(days=number) for number in range(364)]
    hours = Counter()
    for each in permanences.select_related("service"):
        time = TimeRange.parse(each.time)
        begins = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=time.start)
        ends = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=time.last_minute)
        rule = each.rule
        # Its rhythm, whatever its dates: a permanence of this season is told as of a whole year.
        object.__setattr__(rule, "valid_from", None)
        object.__setattr__(rule, "valid_until", None)
        object.__setattr__(rule, "cancelled", {})
        held = (ends - begins).total_seconds() / 3600 * sum(occurs_on(rule, day) for day in days)
        for theme in {"All themes", *(str(label) for label in _themes(each.service))}:
            hours[theme] += held
    names = ["All themes", *map(str, _labels().values())]
    return {name: round(Decimal(str(hours[name])) / 52, 1) for name in names}


def _labels():
    return dict(Service._meta.get_field("themes").base_field.choices)


def _themes(service):
    return [_labels()[theme] for theme in service.themes]


def test_a_partner_of_two_countries_counts_once_in_all():
    partner, here, there = make_partner(), make_cite(), make_cite(country="BE")
    for cite in (here, here, there):
        make_agreement(cite, partner)
    make_agreement(here, make_partner(), until="2001")
    make_agreement(make_cite(membership="not_a_member"), make_partner())
    table = tables()["partners"]
    assert total(table) == {"Partners": 1, "Agreements": 3}
    assert by_country(table) == {"France": [1, 2], "Belgium": [1, 1]}


def test_a_permanence_of_two_themes_counts_once_in_all():
    offer = make_service(themes=["training", "mobility"])
    make_permanence(offer, time="14:00-17:00")
    make_permanence(offer, time="22:00-01:00", every_weeks=2, week_of=date(2026, 1, 5))
    make_permanence(make_service(offer.cite, publication="draft"), time="09:00-18:00")
    assert total(tables()["hours"]) == {
        "All themes": Decimal("4.5"),
        "Find your way": 0,
        "Train": Decimal("4.5"),
        "Find a job": 0,
        "Change career": 0,
        "Start a business": 0,
        "Move": Decimal("4.5"),
        "Read, write, count": 0,
    }


# --- On which day ------------------------------------------------------------------------------------
def test_a_past_day_is_told_as_the_portal_said_it_then():
    cite = make_cite()
    place, offer = make_place(cite), make_service(cite, checked_on=TODAY - timedelta(days=50))
    permanence = make_permanence(offer, place)
    make_agreement(cite, make_partner())
    gone = make_service(cite, publication="published")
    make_service(cite, publication="draft")
    grow_older(40)
    gone.publication = "withdrawn"
    gone.save()
    permanence.delete()
    make_place(cite)
    Cite.objects.filter(pk=cite.pk).update(membership="member")
    then, now = tables(TODAY - timedelta(days=20)), tables()
    assert (total(then["offers"])["Offers"], total(now["offers"])["Offers"]) == (2, 1)
    assert (total(then["hours"])["All themes"], total(now["hours"])["All themes"]) == (3, 0)
    assert [total(each["places"])["All together"] for each in (then, now)] == [1, 2]
    assert total(then["freshness"])["Never checked"] == 1
    first = TODAY - timedelta(days=40)
    assert total(tables(first)["offers"])["Offers"] == 2
    before = tables(first - timedelta(days=1))
    for code in ("offers", "hours", "freshness"):
        assert (before[code].rows, before[code].unknown_before) == ([], first)


def test_before_the_history_only_what_is_dated_is_told():
    cite = make_cite(country="BE")
    make_decision(cite, "operating_label", "2003")
    make_decision(cite, "withdrawal", "2010")
    make_place(cite, valid_from="2002", valid_until="2008")
    make_place(cite)
    make_agreement(cite, make_partner(), since="2004-05", until="2005")
    make_agreement(cite, make_partner())
    known = tables(date(2004, 6, 1))
    assert by_country(known["cites"]) == {"Belgium": [1, 1]}
    assert known["cites"].headers == ["Operating", "All together"]
    assert total(known["places"])["All together"] == 1
    assert total(known["partners"]) == {"Partners": 1, "Agreements": 1}
    assert "no recorded beginning" in known["places"].notes[-1]
    assert total(tables(date(2009, 6, 1))["places"])["All together"] == 0
    assert tables(date(2011, 6, 1))["cites"].headers == ["Withdrawn", "All together"]


# --- The page --------------------------------------------------------------------------------------
def test_readers_see_the_real_network_and_may_switch(client):
    make_service(make_cite(country="BE"))
    make_service(make_cite(country="LU", demo=True))
    client.force_login(make_person("reader"))
    page = client.get(PAGE).text
    assert ("Belgium" in page, "Luxembourg" in page) == (True, False)
    assert f'href="{PAGE}"' in client.get("/admin/").text
    switched = client.get(PAGE, {"demo": "1"}).text
    assert ("Belgium" in switched, "Luxembourg" in switched) == (False, True)
    assert "all of it is invented" in switched
    assert "Nothing of visitors" not in page


def test_a_demonstration_account_sees_the_demonstration_alone(client):
    make_service(make_cite(country="BE"))
    make_service(make_cite(country="LU", demo=True))
    client.force_login(make_person("label_officer", demo=True))
    for query in ({}, {"demo": "0"}, {"demo": ""}):
        page = client.get(PAGE, query).text
        assert ("Belgium" in page, "Luxembourg" in page) == (False, True)
        text = client.get(f"{PAGE}cites.csv", query).content.decode("utf-8-sig")
        assert ("Belgium" in text, "Luxembourg" in text) == (False, True)
    assert "figures of the real network" not in page


def test_nobody_else_sees_it(client):
    assert client.get(PAGE).status_code == 302
    for person in (make_person(""), make_member(make_cite(), "coordinator")):
        client.force_login(person)
        assert client.get(PAGE).status_code == 403
        assert client.get(f"{PAGE}cites.csv").status_code == 403


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"on": "2026-02-30"}, "This month has no such day."),
        ({"on": "yesterday"}, "The address asks for “yesterday”"),
        ({"on": "2999-01-01"}, "This day is to come."),
        ({"on": "0000-01-01"}, "Write a number from 1900 to 2999."),
        ({"day": "31", "month": "4", "year": "2020"}, "This month has no such day."),
    ],
)
def test_an_impossible_day_is_asked_for_again(client, query, words):
    client.force_login(make_person("reader"))
    answer = client.get(PAGE, query)
    assert answer.status_code == 400
    assert words in answer.text
    assert 'name="year"' in answer.text
    assert client.get(f"{PAGE}cites.csv", query).status_code == 400
    assert client.get(f"{PAGE}visitors.csv").status_code == 404
    assert client.get(PAGE, {"day": "3", "month": "4", "year": "2020"}).status_code == 200


@pytest.mark.parametrize("code", TABLES)
def test_each_table_is_a_file_too(client, code):
    make_permanence(make_service(make_cite(country="BE")))
    client.force_login(make_person("reader"))
    answer = client.get(f"{PAGE}{code}.csv", {"on": TODAY.isoformat()})
    assert f'filename="network-{code}-{TODAY}.csv"' in answer.headers["Content-Disposition"]
    assert f"{PAGE}{code}.csv?on={TODAY}" in client.get(PAGE).text
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    table = tables()[code]
    assert lines[0] == ["Country", *table.headers]
    assert [line[0] for line in lines[1:]] == ["Belgium", "All together"]
    assert [[Decimal(cell) if cell else None for cell in line[1:]] for line in lines[1:]] == [
        row.figures for row in table.rows
    ]
    unknown = client.get(f"{PAGE}{code}.csv", {"on": "1995-01-01"}).content.decode("utf-8-sig")
    assert (f"not known before {TODAY}" in unknown) == (code in {"offers", "hours", "freshness"})


def test_queries_do_not_grow(client, django_assert_num_queries, django_assert_max_num_queries):
    make_permanence(make_service(make_cite()))
    with django_assert_num_queries(7):
        tables()
    client.force_login(make_person("reader"))
    with django_assert_max_num_queries(16) as asked:
        client.get(PAGE)
    for number in range(12):
        cite = make_cite(country=["BE", "CH", "FR"][number % 3])
        make_permanence(make_service(cite), make_place(cite))
        make_agreement(cite, make_partner())
    with django_assert_num_queries(7):
        tables()
    with django_assert_max_num_queries(len(asked)):
        client.get(PAGE)
