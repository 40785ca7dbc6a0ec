"""What a second file does to what is here: its lists become ours, but for what a person touched."""

from datetime import date

import pytest
from django.db import connection

from citesmetiers.exchange import InvalidDocumentError, export_document, import_document, mapping
from citesmetiers.exchange.kinds import Kind
from events.models import Event, Occurrence
from network.models import (
    Carrier,
    Cite,
    Closure,
    LabelDecision,
    Milestone,
    NetworkFact,
    NetworkImport,
    Partner,
    Place,
    Pole,
    Record,
    Season,
    Suggestion,
)
from services.models import CancelledPermanence, Permanence, Service
from tests.factories import make_closure, make_event, make_permanence, make_season, make_service
from tests.portal.exchange_documents import checksum, example, invented_example, normal

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def document():
    """The example, imported once."""
    import_document(example())
    return example()


def _counts(summary):
    return {
        word: (counts.created, counts.changed, counts.removed, counts.kept)
        for word, counts in summary.kinds.items()
        if counts.wrote or counts.kept
    }


# The records that the file can hold and a person can change.
KINDS = {
    kind.model for kind in vars(mapping).values() if isinstance(kind, Kind) and issubclass(kind.model, Record)
}


def _touched():
    return [row for model in KINDS for row in model.objects.all() if row.is_touched]


def test_first_import_counts_what_it_creates():
    summary = import_document(example())
    assert {word: counts.created for word, counts in summary.kinds.items()} == {
        "partner": 2,
        "Cité": 2,
        "carrier": 2,
        "milestone": 1,
        "figure": 2,
        "pole": 1,
        "place": 3,
        "season": 2,
        "closure": 1,
        "stay": 1,
        "agreement": 2,
        "offer": 1,
        "permanence": 1,
        "cancelled date": 1,
        "event": 1,
        "date of an event": 4,
        "label decision": 2,
        "fact about the network": 2,
    }
    assert _touched() == []


def test_changes_of_every_kind_are_written_and_nothing_is_left_touched(document):
    cite = document["cites"][0]
    document["partners"][1]["acronym"] = "E"
    cite["phone"] = "+33 2"
    cite["carriers"][0]["until"] = "2021"
    cite["history"][1]["note"] = {"fr": "Autre"}
    cite["figures"][0]["value"] = "13 000"
    cite["poles"][0]["name"] = {"fr": "Apprendre"}
    cite["places"][0]["street"] = "2 rue Basse"
    cite["places"][0]["schedules"][1]["weekly"] = {"we": ["10:00-12:00"]}
    cite["places"][0]["exceptions"][0]["hours"] = ["10:00-11:00"]
    cite["partners"][1]["public"] = True
    cite["services"][0]["places"] = ["ville-centre"]
    cite["services"][0]["permanences"][0]["mode"] = "desk"
    cite["services"][0]["permanences"][0]["exceptions"][0]["reason"] = {"fr": "Fête"}
    cite["events"][0]["partners"] = ["emploi"]
    cite["events"][0]["changes"][0]["status"] = "postponed"
    document["network"]["statements"][0]["count"] = 27
    summary = import_document(document)
    changed = {word: counts.changed for word, counts in summary.kinds.items() if counts.wrote}
    assert changed == dict.fromkeys(
        [
            "partner",
            "Cité",
            "carrier",
            "milestone",
            "figure",
            "pole",
            "place",
            "season",
            "closure",
            "agreement",
            "offer",
            "permanence",
            "cancelled date",
            "event",
            "date of an event",
            "fact about the network",
        ],
        1,
    )
    assert normal(export_document(today=TODAY)) == normal(document)
    assert (_touched(), import_document(document).has_changes) == ([], False)


def test_lists_of_a_cite_become_those_of_the_file_and_its_absence_removes_nothing(document):
    before = normal(export_document(today=TODAY))
    kept = document["cites"].pop(1)
    cite = document["cites"][0]
    for key in ("carriers", "figures", "poles", "partners", "services", "events", "history"):
        cite[key] = [fact for fact in cite[key] if fact.get("event") in {"operating_label", "suspension"}]
    cite["places"] = cite["places"][:1]
    cite["places"][0] |= {"schedules": [], "exceptions": []}
    import_document(document)
    after = normal(export_document(today=TODAY))
    assert after["cites"][0] == normal(document)["cites"][0]
    assert after["cites"][1] == before["cites"][1]
    assert kept["id"] == "bourg"
    assert after["partners"] == before["partners"]
    assert (Permanence.objects.count(), Occurrence.objects.count(), CancelledPermanence.objects.count()) == (
        0,
        0,
        0,
    )


def test_a_file_without_network_facts_leaves_them(document):
    del document["network"]
    assert import_document(document).has_changes is False
    assert NetworkFact.objects.count() == 2


