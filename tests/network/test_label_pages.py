"""The register of the label and the proof of a Cité, as visitors get them."""

import re
from datetime import date

import html5lib
import pytest
from django.utils.html import escape

from network.models import LabelDecision
from network.partial_dates import PartialDate
from tests.factories import make_cite, make_decision
from tests.network.reading import page, words

pytestmark = pytest.mark.django_db
REGISTER = "/en/label/"


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to("2026-11-24T23:30:00+00:00", tick=False)


@pytest.fixture
def marseille():
    cite = make_cite(slug="marseille", name={"fr": "Cité des métiers de Marseille"})
    make_decision(cite, "project_label", "2002")
    make_decision(cite, "operating_label", "2005", sources=["https://marseille.example/label"])
    return cite


def row_of(html, cite):
    """Return what the register says of a Cité, in words."""
    found = re.search(rf'<tr>\s*<th scope="row"><a href="/en/label/{cite.slug}/.*?</tr>', html, re.DOTALL)
    return found and words(found[0])


def counts(html):
    """Return the numbers of the register: words and figure."""
    listed = html.split('<dl class="counts">')[1].split("</dl>")[0]
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", listed))


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2001-01-01", "No label"),
        ("2002-06-01", "No label Perhaps already: project label granted (2002)."),
        ("2004-01-01", "Project Since 2002."),
        ("2005-03-23", "Project Since 2002. Perhaps already: operating label granted (2005)."),
        ("2006-01-01", "Operating Since 2005."),
        ("2026-11-25", "Operating Since 2005."),
    ],
)
def test_register_tells_the_status_of_the_day(client, marseille, on, said):
    assert row_of(page(client, REGISTER, on=on), marseille) == f"Marseille {said}"


def test_register_is_that_of_today_in_paris_unless_asked(client, marseille):
    html = page(client, REGISTER)
    assert "The register of the label on 25 November 2026" in html
    assert [f'value="{each}"' in html for each in (25, 11, 2026)] == [True, True, True]


def test_three_fields_lead_to_the_address_of_the_day_and_keep_the_filter(client):
    response = client.get(
        REGISTER, {"day": "1", "month": "02", "year": "2010", "status": "project", "page": "2"}
    )
    assert (response.status_code, response["Location"]) == (302, "/en/label/?status=project&on=2010-02-01")
    assert client.get(REGISTER, {"on": "2010-2-1"})["Location"] == "/en/label/?on=2010-02-01"


@pytest.mark.parametrize("path", [REGISTER, "/en/label/marseille/"])
@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ({"on": "2026-02-30"}, ["Day: this month has no such day."]),
        ({"on": "2026-13-01"}, ["Month: write a number from 1 to 12."]),
        ({"on": "1-1-1"}, ["Year: write a number from 1900 to 2999."]),
        ({"day": "", "month": "x", "year": "2020"},
         ["Day: write a number from 1 to 31.", "Month: write a number from 1 to 12."]),
        ({"day": "3"}, ["Month: write a number from 1 to 12.", "Year: write a number from 1900 to 2999."]),
        ({"on": "yesterday"},
         ["The address asks for “yesterday”: write the day, the month and the year here."]),
    ],
)  # fmt: skip
def test_impossible_day_says_what_to_mend_and_loses_nothing(client, marseille, path, query, errors):
    html = page(client, path, 400, **query)
    summary = html.split("error-summary__title")[1].split("</ul>")[0]
    assert [words(each) for each in re.findall(r"<li>.*?</li>", summary)] == errors
    given = query.get("on", "").split("-") if len(query.get("on", "").split("-")) == 3 else query.values()
    kept = [each for each in given if each and each != "yesterday"]
    assert [f'value="{each}"' in html for each in kept] == [True] * len(kept)
    assert "<title>Error: " in html


def test_error_of_a_field_is_told_by_the_field(client):
    html = page(client, REGISTER, 400, on="2026-02-30")
    field = re.search(r'<input[^>]*name="day"[^>]*>', html)[0]
    assert ('aria-invalid="true"' in field, 'aria-describedby="on_day_error"' in field) == (True, True)
    assert html.count('id="on_day_error"') == 1
    assert 'href="#on_day"' in html


def test_counts_print_the_undocumented_beside_the_rest_and_leave_the_invented_out(client, marseille):
    make_cite()
    make_decision(make_cite(demo=True), "operating_label", "2020")
    html = page(client, REGISTER)
    assert counts(html) == {"operating": "1", "not documented": "1"}
    assert "One invented Cité, marked “demonstration”, is listed and not counted." in html
    assert counts(page(client, REGISTER, on="2001-01-01")) == {"no label": "1", "not documented": "1"}


def test_counts_say_that_nothing_is_undocumented(client, marseille):
    assert counts(page(client, REGISTER))["not documented"] == "0"


def test_filter_by_status(client, marseille):
    other = make_cite()
    html = page(client, f"{REGISTER}?status=operating&on=2026-11-25")
    assert (bool(row_of(html, marseille)), row_of(html, other)) == (True, None)
    html = page(client, f"{REGISTER}?status=operating&on=2001-01-01")
    assert "No Cité has this status on this day" in html
    assert "was not understood" in page(client, f"{REGISTER}?status=labelled")


