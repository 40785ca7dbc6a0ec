"""The story of the network, as visitors get it."""

import re

import pytest

from network.models import NetworkFact
from network.partial_dates import PartialDate
from tests.factories import make_cite, make_decision
from tests.network.reading import page, words

pytestmark = pytest.mark.django_db
STORY = "/en/network/"


def make_fact(kind="history", day="1999", **over):
    defaults = {"kind": kind, "date": day and PartialDate.parse(day), "text": {"en": "The label is created"}}
    return NetworkFact.objects.create(**defaults | over)


def table(html, caption):
    rows = html.split(f"<caption>{caption}</caption>")[1].split("</table>")[0].split("<tbody>")[1]
    return dict(re.findall(r'<th scope="row">(.*?)</th><td class="num">(.*?)</td>', rows))


def test_facts_stand_in_order_with_dates_as_precise_as_their_sources(client):
    make_fact(day="2001-10", text={"en": "Second"})
    make_fact(day="1993-03-31", text={"en": "First"}, sources=["https://first.example/page"])
    make_fact(day=None, text={"en": "Last"})
    html = page(client, STORY).split('id="history"')[1].split("</section>")[0]
    assert words(html.split(">", 1)[1]) == (
        "What happened 31 March 1993 First Source (you leave this site): first.example/page "
        "October 2001 Second Date not known Last"
    )


def test_statements_carry_their_number_date_and_source_and_are_no_constant(client):
    make_fact(
        "statement",
        "2009",
        text={"fr": "Paris et vingt-cinq autres"},
        count=26,
        sources=["https://b.example/"],
    )
    html = page(client, STORY)
    said = words(html.split("What was said")[1].split("What is documented")[0])
    assert "2009 – 26 Cités Paris et vingt-cinq autres Source (you leave this site): b.example" in said
    assert '<span lang="fr">Paris et vingt-cinq autres</span>' in html


def test_what_is_documented_here_is_counted_without_the_invented_and_the_hidden(client):
    make_decision(make_cite(country="FR"), "operating_label", "2005")
    make_cite(country="FR", membership="unconfirmed")
    make_cite(country="CH", membership="former")
    make_cite(country="BR", membership="not_a_member")
    make_decision(make_cite(country="IT", demo=True), "operating_label", "2005")
    html = page(client, STORY)
    assert table(html, "By membership") == {
        "Member": "1",
        "Former member": "1",
        "Membership not confirmed": "1",
    }
    assert table(html, "By country") == {"France": "2", "Switzerland": "1"}
    assert table(html, "By status of the label") == {"Operating": "1", "Not documented": "2"}
    assert "3 entries:" in html


def test_nothing_known_is_said(client):
    html = page(client, STORY)
    assert "No statement was found in public sources." in html
    assert 'id="history"' not in html


def test_story_pages_by_fifty_without_losing_or_repeating(client):
    facts = [make_fact(text={"en": f"Fact number {number:03}"}) for number in range(40)]
    facts += [
        make_fact("statement", text={"en": f"Said number {number:03}"}, count=3) for number in range(23)
    ]
    pages = [page(client, STORY, page=number) for number in (1, 2)]
    shown = [[each.pk for each in facts if each.text["en"] in html] for html in pages]
    assert [len(those) for those in shown] == [50, 13]
    assert {pk for those in shown for pk in those} == {each.pk for each in facts}


def test_story_takes_three_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    for number in (1, 30):
        for _ in range(number):
            make_fact()
            make_decision(make_cite(), "operating_label", "2005")
        with django_assert_num_queries(3):
            page(client, STORY)


@pytest.mark.parametrize("demo", [True, False])
def test_invented_fact_is_marked(client, demo):
    make_fact(demo=demo)
    assert page(client, STORY).count('<span class="flag">demonstration</span>') == demo
