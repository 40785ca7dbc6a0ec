"""Who came to a team, who left, who changed a role: written by triggers, told to who manages the team."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from network.actions import invite
from network.actions.digests import write_digests
from network.models import Invitation, TeamMember
from network.models.comings import comings_of, read_comings
from network.models.journal import history_of
from network.permissions import TeamRole
from tests.factories import make_cite, make_member, sign_in
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cite():
    return make_cite()


@pytest.fixture
def ada(cite):
    return make_member(cite, "coordinator", name="Ada", email="ada@example.org")


def steps(client, cite, **query):
    page = client.get(reverse("workspace:team", args=[cite.slug]), query)
    return [(step.words, step.who) for step in page.context["steps"]]


def told(cite):
    return [(each.of, each.kind) for each in read_comings(comings_of(cite))]


@pytest.mark.django_db(transaction=True)  # Each step has its moment.
def test_from_an_invitation_to_the_end(client, cite, ada):
    sign_in(client, ada)
    _invitation, token = invite("bob@example.org", role=TeamRole.CONTRIBUTOR, cite=cite, by=ada)
    where = reverse("accounts:invitation", args=[token])
    client.post(
        reverse("workspace:invite", args=[cite.slug]), {"email": "eve@example.org", "role": "coordinator"}
    )
    client.post(
        reverse(
            "workspace:invitation_back", args=[cite.slug, Invitation.objects.get(email="eve@example.org").pk]
        )
    )
    client.logout()
    client.post(where, {"name": "Bob", "password": "another dull password"})
    member = TeamMember.objects.get(user__email="bob@example.org")
    sign_in(client, ada)
    client.post(reverse("workspace:member", args=[cite.slug, member.pk]), {"role": "coordinator"})
    client.post(reverse("workspace:leave", args=[cite.slug, member.pk]))
    assert steps(client, cite) == [
        ("Membership ended: Bob", "Ada"),
        ("From contributor to coordinator: Bob", "Ada"),
        ("Came as contributor: Bob", "Bob"),
        ("Invitation taken back: eve@example.org", "Ada"),
        ("Invited as coordinator: eve@example.org", "Ada"),
        ("Invited as contributor: Bob", "Ada"),
        ("Came as coordinator: Ada", "an import or a command"),
    ]


def test_who_leaves_is_not_told_as_put_out(client, cite, ada):
    bob = make_member(cite, "contributor", name="Bob")
    sign_in(client, bob)
    client.post(reverse("workspace:leave", args=[cite.slug, bob.memberships.get().pk]))
    sign_in(client, ada)
    assert steps(client, cite)[0] == ("Left the team: Bob", "Bob")


def test_sql_and_the_admin_are_written_down_too(client, cite, ada):
    bob = make_member(cite, "contributor", name="Bob").memberships.get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE network_teammember SET role = 'coordinator' WHERE id = %s", [bob.pk])
    officer = make_person(name="Olga")
    sign_in(client, officer)
    client.post(
        reverse("admin:network_teammember_change", args=[bob.pk]), {"role": "contributor", "reason": "Asked"}
    )
    client.post(reverse("admin:network_teammember_delete", args=[bob.pk]), {"post": "yes", "reason": "Gone"})
    sign_in(client, ada)
    assert steps(client, cite)[:3] == [
        ("Membership ended: Bob", "Olga"),
        ("From coordinator to contributor: Bob", "Olga"),
        ("From contributor to coordinator: Bob", "an import or a command"),
    ]


def test_in_french(client, cite):
    sign_in(client, make_member(cite, "coordinator", name="Zoé", language="fr"))
    page = client.get(f"/fr/workspace/{cite.slug}/team/")
    assert [step.words for step in page.context["steps"]] == ["Arrivée (coordination)\N{NO-BREAK SPACE}: Zoé"]


def test_letters_and_used_invitations_are_no_step(cite, ada):
    before = told(cite)
    TeamMember.objects.update(digest_on=timezone.localdate())
    write_digests(timezone.now())
    assert told(cite) == before
    invite("bob@example.org", role=TeamRole.CONTRIBUTOR, cite=cite, by=ada)
    Invitation.objects.update(accepted_at=timezone.now())
    assert told(cite) == [("invitation", "insert"), *before]


@pytest.mark.django_db(transaction=True)  # Each step has its moment.
def test_names_are_told_as_long_as_there_is_an_account(client, cite, ada):
    bob = make_member(cite, "coordinator", name="Bob", email="bob@example.org")
    invite("bob@example.net", role=TeamRole.CONTRIBUTOR, cite=cite, by=bob)
    Invitation.objects.update(accepted_at=timezone.now(), email="bob@example.org")
    bob.delete()
    sign_in(client, ada)
    page = client.get(reverse("workspace:team", args=[cite.slug])).text
    assert "Bob" not in page
    assert "bob@" not in page
    assert [words for words, _who in steps(client, cite)][:2] == [
        "Membership ended: somebody whose account is gone",
        "Invited as contributor: somebody whose account is gone",
    ]
    assert steps(client, cite)[2][0] == "Came as coordinator: somebody whose account is gone"


def test_history_holds_no_address_and_no_key(cite, ada):
    names = {field.name for field in history_of(Invitation)._meta.get_fields()}
    assert not names & {"email", "token_hash", "invited_by"}


def test_only_who_manages_the_team_reads_it_and_of_that_team(client, cite, ada):
    other = make_member(role="coordinator", name="Quirina")
    bob = make_member(cite, "contributor", name="Bob")
    for person, sees in ((bob, False), (make_person("reader"), False), (make_person(), True), (ada, True)):
        sign_in(client, person)
        page = client.get(reverse("workspace:team", args=[cite.slug])).text
        assert ("Came as coordinator: Ada" in page) == sees
        assert str(other) not in page
        for name in ("changes", "desk"):
            assert "Came as" not in client.get(reverse(f"workspace:{name}", args=[cite.slug])).text


@pytest.mark.parametrize("rows", [1, 45])
def test_long_histories_have_pages_and_ask_no_more(client, cite, ada, rows, django_assert_max_num_queries):
    for _number in range(rows):
        invitation, _token = invite("x@example.org", role=TeamRole.CONTRIBUTOR, cite=cite, by=None)
        Invitation.objects.filter(pk=invitation.pk).update(made_at=timezone.now() - timedelta(days=2))
    sign_in(client, ada)
    with django_assert_max_num_queries(11):
        first = steps(client, cite)
    assert len(first) == min(20, rows * 2 + 1)
    if rows > 1:
        assert len(steps(client, cite, page=2)) == 20
        assert "page=2" in client.get(reverse("workspace:team", args=[cite.slug])).text
