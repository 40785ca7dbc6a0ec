"""The nightly work: endless rules go on, twice is once, and one bad event stops no other."""

from datetime import timedelta
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from citesmetiers import upkeep
from citesmetiers.exchange import document_of, import_document
from events import actions
from events.models import Event, Occurrence
from network.models import ReplyAddress
from network.seals import seal
from tests.events.event_dates import change, make_series
from tests.factories import make_event, make_suggestion
from tests.portal.exchange_documents import example

pytestmark = pytest.mark.django_db
NOW = "2026-11-24T09:30:00Z"
ENDLESS = "FREQ=WEEKLY"


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(NOW, tick=False)


def keep_up():
    """Return what is told, and what is told as wrong."""
    told, wrong = StringIO(), StringIO()
    try:
        call_command("upkeep", stdout=told, stderr=wrong)
    except CommandError as error:
        wrong.write(str(error))
    return told.getvalue().splitlines(), wrong.getvalue()


def rows():
    return list(Occurrence.objects.order_by("pk").values())


def last_of(event):
    return event.occurrences.latest("starts_at").rule_starts


def test_endless_rule_goes_on_and_keeps_what_was_changed(time_machine):
    event = make_series(ENDLESS)
    change(event, "2026-12-08T14:00", status="cancelled")
    assert last_of(event) == "2029-11-27T14:00"
    time_machine.move_to("2027-11-24T03:17:00Z", tick=False)
    told, wrong = keep_up()
    assert (told[0], wrong) == ("dates of events: 1 with a rule, 51 added, 0 removed, 0 moved", "")
    assert last_of(event) == "2030-11-19T14:00"
    assert event.occurrences.get(rule_starts="2026-12-08T14:00").status == "cancelled"


def test_again_changes_nothing():
    make_series(ENDLESS)
    make_series("FREQ=DAILY")
    make_event()
    before = rows()
    told, wrong = keep_up()
    assert (told[0], wrong) == ("dates of events: 2 with a rule, 0 added, 0 removed, 0 moved", "")
    assert rows() == before


def test_rule_that_ends_beyond_the_horizon_goes_on_too(time_machine):
    event = make_series("FREQ=MONTHLY;UNTIL=20350101")
    last = last_of(event)
    time_machine.move_to("2028-11-24T03:17:00Z", tick=False)
    keep_up()
    assert last_of(event) > last


def test_one_bad_event_stops_no_other_and_is_named(time_machine):
    bad, lost, good = make_series(ENDLESS), make_series(ENDLESS), make_series(ENDLESS)
    Event.objects.filter(pk=bad.pk).update(rrule="FREQ=NEVER")
    Event.objects.filter(pk=lost.pk).update(timezone="europe/paris")
    before = list(bad.occurrences.order_by("pk").values())
    time_machine.move_to("2027-11-24T03:17:00Z", tick=False)
    [told, *_], wrong = keep_up()
    assert told == "dates of events: 3 with a rule, 51 added, 0 removed, 0 moved"
    assert f"{bad.slug}: the rule cannot be read at “FREQ=NEVER”" in wrong
    assert f"{lost.slug}: “europe/paris” is no time zone" in wrong
    assert "2 could not be done" in wrong
    assert last_of(good) == "2030-11-19T14:00"
    assert list(bad.occurrences.order_by("pk").values()) == before


def test_what_nobody_foresaw_stops_no_other_either(monkeypatch, caplog):
    bad, good = make_series(ENDLESS), make_series(ENDLESS)
    seen = []

    def fit(event, today):
        seen.append(event)
        if event == bad:
            raise ZeroDivisionError
        return as_ever(event, today)

    as_ever = actions._fit
    monkeypatch.setattr(actions, "_fit", fit)
    _told, wrong = keep_up()
    assert f"{bad.slug}: ZeroDivisionError" in wrong
    assert seen == [bad, good]
    assert bad.slug in caplog.text


def test_addresses_that_nobody_answered_are_forgotten():
    for days, text in ((89, "hier"), (91, "avant-hier")):
        said = make_suggestion(text=text)
        until = timezone.localdate() + timedelta(days=90 - days)
        ReplyAddress.objects.create(suggestion=said, sealed=seal("a@example.org"), kept_until=until)
    told, wrong = keep_up()
    assert ("e-mails left for an answer: 1 forgotten" in told, wrong) == (True, "")
    assert ReplyAddress.objects.get().suggestion.text == "hier"


def test_two_never_run_at_once():
    server = connection.get_connection_params()
    address = {
        name: server[name] for name in ("host", "port", "user", "password", "dbname") if server.get(name)
    }
    with psycopg.connect(**address) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [upkeep.LOCK])
        assert keep_up() == ([], "Another upkeep is running; this one did nothing.")
        other.execute("SELECT pg_advisory_unlock(%s)", [upkeep.LOCK])
    told, wrong = keep_up()
    assert (len(told), wrong) == (len(upkeep.STEPS), "")


def test_import_after_it_finds_nothing_that_a_person_changed(time_machine):
    document = example()
    event = document["cites"][0]["events"][0]
    event |= {"rrule": "FREQ=WEEKLY", "starts": "2026-11-24T10:00", "ends": "2026-11-24T12:00"}
    import_document(document_of(document))
    time_machine.move_to(timezone.now() + timedelta(days=70), tick=False)
    told, _ = keep_up()
    assert "10 added" in told[0]
    before = rows()
    summary = import_document(document_of(document))
    assert not summary.has_changes, list(summary.lines())
    assert "kept" not in "\n".join(summary.lines())
    assert rows() == before
