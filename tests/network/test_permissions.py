"""Who may do what, against a table written by hand; and the door of the workspace."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404

from network.access import desk_of
from network.management.commands.permissions import page
from network.models import TeamMember
from network.permissions import Can, NetworkRole, TeamRole, rights_in_cite
from tests.factories import make_cite, make_user

# By role: see, write, publish, keep the sheet, manage the team, apply for the label.
TABLE = {
    "contributor": "yes yes no no no no",
    "coordinator": "yes yes yes yes yes yes",
    "bearer": "no no no no no yes",
    "label_officer": "yes yes yes yes yes no",
    "content_support": "yes yes yes yes no no",
    "reader": "yes no no no no no",
}
RIGHTS = [Can.SEE_CITE, Can.WRITE, Can.PUBLISH, Can.KEEP_CITE, Can.MANAGE_TEAM, Can.APPLY]


class Person:
    def __init__(self, network_role="", *, demo=False, is_active=True):
        self.network_role, self.demo, self.is_active = network_role, demo, is_active


def rights_of(role, *, cite_is_demo=False, **person):
    team_role = TeamRole(role) if role in TeamRole.values else None
    return rights_in_cite(Person("" if team_role else role, **person), team_role, cite_is_demo=cite_is_demo)


@pytest.mark.parametrize("role", TABLE)
def test_roles_have_the_rights_of_the_table(role):
    assert rights_of(role) == {
        right for right, word in zip(RIGHTS, TABLE[role].split(), strict=True) if word == "yes"
    }


def test_every_role_is_in_the_table():
    assert {*TeamRole.values, *NetworkRole.values} == set(TABLE)


@pytest.mark.parametrize("role", TABLE)
def test_demonstration_accounts_have_no_right_in_a_real_cite(role):
    assert rights_of(role, demo=True) == frozenset()
    assert rights_of(role, demo=True, cite_is_demo=True) == rights_of(role)


@pytest.mark.parametrize("role", TABLE)
def test_closed_accounts_have_no_right(role):
    assert rights_of(role, is_active=False) == frozenset()


def test_two_roles_add_up():
    both = rights_in_cite(Person("reader"), TeamRole.CONTRIBUTOR, cite_is_demo=False)
    assert both == {Can.SEE_CITE, Can.WRITE}


def test_documentation_is_the_table():
    written = (settings.BASE_DIR / "docs/permissions.md").read_text(encoding="utf-8")
    assert written == page(), "Run: manage.py permissions > docs/permissions.md"


@pytest.mark.django_db
def test_desk_is_for_the_team_and_nobody_can_tell_another_cite_from_none():
    ours, theirs = make_cite(), make_cite()
    member = make_user()
    TeamMember.objects.create(user=member, cite=ours, role="contributor")
    desk = desk_of(member, ours.slug)
    assert (desk.cite, desk.role, desk.is_guest) == (ours, TeamRole.CONTRIBUTOR, False)
    assert (desk.may["write"], desk.may["publish"]) == (True, False)
    for slug in (theirs.slug, "nowhere"):
        with pytest.raises(Http404):
            desk_of(member, slug)


@pytest.mark.django_db
def test_secretariat_is_a_guest_everywhere_and_its_demonstration_accounts_in_the_demonstration_alone():
    real, invented = make_cite(), make_cite(demo=True)
    assert desk_of(make_user(network_role="content_support"), real.slug).is_guest
    pretender = make_user(network_role="label_officer", demo=True)
    assert desk_of(pretender, invented.slug).can(Can.PUBLISH)
    with pytest.raises(PermissionDenied):
        desk_of(pretender, real.slug)
    with pytest.raises(Http404):
        desk_of(pretender, "nowhere")
