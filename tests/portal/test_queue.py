"""What waits for the secretariat, on one page: as the list of Cités and the command say it."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.factories import make_cite, make_decision, make_report
from tests.network.admin.records import make_person
from tests.network.reading import words

pytestmark = pytest.mark.django_db
NOW = "2027-01-29T09:30:00Z"
QUEUE = "/admin/queue/"


@pytest.fixture(autouse=True)
def _january(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def officer(client):
    client.force_login(make_person())
    return client


def make_labelled(last, **over):
    cite = make_cite(**over)
    make_decision(cite, "renewal", "2026-01-01", period_from="2026-01-01", period_until=last)
    return cite


def rows(html, section):
    table = html.split(f'id="{section}"')[1].split("</table>")[0]
    return [words(each) for each in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.DOTALL)]


def named(name):
    return {"slug": name.lower(), "name": {"en": name}}


def test_the_most_urgent_come_first_with_what_is_awaited(officer):
    make_labelled("2027-02-28", **named("Soon"))
    make_labelled("2027-01-29", **named("Today"))
    make_labelled("2027-01-28", **named("Yesterday"))
    make_labelled("2026-12-31", **named("Longer"), demo=True)
    make_labelled("2027-04-30", **named("Far"))
    make_report(
        make_labelled("2027-02-15", **named("Held")), state="accepted", decided_at="2027-01-20T10:00:00Z"
    )
    make_decision(make_cite(**named("Undocumented")), "operating_label", "2005")
    html = officer.get(QUEUE).text
    assert rows(html, "steps") == [
        "Longer demonstration Late The renewal of the label, until Dec. 31, 2026 · late by 29 days",
        "Yesterday Late The renewal of the label, until Jan. 28, 2027 · late by one day",
        "Today Due within 90 days The renewal of the label, until Jan. 29, 2027 · today is the last day",
        "Soon Due within 90 days The renewal of the label, until Feb. 28, 2027 · 30 days left",
        "Held Held The renewal of the label, until Feb. 15, 2027 · held since Jan. 20, 2027",
    ]  # fmt: skip
    counts = re.findall(r'<a href="([^"]+\?due=\w+)">[^<]*\((\d+)\)', html)
    assert [(link.rpartition("=")[2], number) for link, number in counts] == [
        ("due", "2"), ("late", "2"), ("held", "1"),
    ]  # fmt: skip
    for link, number in counts:
        assert officer.get(link).text.count('class="field-__str__"') == int(number)


def test_promises_are_those_of_the_command(officer):
    for number in range(20):
        make_labelled("2027-12-31", slug=f"a-{number:02}")
    told = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_charter", "--json", stdout=told)
    said = [each["cite"] for each in json.loads(told.getvalue())]
    assert len(said) == 40
    shown = []
    for page in (1, 2):
        html = officer.get(QUEUE, {"page": page}).text
        shown += re.findall(r'href="/en/workspace/([^/]+)/"', html.split('id="charter"')[1])
    assert shown[:40] == said


def test_nothing_that_waits_is_said(officer):
    html = officer.get(QUEUE).text
    assert "No recorded period ends within 90 days, and no case is held." in html
    assert "Every labelled Cité keeps its promises." in html
    assert f'href="{reverse("admin:queue")}"' in officer.get("/admin/").text


@pytest.mark.parametrize(("role", "status"), [("reader", 200), ("content_support", 200), ("", 403)])
def test_it_is_for_the_secretariat(client, role, status):
    client.force_login(make_person(role))
    assert client.get(QUEUE).status_code == status


def test_queries_do_not_grow(officer, django_assert_num_queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as asked:
        officer.get(QUEUE)
    before = len(asked)
    for _each in range(30):
        make_labelled("2027-02-28")
    # With nobody to ask about, the promises need one query less.
    with django_assert_max_num_queries(before + 2):
        officer.get(QUEUE)
