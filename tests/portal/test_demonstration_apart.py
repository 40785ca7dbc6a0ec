"""Nothing invented is ever attached to anything real: the database itself refuses."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone, translation
from pghistory.models import Event as HistoryRow

from citesmetiers.demonstration import add_demonstration
from citesmetiers.demonstration.accounts import make_accounts
from citesmetiers.exchange import import_document
from citesmetiers.models import Synonym
from events.models import Event
from network.models import (
    AgendaItem,
    Campaign,
    Cite,
    CommitteeSession,
    Draft,
    Indicator,
    Invitation,
    LabelDecision,
    NetworkFact,
    NetworkHoliday,
    Partner,
    PartnersApart,
    Place,
    Report,
    ReportFigure,
    ReviewCampaign,
    Seat,
    Suggestion,
    TeamMember,
    User,
    Vote,
)
from tests.factories import make_decision, make_evidence, make_file, make_partner, make_proposal, make_user
from tests.portal.exchange_documents import example

TEXT = {"fr": "Un texte"}
REAL_PLACE, INVENTED_PLACE = "ville-centre", "demo-port-clairval-voilerie"
pytestmark = pytest.mark.django_db
MARKED = [
    model
    for model in apps.get_models()
    if not issubclass(model, HistoryRow)
    and any(field.name == "demo" for field in model._meta.concrete_fields)
]
# A correction is one of the same Cité, by a constraint of its own.
OTHERWISE = {"network_labeldecision.replaced_by_id"}
# (table, column, table pointed at)
LINKS = [
    (model._meta.db_table, field.column, field.related_model._meta.db_table)
    for model in MARKED
    for field in model._meta.concrete_fields
    if isinstance(field, models.ForeignKey)
    # Real people may act on what is invented: triggers see to the contrary.
    and field.related_model in set(MARKED) - {User}
    and f"{model._meta.db_table}.{field.column}" not in OTHERWISE
]


@pytest.fixture(scope="module", autouse=True)
def _both(django_db_setup, django_db_blocker):
    """One network of both kinds for all; what each test writes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        _make_both()
        with connection.cursor() as cursor:
            # What was put off is checked once, and not by each test again.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield
        transaction.set_rollback(True)


def _make_both():
    import_document(example())
    add_demonstration(timezone.localdate())
    make_accounts()
    NetworkFact.objects.create(kind="history", text=TEXT, demo=True)
    for demo in (True, False):
        NetworkHoliday.objects.create(country="FR", day=date(2027, 3, 2), demo=demo)
        Synonym.objects.create(language="fr", words=["truc", "machin"], demo=demo)
        cite = Cite.objects.filter(demo=demo).first()
        Draft.objects.create(cite=cite, kind="offers", title="Un brouillon", demo=demo)
    make_user(network_role="label_officer")
    _say_and_report()


def _say_and_report():
    """Add what no exchange file brings."""
    cite = Cite.objects.get(slug="ville")
    place = cite.places.first()
    Suggestion.objects.create(cite=cite, place=place, kind="idea", text="Une idée", language="fr")
    indicator = Indicator.objects.create(code="dull", name=TEXT, unit=TEXT, definition=TEXT)
    today = timezone.localdate()
    ReviewCampaign.objects.create(name=TEXT, kinds=["offers"], begins_on=today, until=today).cites.add(cite)
    campaign = Campaign.objects.create(year=2025, opens_on=today, closes_on=today)
    report = Report.objects.create(cite=cite, campaign=campaign)
    ReportFigure.objects.create(report=report, indicator=indicator)
    for one in (cite, Cite.objects.filter(demo=True).first()):
        Draft.objects.create(cite=one, kind="offers", demo=one.demo)
        former = make_decision(one, "withdrawal", "2001")
        make_proposal(one, replaces=former)
        PartnersApart.objects.create(
            first=make_partner(demo=one.demo), second=make_partner(demo=one.demo), demo=one.demo
        )
    make_evidence(make_file(cite))
    _sit(cite)


def _sit(cite):
    """Have a real committee sit, on a file of another Cité."""
    session = CommitteeSession.objects.create(held_on=timezone.localdate(), state="open", quorum=1)
    seat = Seat.objects.create(session=session, cite=cite, basis="entitled", present=True)
    file = make_file(Cite.objects.filter(demo=False).exclude(pk=cite.pk)[0], state="on_agenda")
    item = AgendaItem.objects.create(session=session, order=1, file=file)
    Vote.objects.create(item=item, seat=seat, choice="yes")


