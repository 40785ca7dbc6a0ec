"""The door of the admin: the secretariat alone, signed in where everybody is."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from network.models import Cite
from tests.factories import make_cite, make_place, make_user, sign_in
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
PAGES = [
    "/admin/",
    "/admin/network/",
    "/admin/network/cite/",
    "/admin/network/cite/add/",
    "/admin/autocomplete/",
    "/admin/queue/",
    "/admin/queue/files/",
    "/admin/network/cite/1/label/suspension/",
]


@pytest.mark.parametrize("path", PAGES)
def test_anonymous_is_sent_to_sign_in(client, path):
    answer = client.get(path, follow=True)
    where, status = answer.redirect_chain[-1]
    assert (where.replace("%2F", "/"), status) == (f"/accounts/login/?next={path}", 302)


def test_sign_in_of_the_admin_is_ours(client):
    wanted = ["/admin/network/", "//evil.example", "https://evil.example/admin/"]
    sent = [client.get("/admin/login/", {"next": where}).headers["Location"] for where in wanted]
    assert sent == [
        "/accounts/login/?next=%2Fadmin%2Fnetwork%2F",
        "/accounts/login/?next=%2Fadmin%2F",
        "/accounts/login/?next=%2Fadmin%2F",
    ]
    client.force_login(make_person("reader"))
    assert client.get("/admin/login/").headers["Location"] == "/admin/"


@pytest.mark.parametrize("path", [*PAGES, "/admin/login/", "/admin/logout/", "/admin/jsi18n/"])
def test_other_people_are_refused(client, path):
    client.force_login(make_user(password=None))
    assert client.get(path).status_code == 403


def test_a_closed_account_is_refused(client):
    client.force_login(make_person(is_active=False))
    assert client.get("/admin/").status_code == 302


def test_passwords_and_signing_out_are_for_allauth(client):
    client.force_login(make_person("reader"))
    assert client.get("/admin/password_change/").headers["Location"] == reverse("account_change_password")
    assert client.get("/admin/logout/").headers["Location"] == reverse("account_logout")


@pytest.mark.parametrize(("language", "words"), [("fr", "Rechercher"), ("en", "Search")])
def test_admin_speaks_the_language_of_the_person(client, language, words):
    client.force_login(make_person(language=language))
    answer = client.get("/admin/network/cite/", headers={"Accept-Language": "it"})
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in answer.content.decode()
    assert words in answer.content.decode()


def test_pages_carry_the_policy_and_are_not_kept(client):
    client.force_login(make_person())
    answer = client.get("/admin/network/cite/")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "<script>" not in answer.content.decode()
    assert "style=" not in answer.content.decode()


def test_pages_of_packages_are_left_out():
    assert {model._meta.app_label for model in admin.site._registry} <= {
        "network",
        "services",
        "events",
        "citesmetiers",
    }


def test_a_record_leads_to_its_page(client):
    client.force_login(make_person("reader"))
    cite = make_cite()
    kind = ContentType.objects.get_for_model(Cite)
    answer = client.get(reverse("admin:view_on_site", args=[kind.pk, cite.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"http://testserver/en/cites/{cite.slug}/",
    )


def test_what_the_desk_does_not_know_leads_nowhere(client):
    client.force_login(make_person("reader"))
    cite = make_cite()
    known = set(admin.site._registry)
    others = [each for each in ContentType.objects.all() if each.model_class() not in known]
    assert others
    for kind in [*(each.pk for each in others), 10**30, 0, "x", "%205"]:
        assert client.get(f"/admin/r/{kind}/{cite.pk}/").status_code == 404, kind


def test_choices_say_their_cite(client):
    place = make_place(make_cite(name={"fr": "Cité des métiers de Nîmes"}), name="Accueil")
    client.force_login(make_person())
    asked = {"app_label": "services", "model_name": "permanence", "field_name": "place", "term": "Accueil"}
    found = client.get("/admin/autocomplete/", asked).json()
    assert found["results"] == [{"id": str(place.pk), "text": "Accueil · Nîmes"}]


@pytest.mark.parametrize("field", ["password", "token_hash", "nothing"])
def test_choices_are_of_fields_that_point_somewhere(client, field):
    client.force_login(make_person())
    asked = {"app_label": "network", "model_name": "user", "field_name": field}
    assert client.get("/admin/autocomplete/", asked).status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "p=-1",
        "p=x",
        "o=99",
        "country__exact=%00",
        "password__startswith=a",
        "q=" + "a" * 10_000,
        "e=1",
    ],
)
def test_hostile_queries_break_nothing(client, query):
    client.force_login(make_person())
    for page in ("cite", "user"):
        assert client.get(f"/admin/network/{page}/?{query}").status_code in {200, 302, 400}


def test_change_is_signed(client):
    person = make_person("content_support")
    client.force_login(person)
    cite = make_cite()
    sent = {"country": "FR", "cite": cite.pk, "name": "Porteur", "demo": ""}
    assert client.post("/admin/network/carrier/add/", sent).status_code == 302
    row = cite.carriers.get().history.select_related("pgh_context").get()
    assert row.pgh_context.metadata == {"user": person.pk}


def test_anonymous_pages_stay_without_cookie(client):
    """Neither reading nor sending asks for a session."""
    answer = client.get("/fr/")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    sent = client.post("/fr/", headers={"Accept-Language": "fr"})
    assert settings.SESSION_COOKIE_NAME not in sent.cookies


def test_password_is_on_no_page(client):
    person = make_person(password="a dull and long password")
    sign_in(client, make_person())
    page = client.get(reverse("admin:network_user_change", args=[person.pk]))
    assert person.password not in page.content.decode()
    assert "password" not in page.context["adminform"].form.fields


def test_label_is_shown_and_is_no_field(client):
    cite = make_cite()
    client.force_login(make_person())
    page = client.get(reverse("admin:network_cite_change", args=[cite.pk]))
    assert "not documented" in page.content.decode()
    assert "label" not in page.context["adminform"].form.fields
    assert not {"status", "label"} & {field.name for field in Cite._meta.fields}
