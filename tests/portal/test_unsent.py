"""What is written when the session has ended, or the token is another one, comes back to be sent again."""

import pytest
from django.conf import settings
from django.test import Client

from network.models import Draft, TeamMember
from tests.factories import enrol, make_cite, make_user
from tests.network.workspace.writing import form_in

pytestmark = pytest.mark.django_db
HERE = {"Sec-Fetch-Site": "same-origin"}
TEXT = "Une « longue »\n<b>phrase</b> & la suite, d’un trait"


@pytest.fixture
def cite():
    return make_cite()


@pytest.fixture
def team(cite):
    """A browser whose tokens are checked, as a real one."""
    user = enrol(make_user(password=None))
    TeamMember.objects.create(user=user, cite=cite, role="coordinator")
    team = Client(enforce_csrf_checks=True)
    team.force_login(user)
    team.user = user
    return team


def new_sheet(cite):
    return f"/en/workspace/{cite.slug}/offers/new/"


def written(team, cite):
    """Open a sheet and write into it, without sending."""
    page = team.get(new_sheet(cite))
    token = page.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    return form_in(page) | {
        "title__fr": ["Écrire"], "description__fr": [TEXT], "themes": ["training", "employment"], "do": ["save"],
        "csrfmiddlewaretoken": [token],
    }  # fmt: skip


def sent_again(answer):
    token = answer.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    return form_in(answer, "unsent") | {"csrfmiddlewaretoken": [token]}


def assert_kept(answer, sent):
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"].find("no-store") >= 0
    back = form_in(answer, "unsent")
    for name in ("title__fr", "description__fr", "themes", "do", "opened"):
        assert back[name] == sent[name], name


def test_session_that_ended_loses_nothing(team, cite):
    sent = written(team, cite)
    team.user.sessions.all().delete()
    answer = team.post(new_sheet(cite), sent, headers=HERE)
    assert_kept(answer, sent)
    assert "Sign in again" in answer.text
    assert not Draft.objects.exists()
    # In another tab: signing in changes the token.
    team.cookies.pop(settings.CSRF_COOKIE_NAME)
    team.force_login(team.user)
    again = team.post(new_sheet(cite), sent_again(answer), headers=HERE)
    assert_kept(again, sent)
    assert "Sign in again" not in again.text
    assert team.post(new_sheet(cite), sent_again(again), headers=HERE).status_code == 302
    assert Draft.objects.get().values["description__fr"] == [TEXT]
    assert Draft.objects.get().values["themes"] == ["employment", "training"]


def test_idle_session_that_is_ended_by_the_portal_loses_nothing(team, cite, time_machine):
    sent = written(team, cite)
    session = team.session
    session["since"] = 1
    session.save()
    assert_kept(team.post(new_sheet(cite), sent, headers=HERE), sent)


def test_forged_forms_get_nothing_back(team, cite):
    sent = written(team, cite) | {"csrfmiddlewaretoken": ["forged"]}
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        answer = team.post(new_sheet(cite), sent, headers=headers)
        assert answer.status_code == 403
        assert 'id="unsent"' not in answer.text
    assert not Draft.objects.exists()


def test_only_the_workspace_and_only_what_holds_something(cite):
    stranger = Client()
    assert stranger.post(new_sheet(cite)).status_code == 302
    assert stranger.post(new_sheet(cite), {"title__fr": "x"}).status_code == 403
    assert stranger.post(new_sheet(cite), {"title__fr": "x" * 1_000_001}).status_code == 302
    assert stranger.get(new_sheet(cite), {"title__fr": "x"}).status_code == 302
    assert stranger.post("/admin/network/cite/add/", {"slug": "x"}).status_code == 302
    existing, missing = (
        stranger.post(f"/en/workspace/{slug}/offers/new/", {"a": "x"}).text.replace(slug, "")
        for slug in (cite.slug, "no-such-cite")
    )
    assert existing.partition("csrfmiddlewaretoken")[0] == missing.partition("csrfmiddlewaretoken")[0]
