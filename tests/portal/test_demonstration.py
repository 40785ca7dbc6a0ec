"""The demonstration: complete, the same for a seed, up to date, and never in anybody's way."""

from datetime import date, timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import translation
from pghistory.models import Event as HistoryRow

from citesmetiers import demonstration
from citesmetiers.demonstration.accounts import ACCOUNTS, LOCAL_PASSWORD
from citesmetiers.demonstration.document import demonstration_document, seed_of
from citesmetiers.exchange import document_of
from events.models import Event, Occurrence
from network.models import Cite, LabelDecision, NetworkHoliday, Place, TeamMember, User
from network.permissions import NEEDS_SECOND_FACTOR, NetworkRole, TeamRole
from services.models import Service
from tests.factories import enrol, make_user
from tests.portal.demonstration_runs import run
from tests.portal.exchange_documents import checksum

WEDNESDAY = date(2026, 11, 25)
# A demonstration never says anything of these.
ALWAYS_REAL = {"networkfact", "networkholiday", "synonym"}
# The migrations bring a first set of real ones.
BROUGHT_ALONG = {"indicator", "synonym"}


@pytest.fixture(scope="module", autouse=True)
def said(django_db_setup, django_db_blocker):
    """Make one demonstration for all, and tell what the command said; what each test does to it is taken back."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        yield run()
        transaction.set_rollback(True)


def marked_models():
    return [
        model
        for model in apps.get_models()
        if not issubclass(model, HistoryRow)
        and any(field.name == "demo" for field in model._meta.concrete_fields)
    ]


@pytest.mark.parametrize("seed", [1, 2, 99])
def test_document_is_the_same_from_monday_to_sunday_and_for_a_seed(seed):
    monday = date(2026, 11, 23)
    week = [demonstration_document(monday + timedelta(days=day), seed=seed) for day in range(7)]
    assert all(document == week[0] for document in week)
    assert demonstration_document(monday + timedelta(days=7), seed=seed) != week[0]
    assert demonstration_document(monday, seed=seed + 1)["cites"] != week[0]["cites"]
    assert seed_of(week[0]["note"]) == seed


@pytest.mark.parametrize("week", range(0, 530, 48))
def test_document_is_valid_in_every_season_for_years(week):
    document_of(demonstration_document(WEDNESDAY + timedelta(weeks=week), seed=week))


@pytest.mark.django_db
def test_everything_is_marked():
    for model in marked_models():
        rows = model._default_manager.all()
        if model._meta.model_name not in BROUGHT_ALONG:
            assert rows.filter(demo=False).count() == 0, model
        if model._meta.model_name not in ALWAYS_REAL:
            assert rows.filter(demo=True).exists(), f"the demonstration has no {model._meta.verbose_name}"
    assert Cite.objects.count() == 12
    assert all(slug.startswith("demo-") for slug in Cite.objects.values_list("slug", flat=True))
    assert NetworkHoliday.objects.count() == 0


@pytest.mark.django_db
def test_second_run_of_a_week_changes_nothing_and_says_so(said):
    assert "Cité: 12 created" in said.splitlines()
    before = checksum()
    assert run(at="2026-11-29 23:00+01:00") == "The demonstration is up to date; nothing changed.\n"
    assert checksum() == before


@pytest.mark.django_db
def test_up_to_date_costs_a_few_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        run()


@pytest.mark.django_db
def test_a_later_week_brings_dates_up_to_date_and_keeps_what_people_changed():
    service = Service.objects.get(slug="espace-documentaire")
    service.bring = {"fr": "Un crayon"}
    service.save()
    added = Place.objects.create(
        cite=service.cite,
        slug="demo-port-clairval-jardin",
        kind="relay",
        name="Le jardin",
        country="FR",
        timezone="Europe/Paris",
        demo=True,
    )
    lines = run(at="2027-02-10 10:00+01:00").splitlines()
    assert "Kept: offer “L’espace documentaire” (demo-port-clairval): " in "\n".join(
        line.replace("“The documentation room”", "“L’espace documentaire”") for line in lines
    )
    service.refresh_from_db()
    assert service.bring == {"fr": "Un crayon"}
    assert Place.objects.filter(pk=added.pk).exists()
    event = Event.objects.get(slug="demo-port-clairval-refaire-son-cv")
    assert event.starts == "2026-12-30T14:00"
    assert Occurrence.objects.filter(event=event, rule_starts="2027-02-17T14:00", status="cancelled").exists()
    assert run(at="2027-02-10 10:00+01:00") == "The demonstration is up to date; nothing changed.\n"


@pytest.mark.django_db
def test_invented_decisions_move_with_the_weeks_and_those_of_people_stay():
    cite = Cite.objects.get(slug="demo-serravalta")
    LabelDecision.objects.create(
        cite=cite, kind="reinstatement", date="2026-11-25", known_since=WEDNESDAY, demo=True
    )
    run(at="2027-02-10 10:00+01:00")
    kinds = [(row.kind, str(row.date)) for row in cite.decisions.order_by("pk")]
    assert ("reinstatement", "2026-11-25") in kinds
    assert ("suspension", "2026-10-01") in kinds
    assert [kind for kind, _ in kinds].count("suspension") == 1
    assert ("operating_label", "2013-04-15") in kinds


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [(), ("--seed", "2"), ("--remove",)])
def test_a_setting_forbids_it(settings, arguments):
    before = checksum()
    settings.DEMONSTRATION_ALLOWED = False
    with pytest.raises(CommandError, match="allows no demonstration") as refusal:
        run(*arguments)
    assert refusal.value.returncode == 1
    assert checksum() == before


@pytest.mark.django_db
def test_accounts_for_every_role_with_a_documented_password_on_this_machine():
    people = {user.email: user for user in User.objects.all()}
    roles = {email: user.network_role or user.memberships.get().role for email, user in people.items()}
    assert {account.email: account.role for account in ACCOUNTS} == roles
    assert set(roles.values()) == {*TeamRole, *NetworkRole}
    assert all(member.cite.demo for member in TeamMember.objects.all())
    assert all(user.demo and user.check_password(LOCAL_PASSWORD) for user in people.values())
    output = StringIO()
    demonstration.print_accounts(output)
    said = output.getvalue()
    assert all(account.email in said for account in ACCOUNTS)
    assert LOCAL_PASSWORD in said
    assert "demonstration records only" in said
    assert "demo_code" in said


def code(email):
    output = StringIO()
    call_command("demo_code", email, stdout=output)
    return output.getvalue().strip()


@pytest.mark.django_db
def test_accounts_have_the_second_factor_that_their_role_asks_for_and_one_command_shows_its_codes(client):
    for account in ACCOUNTS:
        needs = account.role in NEEDS_SECOND_FACTOR
        assert needs == Authenticator.objects.filter(user__email=account.email).exists()
        client.logout()
        client.post("/accounts/login/", {"login": account.email, "password": LOCAL_PASSWORD})
        if needs:
            assert "_auth_user_id" not in client.session
            client.post("/accounts/2fa/authenticate/", {"code": code(account.email)})
        assert "_auth_user_id" in client.session, account


@pytest.mark.django_db
def test_codes_of_nobody_else_are_shown():
    real = enrol(make_user(email="ada@example.org", password=None, network_role="reader"))
    also_invented = enrol(make_user(email="eve@demo.example", password=None, demo=True))
    contributor = next(account.email for account in ACCOUNTS if account.role not in NEEDS_SECOND_FACTOR)
    for email in (real.email, also_invented.email, contributor, "nobody@example.org", ""):
        with pytest.raises(CommandError):
            code(email)


@pytest.mark.django_db
def test_what_people_did_to_the_accounts_is_made_good():
    Authenticator.objects.all().delete()
    TeamMember.objects.update(role="contributor")
    run()
    asked = [account for account in ACCOUNTS if account.role in NEEDS_SECOND_FACTOR]
    assert Authenticator.objects.count() == len(asked) == len(ACCOUNTS) - 2
    assert TeamMember.objects.filter(role="coordinator").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("local", "allowed", "comes_in"),
    [(True, True, True), (False, True, False), (True, False, False)],
)
def test_a_password_that_all_know_opens_nothing_where_it_could_do_harm(
    client, settings, local, allowed, comes_in
):
    settings.IS_LOCAL, settings.DEMONSTRATION_ALLOWED = local, allowed
    client.post("/accounts/login/", {"login": ACCOUNTS[0].email, "password": LOCAL_PASSWORD})
    assert ("_auth_user_id" in client.session) is comes_in