def write(query, *parameters):
    """Run a query and check all that was put off to the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, parameters)
        assert cursor.rowcount, "nothing was written"
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(query, *parameters):
    """Return the constraint that refuses a query."""
    with pytest.raises(IntegrityError) as refusal:
        write(query, *parameters)
    return refusal.value.__cause__.diag.constraint_name


def _foreign_keys(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass",
            [table],
        )
        return {definition for (definition,) in cursor.fetchall()}


def test_every_link_between_marked_records_carries_the_mark():
    assert len(LINKS) > 20
    for table, column, target in LINKS:
        wanted = f"FOREIGN KEY ({column}, demo) REFERENCES {target}(id, demo) DEFERRABLE INITIALLY DEFERRED"
        assert wanted in _foreign_keys(table), (table, column)


@pytest.mark.parametrize("demo", [True, False], ids=["invented", "real"])
def test_sql_that_ties_one_kind_to_the_other_is_refused(demo):
    for table, column, target in LINKS:
        said = refused(
            f"UPDATE {table} SET {column} = (SELECT min(id) FROM {target} WHERE demo = %s) "
            f"WHERE id = (SELECT min(id) FROM {table} WHERE demo = %s)",
            not demo,
            demo,
        )
        if target == "network_partner":
            # Of a pair, what orders it may speak first.
            assert said.startswith("partners_apart_") or said.endswith(
                ("_marked_as_its_partner", "_marked_as_its_parent")
            ), said


@pytest.mark.parametrize("demo", [True, False], ids=["invented pair", "real pair"])
def test_a_pair_of_partners_is_of_one_kind(demo):
    last = make_partner(demo=not demo)
    query = "UPDATE network_partnersapart SET second_id = %s WHERE demo = %s"
    assert refused(query, last.pk, demo) == "partners_apart_marked_as_other"
    first, second = make_partner(demo=not demo), make_partner(demo=demo)
    query = "UPDATE network_partnersapart SET first_id = %s, second_id = %s WHERE demo = %s"
    assert refused(query, first.pk, second.pk, demo) == "partners_apart_marked_as_one"


def test_a_mark_never_changes():
    for table in (model._meta.db_table for model in MARKED):
        if table == "network_networkimport":
            continue  # nobody edits it
        for demo in (True, False):
            said = refused(
                f"UPDATE {table} SET demo = NOT demo WHERE id = (SELECT min(id) FROM {table} WHERE demo = %s)",
                demo,
            )
            assert said in {
                "demonstration_mark_never_changes",
                "file_step_is_append_only",
                "label_decision_is_append_only",
            }, table


@pytest.mark.parametrize("demo", [True, False], ids=["invented event", "real event"])
def test_an_event_has_partners_of_its_own_kind(demo):
    event = Event.objects.filter(demo=demo).first()
    partner = Partner.objects.filter(demo=not demo).first()
    query = "INSERT INTO events_event_partners (event_id, partner_id) VALUES (%s, %s)"
    assert refused(query, event.pk, partner.pk) == "event_marked_as_its_partners"
    query = "UPDATE events_event_partners SET partner_id = %s WHERE id = (SELECT min(l.id) FROM events_event_partners l JOIN events_event e ON e.id = event_id WHERE e.demo = %s)"
    assert refused(query, partner.pk, demo) == "event_marked_as_its_partners"


@pytest.mark.parametrize("demo", [True, False], ids=["invented offer", "real offer"])
def test_an_offer_is_found_in_places_of_its_own_kind(demo):
    query = (
        "UPDATE services_serviceplace SET place_id = (SELECT min(id) FROM network_place WHERE demo = %s) "
        "WHERE id = (SELECT min(l.id) FROM services_serviceplace l JOIN network_cite c ON c.id = cite_id WHERE c.demo = %s)"
    )
    assert refused(query, not demo, demo) == "service_place_place_of_its_cite"


def test_invented_people_touch_nothing_real():
    invented, real = User.objects.filter(demo=True).first(), User.objects.filter(demo=False).first()
    real_cite, invented_cite = Cite.objects.filter(demo=False).first(), Cite.objects.filter(demo=True).first()
    team = (
        "INSERT INTO network_teammember (user_id, cite_id, role, since) VALUES (%s, %s, 'contributor', now())"
    )
    assert refused(team, invented.pk, real_cite.pk) == "team_of_real_cite_is_real"
    decision = (
        "INSERT INTO network_labeldecision (cite_id, kind, author_id, demo, known_since, recorded_at, imported, "
        "conditions, note, sources) VALUES (%s, 'renewal', %s, %s, now(), now(), false, '{}', '{}', '{}')"
    )
    assert refused(decision, real_cite.pk, invented.pk, False) == "label_decision_author_is_real"
    proposal = "UPDATE network_withdrawalproposal SET proposed_by_id = %s WHERE NOT demo"
    assert refused(proposal, invented.pk) == "withdrawal_proposal_ends_once"
    proposal = "UPDATE network_withdrawalproposal SET state = 'confirmed', ended_by_id = %s WHERE NOT demo"
    assert refused(proposal, invented.pk) == "withdrawal_people_are_real"
    invitation = (
        "INSERT INTO network_invitation (email, cite_id, role, token_hash, invited_by_id, made_at, expires_at) "
        "VALUES ('a@example.org', %s, %s, 'x', %s, now(), now())"
    )
    for cite, role in ((real_cite.pk, "contributor"), (None, "reader")):
        assert refused(invitation, cite, role, invented.pk) == "invitation_of_real_cite_is_real"
    # What they may do, and what real people may try.
    for person in (invented, real):
        TeamMember.objects.create(user=person, cite=invented_cite, role="contributor")
        LabelDecision.objects.create(
            cite=invented_cite, kind="suspension", author=person, demo=True, known_since=timezone.localdate()
        )
        Invitation.objects.create(
            email="a@example.org",
            cite=invented_cite,
            role="contributor",
            token_hash=f"{person.pk:064x}",
            invited_by=person,
            expires_at=timezone.now() + timedelta(days=1),
        )
    for table, column, constraint in (
        ("network_report", "submitted_by_id", "report_people_are_real"),
        ("network_report", "decided_by_id", "report_people_are_real"),
        ("network_suggestion", "moderated_by_id", "suggestion_moderator_is_real"),
    ):
        query = f"UPDATE {table} SET {column} = %s WHERE id = (SELECT min(id) FROM {table} WHERE demo = %s)"
        assert refused(query, invented.pk, False) == constraint
        write(query, invented.pk, True)
        write(query, real.pk, True)
    closed = (
        "UPDATE network_committeesession SET state = 'closed', closed_at = now(), closed_by_id = %s "
        "WHERE NOT demo"
    )
    assert refused(closed, invented.pk) == "committee_session_closer_is_real"
    step = (
        "INSERT INTO network_filestep (file_id, by_id, at, move, from_state, to_state, words, demo) "
        "SELECT id, %s, now(), '', '', '', 'Bonjour', demo FROM network_labelfile WHERE demo = %s LIMIT 1"
    )
    assert refused(step, invented.pk, False) == "file_step_author_is_real"
    write(step, invented.pk, True)
    write(step, real.pk, True)
    moved = "UPDATE network_teammember SET cite_id = %s WHERE user_id = %s"
    assert refused(moved, real_cite.pk, invented.pk) == "team_member_stays_whose_it_is"


def test_an_invented_holiday_closes_no_door_of_a_real_place():
    NetworkHoliday.objects.all().delete()
    NetworkHoliday.objects.create(country="FR", day=date(2027, 3, 3), name=TEXT, demo=True)
    NetworkHoliday.objects.create(country="FR", day=date(2027, 3, 4), name=TEXT)
    places = {place.slug: place for place in Place.objects.with_hours()}
    added = {name: set(places[name].hours.holidays_added) for name in (REAL_PLACE, INVENTED_PLACE)}
    assert added == {
        REAL_PLACE: {date(2027, 3, 4)},
        INVENTED_PLACE: {date(2027, 3, 3), date(2027, 3, 4)},
    }


@pytest.mark.parametrize("demo", [True, False])
def test_a_new_record_of_the_other_kind_is_refused(demo):
    said = refused(
        "INSERT INTO network_milestone (version, demo, position, cite_id, kind, note, sources) "
        "VALUES (1, %s, 0, (SELECT min(id) FROM network_cite WHERE demo = %s), 'opening', '{}', '{}')",
        not demo,
        demo,
    )
    assert said == "milestone_marked_as_its_cite"


@pytest.mark.parametrize("demo", [True, False], ids=["invented campaign", "real campaign"])
def test_a_campaign_is_of_cites_of_its_own_kind(demo):
    campaign, cite = (
        ReviewCampaign.objects.filter(demo=demo).first(),
        Cite.objects.filter(demo=not demo).first(),
    )
    query = "INSERT INTO network_reviewcampaign_cites (reviewcampaign_id, cite_id) VALUES (%s, %s)"
    assert refused(query, campaign.pk, cite.pk) == "review_campaign_marked_as_its_cites"
