"""Network totals: of how many Cités, as of which day; drawn with their table; taken away, and no formula runs."""

import csv
import io
from decimal import Decimal
from itertools import pairwise

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from network.actions.totals import totals_of, years_of
from network.admin.charts import GROUND, WIDTH, bars
from network.models import Indicator
from tests.factories import make_campaign, make_cite, make_indicator, make_report
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
DAY = "2026-11-29"


@pytest.fixture(autouse=True)
def _day():
    Indicator.objects.all().delete()
    with time_machine.travel(f"{DAY} 10:00+01:00", tick=False):
        yield


@pytest.fixture
def network():
    """Two years of two indicators: sent, accepted, not sent, not known, a former member, an invented one."""
    visits = make_indicator(code="visits", order=1, breakdown="age", name={"en": "Visits"})
    share = make_indicator(code="share", order=2, adds_up=False, name={"en": "Satisfied"})
    before, now = make_campaign(2025), make_campaign(2026)
    cites = [make_cite(name={"fr": name}) for name in ("Un", "=1+1", "Trois", "Quatre", "Cinq")]
    for cite, state, value in zip(
        cites,
        ["submitted", "accepted", "accepted", "draft", "returned"],
        [100, 300, None, 7000, 9000],
        strict=True,
    ):
        report = make_report(cite, now, state=state, figures={visits: value, share: 80})
        report.figures.create(indicator=visits, part="under_18", value=10)
    make_report(make_cite(membership="former"), now, state="accepted", figures={share: Decimal("94.5")})
    make_report(cites[0], before, state="accepted", figures={visits: 50})
    make_cite(membership="not_a_member")
    make_cite()
    invented = make_indicator(code="visits", demo=True)
    make_report(make_cite(demo=True), make_campaign(2026, demo=True), state="accepted", figures={invented: 5})
    return now, visits, share


def test_totals_say_how_many_answered_of_how_many(network):
    campaign, visits, share = network
    found = totals_of(campaign, campaign.opens_on)
    # Six members, and one that is none and reported all the same; of those, four sent what they said.
    assert (found.asked, found.sent) == (7, 4)
    by_code = {row.indicator.code: row for row in found.rows}
    assert by_code["visits"].figures == (2, 400, 100, 200, 300)
    [(code, name, under)] = by_code["visits"].parts
    assert (code, name, under.answered, under.total) == ("under_18", "under 18", 3, 30)
    assert by_code["share"].figures.answered == 4
    assert by_code["share"].figures.middle == 80
    years = years_of([visits, share], demo=False)
    assert [(each.campaign.year, each.asked, each.figures.answered) for each in years[visits.pk]] == [
        (2025, 6, 1),
        (2026, 7, 2),
    ]


def test_the_page_names_the_day_the_numbers_and_the_warning(client, network):
    campaign, visits, _share = network
    Indicator.objects.filter(pk=visits.pk).update(warning={"en": "Not a person."})
    client.force_login(make_person("reader"))
    page = client.get(reverse("admin:network_campaign_totals", args=[campaign.pk])).text
    page = page.replace("\N{NO-BREAK SPACE}", " ")
    assert "As of 29 November 2026, 4 of 7 Cités sent their report." in page
    assert "2 of 7" in page
    assert "Not a person." in page
    assert "makes no sum" in page
    assert (
        reverse("admin:network_campaign_totals", args=[campaign.pk])
        in client.get(reverse("admin:network_campaign_change", args=[campaign.pk])).text
    )


def test_a_year_is_drawn_and_stands_in_the_table(client, network):
    _campaign, visits, _share = network
    client.force_login(make_person("reader"))
    page = client.get(reverse("admin:network_indicator_years", args=[visits.pk])).text
    drawing = page.partition('<svg class="years"')[2].partition("</svg>")[0]
    assert 'role="img"' in drawing
    assert 'aria-labelledby="years-title"' in drawing
    assert "Visits, a bar for each year" in drawing
    assert drawing.count("<rect") == 2
    assert "style=" not in page
    rows = page.partition('<table class="totals">')[2]
    for word in (">2025<", ">50<", "1 of 6", ">2026<", ">400<", "2 of 7"):
        assert word in rows


def test_bars_stand_on_the_ground_side_by_side_and_as_high_as_they_count():
    found = bars(
        [(2024, 0, 5, None), (2025, 2, 5, Decimal(0)), (2026, 4, 5, Decimal(300)), (2027, 5, 5, Decimal(150))]
    )
    assert [bar.height for bar in found][:2] == [0, 0]
    assert found[2].height > 0
    assert found[2].height == 2 * found[3].height
    assert all(bar.top + bar.height == GROUND for bar in found)
    assert all(one.left + one.width <= two.left for one, two in pairwise(found))
    many = bars([(1994 + number, 1, 1, Decimal(number)) for number in range(33)])
    assert all(bar.left >= 0 and bar.left + bar.width <= WIDTH for bar in many)
    assert bars([]) == []


def test_tables_are_taken_away_and_no_formula_runs(client, network):
    campaign, _visits, _share = network
    client.force_login(make_person("reader"))
    told = client.get(reverse("admin:network_campaign_csv", args=[campaign.pk, "totals"]))
    assert told["Content-Disposition"] == 'attachment; filename="reports-2026-totals.csv"'
    rows = list(csv.reader(io.StringIO(told.content.decode("utf-8-sig"))))
    assert rows[1][:5] == ["visits", "Visits", "things", "", "400"]
    assert DAY in rows[1]
    figures = client.get(reverse("admin:network_campaign_csv", args=[campaign.pk, "figures"]))
    rows = list(csv.reader(io.StringIO(figures.content.decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} >= {"Un", "'=1+1"}
    assert not {row[0] for row in rows[1:]} & {"Quatre", "Cinq"}, "what is not sent is not told"
    book = load_workbook(
        io.BytesIO(client.get(reverse("admin:network_campaign_xlsx", args=[campaign.pk])).content)
    )
    assert book.sheetnames == ["totals", "figures", "years"]
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert "=1+1" in {cell.value for cell in cells}
    assert 400 in {cell.value for cell in book["totals"][2]}
    assert client.get(reverse("admin:network_campaign_csv", args=[campaign.pk, "others"])).status_code == 404


def test_queries_do_not_grow_with_the_network(client, network, django_assert_max_num_queries):
    campaign, visits, share = network
    for number in range(20):
        make_report(make_cite(), campaign, state="accepted", figures={visits: number, share: number})
        make_campaign(1994 + number)
        make_indicator()
    client.force_login(make_person("reader"))
    for name, arguments in (
        ("network_campaign_totals", [campaign.pk]), ("network_indicator_years", [visits.pk]),
        ("network_campaign_csv", [campaign.pk, "figures"]), ("network_campaign_csv", [campaign.pk, "years"]),
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert client.get(reverse(f"admin:{name}", args=arguments)).status_code == 200
