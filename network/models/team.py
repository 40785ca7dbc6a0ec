"""Who belongs to which team, and who is invited."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.base import keeps_history
from network.permissions import NetworkRole, TeamRole

_SHA_256 = r"^[0-9a-f]{64}$"


@keeps_history
class TeamMember(models.Model):
    """A person in the team of a Cité; for another person or Cité there is another one."""

    invented_with: ClassVar[str] = "cite"
    # Letters that go out are no change of a team.
    untold_fields: ClassVar[list[str]] = ["digest_on"]

    user = models.ForeignKey(
        "network.User", models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    cite = models.ForeignKey("network.Cite", models.CASCADE, related_name="team", verbose_name=_("Cité"))
    role = models.CharField(_("role"), max_length=20, choices=TeamRole.choices)
    since = models.DateTimeField(_("since"), auto_now_add=True)
    # The day of the last letter that told what to check.
    digest_on = models.DateField(null=True, editable=False)

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["cite", "user", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "cite"], name="team_member_once_per_cite"),
            models.CheckConstraint(
                condition=models.Q(role__in=TeamRole.values), name="team_member_role_is_known"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stays_whose_it_is",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__user__df=pgtrigger.F("new__user"))
                | pgtrigger.Q(old__cite__df=pgtrigger.F("new__cite")),
                func="""
                    RAISE EXCEPTION 'a membership never passes on' USING ERRCODE = 'check_violation',
                        CONSTRAINT = 'team_member_stays_whose_it_is';
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.cite}"


@keeps_history
class Invitation(models.Model):
    """A way in for one e-mail: to the team of a Cité, or to the secretariat."""

    invented_with: ClassVar[str] = "cite"
    # What is written for ever names nobody who did not come, and opens nothing.
    untold_fields: ClassVar[list[str]] = ["email", "token_hash", "invited_by"]

    email = models.EmailField(_("e-mail"))
    cite = models.ForeignKey(
        "network.Cite",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("Cité"),
    )
    role = models.CharField(_("role"), max_length=20, choices=[*TeamRole.choices, *NetworkRole.choices])
    # SHA-256 of the token in the link: who reads the table cannot use it.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("invited by")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cite__isnull=True, role__in=NetworkRole.values)
                | models.Q(cite__isnull=False, role__in=TeamRole.values),
                name="invitation_role_fits_its_place",
            ),
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")),
                name="invitation_email_is_lower_case",
            ),
            models.CheckConstraint(
                condition=models.Q(token_hash__regex=_SHA_256), name="invitation_keeps_no_token"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="invitation_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return self.email
