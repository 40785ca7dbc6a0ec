"""People who sign in. Visitors never do."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.base import keeps_its_mark
from network.models.fields import LANGUAGE
from network.permissions import Can, NetworkRole, can


class UserManager(BaseUserManager["User"]):
    """Makes users by their e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A member of a team or of the secretariat; signs in by e-mail."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=5, default="fr")
    network_role = models.CharField(
        _("role in the secretariat"), max_length=20, choices=NetworkRole.choices, blank=True, default=""
    )
    is_active = models.BooleanField(_("active"), default=True)
    demo = models.BooleanField(_("demonstration"), default=False)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(network_role__in=["", *NetworkRole.values]), name="user_role_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="user_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(language__regex=LANGUAGE), name="user_language_is_a_code"
            ),
        ]
        triggers = [keeps_its_mark()]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Whether the admin is for this person."""
        return can(self, Can.SEE_NETWORK)

    @property
    def is_superuser(self) -> bool:
        """Nobody stands above the table of permissions."""
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Answer Django's question from our table: looking, or changing content or the label."""
        looks = perm.rpartition(".")[2].startswith("view_")
        return can(self, Can.SEE_NETWORK if looks else Can.EDIT_CONTENT, obj)

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002 Django's signature
        return self.is_staff