def test_what_a_person_changed_is_kept_and_named_unless_overwritten(document):
    Cite.objects.get(slug="ville").save()
    place = Place.objects.get(slug="ville-centre")
    place.street = "3 rue d’une personne"
    place.save()
    document["cites"][0]["places"][0]["street"] = "2 rue du fichier"
    document["cites"][0]["places"][1]["host"] = "Autre hôte"
    kept = import_document(document)
    assert kept.kept == ["place “Centre” (ville): a person changed it since the last import."]
    assert _counts(kept)["place"] == (0, 1, 0, 1)
    assert Place.objects.get(slug="ville-centre").street == "3 rue d’une personne"
    overwritten = import_document(document, overwrite=True)
    assert (overwritten.kept, _counts(overwritten)["place"]) == ([], (0, 1, 0, 0))
    place.refresh_from_db()
    assert (place.street, place.is_touched) == ("2 rue du fichier", False)
    assert import_document(document).has_changes is False


def test_what_a_person_added_is_kept_and_named_unless_overwritten(document):
    cite = Cite.objects.get(slug="ville")
    Carrier.objects.create(cite=cite, name="Ajouté")
    Milestone.objects.create(cite=cite, kind="closing")
    make_service(cite, slug="ajoutee", title={"fr": "Ajoutée"})
    make_event(cite, slug="ajoute", title={"fr": "Ajouté"})
    summary = import_document(document)
    assert sorted(summary.kept) == [
        "carrier “Ajouté” (ville): a person added it.",
        "date of an event “"
        + Event.objects.get(slug="ajoute").starts
        + "” of “Ajouté” (ville): a person added it.",
        "event “Ajouté” (ville): a person added it.",
        "milestone “closing · ?” (ville): a person added it.",
        "offer “Ajoutée” (ville): a person added it.",
    ]
    assert summary.has_changes is False
    removed = import_document(document, overwrite=True)
    assert {word: counts.removed for word, counts in removed.kinds.items() if counts.wrote} == {
        "carrier": 1,
        "milestone": 1,
        "offer": 1,
        "event": 1,
        "date of an event": 1,
    }
    assert normal(export_document(today=TODAY)) == normal(document)


def test_a_place_that_the_file_lacks_stays_while_a_permanence_of_a_person_is_held_there(document):
    service = Service.objects.get(slug="conseil")
    bus = Place.objects.get(slug="ville-bus")
    make_permanence(service, bus)
    cite = document["cites"][0]
    del cite["places"][1]
    cite["services"][0]["places"] = ["ville-centre"]
    summary = import_document(document)
    assert sorted(summary.kept) == [
        "permanence “Tuesday 14:00-17:00” of “Bus” (ville): a person added it.",
        "place “Bus” (ville): something that stays takes place there.",
    ]
    assert (bus.stays.count(), service.permanences.count()) == (1, 2)
    import_document(document, overwrite=True)
    assert Place.objects.filter(slug="ville-bus").exists() is False


def test_an_offer_that_the_file_lacks_stays_while_a_person_cancelled_a_date_of_it(document):
    permanence = Permanence.objects.get()
    CancelledPermanence.objects.create(permanence=permanence, date=date(2026, 12, 29))
    document["cites"][0]["services"] = []
    document["cites"][0]["poles"] = []
    summary = import_document(document)
    assert [counts.removed for counts in summary.kinds.values() if counts.removed] == []
    assert Pole.objects.count() == Service.objects.count() == Permanence.objects.count() == 1
    assert CancelledPermanence.objects.count() == 2
    import_document(document, overwrite=True)
    assert Pole.objects.count() == Service.objects.count() == CancelledPermanence.objects.count() == 0


def test_suggestions_stay_when_what_they_are_about_goes(document):
    cite = Cite.objects.get(slug="ville")
    place = Place.objects.get(slug="ville-bus")
    service, event = cite.services.get(), cite.events.get()
    for record in (place, service, event):
        about = {"place": place} if record is place else {}
        suggestion = Suggestion.objects.create(
            cite=cite, kind="idea", text="Une idée", language="fr", **about
        )
        if record is not place:
            record.suggestions.create(cite=cite, suggestion=suggestion)
    document["cites"][0] |= {"services": [], "events": [], "places": document["cites"][0]["places"][:1]}
    import_document(document)
    assert (Service.objects.count(), Event.objects.count()) == (0, 0)
    assert list(Suggestion.objects.values_list("place", flat=True)) == [None, None, None]


def test_a_season_of_the_file_gives_way_to_one_that_a_person_added(document):
    place = Place.objects.get(slug="ville-centre")
    Season.objects.filter(name="Été").delete()
    make_season(place, name="Mien", valid_from=date(2026, 8, 1))
    make_closure(place, date(2026, 12, 1), date(2026, 12, 20))
    document["cites"][0]["places"][0]["exceptions"].append(
        {"from": "2026-12-15", "until": "2026-12-16", "hours": []}
    )
    summary = import_document(document)
    assert summary.kept == [
        "season “Mien” of “Centre” (ville): a person added it, and season “Été” of the file, which overlaps it, was left out.",
        (
            "closure “2026-12-01 – 2026-12-20” of “Centre” (ville): a person added it, and closure "
            "“2026-12-15 – 2026-12-16” of the file, which overlaps it, was left out."
        ),
    ]
    assert {season.name for season in place.seasons.all()} == {"Année", "Mien"}
    import_document(document, overwrite=True)
    assert {season.name for season in place.seasons.all()} == {"Année", "Été"}
    assert Closure.objects.count() == 2


