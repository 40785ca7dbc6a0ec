"""The page of a Cité at fixed moments: what the door answers, and what the page may and may not tell."""

from datetime import UTC, date, datetime

import pytest

from network.models import Carrier, Figure, LabelDecision, Milestone, Pole
from tests.factories import (
    make_agreement,
    make_cite,
    make_closure,
    make_event,
    make_open_place,
    make_partner,
    make_permanence,
    make_place,
    make_season,
    make_service,
    make_stay,
)
from tests.portal.pages import answer, page, section, words

pytestmark = pytest.mark.django_db
# A Tuesday in winter: 10:30 in Paris, 9:30 in Lisbon.
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tuesday(time_machine):
    time_machine.move_to(NOW, tick=False)


def address(cite, language="en"):
    return f"/{language}/cites/{cite.slug}/"


# --- The door ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hour", "said"),
    [
        ("2026-11-24T10:30", "It is open. You may come in until 11:00."),
        ("2026-11-24T12:30", "It is closed. It opens today at 14:00."),
        ("2026-11-24T20:00", "It is closed. It opens tomorrow at 09:00."),
        ("2026-11-27T20:00", "It is closed. It opens on Monday 30 November at 09:00."),
    ],
)
def test_door_answers_at_the_hour(client, time_machine, hour, said):
    time_machine.move_to(datetime.fromisoformat(f"{hour}:00+01:00"), tick=False)
    cite = make_cite()
    place = make_open_place(cite, kind="main")
    make_closure(place, date(2026, 11, 24), hours=["09:00-11:00", "14:00-18:00"])
    assert answer(page(client, address(cite))) == said


@pytest.mark.parametrize(
    ("place", "season"),
    [
        ({"checked_on": None}, {}),
        ({"checked_on": None}, {"as_of": "2016"}),
        ({"checked_on": date(2025, 11, 23)}, {}),
        ({"checked_on": date(2026, 11, 23)}, None),
    ],
)
def test_hours_that_nobody_confirmed_are_never_said_open(client, place, season):
    cite = make_cite()
    made = make_place(cite, kind="main", **place)
    if season is not None:
        make_season(made, **season)
    make_permanence(make_service(cite), made, time="09:00-12:00")
    html = page(client, address(cite))
    assert answer(html) == "Hours to be confirmed. Ask before you come."
    signs = ("d-light", "state--open", "slot--now", 'class="spill"', 'class="carpet"')
    assert [sign for sign in signs if sign in html] == []


def test_old_hours_tell_their_year(client):
    cite = make_cite()
    make_season(make_place(cite), as_of="2016")
    html = page(client, address(cite))
    assert "The hours known here are those of 2016." in html
    assert "(to be confirmed)" in section(html, "come")


def test_place_abroad_tells_its_own_clock(client):
    cite = make_cite()
    make_place(cite, kind="main", name="Lyon")
    make_open_place(cite, name="Porto", country="PT", timezone="Europe/Lisbon")
    html = page(client, address(cite))
    assert answer(html) == "It is open. You may come in until 12:00, local time (Lisbon)."
    places = section(html, "places")
    assert "Portugal" in words(places)
    assert "Open until 12:00, local time (Lisbon)" in words(places)


def test_open_door_is_named_before_the_main_place(client):
    cite = make_cite()
    make_closure(make_open_place(cite, kind="main", name="Maison"), date(2026, 11, 24))
    make_open_place(cite, name="Antenne")
    html = page(client, address(cite))
    assert answer(html).startswith("It is open.")
    assert "Antenne" in html.split('class="answer">')[1].split("</div>")[0]


def test_what_one_can_do_now_has_an_end(client):
    cite = make_cite()
    place = make_open_place(cite)
    make_permanence(make_service(cite, title={"en": "Talk"}), place, time="10:00-11:30")
    make_permanence(make_service(cite, title={"en": "Later"}), place, time="15:00-16:00")
    make_service(cite, places=[place], title={"en": "Read"}, modality="self_service")
    now = words(section(page(client, address(cite)), "now"))
    assert "Talk until 11:30" in now
    assert "Read until 12:00" in now
    assert "Later" not in now


def test_open_without_permanence_says_what_is_left(client):
    cite = make_cite()
    make_open_place(cite)
    assert "come in, sit down, read" in section(page(client, address(cite)), "now")


# --- Places -----------------------------------------------------------------------------------
def test_places_to_come_and_places_gone_say_so(client):
    cite = make_cite()
    make_open_place(cite, name="Maison")
    make_open_place(cite, name="Demain", valid_from="2027-03")
    make_open_place(cite, name="Hier", valid_until="2024")
    places = words(section(page(client, address(cite)), "places"))
    assert "To come: March 2027" in places
    assert "Ended: 2024" in places
    assert places.count("Open until") == 1


