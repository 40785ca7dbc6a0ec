"""Decisions on the label as buttons on the page of a Cité: which are open, to whom, and what each does."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from network.admin.decisions import DECISIONS, open_after
from network.label import Decision, standing_on
from network.models import Cite, LabelDecision
from network.partial_dates import PartialDate
from network.vocabulary import DecisionKind
from tests.factories import make_cite, make_decision, sign_in
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
NOW = "2026-11-25 10:00:10Z"
TODAY = "2026-11-25"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def officer(client):
    person = make_person()
    sign_in(client, person)
    return person


def page(cite, kind):
    return reverse("admin:network_cite_decide", args=[cite.pk, kind])


def buttons(client, cite):
    html = client.get(reverse("admin:network_cite_change", args=[cite.pk])).text
    return re.findall(r'/label/(\w+)/">', html)


def sent_to(client, cite, kind, **over):
    form = client.get(page(cite, kind)).context["form"]
    said = {name: form[name].value() for name in form.fields if name not in {"conditions", "note", "sources"}}
    return {name: "" if value is None else value for name, value in said.items()} | over


def status_of(cite):
    return Cite.objects.with_decisions().get(pk=cite.pk).standing_on(timezone.localdate()).status


SERIES = {
    "nothing": ([], ["project_label", "operating_label", "confirmation", "renewal"]),
    "project": ([("project_label", {})], ["operating_label", "suspension", "label_end"]),
    "operating": ([("operating_label", {})], ["confirmation", "suspension", "label_end"]),
    "due": ([("renewal", {"period_from": "2024-01-01", "period_until": "2025-01-01"})], ["renewal", "suspension", "label_end"]),
    "suspended": ([("operating_label", {}), ("suspension", {})], ["reinstatement", "label_end"]),
    "reinstated": ([("operating_label", {}), ("suspension", {}), ("reinstatement", {})], ["confirmation", "suspension", "label_end"]),
    "withdrawn": ([("operating_label", {}), ("withdrawal", {})], ["project_label"]),
    "ended": ([("operating_label", {}), ("label_end", {})], ["project_label"]),
}  # fmt: skip


def make_series(name, **over):
    cite = make_cite(**over)
    for number, (kind, terms) in enumerate(SERIES[name][0]):
        make_decision(cite, kind, f"2024-01-0{number + 1}", **terms)
    return cite


@pytest.mark.parametrize("name", SERIES)
def test_buttons_are_those_that_make_sense_and_each_opens(client, officer, name):
    cite = make_series(name)
    assert buttons(client, cite) == SERIES[name][1]
    for kind in DECISIONS:
        html = client.get(page(cite, kind)).text
        said = str(DECISIONS[kind].consequence) in html
        assert said == (kind in SERIES[name][1]), kind
        # What is not open is not done by whoever sends its form all the same.
        if not said:
            assert client.post(page(cite, kind), {"seen": "0", "day": "25/11/2026"}).status_code == 409
    assert cite.decisions.count() == len(SERIES[name][0])


@pytest.mark.parametrize(
    ("name", "kind", "after"),
    [
        ("nothing", "project_label", "project"),
        ("project", "operating_label", "operating"),
        ("operating", "confirmation", "operating"),
        ("due", "renewal", "operating"),
        ("operating", "suspension", "suspended"),
        ("suspended", "reinstatement", "operating"),
        ("suspended", "label_end", "ended"),
        ("project", "label_end", "ended"),
    ],
)
def test_decision_is_recorded_with_its_author_of_today(client, officer, name, kind, after):
    cite = make_series(name)
    sent = sent_to(client, cite, kind, note__fr="Vu en comité", conditions__fr="Ouvrir le samedi")
    assert client.post(page(cite, kind), sent).status_code == 302
    made = cite.decisions.latest("pk")
    assert (made.kind, str(made.date), made.author) == (kind, TODAY, officer)
    assert (made.note, made.conditions) == ({"fr": "Vu en comité"}, {"fr": "Ouvrir le samedi"})
    assert status_of(cite) == after


def test_renewal_proposes_the_year_that_follows(client, officer):
    cite = make_cite()
    make_decision(cite, "renewal", "2026-01-01", period_from="2026-01-01", period_until="2026-12-31")
    sent = sent_to(client, cite, "renewal")
    assert (str(sent["period_from"]), str(sent["period_until"])) == ("01/01/2027", "31/12/2027")
    assert client.post(page(cite, "renewal"), sent).status_code == 302
    assert str(cite.decisions.latest("pk").period_until) == "2027-12-31"


def test_what_is_decided_of_another_cite_stands_in_nobodys_way(client, officer):
    cite, kind = make_series("suspended"), "reinstatement"
    sent = sent_to(client, cite, kind)
    make_series("ended")
    assert client.post(page(cite, kind), sent).status_code == 302
    assert cite.decisions.count() == 3


def test_nobody_decides_on_what_they_did_not_see(client, officer):
    cite = make_series("operating")
    sent = sent_to(client, cite, "suspension", note__fr="Fermée")
    make_decision(cite, "confirmation", "2026-11-01")
    answer = client.post(page(cite, "suspension"), sent)
    assert answer.status_code == 422
    assert "recorded meanwhile" in answer.text
    assert "Fermée" in answer.text
    assert status_of(cite) == "operating"
    # Seen now, and sent once more.
    again = sent | {"seen": answer.context["form"]["seen"].value()}
    assert client.post(page(cite, "suspension"), again).status_code == 302
    assert status_of(cite) == "suspended"


@pytest.mark.parametrize(
    ("kind", "wrong", "at"),
    [
        ("suspension", {"day": ""}, "day"),
        ("suspension", {"day": "26/11/2026"}, "day"),
        ("suspension", {"day": "%00"}, "day"),
        ("suspension", {"sources": "ici"}, "sources"),
        ("renewal", {"period_from": "2027-01-01", "period_until": "2026-01-01"}, None),
        ("renewal", {"period_from": "2024-06-01", "period_until": "2025-05-31"}, None),
    ],
)
def test_faults_are_said_and_nothing_is_recorded(client, officer, kind, wrong, at):
    cite = make_series("due")
    answer = client.post(page(cite, kind), sent_to(client, cite, kind, **wrong))
    assert answer.status_code == 422
    assert answer.context["form"].errors
    if at:
        assert at in answer.context["form"].errors
    assert cite.decisions.count() == 1


def test_who_signed_in_a_while_ago_says_again_who_they_are(client, officer, clock):
    cite = make_series("operating")
    sent = sent_to(client, cite, "suspension", note__fr="Fermée")
    clock.shift(11 * 60)
    for answer in (client.get(page(cite, "suspension")), client.post(page(cite, "suspension"), sent)):
        assert answer.status_code == 302
        assert "/accounts/reauthenticate/" in answer.headers["Location"] or "/2fa/" in answer.headers["Location"]  # fmt: skip
    assert status_of(cite) == "operating"
    sign_in(client, officer)
    add = reverse("admin:network_labeldecision_add")
    assert client.get(add).status_code == 200
    clock.shift(11 * 60)
    assert client.get(add).status_code == 302
    assert client.post(add, {"cite": cite.pk, "kind": "suspension"}).status_code == 302
    assert cite.decisions.count() == 1


@pytest.mark.parametrize(
    ("role", "demo", "on_demo"),
    [("content_support", False, False), ("reader", False, False), ("label_officer", True, False)],
)
def test_others_see_no_button_and_decide_nothing(client, role, demo, on_demo):
    cite = make_series("operating", demo=on_demo)
    sign_in(client, make_person(role, demo=demo))
    assert buttons(client, cite) == []
    for kind in DECISIONS:
        assert client.get(page(cite, kind)).status_code == 403
        assert client.post(page(cite, kind), {"seen": "0", "day": TODAY}).status_code == 403
    assert cite.decisions.count() == 1


def test_demonstration_officer_decides_on_what_is_invented(client):
    cite = make_series("operating", demo=True)
    sign_in(client, make_person(demo=True))
    assert client.post(page(cite, "suspension"), sent_to(client, cite, "suspension")).status_code == 302
    assert LabelDecision.objects.latest("pk").demo


@pytest.mark.parametrize("kind", ["withdrawal", "label", "nothing"])
def test_what_is_no_button_is_no_page(client, officer, kind):
    cite = make_series("operating")
    assert client.get(f"/admin/network/cite/{cite.pk}/label/{kind}/").status_code == 404


def test_each_decision_does_what_its_status_says():
    """Whatever is open changes the label, or prolongs it: none is without effect."""
    for name, (series, kinds) in SERIES.items():
        decisions = [
            Decision(kind=DecisionKind(kind), known_since=_day("2024-01-01"), date=_partial(number), number=number)
            for number, (kind, _terms) in enumerate(series, 1)
        ]  # fmt: skip
        standing = standing_on(decisions, _day(TODAY))
        if name != "due":
            assert [each.kind for each in open_after(standing)] == kinds
        for each in open_after(standing):
            new = Decision(kind=each.kind, known_since=_day(TODAY), date=PartialDate.parse(TODAY), number=99)
            assert standing_on([*decisions, new], _day(TODAY)).decision == new


def _day(text):
    return date.fromisoformat(text)


def _partial(number):
    return PartialDate.parse(f"2024-01-0{number}")


def test_buttons_ask_no_more_of_the_database(client, officer, django_assert_max_num_queries):
    cite = make_series("operating")
    client.get(page(cite, "suspension"))
    with django_assert_max_num_queries(7):
        client.get(page(cite, "suspension"))
