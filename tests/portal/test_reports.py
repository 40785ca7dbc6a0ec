"""The yearly report in the workspace: written, kept, sent, returned, accepted; read by the whole team."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from network.actions.reports import MOVES, move_report
from network.forms.reports import FigureField, in_digits
from network.models import Indicator, Letter, Report
from tests.factories import (
    make_campaign,
    make_cite,
    make_decision,
    make_indicator,
    make_place,
    make_report,
    make_service,
    make_user,
)
from tests.network.workspace.writing import at_work, faults_in, form_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _asked():
    """Ask for two things alone, whichever are brought along."""
    Indicator.objects.all().delete()
    make_indicator(
        code="visits", order=1, breakdown="age", warning={"fr": "Un passage", "en": "Not a person"}
    )
    make_indicator(code="offers", order=2)


def address(report_or_cite, name="report_write", year=2026):
    cite = getattr(report_or_cite, "cite", report_or_cite)
    return f"/en/workspace/{cite.slug}/reports/{year}/" + ("write/" if name == "report_write" else "")


def figures(report):
    known = report.figures.filter(value__isnull=False).select_related("indicator")
    return {(each.indicator.code, each.part): each.value for each in known}


def test_from_the_list_to_the_acceptance_and_the_letter():
    """The journey of a coordinator, and what the contributor reads of it."""
    cite, _campaign = make_cite(), make_campaign()
    make_decision(cite, "operating_label", "2020-01-01")
    make_service(cite)
    label = make_user(network_role="label_officer")
    head, helper = at_work(cite), at_work(cite, "contributor")
    assert "nothing written yet" in head.get(f"/en/workspace/{cite.slug}/reports/").text
    assert "Send the yearly report of 2026" in head.get(f"/en/workspace/{cite.slug}/").text
    assert "Begin the report" in head.get(address(cite, "report")).text
    assert "Begin the report" not in helper.get(address(cite, "report")).text
    page = head.get(address(cite))
    assert "Not a person" in page.text
    assert form_in(page, "report")["offers"] == ["1"], "what the portal knows stands in the field"
    kept = write_report(
        head, cite, page=page, visits="22,480", visits__under_18="0", offers="2", offers__comment="Dit"
    )
    assert kept.status_code == 302, faults_in(kept)
    report = Report.objects.get()
    assert figures(report) == {("visits", ""): 22480, ("visits", "under_18"): 0, ("offers", ""): 2}
    assert report.figures.get(indicator__code="offers").proposed == 1
    assert report.state == "draft"
    sent = write_report(head, cite, "submit")
    assert sent.status_code == 302, faults_in(sent)
    assert sent.url == address(cite, "report")
    assert head.get(address(cite)).status_code == 302, "what is sent is read, not written"
    read = helper.get(address(cite, "report")).text
    assert "22,480" in read
    assert "not known" not in read
    move_report(report.pk, MOVES["return"], by=label, reason="Et les 26-40 ans ?")
    assert "Et les 26-40 ans ?" in head.get(address(cite)).text
    assert "says what is missing" in head.get(f"/en/workspace/{cite.slug}/").text
    write_report(head, cite, "submit", visits__26_40="90")
    move_report(report.pk, MOVES["renew"], by=label)
    page = head.get(address(cite, "report")).text
    assert "The label is renewed from" in page
    assert "Send the yearly report" not in head.get(f"/en/workspace/{cite.slug}/").text
    assert "label renewed" in head.get(f"/en/workspace/{cite.slug}/reports/").text
    assert list(Letter.objects.order_by("pk").values_list("kind", flat=True)) == [
        "report_submitted", "report_returned", "report_submitted", "report_accepted",
    ]  # fmt: skip


def write_report(client, cite, do="save", *, page=None, **changes):
    sent = form_in(page or client.get(address(cite)), "report")
    sent |= {name: [each] for name, each in changes.items()}
    return client.post(address(cite), {**sent, "do": do})


def test_a_second_writer_is_shown_both_and_overwrites_knowingly():
    cite, _campaign = make_cite(), make_campaign()
    one, other = at_work(cite), at_work(cite)
    opened = one.get(address(cite))
    assert write_report(other, cite, visits="10", offers__comment="Compté deux fois").status_code == 302
    late = write_report(one, cite, page=opened, visits="20", visits__over_60="3")
    assert late.status_code == 409
    assert "Saved meanwhile: 10" in late.text
    assert "Saved meanwhile: Compté deux fois" in late.text
    assert form_in(late, "report")["visits"] == ["20"], "what was written stands in the field"
    assert figures(Report.objects.get()) == {("visits", ""): 10}
    again = write_report(one, cite, page=late)
    assert again.status_code == 302, faults_in(again)
    assert figures(Report.objects.get()) == {("visits", ""): 20, ("visits", "over_60"): 3}


def test_a_field_that_was_emptied_is_not_filled_in_again():
    cite = make_cite()
    make_service(cite)
    head = at_work(cite)
    make_report(cite)
    assert form_in(head.get(address(cite)), "report")["offers"] == ["1"], "nobody has kept it yet"
    write_report(head, cite, offers="")
    page = head.get(address(cite))
    assert form_in(page, "report")["offers"] == [""]
    assert "The portal counts 1 on" in page.text


def test_who_saves_after_it_was_sent_loses_no_word():
    cite, _campaign = make_cite(), make_campaign()
    head = at_work(cite)
    write_report(head, cite, visits="10")
    opened = head.get(address(cite))
    write_report(head, cite, "submit")
    late = write_report(head, cite, page=opened, visits="77")
    assert late.status_code == 409
    assert "was sent meanwhile" in late.text
    assert form_in(late, "report")["visits"] == ["77"]
    assert figures(Report.objects.get()) == {("visits", ""): 10}


@pytest.mark.parametrize(
    ("said", "language", "number"),
    [
        ("", "en", None), ("0", "en", 0), ("22480", "en", 22480), ("22,480", "en", 22480), ("1,022,480.5", "en", Decimal("1022480.5")),
        ("37.5", "en", Decimal("37.5")), ("37,5", "en", Decimal("37.5")), ("22 480", "fr", 22480),
        ("22\u202f480,25", "fr", Decimal("22480.25")), ("22’480", "fr", 22480),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(said, language, number):
    with translation.override(language):
        field = FigureField()
        assert field.clean(said) == number
        assert field.clean(in_digits(field.clean(said))) == number


@pytest.mark.parametrize("said", ["-1", "about 200", "1e9", "12.345.6", "22,480", "NaN", "1" * 13, "3%"])
def test_what_is_no_number_comes_back_with_the_rest(said):
    cite, _campaign = make_cite(), make_campaign()
    head = at_work(cite, language="fr")
    where = address(cite).replace("/en/", "/fr/")
    sent = form_in(head.get(where), "report") | {"visits": [said], "offers__comment": ["Reste"]}
    answer = head.post(where, {**sent, "do": "save"})
    assert answer.status_code == 422
    assert form_in(answer, "report")["visits"] == [said]
    assert form_in(answer, "report")["offers__comment"] == ["Reste"]
    assert not Report.objects.exists()


def test_parts_that_exceed_their_total_are_kept_and_not_sent():
    cite, _campaign = make_cite(), make_campaign()
    head = at_work(cite)
    parts = {"visits": "10", "visits__under_18": "6", "visits__over_60": "5"}
    assert write_report(head, cite, **parts).status_code == 302
    answer = write_report(head, cite, "submit")
    assert answer.status_code == 422
    assert "add up to 11" in answer.text
    assert Report.objects.get().state == "draft"


def test_a_report_without_figures_is_kept_and_not_sent():
    cite, _campaign = make_cite(), make_campaign()
    head = at_work(cite)
    answer = write_report(head, cite, "submit", offers__comment="Rien n’a été compté.")
    assert answer.status_code == 422
    assert "There is no figure in it yet" in answer.text
    assert write_report(head, cite, "submit", page=answer, visits="4").status_code == 302
    assert Report.objects.get().state == "submitted"


def test_a_campaign_that_is_not_open_is_read_and_not_written():
    today = timezone.localdate()
    cite, _campaign = (
        make_cite(),
        make_campaign(opens_on=today + timedelta(days=2), closes_on=today + timedelta(days=9)),
    )
    head = at_work(cite)
    assert "It is not open yet" in head.get(address(cite, "report")).text
    assert head.get(address(cite)).status_code == 404
    assert head.post(address(cite), {"do": "save"}).status_code == 404
    assert "Send the yearly report" not in head.get(f"/en/workspace/{cite.slug}/").text


def test_after_the_last_day_it_is_late_and_can_still_be_sent():
    cite, _campaign = make_cite(), make_campaign(opens_on=date(2026, 1, 1), closes_on=date(2026, 2, 1))
    head = at_work(cite)
    assert "The last day has passed" in head.get(address(cite, "report")).text
    assert write_report(head, cite, "submit", visits="4").status_code == 302


def test_a_cite_reads_its_own_reports_and_campaigns_of_its_kind():
    cite = make_cite()
    make_report(make_cite(), figures={Indicator.objects.get(code="visits"): 4321})
    make_campaign(2025, demo=True)
    head = at_work(cite)
    assert "4,321" not in head.get(address(cite, "report")).text
    assert head.get(address(cite, "report", 2025)).status_code == 404
    assert head.get(address(cite, "report", 99999999999999999999)).status_code == 404
    assert "2025" not in head.get(f"/en/workspace/{cite.slug}/reports/").text


def test_queries_do_not_grow_with_what_is_asked(django_assert_max_num_queries):
    cite = make_cite()
    report = make_report(cite)
    for number in range(30):
        report.figures.create(indicator=make_indicator(), value=number)
        make_campaign(1994 + number)
        make_place(cite)
    head = at_work(cite)
    head.get(address(cite, "report"))
    for where, most in (
        (address(cite), 20),
        (address(cite, "report"), 9),
        (f"/en/workspace/{cite.slug}/reports/", 9),
    ):
        with django_assert_max_num_queries(most):
            assert head.get(where).status_code == 200
