"""Invitations: a link that serves once, for one e-mail, for a week, and is used by its form alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from threading import Barrier

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.actions import (
    AccountExists,
    InvitationOver,
    accept_invitation,
    invite,
    join_by_invitation,
    revoke_invitation,
)
from network.emails import deliver_due
from network.models import Invitation, TeamMember, User
from network.permissions import NetworkRole, TeamRole
from tests.factories import make_cite, make_member, make_user, sign_in
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "a dull and long password"
SENT = {"name": "Ada", "password": PASSWORD}


def link(token):
    return reverse("accounts:invitation", args=[token])


def invited(email="new@example.org", **over):
    return invite(email, **{"role": NetworkRole.READER, "by": None} | over)


def test_token_is_long_and_kept_nowhere():
    invitation, token = invited()
    assert len(token) >= 43  # 256 bits
    stored = {str(value) for value in Invitation.objects.values().get().values()}
    assert not any(token in value for value in stored)
    assert invitation.expires_at - timezone.now() > timedelta(days=6, hours=23)


def test_accepting_makes_the_user_and_signs_in(client):
    _invitation, token = invited("New@Example.org", role=NetworkRole.LABEL_OFFICER)
    page = client.get(link(token), headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "new@example.org" in page.content.decode()
    answer = client.post(link(token), SENT | {"email": "eve@example.org"}, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("admin:index"))
    user = User.objects.get()
    assert (user.email, user.name, user.language) == ("new@example.org", "Ada", "en")
    assert (user.network_role, user.demo, user.is_active) == ("label_officer", False, True)
    assert user.check_password(PASSWORD)
    # A second factor first; the password, chosen a moment ago, is not asked for again.
    assert client.get(reverse("admin:index")).headers["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_accepting_for_a_team_makes_a_member(client):
    cite = make_cite()
    _invitation, token = invited(role=TeamRole.COORDINATOR, cite=cite)
    answer = client.post(link(token), SENT)
    assert answer.headers["Location"] == reverse("accounts:me")
    member = TeamMember.objects.get()
    assert (member.cite, member.role, member.user.network_role) == (cite, "coordinator", "")


def test_reading_uses_nothing(client):
    _invitation, token = invited()
    for _time in range(3):
        assert client.get(link(token)).status_code == 200
        assert client.head(link(token)).status_code == 200
    assert not User.objects.exists()
    assert client.post(link(token), SENT).status_code == 302


@pytest.mark.parametrize(
    "sent", [{}, {"name": "Ada"}, {"name": "", "password": PASSWORD}, {"name": "Ada", "password": "short"}, {"name": "Ada", "password": "password1234567"[:8]}, {"name": "a\x00b", "password": PASSWORD}]
)  # fmt: skip
def test_form_that_is_not_complete_uses_nothing(client, sent):
    _invitation, token = invited()
    answer = client.post(link(token), sent)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not User.objects.exists()
    assert client.post(link(token), SENT).status_code == 302


def test_page_is_never_kept_and_names_its_address_to_nobody(client):
    _invitation, token = invited()
    for answer in (client.get(link(token)), client.get(link("x" * 43)), client.post(link(token), {})):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex"


def end(how, invitation, token):
    if how == "used":
        accept_invitation(token, name="Ada", password=PASSWORD, language="fr")
    elif how == "revoked":
        assert revoke_invitation(invitation, by=make_person())
    elif how == "expired":
        Invitation.objects.update(expires_at=timezone.now())
    elif how == "replaced":
        invited()


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("used", "accepted already"),
        ("revoked", "taken back"),
        ("expired", "seven days"),
        ("replaced", "another one was sent"),
    ],
)
def test_link_that_is_over_says_why(client, how, words):
    invitation, token = invited()
    end(how, invitation, token)
    before = User.objects.count()
    for answer in (
        client.get(link(token), headers={"Accept-Language": "en"}),
        client.post(link(token), SENT, headers={"Accept-Language": "en"}),
    ):
        assert answer.status_code == 410
        assert words in answer.content.decode()
    assert User.objects.count() == before


@pytest.mark.parametrize("token", ["x", "x" * 43, "é", "a" * 5000, "%00"])
def test_link_that_never_was(client, token):
    invited()
    assert client.get(f"/accounts/invitation/{token}/").status_code == 404
    assert client.post(f"/accounts/invitation/{token}/", SENT).status_code == 404


def test_form_of_another_site_is_refused():
    _invitation, token = invited()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link(token), SENT).status_code == 403
    page = strict.get(link(token))
    token_of_form = page.context["csrf_token"]
    sent = SENT | {"csrfmiddlewaretoken": str(token_of_form)}
    crossed = {"Origin": "null", "Sec-Fetch-Site": "cross-site"}
    assert strict.post(link(token), sent, headers=crossed).status_code == 403
    assert not User.objects.exists()
    ours = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    assert strict.post(link(token), SENT, headers=ours).status_code == 403
    assert strict.post(link(token), sent, headers=ours).status_code == 302


def test_who_has_an_account_is_not_invited():
    make_user(email="ada@example.org", password=None)
    with pytest.raises(ValidationError):
        invited("ADA@example.org")


def test_account_that_came_meanwhile_asks_to_sign_in(client):
    _invitation, token = invited()
    make_user(email="new@example.org", password=None)
    with pytest.raises(AccountExists):
        accept_invitation(token, name="Ada", password=PASSWORD, language="fr")
    for answer in (client.get(link(token)), client.post(link(token), SENT)):
        assert f"{reverse('account_login')}?next=" in answer.content.decode()
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("role", ["content_support", "reader"])
def test_only_the_officer_invites_and_revokes(role):
    invitation, _token = invited()
    person = make_person(role)
    with pytest.raises(PermissionDenied):
        invited("other@example.org", by=person)
    with pytest.raises(PermissionDenied):
        revoke_invitation(invitation, by=person)


def test_demonstration_account_invites_nobody():
    with pytest.raises((PermissionDenied, ValidationError)):
        invited(by=make_person(demo=True))
    with pytest.raises((PermissionDenied, ValidationError)):
        invited(role=TeamRole.COORDINATOR, cite=make_cite(demo=True), by=make_person(demo=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("links", [1, 2])
def test_of_many_at_once_one_is_let_in(links):
    """Eight people with one link, or with two links for one e-mail."""
    tokens = [invited(role=TeamRole.CONTRIBUTOR, cite=make_cite())[1] for _number in range(links)]
    barrier = Barrier(8)

    def accept(number):
        try:
            barrier.wait()
            accept_invitation(tokens[number % links], name=str(number), password=PASSWORD, language="fr")
        except (InvitationOver, AccountExists):
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(accept, range(8))) == 1
    assert User.objects.count() == TeamMember.objects.count() == 1


def test_command_prints_a_link_that_works(client, settings):
    out, err = StringIO(), StringIO()
    call_command("invite_officer", "ada@example.org", stdout=out, stderr=err)
    address = out.getvalue().strip()
    assert address.startswith(f"{settings.SITE_URL}/accounts/invitation/")
    assert client.post(address.removeprefix(settings.SITE_URL), SENT).status_code == 302
    assert User.objects.get().network_role == "label_officer"
    assert authenticate(email="ada@example.org", password=PASSWORD)


@pytest.mark.parametrize("arguments", [["not an address"], ["ada@example.org", "--role", "king"], []])
def test_command_refuses_what_it_cannot_read(arguments):
    with pytest.raises(CommandError):
        call_command("invite_officer", *arguments, stdout=StringIO(), stderr=StringIO())
    assert not Invitation.objects.exists()


def test_officer_invites_in_the_admin_and_the_link_is_sent(client, mailoutbox):
    sign_in(client, make_person())
    sent = {"email": "New@example.org", "cite": "", "role": "reader"}
    answer = client.post(reverse("admin:network_invitation_add"), sent, follow=True)
    deliver_due()
    assert "/accounts/invitation/" not in answer.content.decode()
    [token] = [part.split("/")[0] for part in mailoutbox[0].body.split("/accounts/invitation/")[1:]]
    client.logout()
    assert client.get(link(token)).status_code == 200
    assert Invitation.objects.get().invited_by.network_role == "label_officer"


@pytest.mark.parametrize(("role", "with_cite"), [("reader", True), ("coordinator", False)])
def test_role_fits_the_place(client, role, with_cite):
    sign_in(client, make_person())
    sent = {"email": "new@example.org", "cite": make_cite().pk if with_cite else "", "role": role}
    answer = client.post(reverse("admin:network_invitation_add"), sent)
    assert "role" in answer.context["adminform"].form.errors
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("role", "revoked"), [("label_officer", True), ("content_support", False), ("reader", False)]
)
def test_revoking_in_the_admin(client, role, revoked):
    invitation, _token = invited()
    sign_in(client, make_person(role))
    sent = {"action": "revoke", "_selected_action": [invitation.pk]}
    client.post(reverse("admin:network_invitation_changelist"), sent)
    invitation.refresh_from_db()
    assert bool(invitation.revoked_at) == revoked


@pytest.mark.parametrize("demo", [False, True])
def test_officer_does_not_close_the_own_door(client, demo):
    person = make_person(demo=demo)
    sign_in(client, person)
    page = client.get(reverse("admin:network_user_change", args=[person.pk]))
    assert "network_role" not in page.context["adminform"].form.fields or demo
    client.post(
        reverse("admin:network_user_change", args=[person.pk]),
        {"name": "Ada", "language": "en", "network_role": ""},
    )
    person.refresh_from_db()
    assert (person.network_role, person.is_active) == ("label_officer", True)


def joins(token, person):
    client = Client()
    client.force_login(person)
    return client, client.get(link(token)), client.post(link(token))


def test_who_has_an_account_joins_another_team_with_it(client):
    person, cite = make_member(email="ada@example.org"), make_cite()
    _invitation, token = invited("Ada@example.org", role=TeamRole.CONTRIBUTOR, cite=cite)
    client.force_login(person)
    for _time in range(2):
        assert client.get(link(token)).status_code == 200
    assert not TeamMember.objects.filter(cite=cite).exists()
    assert client.post(link(token)).headers["Location"] == reverse("accounts:me")
    assert TeamMember.objects.get(cite=cite).user == person
    assert client.get(link(token)).status_code == client.post(link(token)).status_code == 410
    assert User.objects.count() == 1


def test_link_of_another_address_is_refused():
    _invitation, token = invited(role=TeamRole.CONTRIBUTOR, cite=make_cite())
    for person in (make_member(), make_user(email="new@example.org", password=None, demo=True)):
        _client, read, sent = joins(token, person)
        assert (read.status_code, sent.status_code) == (403, 403)
    assert Invitation.objects.get().accepted_at is None


def test_link_to_a_cite_that_is_closed_serves_no_more(client):
    cite = make_cite()
    _invitation, token = invited(role=TeamRole.CONTRIBUTOR, cite=cite)
    cite.membership = "not_a_member"
    cite.save()
    assert client.get(link(token)).status_code == client.post(link(token), SENT).status_code == 410


def test_coordinator_without_a_second_factor_adds_one_before_joining_another_team(client):
    person = make_user(email="ada@example.org", password=None)
    TeamMember.objects.create(user=person, cite=make_cite(), role="coordinator")
    _invitation, token = invited("ada@example.org", role=TeamRole.CONTRIBUTOR, cite=make_cite())
    client.force_login(person)
    assert client.post(link(token)).headers["Location"] == reverse("mfa_index")
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.django_db(transaction=True)
def test_of_many_who_join_at_once_with_one_account_one_does():
    person, cite = make_member(email="ada@example.org"), make_cite()
    _invitation, token = invited("ada@example.org", role=TeamRole.CONTRIBUTOR, cite=cite)
    barrier = Barrier(8)

    def join(_number):
        try:
            barrier.wait()
            join_by_invitation(token, by=person)
        except InvitationOver:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(join, range(8))) == 1
    assert TeamMember.objects.filter(cite=cite).count() == 1


def test_coordinator_invites_to_the_own_team_and_no_other(mailoutbox):
    cite = make_cite()
    coordinator = make_member(cite, "coordinator", name="Ada")
    invited(role=TeamRole.CONTRIBUTOR, cite=cite, by=coordinator)
    deliver_due()
    assert "Ada" in mailoutbox[0].body
    with pytest.raises(Http404):
        invited(role=TeamRole.CONTRIBUTOR, cite=make_cite(), by=coordinator)
    with pytest.raises(PermissionDenied):
        invited(role=NetworkRole.READER, by=coordinator)
    with pytest.raises(PermissionDenied):
        invited(role=TeamRole.CONTRIBUTOR, cite=cite, by=make_member(cite, "contributor"))
    with pytest.raises(ValidationError, match="in the team already"):
        invited(coordinator.email, role=TeamRole.CONTRIBUTOR, cite=cite, by=coordinator)


def test_coordinator_does_not_learn_who_has_an_account_elsewhere():
    cite = make_cite()
    coordinator = make_member(cite, "coordinator")
    elsewhere = make_member()
    for email in (elsewhere.email, "nobody@example.org"):
        invitation, _token = invited(email, role=TeamRole.CONTRIBUTOR, cite=cite, by=coordinator)
        assert invitation.pk


def test_team_invites_twenty_people_a_day():
    cite = make_cite()
    coordinator = make_member(cite, "coordinator")
    for number in range(20):
        invited(f"{number}@example.org", role=TeamRole.CONTRIBUTOR, cite=cite, by=coordinator)
    with pytest.raises(ValidationError, match="twenty"):
        invited(role=TeamRole.CONTRIBUTOR, cite=cite, by=coordinator)


def test_command_sends_nothing(mailoutbox):
    call_command("invite_officer", "ada@example.org", stdout=StringIO(), stderr=StringIO())
    assert not deliver_due()
