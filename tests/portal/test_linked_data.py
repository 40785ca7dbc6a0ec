"""The data block of a page tells machines what the page tells people."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from tests.factories import (
    make_cite,
    make_closure,
    make_decision,
    make_event,
    make_occurrence,
    make_open_place,
    make_permanence,
    make_place,
    make_service,
)
from tests.portal.pages import page

pytestmark = pytest.mark.django_db
# A Tuesday: 15:00 in Paris.
NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)
SCHEMA = "https://schema.org/"


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


def block(client, address):
    """The only data block of a page; whatever other script it has is a file."""
    found = [(kind, text) for kind, text in SCRIPT.findall(page(client, address)) if " src=" not in kind]
    assert [kind for kind, _text in found] == [' type="application/ld+json"']
    data = json.loads(found[0][1])
    assert data.pop("@context") == "https://schema.org"
    return data


def of_cite(client, cite):
    return block(client, f"/en/cites/{cite.slug}/")


def test_cite_is_told_with_its_places_and_their_hours(client, settings):
    cite = make_cite(website="https://cite.example/", phone="04 00 00 00 00")
    place = make_open_place(cite, kind="main", latitude=43.3, longitude=5.4, coordinates="exact")
    make_closure(place, date(2026, 11, 30), reason={"en": "Works"})
    found = of_cite(client, cite)
    assert (found["@type"], found["url"]) == ("Organization", f"{settings.SITE_URL}/en/cites/{cite.slug}/")
    assert (found["sameAs"], found["telephone"]) == (cite.website, cite.phone)
    (told,) = found["location"]
    assert told["address"]["addressLocality"] == place.city
    assert (told["geo"]["latitude"], told["isAccessibleForFree"]) == (43.3, True)
    usual = told["openingHoursSpecification"]
    assert [(each["opens"], each["closes"]) for each in usual] == [("09:00", "12:00"), ("14:00", "18:00")]
    closed = [
        (each["validFrom"], each["opens"], each["closes"])
        for each in told["specialOpeningHoursSpecification"]
    ]
    assert closed == [
        ("2026-11-30", "00:00", "00:00"),
        ("2026-12-25", "00:00", "00:00"),
        ("2027-01-01", "00:00", "00:00"),
    ]


def test_hours_unknown_or_unconfirmed_are_not_there(client):
    cite = make_cite()
    make_place(cite, kind="main")
    make_open_place(cite, checked_on=date(2024, 1, 1))
    for told in of_cite(client, cite)["location"]:
        assert [name for name in told if "pecification" in name] == []


def test_places_that_are_not_there_and_positions_that_are_not_exact_are_not_told(client):
    cite = make_cite()
    make_open_place(cite, kind="main", latitude=43.3, longitude=5.4, coordinates="city")
    make_open_place(cite, valid_until="2020")
    make_open_place(cite, kind="online")
    (told,) = of_cite(client, cite)["location"]
    assert "geo" not in told


def test_cite_that_came_to_an_end_receives_nobody(client):
    cite = make_cite()
    make_open_place(cite, kind="main")
    cite.milestones.create(kind="closing", date="2020")
    assert "location" not in of_cite(client, cite)


def test_what_is_invented_says_so(client):
    cite = make_cite(demo=True)
    make_open_place(cite, kind="main", demo=True)
    found = of_cite(client, cite)
    for told in (found, *found["location"]):
        assert told["disambiguatingDescription"] == "Invented, for demonstration."


def test_offer_is_told_with_the_hours_of_its_week(client):
    place = make_open_place(make_cite())
    service = make_service(place.cite, places=[place], summary={"en": "An hour with an adviser"})
    # Over for today: the page shows the next week.
    make_permanence(service, place, time="11:00-15:00")
    found = block(client, service.get_absolute_url())
    assert (found["@type"], found["description"]) == ("Service", "An hour with an adviser")
    assert found["offers"] == {"@type": "Offer", "price": 0}
    assert [(each["opens"], each["closes"], each["validFrom"]) for each in found["hoursAvailable"]] == [
        ("11:00", "12:00", "2026-12-01"), ("14:00", "15:00", "2026-12-01"),
    ]  # fmt: skip
    assert found["availableChannel"][0]["serviceLocation"]["name"] == place.name
    type(place).objects.update(checked_on=date(2020, 1, 1))
    assert "hoursAvailable" not in block(client, service.get_absolute_url())


def test_dates_of_an_event_are_told_with_what_became_of_them(client):
    place = make_open_place(make_cite())
    event = make_event(place.cite, starts="2026-12-01T14:00", place=place, title={"en": "Workshop"}, dates=[])
    for day, over in (
        (1, {}), (2, {"status": "cancelled"}), (3, {"status": "postponed"}), (4, {"status": "moved_online"}),
        (5, {"new_starts": "2026-12-05T16:00"}),
    ):  # fmt: skip
        make_occurrence(event, f"2026-12-0{day}T14:00", **over)
    found = block(client, event.get_absolute_url())["@graph"]
    assert [each["eventStatus"].removeprefix(SCHEMA) for each in found] == [
        "EventScheduled", "EventCancelled", "EventPostponed", "EventMovedOnline", "EventRescheduled",
    ]  # fmt: skip
    assert [each["startDate"] for each in found][::4] == ["2026-12-01T14:00+01:00", "2026-12-05T16:00+01:00"]
    assert [each.get("previousStartDate") for each in found][3:] == [None, "2026-12-05T14:00+01:00"]
    modes = [each["eventAttendanceMode"].removeprefix(SCHEMA) for each in found]
    assert [modes[0], modes[3]] == ["OfflineEventAttendanceMode", "OnlineEventAttendanceMode"]
    assert [found[0]["location"][0]["@type"], found[3]["location"][0]["@type"]] == [
        "Place",
        "VirtualLocation",
    ]
    assert all(each["isAccessibleForFree"] for each in found)


def test_event_of_unknown_attendance_claims_none(client):
    event = make_event(make_cite(), attendance=None)
    (found,) = block(client, event.get_absolute_url())["@graph"]
    assert "eventAttendanceMode" not in found
    assert "location" not in found


def test_no_text_can_end_the_block(client):
    title = '</script><script>alert(1)</script><!-- & \u2028\u2029 " \\'
    service = make_service(title={"en": title, "fr": title})
    html = client.get(service.get_absolute_url()).content.decode()
    text = SCRIPT.search(html)[2]
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text)["name"] == title


@pytest.mark.parametrize("path", ["", "cites/", "services/", "agenda/", "partners/", "label/", "network/"])
def test_no_other_page_has_a_script_without_a_file(client, path):
    assert [kind for kind, _text in SCRIPT.findall(page(client, f"/en/{path}")) if " src=" not in kind] == []


@pytest.mark.parametrize(
    ("decisions", "status", "dates"),
    [
        ([("operating_label", "2010-03-01", {})], "Active", {"validFrom": "2010-03-01"}),
        ([("operating_label", "2010-03", {})], "Active", {}),
        (
            [("renewal", "2026-03-01", {"period_from": "2026-03-01", "period_until": "2027-02-28"})],
            "Active",
            {"validFrom": "2026-03-01", "expires": "2027-02-28"},
        ),
        (
            [("renewal", "2025-03-01", {"period_from": "2025-03-01", "period_until": "2026-02-28"})],
            "Inactive",
            {},
        ),
        ([("operating_label", "2010-03-01", {}), ("suspension", "2016-05-01", {})], "Inactive", {}),
    ],
)
def test_label_is_told_as_its_page_tells_it(client, settings, decisions, status, dates):
    cite = make_cite()
    for kind, day, over in decisions:
        make_decision(cite, kind, day, **over)
    found = block(client, f"/en/label/{cite.slug}/")
    assert found.pop("about")["name"] == str(cite)
    assert found == dates | {
        "@type": "Certification",
        "name": "Label Cité des métiers",
        "url": f"{settings.SITE_URL}/en/label/{cite.slug}/",
        "issuedBy": {"@type": "Organization", "name": "Universcience"},
        "certificationStatus": f"{SCHEMA}Certification{status}",
    }


@pytest.mark.parametrize("address", ["", "?on=2012-10-23"])
def test_label_that_is_not_documented_or_of_another_day_has_no_block(client, address):
    cite = make_cite()
    if address:
        make_decision(cite, "operating_label", "2010-03-01")
    assert "ld+json" not in page(client, f"/en/label/{cite.slug}/{address}")