def test_travelling_place_tells_its_days(client):
    cite = make_cite()
    make_open_place(cite, name="Maison", kind="main")
    bus = make_open_place(cite, name="Bus", kind="itinerant")
    make_stay(bus, date(2026, 12, 1), date(2026, 12, 3))
    places = words(section(page(client, address(cite)), "places"))
    assert "From Tuesday 1 December to Thursday 3 December" in places
    assert "Closed, opens on Tuesday 1 December at 09:00" in places


def test_exceptions_ahead_are_told_in_words(client):
    cite = make_cite()
    place = make_open_place(cite)
    make_closure(place, date(2026, 12, 24), date(2027, 1, 2), reason={"en": "Holidays"})
    make_closure(place, date(2026, 11, 1), reason={"en": "Past"})
    come = words(section(page(client, address(cite)), "come"))
    assert (
        "From Thursday 24 December to Saturday 2 January 2027 : closed (Holidays)".replace(" :", ":") in come
    )
    assert "Past" not in come


def test_season_to_come_has_its_table(client):
    cite = make_cite()
    place = make_place(cite, checked_on=date(2026, 11, 1))
    make_season(place, name="Hiver", valid_until=date(2027, 6, 30))
    make_season(place, name="Été", valid_from=date(2027, 7, 1), weekly={"mo": ["09:00-13:00"]})
    make_season(make_place(), name="Ailleurs")
    come = words(section(page(client, address(cite)), "come"))
    assert "Hiver until 30 June 2027" in come
    assert "Été from 1 July 2027 on" in come
    assert "Monday to Friday 09:00 – 12:00 , 14:00 – 18:00" in come


# --- What is told and what is not -------------------------------------------------------------
def test_drafts_and_hidden_partners_are_nowhere(client):
    cite = make_cite()
    place = make_open_place(cite)
    hidden = make_partner(name="SECRETPARTNER")
    draft = make_service(cite, title={"en": "SECRETDRAFT"}, publication="draft")
    make_permanence(draft, place, time="09:00-12:00", partner=hidden)
    make_permanence(make_service(cite, partner=hidden), place, time="09:00-12:00", partner=hidden)
    make_event(cite, title={"en": "SECRETEVENT"}, publication="draft")
    make_event(cite, title={"en": "SECRETGONE"}, publication="withdrawn")
    make_agreement(cite, hidden, public=False)
    make_agreement(cite, make_partner(name="SECRETPAST"), until="2020")
    make_agreement(cite, make_partner(name="Chambre"))
    for path in (address(cite), f"{address(cite)}week/"):
        assert "SECRET" not in page(client, path)
    assert "Chambre" in section(page(client, address(cite)), "partners")


def test_offers_stand_under_the_poles_of_the_cite(client):
    cite = make_cite()
    pole = Pole.objects.create(cite=cite, name={"fr": "S’orienter"}, order=1, themes=["guidance"])
    make_service(cite, title={"en": "Loose"})
    make_service(cite, title={"en": "Held"}, pole=pole)
    make_service(cite, title={"en": "Over"}, valid_until=date(2026, 1, 1))
    offers = section(page(client, address(cite)), "offers")
    assert '<span lang="fr">S’orienter</span>' in offers
    assert (
        offers.index("S’orienter")
        < offers.index("Held")
        < offers.index("Other offers")
        < offers.index("Loose")
    )
    assert "Over" not in offers


def test_history_tells_dates_as_precisely_as_its_sources(client):
    cite = make_cite()
    Milestone.objects.create(
        cite=cite, kind="opening", date="2005-03-23", sources=["https://www.example.org/a/"]
    )
    Milestone.objects.create(cite=cite, kind="application", date="2001", date_until="2003")
    LabelDecision.objects.create(
        cite=cite, kind="project_label", date="2004-05", known_since=date(2026, 1, 1)
    )
    Carrier.objects.create(cite=cite, name="Association", since="2001")
    Figure.objects.create(cite=cite, label={"en": "visits"}, value="about 4,000", period="2016")
    html = section(page(client, address(cite)), "label")
    label = words(html.split('class="facts-line"')[1])
    said = ["Between 2001 and 2003", "May 2004", "23 March 2005", "example.org/a", "Association (since 2001)"]
    assert sorted(said, key=label.index) == said
    assert "visits about 4,000 (2016)" in label
    assert "Project since May 2004" in words(html)


def test_texts_in_another_language_carry_it(client):
    cite = make_cite(
        name={"ca": "Ciutat dels oficis"}, main_language="ca", presentation={"ca": "Hola *a tots*"}
    )
    html = page(client, address(cite))
    assert '<h1><span lang="ca">Ciutat dels oficis</span></h1>' in html
    assert 'class="flow" lang="ca"' in html
    assert "This text does not exist in English yet." in html


