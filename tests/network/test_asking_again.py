"""Who gives or takes rights says again who they are, and what they wrote comes back with them."""

import pytest
import time_machine
from django.urls import reverse

from network.models import Invitation, TeamMember
from tests.factories import SECRET, code_of, enrol, make_cite, make_member, make_user, say_again, sign_in
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "a dull and long password"
AGAIN = reverse("account_reauthenticate")
INVITED = {"email": "new@example.org", "role": "coordinator"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-25 10:00:10Z", tick=False) as clock:
        yield clock


@pytest.fixture
def cite():
    return make_cite()


@pytest.fixture
def ada(client, clock, cite):
    """A coordinator who signed in eleven minutes ago."""
    ada = make_member(cite, "coordinator", password=PASSWORD)
    sign_in(client, ada)
    clock.shift(11 * 60)
    return ada


def page(name, cite, *arguments):
    return reverse(f"workspace:{name}", args=[cite.slug, *arguments])


def is_asked(answer, back):
    return answer.headers["Location"] == reverse("account_reauthenticate", query={"next": back})


def say_password(client, answer, back):
    assert is_asked(answer, back)
    led = client.post(AGAIN, {"password": PASSWORD, "next": back})
    assert led.headers["Location"] == back
    return client.get(back)


def test_ten_minutes_after_signing_in_nobody_is_asked(client, clock, cite):
    person = enrol(make_user(password=PASSWORD))
    TeamMember.objects.create(user=person, cite=cite, role="coordinator")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    clock.shift(9 * 60)
    assert client.get(page("invite", cite)).status_code == 200
    clock.shift(2 * 60)
    assert client.get(page("invite", cite)).status_code == 302


def test_the_form_asks_before_anything_is_written(client, cite, ada):
    invite = page("invite", cite)
    assert say_password(client, client.get(invite), invite).status_code == 200
    assert client.post(invite, INVITED).status_code == 302
    assert Invitation.objects.get().email == "new@example.org"


def test_what_was_sent_too_late_comes_back_and_is_not_sent_by_itself(client, cite, ada):
    invite = page("invite", cite)
    again = say_password(client, client.post(invite, INVITED), invite)
    assert not Invitation.objects.exists()
    assert "nothing is sent yet" in again.text
    assert [again.context["form"][name].value() for name in INVITED] == [*INVITED.values()]
    assert client.get(invite).context["form"].is_bound
    assert client.post(invite, INVITED).status_code == 302
    assert Invitation.objects.get().role == "coordinator"
    assert not client.get(invite).context["form"].is_bound


def test_a_code_serves_as_well_as_the_password(client, cite, ada):
    invite = page("invite", cite)
    client.post(invite, INVITED)
    led = client.post(reverse("mfa_reauthenticate"), {"code": code_of(SECRET), "next": invite})
    assert led.headers["Location"] == invite
    assert client.get(invite).context["form"]["email"].value() == "new@example.org"


def test_what_waits_is_of_its_page_and_of_the_moment(client, clock, cite, ada):
    invite = page("invite", cite)
    client.post(invite, INVITED)
    say_again(client, ada)
    other = make_member(cite, "contributor").memberships.get()
    assert not client.get(page("member", cite, other.pk)).context["form"].is_bound
    clock.shift(11 * 60)
    say_again(client, ada)
    assert not client.get(invite).context["form"].is_bound
    clock.shift(11 * 60)
    client.post(invite, INVITED | {"email": "x" * 10_001})
    say_again(client, ada)
    assert not client.get(invite).context["form"].is_bound


def test_roles_and_memberships(client, clock, cite, ada):
    other = make_member(cite, "contributor").memberships.get()
    member, leave = page("member", cite, other.pk), page("leave", cite, other.pk)
    again = say_password(client, client.post(member, {"role": "coordinator"}), member)
    assert again.context["form"]["role"].value() == "coordinator"
    assert TeamMember.objects.get(pk=other.pk).role == "contributor"
    assert client.post(member, {"role": "coordinator"}).status_code == 302
    clock.shift(11 * 60)
    assert say_password(client, client.post(leave), leave).status_code == 200
    assert TeamMember.objects.filter(pk=other.pk).exists()
    assert client.post(leave).status_code == 302
    assert not TeamMember.objects.filter(pk=other.pk).exists()


def test_an_invitation_is_sent_again_after_a_page_that_asks_and_taken_back_at_once(client, clock, cite, ada):
    say_again(client, ada)
    client.post(page("invite", cite), INVITED)
    first = Invitation.objects.get()
    clock.shift(11 * 60)
    answer = client.post(page("invitation_again", cite, first.pk))
    again = page("invitation_again", cite, first.pk)
    assert "Send the invitation of new@example.org again" in say_password(client, answer, again).text
    assert Invitation.objects.count() == 1
    assert client.post(again).status_code == 302
    assert Invitation.objects.count() == 2
    clock.shift(11 * 60)
    second = Invitation.objects.get(revoked_at=None)
    client.post(page("invitation_back", cite, second.pk))
    assert not Invitation.objects.filter(revoked_at=None).exists()


@pytest.fixture
def officer(client, clock):
    officer = make_person(password=PASSWORD)
    sign_in(client, officer)
    clock.shift(11 * 60)
    return officer


def test_admin_asks_for_all_that_is_of_people_but_reading(client, cite, officer):
    member = make_member(cite, "contributor").memberships.get()
    invitation = Invitation.objects.create(
        email="x@example.org", role="reader", token_hash="0" * 64, expires_at="2027-01-01T00:00Z"
    )
    for name, arguments in (
        ("teammember_add", []), ("teammember_change", [member.pk]), ("teammember_delete", [member.pk]),
        ("invitation_add", []), ("user_change", [member.user_id]),
    ):  # fmt: skip
        where = reverse(f"admin:network_{name}", args=arguments)
        for answer in (client.get(where), client.post(where, {"post": "yes", "role": "coordinator"})):
            assert is_asked(answer, where), name
    for name, arguments in (
        ("teammember_changelist", []), ("user_changelist", []), ("invitation_change", [invitation.pk]),
    ):  # fmt: skip
        assert client.get(reverse(f"admin:network_{name}", args=arguments)).status_code == 200, name
    assert TeamMember.objects.get().role == "contributor"


def test_what_was_written_in_the_admin_comes_back(client, cite, officer):
    member = make_member(cite, "contributor").memberships.get()
    add, change = (
        reverse("admin:network_invitation_add"),
        reverse("admin:network_user_change", args=[member.user_id]),
    )
    sent = {"email": "new@example.org", "cite": str(cite.pk), "role": "coordinator", "reason": "They asked"}
    shown = say_password(client, client.post(add, sent), add)
    form = shown.context["adminform"].form
    assert {name: form[name].value() for name in sent} == sent
    assert "nothing is sent yet" in shown.text
    say_again(client, officer)
    client.post(add, sent)
    assert Invitation.objects.get().role == "coordinator"
    assert client.get(change).context["adminform"].form["is_active"].value() is True


def test_a_box_that_was_emptied_comes_back_empty(client, officer):
    person = make_user()
    change = reverse("admin:network_user_change", args=[person.pk])
    sent = {"name": "Ada", "language": "fr", "network_role": "reader"}
    form = say_password(client, client.post(change, sent), change).context["adminform"].form
    assert form["is_active"].value() is False
    assert form["network_role"].value() == "reader"
    person.refresh_from_db()
    assert (person.is_active, person.network_role) == (True, "")


def test_who_only_reads_the_admin_is_not_asked(client, cite):
    member = make_member(cite, "contributor").memberships.get()
    client.force_login(make_person("reader", password=PASSWORD))
    for name in ("teammember", "user"):
        where = reverse(
            f"admin:network_{name}_change", args=[member.pk if name == "teammember" else member.user_id]
        )
        assert client.get(where).status_code == 200
