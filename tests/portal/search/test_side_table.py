"""The side table of the search says what the records say, whatever changes them, at once."""

import threading
from datetime import timedelta

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import F
from django.utils import timezone

from citesmetiers.migrations._search import FOLLOWED
from citesmetiers.models import SearchEntry, SearchWord
from events.models import Event, Occurrence
from network.models import Agreement, Cite, Partner, Place, Pole
from services.models import Permanence, Service, ServicePlace
from tests.factories import (
    make_agreement,
    make_cite,
    make_event,
    make_open_place,
    make_partner,
    make_permanence,
    make_place,
    make_service,
)
from tests.portal.search.asking import shown

pytestmark = pytest.mark.django_db
# What is there and says otherwise than the view of the records, or is missing on either side.
DIFFERENCES = """
    SELECT kind, record FROM (
        SELECT kind::text, record, shown_from, shown_until, places, latitude, longitude, facets, about, words
        FROM search_source WHERE shown
    ) AS source FULL JOIN (
        SELECT kind::text, record, shown_from, shown_until, places, latitude, longitude, facets, about, words
        FROM citesmetiers_searchentry WHERE shown
    ) AS entry USING (kind, record)
    WHERE source IS DISTINCT FROM entry AND (source.*)::text IS DISTINCT FROM (entry.*)::text
"""


def differences():
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES)
        return cursor.fetchall()


def facets(kind, record):
    return set(SearchEntry.objects.get(kind=kind, record=record.pk).facets)


def has_words(kind, record, question):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT words @@ search_asked(ARRAY[%s]) FROM citesmetiers_searchentry WHERE kind = %s AND record = %s",
            [question, kind, record.pk],
        )
        return cursor.fetchone()[0]


def test_words_are_reduced_as_their_language_does_and_found_without_accents():
    offer = make_service(
        title={"fr": "Reconversions", "it": "Orientamenti", "nl": "Opleidingen", "ca": "Oficis"},
        summary={"es": "Búsquedas, formación", "pt": "Formações", "en": "Trainings"},
    )
    for question in (
        "reconversion", "orientamento", "opleiding", "oficis", "busqueda", "formação", "formacao", "formaciones", "training",
    ):  # fmt: skip
        assert has_words("service", offer, question), question
    assert not has_words("service", offer, "offre")


def test_what_the_public_does_not_see_has_no_words():
    for over in ({"publication": "draft"}, {"publication": "withdrawn"}):
        offer = make_service(title={"fr": "Secret"}, **over)
        assert not has_words("service", offer, "secret")
    hidden = make_service(make_cite(membership="not_a_member"), title={"fr": "Secret"})
    assert not has_words("service", hidden, "secret")
    assert not SearchWord.objects.filter(word="secret").exists()
    Service.objects.filter(pk=hidden.pk).update(publication="published")
    Cite.objects.filter(pk=hidden.cite_id).update(membership="member")
    assert has_words("service", hidden, "secret")
    assert shown("service") == {hidden.pk}


def test_partners_are_found_as_long_as_a_shown_cite_names_them():
    partner, cite = make_partner(name="Maison"), make_cite()
    assert shown("partner") == set()
    agreement = make_agreement(cite, partner, public=True)
    assert shown("partner") == {partner.pk}
    Agreement.objects.filter(pk=agreement.pk).update(public=False)
    assert shown("partner") == set()


def test_a_place_and_a_cite_have_the_subjects_of_their_offers():
    place = make_place(make_cite())
    offer = make_service(place.cite, places=[place], themes=["mobility"])
    assert "theme:mobility" in facets("place", place) & facets("cite", place.cite)
    Service.objects.filter(pk=offer.pk).update(themes=["training"])
    assert "theme:training" in facets("place", place) & facets("cite", place.cite)
    assert "theme:mobility" not in facets("place", place) | facets("cite", place.cite)


CHANGES = {
    "an offer gets another title": lambda: Service.objects.update(title={"en": "Other"}),
    "an offer is hidden": lambda: Service.objects.filter(pk=Service.objects.first().pk).update(publication="withdrawn"),
    "an offer gets a last day": lambda: Service.objects.update(valid_until=timezone.localdate()),
    "an offer was checked long ago": lambda: Service.objects.update(checked_on="2020-01-01", review_months=6),
    "an offer leaves a place": lambda: ServicePlace.objects.all().delete(),
    "permanences move": lambda: [Permanence.objects.filter(pk=each.pk).update(place=each.cite.places.first()) for each in Permanence.objects.all()],
    "permanences go": lambda: Permanence.objects.all().delete(),
    "a place moves": lambda: Place.objects.update(latitude=1, longitude=2, city="Ailleurs"),
    "a place comes later": lambda: Place.objects.update(valid_from="2031"),
    "a cite is called otherwise": lambda: Cite.objects.update(name={"fr": "Nouvelle"}),
    "a cite moves to another country": lambda: Cite.objects.update(country="PT", timezone="Europe/Lisbon"),
    "a cite is hidden": lambda: Cite.objects.filter(pk=Cite.objects.first().pk).update(membership="not_a_member"),
    "a pole gets other themes": lambda: Pole.objects.update(themes=["enterprise"]),
    "an event gets another date": lambda: Occurrence.objects.update(ends_at=F("ends_at") + timedelta(hours=1)),
    "dates go": lambda: Occurrence.objects.all().delete(),
    "an event is withdrawn": lambda: Event.objects.update(publication="withdrawn"),
    "a partner is called otherwise": lambda: Partner.objects.update(name="Autrement"),
    "agreements go": lambda: Agreement.objects.all().delete(),
    "a zone is lost": lambda: _set_zone("Mars/Olympus"),
}  # fmt: skip