def test_a_second_main_place_beside_one_that_a_person_added_is_refused(document):
    Place.objects.filter(slug="ville-centre").delete()
    cite = Cite.objects.get(slug="ville")
    Place.objects.create(
        cite=cite, slug="mien", kind="main", name="Mien", country="FR", timezone="Europe/Paris"
    )
    before = checksum()
    with pytest.raises(InvalidDocumentError, match="“ville-centre” would be the second one beside “mien”"):
        import_document(document)
    assert checksum() == before


def test_main_places_and_seasons_may_change_hands(document):
    cite = document["cites"][0]
    centre, bus = cite["places"]
    centre |= {"kind": "secondary"}
    bus |= {"kind": "main", "stays": []}
    year, summer = centre["schedules"]
    year["valid_until"], summer["valid_from"] = "2026-08-31", "2026-09-01"
    import_document(document)
    assert normal(export_document(today=TODAY)) == normal(document)
    centre |= {"kind": "main", "valid_until": "2020"}
    bus |= {"valid_from": "2021"}
    year["valid_until"], summer["valid_from"] = "2026-03-31", "2026-04-01"
    import_document(document)
    assert normal(export_document(today=TODAY)) == normal(document)
    assert (_touched(), import_document(document).has_changes) == ([], False)


def test_order_in_a_list_follows_the_file(document):
    cite = document["cites"][0]
    for key in ("figures", "carriers", "partners", "places"):
        cite[key].reverse()
    cite["services"][0]["places"].reverse()
    document["cites"].reverse()
    document["partners"].reverse()
    import_document(document)
    assert normal(export_document(today=TODAY)) == normal(document)
    assert import_document(document).has_changes is False


def test_a_file_of_one_cite_does_not_move_the_others(document):
    document["cites"].pop(0)
    assert import_document(document).has_changes is False


def test_a_date_that_a_person_cancelled_stays_cancelled(document):
    occurrence = Occurrence.objects.get(rule_starts="2026-11-24T10:00")
    occurrence.status = "cancelled"
    occurrence.save()
    summary = import_document(document)
    assert summary.kept == [
        "date of an event “2026-11-24T10:00” of “A text” (ville): a person changed it since the last import."
    ]
    import_document(document, overwrite=True)
    assert normal(export_document(today=TODAY)) == normal(document)


def test_an_event_that_stays_keeps_its_own_dates(document):
    event = Event.objects.get()
    event.venue = "Chez une personne"
    event.save()
    document["cites"][0]["events"][0] |= {"rrule": "FREQ=DAILY;COUNT=2", "changes": [], "excluded": []}
    import_document(document)
    assert [date.rule_starts for date in event.occurrences.order_by("rule_starts")] == [
        "2026-11-24T10:00",
        "2026-12-08T10:00",
        "2026-12-15T10:00",
        "2026-12-22T10:00",
    ]
    import_document(document, overwrite=True)
    assert event.occurrences.count() == 2


def test_dates_become_instants_of_the_events_zone(document):
    moved = Occurrence.objects.get(new_starts="2026-12-09T10:00")
    assert (moved.starts_at.isoformat(), moved.ends_at.isoformat()) == (
        "2026-12-09T09:00:00+00:00",
        "2026-12-09T12:00:00+00:00",
    )
    assert set(Occurrence.objects.values_list("cite__slug", flat=True)) == {"ville"}


def test_demonstration_mark_reaches_what_has_none_of_its_own():
    document = invented_example()
    cite = document["cites"][0]
    for item in [cite["poles"][0], *cite["places"], *cite["services"], *cite["events"]]:
        item.pop("demo", None)
    import_document(document)
    for model in (LabelDecision, Milestone, Place, Season, Service, Event, Occurrence):
        assert set(model.objects.values_list("demo", flat=True)) == {True}, model
    assert NetworkImport.objects.get().demo is True


def test_an_import_remembers_each_file_once(document):
    import_document(document)
    assert NetworkImport.objects.count() == 1
    document["note"] = {"fr": "Autre note"}
    assert import_document(document).has_changes is False
    assert NetworkImport.objects.count() == 2
    assert export_document(today=TODAY)["note"] == {"fr": "Autre note"}
    import_document(document)
    assert NetworkImport.objects.count() == 2


def test_history_names_the_import(document):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT context.metadata->>'reason' FROM network_citehistory JOIN pghistory_context AS context ON context.id = pgh_context_id"
        )
        assert cursor.fetchall() == [("import",)]


def test_dry_run_writes_nothing_and_says_so():
    before = checksum()
    summary = import_document(example(), dry_run=True)
    assert summary.kinds["Cité"].created == 2
    assert list(summary.lines())[-1] == "Dry run: nothing was written."
    assert (checksum(), Partner.objects.count()) == (before, 0)