def test_page_has_its_twin_in_the_other_language(client):
    cite = make_cite()
    html = page(client, address(cite))
    assert f'hreflang="fr" href="http://localhost:8000/fr/cites/{cite.slug}/"' in html


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_is_marked(client, demo):
    html = page(client, address(make_cite(demo=demo)))
    assert ("demonstration</span>" in html, "demo-note" in html) == (demo, demo)


def test_label_of_the_page_leads_to_its_proof(client):
    cite = make_cite()
    assert f'href="/en/label/{cite.slug}/"' in section(page(client, address(cite)), "label")


# --- Membership and endings -------------------------------------------------------------------
def test_cite_that_is_not_a_member_has_no_page(client):
    cite = make_cite(membership="not_a_member")
    page(client, address(cite), 404)
    page(client, f"{address(cite)}week/", 404)


def test_unconfirmed_membership_says_so_with_its_date(client):
    cite = make_cite(membership="unconfirmed", membership_as_of="2018-11")
    html = page(client, address(cite))
    assert "Membership of the network to be confirmed" in html
    assert "Last public trace: November 2018." in html


def test_former_member_says_so_and_shows_no_open_door(client):
    cite = make_cite(membership="former")
    make_permanence(make_service(cite), make_open_place(cite), time="09:00-12:00")
    Milestone.objects.create(cite=cite, kind="left_network", date="2021-06", note={"en": "Merged with Lyon."})
    html = page(client, address(cite))
    assert answer(html) == "This place no longer belongs to the network. Departure: June 2021."
    assert "Merged with Lyon." in html
    assert ("d-light" in html, "slot--now" in html) == (False, False)


@pytest.mark.parametrize(
    ("milestones", "said"),
    [
        ([("closing", "2021")], "This Cité is closed. Closing: 2021."),
        ([("opening", "2021"), ("closing", "2021")], "This Cité is closed. Closing: 2021."),
        ([("closing", None)], "This Cité is closed."),
        ([("closing", "2021"), ("reopening", "2023")], None),
        ([("closing", "2021"), ("reopening", "2021")], None),
        ([("closing", "2021"), ("reopening", None)], None),
        ([("closing", "2018"), ("opening", "2020")], None),
        ([("closing", "2026")], None),
        ([("closing", "2027-05-01")], None),
        ([("carrier_change", "2021")], None),
        ([("left_network", "2021")], None),
    ],
)
def test_closing_is_told_when_it_is_final_and_never_guessed(client, milestones, said):
    cite = make_cite()
    make_open_place(cite)
    for kind, day in milestones:
        Milestone.objects.create(cite=cite, kind=kind, date=day)
    assert answer(page(client, address(cite))) == (said or "It is open. You may come in until 12:00.")


def test_closing_to_come_is_announced(client):
    cite = make_cite()
    Milestone.objects.create(cite=cite, kind="closing", date="2027-05-01", note={"en": "Works."})
    html = page(client, address(cite))
    assert "Closing announced: 1 May 2027" in html
    assert "Works." in html


# --- Size and shape ---------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["fr", "en"])
def test_cite_with_nothing_has_a_page(client, language):
    html = page(client, address(make_cite(), language))
    assert html.count("<h1") == 1
    assert "d-light" not in html


def test_long_and_hostile_texts_stay_text(client):
    long = "<script>alert(1)</script>" + "Interminable" * 60
    cite = make_cite(name={"en": long}, presentation={"en": long}, note={"en": long}, region=long[:200])
    place = make_open_place(cite, name=long[:300], street=long[:300], transport={"en": long})
    make_permanence(make_service(cite, title={"en": long}, summary={"en": long}), place, time="09:00-12:00")
    make_event(cite, title={"en": long})
    html = page(client, address(cite))
    # The page's own data block is the one script; the hostile one neither opens nor closes anything.
    assert (
        html.count("<script")
        == html.count("</script")
        == html.count('<script type="application/ld+json">')
        == 1
    )


def test_page_takes_seven_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    cite = make_cite()
    fill(cite, 1)
    with django_assert_num_queries(7):
        page(client, address(cite))
    fill(cite, 30)
    with django_assert_num_queries(7):
        page(client, address(cite))


def fill(cite, number):
    for rank in range(number):
        order = rank + 100 * number
        place = make_open_place(cite)
        make_closure(place, date(2026, 12, 24))
        pole = Pole.objects.create(cite=cite, name={"en": "Pole"}, order=order, themes=["training"])
        service = make_service(cite, places=[place], pole=pole)
        make_permanence(service, place, weekday=rank % 5, partner=make_partner())
        make_event(cite, place=place)
        make_agreement(cite, make_partner())
        Milestone.objects.create(cite=cite, kind="opening", date="2005")
        LabelDecision.objects.create(cite=cite, kind="label", date="2005", known_since=date(2026, 1, 1))
        Carrier.objects.create(cite=cite, name="Association")
        Figure.objects.create(cite=cite, label={"en": "visits"}, value="10")
