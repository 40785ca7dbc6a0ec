"""Sign-in and the pages around it, in our look and without a line of script."""

import html5lib
import pytest
from django.urls import reverse

from network.emails import deliver_due
from tests.factories import make_user

HTML = "{http://www.w3.org/1999/xhtml}"
PASSWORD = "a dull and long password"

pytestmark = pytest.mark.django_db


def parsed(response):
    return html5lib.HTMLParser(strict=True).parse(response.content.decode())


def inputs(response):
    return {
        field.get("name"): (field.get("type"), field.get("autocomplete"))
        for field in parsed(response).iter(f"{HTML}input")
        if field.get("type") != "hidden"
    }


@pytest.mark.parametrize(
    ("name", "status", "fields"),
    [
        ("account_login", 200, {"login": ("email", "email"), "password": ("password", "current-password")}),
        ("account_signup", 200, {}),
        ("account_reset_password", 200, {"email": ("email", "email")}),
        ("account_reset_password_done", 200, {}),
        ("account_reset_password_from_key_done", 200, {}),
        ("account_inactive", 200, {}),
    ],
)
def test_page_for_who_is_not_signed_in(client, name, status, fields):
    response = client.get(reverse(name))
    assert response.status_code == status
    assert inputs(response) == fields
    check_frame(response)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("account_logout", {}),
        (
            "account_change_password",
            {
                "oldpassword": ("password", "current-password"),
                "password1": ("password", "new-password"),
                "password2": ("password", "new-password"),
            },
        ),
        ("account_reauthenticate", {"password": ("password", "current-password")}),
    ],
)
def test_page_for_who_is_signed_in(client, name, fields):
    client.force_login(make_user())
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert inputs(response) == fields
    check_frame(response)


def check_frame(response):
    tree = parsed(response)
    assert next(tree.iter(f"{HTML}body")).get("class") == "staff"
    assert len(list(tree.iter(f"{HTML}h1"))) == 1
    assert not list(tree.iter(f"{HTML}script"))
    assert '<meta name="robots" content="noindex">' in response.text


def test_wrong_password_is_told_on_top_and_in_the_title(client):
    make_user(email="ada@example.org", password=PASSWORD)
    response = client.post(
        reverse("account_login"),
        {"login": "ada@example.org", "password": "wrong"},
        headers={"Accept-Language": "en"},
    )
    assert response.text.count("error-summary") == 2
    assert "<title>Error: Sign in – Cités des métiers</title>" in response.text


def test_right_password_signs_in_and_the_portal_says_nothing_more(client):
    user = make_user(email="ada@example.org", password=PASSWORD)
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_link_of_a_message_leads_to_a_new_password(client, mailoutbox):
    user = make_user(email="ada@example.org", password=PASSWORD)
    client.post(reverse("account_reset_password"), {"email": user.email})
    deliver_due()
    [link] = [word for word in mailoutbox[0].body.split() if "/accounts/password/reset/key/" in word]
    response = client.get(link.split("://", 1)[1].split("/", 1)[1].join(["/", ""]), follow=True)
    assert inputs(response) == {
        "password1": ("password", "new-password"),
        "password2": ("password", "new-password"),
    }
    client.post(
        response.request["PATH_INFO"],
        {"password1": "another dull password", "password2": "another dull password"},
    )
    user.refresh_from_db()
    assert user.check_password("another dull password")


def test_link_that_no_longer_works_offers_another(client):
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "abc-def"})
    response = client.get(address, headers={"Accept-Language": "en"})
    assert "This link no longer works" in response.text
    assert f'href="{reverse("account_reset_password")}"' in response.text
