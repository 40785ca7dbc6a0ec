"""Who belongs to which team, and who is invited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.permissions import NetworkRole, TeamRole

_SHA_256 = r"^[0-9a-f]{64}$"


class TeamMember(models.Model):
    """A person in the team of a Cité."""

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

    def __str__(self) -> str:
        return f"{self.user} · {self.cite}"


class Invitation(models.Model):
    """A way in for one e-mail: to the team of a Cité, or to the secretariat."""

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
