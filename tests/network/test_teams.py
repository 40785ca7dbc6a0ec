"""The team of a Cité: who sees it, who changes it, and that it is never left without a coordinator."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from network.access import desk_of
from network.actions import change_role, end_membership, invite
from network.emails import deliver_due
from network.models import Invitation, TeamMember
from network.permissions import TeamRole
from tests.factories import make_cite, make_member, say_again, sign_in
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db


def page(name, cite, *arguments):
    return reverse(f"workspace:{name}", args=[cite.slug, *arguments])


def membership(person, cite):
    return TeamMember.objects.get(user=person, cite=cite)


@pytest.fixture
def cite():
    return make_cite()


@pytest.fixture
def ada(cite):
    return make_member(cite, "coordinator", name="Ada", email="ada@example.org")


@pytest.fixture
def bob(cite):
    return make_member(cite, "contributor", name="Bob", email="bob@example.org")


def test_members_see_names_and_who_manages_sees_addresses(client, cite, ada, bob):
    sign_in(client, bob)
    seen = client.get(page("team", cite)).content.decode()
    assert "Ada" in seen
    assert "ada@example.org" not in seen
    assert page("invite", cite) not in seen
    sign_in(client, ada)
    seen = client.get(page("team", cite)).content.decode()
    assert "bob@example.org" in seen
    assert page("invite", cite) in seen


def test_team_is_nothing_to_strangers(client, cite, ada, bob):
    member = membership(bob, cite)
    sign_in(client, make_member(role="coordinator"))
    for address in (page("team", cite), page("invite", cite), page("member", cite, member.pk)):
        assert client.get(address).status_code == client.post(address).status_code == 404


@pytest.mark.parametrize(("role", "read", "change"), [("label_officer", 200, 302), ("content_support", 200, 403), ("reader", 200, 403)])  # fmt: skip
def test_secretariat(client, role, read, change):
    cite = make_cite()
    bob = make_member(cite, "contributor")
    sign_in(client, make_person(role))
    assert client.get(page("team", cite)).status_code == read
    sent = {"role": "coordinator", "reason": "They asked"}
    answer = client.post(page("member", cite, membership(bob, cite).pk), sent)
    assert answer.status_code == change
    assert membership(bob, cite).role == ("coordinator" if change == 302 else "contributor")


def test_contributor_changes_nothing_but_leaves(client, cite, ada, bob):
    sign_in(client, bob)
    own, other = membership(bob, cite), membership(ada, cite)
    assert client.post(page("member", cite, own.pk), {"role": "coordinator"}).status_code == 403
    assert (
        client.post(page("invite", cite), {"email": "x@example.org", "role": "contributor"}).status_code
        == 403
    )
    assert client.post(page("leave", cite, other.pk)).status_code == 403
    assert client.post(page("leave", cite, own.pk)).headers["Location"] == reverse("accounts:me")
    assert list(TeamMember.objects.all()) == [other]
    assert client.get(page("team", cite)).status_code == 404


def test_member_of_another_team_is_not_reached_through_ones_own(client, cite, ada):
    elsewhere = make_member(role="contributor").memberships.get()
    sign_in(client, ada)
    for name in ("member", "leave"):
        assert client.get(page(name, cite, elsewhere.pk)).status_code == 404
        assert client.post(page(name, cite, elsewhere.pk), {"role": "contributor"}).status_code == 404
    assert TeamMember.objects.filter(pk=elsewhere.pk).exists()


@pytest.mark.parametrize("sent", [{"role": "label_officer"}, {"role": "reader"}, {"role": ""}, {}, {"role": "contributor", "email": ""}])  # fmt: skip
def test_roles_of_the_secretariat_are_not_given_here(client, cite, ada, bob, sent):
    sign_in(client, ada)
    answer = client.post(page("member", cite, membership(bob, cite).pk), sent | {"network_role": "reader"})
    if sent.get("role") != "contributor":
        assert "error-summary" in answer.content.decode()
    assert client.post(page("invite", cite), {"email": "x@example.org"} | sent).status_code == 200
    assert not Invitation.objects.exists()
    bob.refresh_from_db()
    assert (bob.network_role, membership(bob, cite).role) == ("", "contributor")


def test_last_coordinator_stays(client, cite, ada, bob):
    sign_in(client, ada)
    own = membership(ada, cite)
    refused = client.post(page("member", cite, own.pk), {"role": "contributor"})
    assert "keeps a coordinator" in refused.content.decode()
    assert "keeps a coordinator" in client.post(page("leave", cite, own.pk)).content.decode()
    client.post(page("member", cite, membership(bob, cite).pk), {"role": "coordinator"})
    assert client.post(page("leave", cite, own.pk)).status_code == 302
    assert [member.user for member in cite.team.all()] == [bob]


def test_closed_account_is_no_coordinator_that_stays(cite, ada):
    make_member(cite, "coordinator", is_active=False)
    with pytest.raises(ValidationError):
        end_membership(membership(ada, cite).pk, desk=desk_of(ada, cite.slug))


def test_nobody_raises_the_own_role(cite, ada):
    officer = make_person()
    own = TeamMember.objects.create(user=officer, cite=cite, role="contributor")
    with pytest.raises(PermissionDenied):
        change_role(own.pk, TeamRole.COORDINATOR, desk=desk_of(officer, cite.slug))


def test_who_goes_takes_the_own_invitations_back(cite, ada, bob):
    for email in ("x@example.org", "y@example.org"):
        invite(email, role=TeamRole.CONTRIBUTOR, cite=cite, by=ada)
    change_role(membership(bob, cite).pk, TeamRole.COORDINATOR, desk=desk_of(ada, cite.slug))
    invite("z@example.org", role=TeamRole.CONTRIBUTOR, cite=cite, by=bob)
    end_membership(membership(ada, cite).pk, desk=desk_of(bob, cite.slug))
    assert [each.email for each in Invitation.objects.filter(revoked_at=None)] == ["z@example.org"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["leave", "demote"])
@pytest.mark.parametrize("_round", range(3))
def test_of_coordinators_who_go_at_once_one_stays(how, _round):
    cite = make_cite()
    team = [make_member(cite, "coordinator") for _number in range(6)]
    barrier = Barrier(6)

    def go(person):
        try:
            desk, own = desk_of(person, cite.slug), membership(person, cite).pk
            barrier.wait()
            if how == "leave":
                end_membership(own, desk=desk)
            else:
                change_role(own, TeamRole.CONTRIBUTOR, desk=desk)
        except ValidationError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(go, team)) == 5
    assert cite.team.filter(role="coordinator").count() == 1


def test_inviting_sending_again_and_taking_back(client, cite, ada, mailoutbox):
    sign_in(client, ada)
    sent = {"email": "New@example.org", "role": "contributor"}
    assert client.post(page("invite", cite), sent).headers["Location"] == page("team", cite)
    first = Invitation.objects.get()
    assert "new@example.org" in client.get(page("team", cite)).content.decode()
    client.post(page("invitation_again", cite, first.pk))
    deliver_due()
    links = [mail.body.split("/accounts/invitation/")[1].split("/")[0] for mail in mailoutbox]
    client.logout()
    statuses = [client.get(reverse("accounts:invitation", args=[token])).status_code for token in links]
    assert statuses == [410, 200]
    sign_in(client, ada)
    second = Invitation.objects.get(revoked_at=None)
    assert client.post(page("invitation_back", cite, second.pk)).status_code == 302
    client.logout()
    assert client.get(reverse("accounts:invitation", args=[links[1]])).status_code == 410


def test_invitation_of_another_team_is_not_reached_through_ones_own(client, cite, ada):
    other = make_cite()
    invitation, _token = invite("x@example.org", role=TeamRole.CONTRIBUTOR, cite=other, by=None)
    sign_in(client, ada)
    for name in ("invitation_again", "invitation_back"):
        assert client.post(page(name, cite, invitation.pk)).status_code == 404
        assert client.get(page(name, cite, invitation.pk)).status_code == 404
    invitation.refresh_from_db()
    assert invitation.revoked_at is None


def test_demonstration_account_looks_and_changes_nobody(client):
    cite = make_cite(demo=True)
    shared = make_member(cite, "coordinator", demo=True)
    other = membership(make_member(cite, "contributor", demo=True), cite)
    sign_in(client, shared)
    assert client.get(page("team", cite)).status_code == 200
    for address, sent in (
        (page("member", cite, other.pk), {"role": "coordinator"}),
        (page("leave", cite, other.pk), {}),
        (page("invite", cite), {"email": "x@example.org", "role": "contributor"}),
    ):
        assert "demonstration account" in client.post(address, sent).content.decode()
    assert cite.team.filter(role="contributor").count() == 1
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_team_asks_as_often_for_thirty_as_for_one(client, cite, ada, rows, django_assert_num_queries):
    for _number in range(rows):
        make_member(cite, "contributor")
    for number in range(min(rows, 19)):
        invite(f"{number}@example.org", role=TeamRole.CONTRIBUTOR, cite=cite, by=ada)
    sign_in(client, ada)
    # Session, person, second factor, Cité, role; members and invitations; four for who came and who left.
    with django_assert_num_queries(11):
        client.get(page("team", cite))


def test_a_guest_says_why_and_the_team_reads_it(client, cite, ada, bob):
    invite("x@example.org", role=TeamRole.CONTRIBUTOR, cite=cite, by=ada)
    open_one, mate = Invitation.objects.get(), membership(bob, cite)
    sign_in(client, make_person(name="Olga"))
    acts = (
        (page("member", cite, mate.pk), {"role": "coordinator"}, "Ada is ill"),
        (page("invite", cite), {"email": "y@example.org", "role": "contributor"}, "She replaces Ada"),
        (page("invitation_again", cite, open_one.pk), {}, "It was lost"),
        (page("leave", cite, mate.pk), {}, "He moved"),
    )
    before = Invitation.objects.count(), TeamMember.objects.count()
    for address, sent, _why in acts:
        asked = client.get(address).text
        assert 'name="reason"' in asked, address
        assert client.post(address, sent | {"reason": "  "}).status_code in {200, 403}, address
    assert (Invitation.objects.count(), TeamMember.objects.count()) == before
    assert membership(bob, cite).role == "contributor"
    for address, sent, why in acts:
        assert client.post(address, sent | {"reason": why}).status_code == 302, address
    again = Invitation.objects.get(email="x@example.org", revoked_at=None)
    assert client.post(page("invitation_back", cite, again.pk), {"reason": "A mistake"}).status_code == 302
    sign_in(client, ada)
    read = client.get(page("team", cite)).text
    for why in (*(why for _address, _sent, why in acts), "A mistake"):
        assert f"Why: {why}" in read
    assert "Olga" in read


def test_who_is_of_the_team_is_not_asked_why(client, cite, ada, bob):
    sign_in(client, ada)
    invite("x@example.org", role=TeamRole.CONTRIBUTOR, cite=cite, by=ada)
    mate, open_one = membership(bob, cite), Invitation.objects.get()
    for address in (
        page("invite", cite), page("member", cite, mate.pk), page("leave", cite, mate.pk),
        page("invitation_again", cite, open_one.pk), page("invitation_back", cite, open_one.pk),
    ):  # fmt: skip
        asked = client.get(address)
        assert asked.status_code == 200
        assert 'name="reason"' not in asked.text


def test_a_reason_survives_the_way_over_the_password(client, cite, ada, bob):
    officer = make_person()
    client.force_login(officer)
    leave = page("leave", cite, membership(bob, cite).pk)
    assert "reauthenticate" in client.post(leave, {"reason": "He moved"}).headers["Location"]
    say_again(client, officer)
    assert 'value="He moved"' in client.get(leave).text


def test_in_the_admin_too(client, cite, ada, bob):
    sign_in(client, make_person(name="Olga"))
    mate = membership(bob, cite)
    change, end = (
        reverse(f"admin:network_teammember_{name}", args=[mate.pk]) for name in ("change", "delete")
    )
    asked = client.post(change, {"role": "coordinator", "reason": ""})
    assert "reason" in asked.context["adminform"].form.errors
    assert client.post(end, {"post": "yes"}).status_code == 403
    assert membership(bob, cite).role == "contributor"
    assert client.post(change, {"role": "coordinator", "reason": "Ada is ill"}).status_code == 302
    assert 'name="reason"' in client.get(end).text
    assert client.post(end, {"post": "yes", "reason": "He moved"}).status_code == 302
    add = reverse("admin:network_invitation_add")
    sent = {"email": "x@example.org", "cite": cite.pk, "role": "contributor"}
    assert "reason" in client.post(add, sent).context["adminform"].form.errors
    assert client.post(add, sent | {"reason": "She replaces Bob"}).status_code == 302
    bulk = {"action": "revoke", "_selected_action": [Invitation.objects.get().pk]}
    assert "Say why" in client.post(reverse("admin:network_invitation_changelist"), bulk, follow=True).text
    assert not Invitation.objects.get().revoked_at
    client.post(reverse("admin:network_invitation_changelist"), bulk | {"reason": "A mistake"})
    assert Invitation.objects.get().revoked_at
    sign_in(client, ada)
    read = client.get(page("team", cite)).text
    for why in ("Ada is ill", "He moved", "She replaces Bob", "A mistake"):
        assert f"Why: {why}" in read