def _set_zone(zone):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE network_cite DROP CONSTRAINT cite_timezone_exists")
        cursor.execute("UPDATE network_cite SET timezone = %s", [zone])


@pytest.fixture
def records():
    for slug in ("one", "two"):
        cite = make_cite(slug=slug)
        place = make_open_place(cite)
        Pole.objects.create(cite=cite, name={"fr": "Pôle"}, themes=["training"], order=1)
        offer = make_service(cite, places=[place], valid_from="2026-01-01")
        make_permanence(offer, make_place(cite, kind="secondary"))
        make_event(cite)
        make_agreement(cite, make_partner(), public=True)


@pytest.mark.parametrize("change", CHANGES)
def test_it_follows_every_change(records, change):
    assert differences() == []
    before = list(SearchEntry.objects.order_by("pk").values_list("changed_in", "facets", "shown"))
    CHANGES[change]()
    assert differences() == []
    if change != "a zone is lost":
        connection.check_constraints()
    after = list(SearchEntry.objects.order_by("pk").values_list("changed_in", "facets", "shown"))
    assert before or after


def test_every_column_that_the_view_reads_is_followed():
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT usage.table_name, usage.column_name FROM information_schema.view_column_usage AS usage
            WHERE usage.view_name = 'search_source' AND usage.column_name <> 'id'
            """
        )
        read = set(cursor.fetchall())
    followed = {
        (table, column.strip())
        for table, steps in FOLLOWED.items()
        for _entries, key, columns in steps
        for column in [key, *columns.split(",")]
    }
    assert len(read) > 50
    assert read <= followed


def test_what_the_search_does_not_tell_refreshes_nothing(records):
    """Not even the locks of the entries are taken, so that nobody waits for them."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER FUNCTION search_refresh(text, bigint[]) RENAME TO search_refresh_gone")
        cursor.execute(
            "ALTER FUNCTION search_refresh_links(text, bigint[]) RENAME TO search_refresh_links_gone"
        )
    Service.objects.update(position=7, slug="autre", partner_public=True)
    Place.objects.update(access_details={"fr": "Par la cour"})
    Cite.objects.update(phone="0102030405")
    Permanence.objects.update(weekday=4)
    Event.objects.update(capacity=3)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Service.objects.update(themes=["mobility"])


def test_a_deleted_record_is_shown_no_longer_and_stays_known(records):
    cite = Cite.objects.get(slug="one")
    offer = Service.objects.get(cite=cite).pk
    Permanence.objects.filter(service=offer).delete()
    Service.objects.filter(pk=offer).delete()
    entry = SearchEntry.objects.get(kind="service", record=offer)
    assert (entry.shown, entry.facets, entry.places, entry.words) == (False, [], [], "")
    assert differences() == []


def test_rebuilding_finds_nothing_to_mend(records):
    with connection.cursor() as cursor:
        before = set(SearchEntry.objects.values_list("pk", "changed_in"))
        cursor.execute("SELECT search_rebuild()")
        assert set(SearchEntry.objects.values_list("pk", "changed_in")) == before
        cursor.execute("UPDATE citesmetiers_searchentry SET words = '', facets = '{}', shown = NOT shown")
        assert differences()
        cursor.execute("SELECT search_rebuild()")
    assert differences() == []


def test_a_long_text_is_no_reason_to_refuse_an_offer():
    words = " ".join(f"mot{number}" for number in range(200_000))
    offer = make_service(description=dict.fromkeys(("fr", "en", "it", "es", "pt", "nl"), words))
    assert has_words("service", offer, "mot7")


@pytest.mark.django_db(transaction=True)
def test_two_transactions_that_change_one_entry_lose_nothing():
    """A place is added to an offer while another transaction publishes it, in either order."""
    cite = make_cite()
    places = [make_place(cite, kind="secondary") for _ in range(2)]
    for first in (0, 1):
        offer = make_service(cite, publication="draft")
        acts = [
            lambda offer=offer: Service.objects.filter(pk=offer.pk).update(publication="published"),
            lambda offer=offer: make_permanence(offer, places[1]),
        ]
        _side_by_side(acts[first], acts[1 - first])
        assert differences() == []
        assert SearchEntry.objects.get(kind="service", record=offer.pk).places == [places[1].pk]


def _side_by_side(first, second):
    """Begin `second` in a transaction of its own while that of `first` is still open."""
    begun, may_end = threading.Event(), threading.Event()

    def other():
        try:
            with transaction.atomic():
                begun.set()
                second()
        finally:
            connection.close()
            may_end.set()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        first()
        thread.start()
        assert begun.wait(10)
        # It waits for us, or is done: either way it must not have been lost.
        may_end.wait(0.5)
    thread.join(10)
    assert not thread.is_alive()


READ = """
    SELECT coalesce(sum(seq_tup_read), 0) FROM pg_stat_xact_user_tables
    WHERE relname IN ('services_service', 'network_cite', 'citesmetiers_searchentry')
"""


def test_many_at_once_are_read_one_by_one_whatever_the_database_believes():
    """As in an import during which tables are counted: none of its rows counts yet."""
    cite = make_cite()
    old = [make_service(cite) for _each in range(150)]
    with psycopg.connect(**connection.get_connection_params() | {"autocommit": True}) as other:
        other.execute("ANALYZE services_service, network_cite, citesmetiers_searchentry")
    with connection.cursor() as cursor:
        cursor.execute(READ)
        before = cursor.fetchone()[0]
        cursor.execute("SELECT search_refresh('service', %s)", [[each.pk for each in old]])
        cursor.execute(READ)
        assert cursor.fetchone()[0] == before