def test_not_a_member_is_nowhere_and_unconfirmed_is_said(client):
    hidden, doubtful = make_cite(membership="not_a_member"), make_cite(membership="unconfirmed")
    make_decision(hidden, "operating_label", "2010")
    html = page(client, REGISTER)
    assert hidden.slug not in html
    assert "Membership not confirmed" in row_of(html, doubtful)
    page(client, f"/en/label/{hidden.slug}/", 404)
    assert "Membership not confirmed" in page(client, f"/en/label/{doubtful.slug}/")


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_is_marked_in_every_place(client, demo):
    cite = make_cite(demo=demo)
    make_decision(cite, "operating_label", "2020")
    marks = [page(client, path).count('<span class="flag">demonstration</span>') for path in
             (REGISTER, f"/en/label/{cite.slug}/")]  # fmt: skip
    assert marks == ([2, 1] if demo else [0, 0])


def test_register_pages_by_fifty_without_losing_or_repeating(client):
    cites = [make_cite() for _ in range(53)]
    pages = [page(client, REGISTER, page=number) for number in (1, 2)]
    shown = [[each.pk for each in cites if row_of(html, each)] for html in pages]
    assert [len(those) for those in shown] == [50, 3]
    assert {pk for those in shown for pk in those} == {each.pk for each in cites}


def test_register_takes_one_query_for_one_row_or_thirty(client, django_assert_num_queries):
    for number in (1, 30):
        for _ in range(number):
            make_decision(make_cite(), "operating_label", "2020")
        with django_assert_num_queries(1):
            page(client, REGISTER)


def test_proof_takes_two_queries_for_one_row_or_thirty(client, marseille, django_assert_num_queries):
    for number in (1, 30):
        for day in range(number):
            make_decision(marseille, "renewal", f"2020-01-{day + 1:02}")
            marseille.milestones.create(kind="reopening", date=PartialDate(2020))
        with django_assert_num_queries(2):
            page(client, f"/en/label/{marseille.slug}/")


def test_timeline_goes_back_from_the_day_and_shows_no_later_decision(client, marseille):
    undated = make_cite()
    make_decision(undated, "operating_label")
    timeline = page(client, REGISTER).split('id="timeline"')[1].split("<section")[0]
    assert words(timeline).split("The story of the network ")[1] == (
        f"Date not known {undated.short_name} – operating label granted "
        "2005 Marseille – operating label granted (2005) 2002 Marseille – project label granted (2002)"
    )
    timeline = page(client, REGISTER, on="2004-12-31").split('id="timeline"')[1].split("<section")[0]
    assert "operating" not in timeline
    assert "No decision is documented until this day." in page(client, REGISTER, on="1999-12-31")


