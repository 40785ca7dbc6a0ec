"""Who needs a second factor has one before anything else; its codes serve once; its keys are sealed."""

from __future__ import annotations

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from citesmetiers.second_factor import OPEN
from network.emails import deliver_due
from network.models import TeamMember
from tests.factories import SECRET, code_of, enrol, make_cite, make_member, make_user
from tests.house.routes import routes
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
PASSWORD = "a dull and long password"


def bare(role):
    """Make a person with a role and without a second factor."""
    if role == "coordinator":
        user = make_user(password=PASSWORD, language="en")
        TeamMember.objects.create(user=user, cite=make_cite(), role=role)
        return user
    return make_user(password=PASSWORD, language="en", network_role=role)


def in_both_ways():
    """Each role in one of two ways, each way by two roles; all by all are proved."""
    roles = ["coordinator", "label_officer", "content_support", "reader"]
    return [
        pytest.param(role, method, marks=pytest.mark.prove if (turn + way) % 2 else ())
        for turn, role in enumerate(roles)
        for way, method in enumerate(["post", "get"])
    ]


@pytest.mark.parametrize(("role", "method"), in_both_ways())
def test_without_it_every_page_leads_to_where_it_is_added(client, role, method):
    client.force_login(bare(role))
    walked = 0
    for route in routes():
        door = getattr(route.view, "door", "")
        by_its_link = door == "link" and route.name != "accounts:invitation"
        if door == "public" or by_its_link or route.name in OPEN:
            continue
        address = route.address(**dict.fromkeys(route.arguments, 1))
        answer = getattr(client, method)(address)
        assert answer.status_code == 302, route
        assert answer.headers["Location"] == reverse("mfa_index"), route
        walked += 1
    assert walked > 100


def test_public_pages_are_public_to_them_too(client):
    client.force_login(bare("coordinator"))
    answer = client.get("/fr/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" not in answer.headers.get("Cache-Control", "")


def test_they_may_leave_and_choose_their_language(client):
    client.force_login(bare("reader"))
    sent = {"name": "Ada", "language": "fr"}
    assert client.post(reverse("accounts:me"), sent).headers["Location"] == reverse("accounts:me")
    assert '<html lang="fr"' in client.get(reverse("mfa_index")).content.decode()
    assert client.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_contributor_is_offered_one(client):
    client.force_login(make_member())
    page = client.get(reverse("accounts:me")).content.decode()
    assert reverse("mfa_index") in page
    assert client.get(reverse("mfa_index")).status_code == 200


def sign_in(client, email):
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def test_adding_an_application_opens_the_doors(client, mailoutbox, django_capture_on_commit_callbacks):
    person = bare("reader")
    assert sign_in(client, person.email).headers["Location"] == reverse("admin:index")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    html = page.content.decode()
    assert secret in html
    assert 'class="qr"' in html
    assert "data:" not in html
    assert "<script" not in html
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "error-summary" in wrong.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer.headers["Location"]).context["unused_codes"]
    assert len(codes) == 10
    assert set(client.get(answer.headers["Location"]).context["unused_codes"]) == {"****"}
    assert client.get(reverse("admin:index")).status_code == 200
    for stored in Authenticator.objects.values_list("data", flat=True):
        assert secret not in str(stored)
        assert not any(code in str(stored) for code in codes)
    deliver_due()
    assert [mail.subject for mail in mailoutbox] == [
        "An application gives you codes to sign in now – Cités des métiers"
    ]


def test_code_is_asked_for_and_serves_once():
    person = enrol(bare("reader"))
    with time_machine.travel("2026-11-25 10:00:10Z", tick=False) as clock:
        code = code_of(SECRET)
        for moment, lets_in in ((10, True), (12, False), (35, False), (59, False)):
            clock.move_to(f"2026-11-25 10:00:{moment}Z")
            client = Client()
            answer = sign_in(client, person.email)
            assert answer.headers["Location"] == reverse("mfa_authenticate")
            assert client.get(reverse("admin:index")).status_code == 302
            answer = client.post(reverse("mfa_authenticate"), {"code": code})
            assert (answer.status_code == 302) == lets_in, moment
            assert ("_auth_user_id" in client.session) == lets_in
        clock.move_to("2026-11-25 10:09:00Z")
        client = Client()
        sign_in(client, person.email)
        assert client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)}).status_code == 302


def test_codes_are_not_guessed():
    person = enrol(bare("reader"))
    client = Client()
    sign_in(client, person.email)
    for number in range(5):
        client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_new_password_does_not_go_around_it(client, mailoutbox):
    person = enrol(bare("reader"))
    client.post(reverse("account_reset_password"), {"email": person.email})
    deliver_due()
    [link] = [word for word in mailoutbox[0].body.split() if "/accounts/password/reset/key/" in word]
    page = client.get(link.removeprefix("http://testserver"), follow=True)
    new = "another dull password"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert "_auth_user_id" not in client.session
    answer = client.post(reverse("account_login"), {"login": person.email, "password": new})
    assert answer.headers["Location"] == reverse("mfa_authenticate")


@pytest.mark.parametrize(("role", "goes"), [("reader", False), ("", True)])
def test_last_factor_stays_where_the_role_asks_for_one(client, role, goes):
    person = enrol(make_user(password=PASSWORD, language="en", network_role=role))
    sign_in(client, person.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
    assert ("add another one first" in client.get(reverse("mfa_deactivate_totp")).content.decode()) != goes
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.exists() != goes


def test_grave_things_ask_again_who_one_is(client):
    with time_machine.travel("2026-11-25 10:00Z", tick=False) as clock:
        person = enrol(make_user(password=PASSWORD, language="en"))
        sign_in(client, person.email)
        client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)})
        assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
        clock.move_to("2026-11-25 10:11Z")
        for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_add_webauthn"):
            answer = client.get(reverse(name))
            assert answer.headers["Location"].startswith(reverse("account_reauthenticate")), name
        answer = client.post(
            reverse("account_reauthenticate"),
            {"password": PASSWORD, "next": reverse("mfa_generate_recovery_codes")},
        )
        assert answer.headers["Location"] == reverse("mfa_generate_recovery_codes")
        assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200


def test_passkey_page_is_of_this_site_alone_and_says_what_to_do_without_javascript(client, settings):
    person = make_user(password=PASSWORD, language="en")
    sign_in(client, person.email)
    page = client.get(reverse("mfa_add_webauthn"))
    html = page.content.decode()
    assert "A passkey needs JavaScript" in html
    assert page.context["js_data"]["creation_options"]["publicKey"]["rp"]["id"] == settings.SITE_HOST
    assert html.count("<script") == 3
    assert 'src="/static/js/passkey.js"' in html
    assert "default-src 'none'; script-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name",
    ["mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_reauthenticate", "account_reauthenticate"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_are_in_our_look_and_in_the_language_of_the_person(client, name, language):
    person = make_user(password=PASSWORD, language=language)
    sign_in(client, person.email)
    if name == "mfa_reauthenticate":
        enrol(person)
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert '<body class="staff">' in html
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1


def test_secretariat_in_the_factories_is_enrolled(client):
    client.force_login(make_person())
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize(("local", "status"), [(True, 302), (False, 403)])
def test_account_that_many_share_stays_as_it_is_where_others_come(client, settings, local, status):
    client.force_login(make_member(demo=True))
    settings.IS_LOCAL = local
    assert client.post(reverse("accounts:me"), {"name": "Eve", "language": "fr"}).status_code == status
    assert client.post(reverse("accounts:sessions")).status_code == status
    assert client.get(reverse("accounts:me")).status_code == 200
