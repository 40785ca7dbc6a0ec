"""Accounts: what is served, what is written to people, and that nobody learns who has one."""

import pytest
from django.urls import NoReverseMatch, reverse

from network.emails import deliver_due
from network.models import TeamMember
from tests.factories import SECRET, code_of, make_cite, make_user
from tests.network.admin.records import make_person

PASSWORD = "a dull and long password"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_email_verification_sent",
        "account_confirm_login_code",
        "account_request_login_code",
    ],
)
def test_page_that_is_not_served(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "path",
    [
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "login/code/confirm/",
        "3rdparty/",
        "2fa/recovery-codes/download/",
        "2fa/webauthn/login/",
    ],
)
def test_address_that_is_not_served(client, path):
    client.force_login(make_user(password=None))
    assert client.get(f"/accounts/{path}").status_code == 404


def test_sign_up_is_closed(client, django_user_model):
    sent = {"email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(reverse("account_signup"), sent)
    assert "by invitation" in answer.content.decode()
    assert not django_user_model.objects.exists()


def ask_for_a_link(client, email):
    answer = client.post(
        reverse("account_reset_password"), {"email": email}, headers={"Accept-Language": "en"}, follow=True
    )
    deliver_due()
    return answer


def test_known_and_unknown_addresses_get_the_same_answer(client, mailoutbox):
    make_user(email="ada@example.org", password=None)
    known, unknown = ask_for_a_link(client, "ada@example.org"), ask_for_a_link(client, "eve@example.org")
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"], ["eve@example.org"]]


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Choose a new password – Cités des métiers"),
        ("fr", "Choisir un nouveau mot de passe – Cités des métiers"),
    ],
)
def test_link_is_sent_in_the_language_of_the_person(client, mailoutbox, language, subject):
    make_user(email="ada@example.org", password=None, language=language)
    ask_for_a_link(client, "ada@example.org")
    [mail] = mailoutbox
    assert mail.subject == subject
    assert "http://testserver/accounts/password/reset/key/" in mail.body
    assert "example.com" not in mail.body
    assert f'<html lang="{language}">' in mail.alternatives[0].content


def test_mail_to_an_unknown_address_leads_to_no_sign_up(client, mailoutbox):
    ask_for_a_link(client, "eve@example.org")
    assert "signup" not in mailoutbox[0].body
    assert "by invitation" in mailoutbox[0].body


def test_new_password_is_told_to_its_person(client, mailoutbox):
    user = make_user(email="ada@example.org", password=PASSWORD, language="en")
    client.force_login(user)
    new = "another dull password"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = client.post(reverse("account_change_password"), sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("accounts:me"))
    deliver_due()
    [mail] = mailoutbox
    assert mail.to == ["ada@example.org"]
    assert "127.0.0.1" not in mail.body


def test_secretariat_comes_to_its_desk(client):
    make_person(email="ada@example.org", password=PASSWORD)
    answer = client.post(reverse("account_login"), {"login": "ada@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    answer = client.post(answer.headers["Location"], {"code": code_of(SECRET)})
    assert answer.headers["Location"] == reverse("admin:index")


def test_wrong_passwords_are_counted(client):
    make_user(email="ada@example.org", password=None)
    answers = [
        client.post(
            reverse("account_login"),
            {"login": "ada@example.org", "password": "wrong"},
            headers={"Accept-Language": "en"},
        )
        for _attempt in range(6)
    ]
    assert "Too many failed" in answers[-1].content.decode()


def test_page_for_who_has_no_password(client):
    client.force_login(make_user(password=None))
    answer = client.get(reverse("account_change_password"), follow=True)
    assert answer.redirect_chain == [(reverse("account_set_password"), 302)]
    assert '<body class="staff">' in answer.content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_signing_in_leads_to_the_workspace_in_the_language_of_the_person(client, language):
    user = make_user(email="ada@example.org", password=PASSWORD, language=language)
    TeamMember.objects.create(user=user, cite=make_cite(), role="contributor")
    other = {"fr": "en", "en": "fr"}[language]
    sent = {"login": user.email, "password": PASSWORD}
    answer = client.post(reverse("account_login"), sent, headers={"Accept-Language": other})
    assert (answer.status_code, answer.url) == (302, f"/{language}/workspace/")