def test_timeline_leads_on_to_earlier_decisions(client):
    cite = make_cite()
    LabelDecision.objects.bulk_create(
        LabelDecision(cite=cite, kind="renewal", date=PartialDate(1994 + number % 30, 6, 1 + number // 30),
                      known_since=date(2026, 11, 23))
        for number in range(120)
    )  # fmt: skip
    html = page(client, REGISTER)
    link = re.search(r'href="\?on=([\d-]+)#timeline">20 earlier decisions', html)
    assert link[1] == "1998-12-31"
    assert "1998" in page(client, REGISTER, on=link[1]).split('id="timeline"')[1]


HOSTILE = [
    "on=" + "9" * 6000,
    "on=%00-%00-%00",
    "on=2020-01-01%00",
    "on=" + "a" * 10_000,
    "on=-1-1-1",
    "on=2020-01-01&on=2020-02-02",
    "on[]=2020-01-01",
    "on=９９９９-12-31",
    "on=2999-12-31",
    "on=1900-01-01",
    "day=1&month=1&year=" + "9" * 5000,
    "day=%ED%A0%80&month=%F0%9F%9A%AA&year='; DROP TABLE network_cite;--",
    "status=%00&page=%00",
    "status=operating&status=project&page=99999999999999999999",
    "page=-1&page=x",
    "&".join(["status=operating"] * 900),
    "&".join(f"x{number}=1" for number in range(1500)),
]


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", [REGISTER, "/en/label/marseille/", "/en/network/"])
def test_hostile_addresses_never_break_a_page(client, marseille, path, query):
    assert client.get(f"{path}?{query}").status_code in {200, 302, 400}


def test_what_is_asked_comes_back_as_text_only(client):
    html = page(client, REGISTER, 400, on="<script>alert(1)</script>")
    assert ("<script>" in html, escape("<script>alert(1)</script>") in html) == (False, True)


# --- The proof --------------------------------------------------------------------------------
def section(html, name):
    return words(html.split(f'id="{name}">')[1].split("</section>")[0])


def proof(client, cite, **query):
    return page(client, f"/en/label/{cite.slug}/", **query)


def test_proof_tells_the_status_since_when_and_on_which_decision(client, marseille):
    said = section(proof(client, marseille), "status")
    assert said.startswith("Today, 25 November 2026 Operating The Cité is recognised in operation")
    assert "Since when Since 2005 On which decision Operating label granted (2005)" in said
    assert "What followed:" in section(proof(client, marseille), "gaps")


def test_proof_tells_the_doubt_inside_the_span_of_a_date(client, marseille):
    html = proof(client, marseille, on="2005-03-23")
    assert "On 23 March 2005 Project" in section(html, "status")
    assert "Perhaps already: operating label granted (2005)." in section(html, "status")
    assert "Perhaps already" not in section(proof(client, marseille), "status")
    assert "until 31 December 2005, the earlier status stands" in section(html, "gaps")
    assert "Does not count yet on 23 March 2005." in section(html, "decisions")


def test_proof_tells_a_decision_without_a_date(client):
    brussels = make_cite()
    make_decision(brussels, "project_label", "2015-05-20")
    make_decision(brussels, "operating_label", note={"en": "Granted after the opening."})
    before, after = proof(client, brussels, on="2020-01-01"), proof(client, brussels)
    assert "it counts from 23 November 2026" in section(before, "gaps")
    assert "Since a date that is not known" in section(after, "status")
    assert "Date not known Operating label granted. Granted after the opening." in section(after, "decisions")


def test_proof_of_a_suspended_cite_that_stays_a_member(client):
    genoa = make_cite(membership_as_of=PartialDate(2024))
    make_decision(genoa, "suspension", "2016-05")
    genoa.milestones.create(kind="opening", date=PartialDate(2002, 1))
    html = proof(client, genoa)
    assert "Suspended" in section(html, "status")
    assert "Before the suspension Not documented" in section(html, "status")
    assert "What came before the first decision known: label suspended (May 2016)." in section(html, "gaps")
    assert "Member of the network Member (2024) Opening to the public January 2002" in section(html, "apart")
    assert "opening" not in section(html, "decisions")


def test_proof_of_a_cite_of_which_nothing_is_documented(client):
    nimes = make_cite()
    nimes.milestones.create(kind="opening", date=PartialDate(1999))
    html = proof(client, nimes)
    assert "Not documented" in section(html, "status")
    assert "Any decision on the label of this Cité." in section(html, "gaps")
    assert "No decision on the label of this Cité was found" in section(html, "decisions")


def test_proof_tells_a_recorded_period_and_that_it_has_passed(client):
    cite = make_cite()
    make_decision(cite, "project_label", "2024-01-01")
    make_decision(
        cite, "operating_label", "2025-03-01", period_from=date(2025, 3, 1), period_until=date(2026, 2, 28)
    )
    inside, after = proof(client, cite, on="2026-02-28"), proof(client, cite)
    assert "Recorded period From 1 March 2025 to 28 February 2026, inclusive" in section(inside, "status")
    assert "Nothing that this register needs" in section(inside, "gaps")
    assert "Renewal due" in section(after, "status")
    assert "Since 1 March 2026" in section(after, "status")


def test_proof_shows_what_was_corrected_struck_and_what_replaces_it(client, marseille):
    wrong = marseille.decisions.get(kind="operating_label")
    wrong.replaced_by = make_decision(marseille, "operating_label", "2005-03-21")
    wrong.save()
    html = proof(client, marseille)
    assert words(html.split("<s>")[1].split("</s>")[0]) == "2005 Operating label granted."
    decisions = section(html, "decisions")
    assert "What replaces it: operating label granted (21 March 2005)." in decisions
    assert "Replaces: operating label granted (2005)." in decisions
    assert "Since 21 March 2005" in section(html, "status")


def test_proof_shows_conditions_notes_and_sources(client, marseille):
    make_decision(
        marseille, "renewal", "2020", date_until=PartialDate(2021), conditions={"fr": "Ouvrir le samedi."}
    )
    html = proof(client, marseille)
    assert 'href="https://marseille.example/label"' in html
    assert 'Conditions: <span lang="fr">Ouvrir le samedi.</span>' in html
    assert "Between 2020 and 2021 Label renewed." in section(html, "decisions")
    assert "No source is recorded." in section(html, "decisions")


def test_proof_of_nobody_does_not_exist(client):
    page(client, "/en/label/nowhere/", 404)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_are_strict_html_without_a_cookie(client, marseille, language):
    make_decision(make_cite(demo=True), "suspension", "2020")
    titles = set()
    for path in ("label/", "label/?on=2004-01-01", "label/?status=due", "label/?on=x", "label/marseille/",
                 "label/marseille/?on=2004-01-01", "label/marseille/?on=2004-02-30", "network/"):  # fmt: skip
        response = client.get(f"/{language}/{path}")
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())
        assert len(list(tree.iter("h1"))) == 1
        targets = {("".join(link.itertext()), link.get("href")) for link in tree.find(".//main").iter("a")}
        assert len({said for said, _href in targets}) == len(targets)
        assert (dict(response.cookies), "Cookie" in response.get("Vary", "")) == ({}, False)
        titles.add(next(tree.iter("title")).text)
    assert len(titles) == 8
