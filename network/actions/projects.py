"""A project comes into being: its Cité, its file and the invitation of its bearer, all three or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from network.actions.files import begin_file
from network.actions.invitations import invite
from network.permissions import TeamRole
from network.vocabulary import FileKind, Membership

if TYPE_CHECKING:
    from network.models import Cite, LabelFile, User


@transaction.atomic
def begin_project(cite: Cite, email: str, *, by: User) -> LabelFile:
    """Keep a Cité that no public page shows, begin its project file, and invite its bearer to it.

    Raises:
        PermissionDenied: `by` does not run the label.
        ValidationError: `by` is invented, and invites nobody.

    """
    cite.membership = Membership.NOT_A_MEMBER
    cite.demo = by.demo
    cite.save(force_insert=True)
    # Whether `by` runs the label is asked here.
    file = begin_file(cite, FileKind.PROJECT, by=by)
    # Who is not of a team says why it is changed.
    invite(email, role=TeamRole.BEARER, cite=cite, by=by, reason=gettext("A new project"))
    return file
