"""Accounts with which one can try everything on demonstration records, and on no others."""

from __future__ import annotations

import secrets
import time
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Exists, OuterRef, Subquery

from network.models import Cite, TeamMember, User
from network.permissions import NEEDS_SECOND_FACTOR, NetworkRole, TeamRole
from network.seals import unseal

if TYPE_CHECKING:
    from typing import Protocol

    from django.db.models import QuerySet

    class Output(Protocol):
        def write(self, text: str, /) -> object: ...


# Known to everybody: only where the portal serves the machine that it runs on.
LOCAL_PASSWORD = "cite-ouverte-a-tous"  # noqa: S105
# By its salt one sees, without hashing anything, that an account has the password above.
_LOCAL_SALT = "demonstration0accounts0"


# The invented Cité whose team has an account for each role.
CITE = "demo-port-clairval"
# Whoever proposes a withdrawal does not confirm it.
SECOND_OFFICER = "label-2@demo.example"
# The one whose project somebody bears.
PROJECT = "demo-sauerlinden"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody invented, and what they may do."""

    email: str
    name: str
    role: NetworkRole | TeamRole

    @property
    def cite(self) -> str:
        return PROJECT if self.role == TeamRole.BEARER else CITE

    @property
    def network_role(self) -> str:
        return self.role.value if isinstance(self.role, NetworkRole) else ""


ACCOUNTS = (
    Account("contribution@demo.example", "Sacha Démo", TeamRole.CONTRIBUTOR),
    Account("coordination@demo.example", "Alix Démo", TeamRole.COORDINATOR),
    Account("projet@demo.example", "Maxime Démo", TeamRole.BEARER),
    Account("label@demo.example", "Camille Démo", NetworkRole.LABEL_OFFICER),
    Account(SECOND_OFFICER, "Lou Démo", NetworkRole.LABEL_OFFICER),
    Account("contenu@demo.example", "Noa Démo", NetworkRole.CONTENT_SUPPORT),
    Account("lecture@demo.example", "Dominique Démo", NetworkRole.READER),
)


class NotForDemonstrationError(Exception):
    """No account of the demonstration with a second factor has this address."""


def make_accounts(*, new_passwords: bool = False) -> dict[str, str]:
    """Make those that are not there; return the passwords that were made, by e-mail, to be shown once.

    On a local portal all have the documented password. On any other one each gets one drawn by chance,
    and nobody signs in with the documented one (`citesmetiers.accounts`). Whose role asks for a second
    factor has one, whose codes `demo_code` shows.
    """
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    invented = User.objects.filter(demo=True).annotate(
        has_factor=Exists(factors),
        **{name: Subquery(_roles_in(cite)[:1]) for name, cite in (("team_role", CITE), ("bears", PROJECT))},
    )
    known: dict[str, Any] = {user.email: user for user in invented}
    made = {}
    for account in ACCOUNTS:
        user = known.get(account.email) or User(
            email=account.email, demo=True, network_role=account.network_role
        )
        if settings.IS_LOCAL:
            if not _has_local_salt(user):
                user.password = _local_password()
                _save(user, account)
        elif user.pk is None or new_passwords:
            made[account.email] = secrets.token_urlsafe(15)
            user.set_password(made[account.email])
            _save(user, account)
        _give_place_and_factor(user, account)
    return made


def _roles_in(cite: str) -> QuerySet[TeamMember, str]:
    return TeamMember.objects.filter(user=OuterRef("pk"), cite__slug=cite).values_list("role", flat=True)


def _give_place_and_factor(user: Any, account: Account) -> None:
    """Make good what is missing, or was changed by whoever tried things."""
    there = "bears" if account.cite == PROJECT else "team_role"
    if isinstance(account.role, TeamRole) and getattr(user, there, None) != account.role:
        for cite in Cite.objects.filter(slug=account.cite, demo=True):
            TeamMember.objects.update_or_create(user=user, cite=cite, defaults={"role": account.role})
    if account.role in NEEDS_SECOND_FACTOR and not getattr(user, "has_factor", False):
        TOTP.activate(user, generate_totp_secret())


def code_for(email: str) -> str:
    """Return the code that an application would show now for an account of the demonstration, and for no other.

    Raises:
        NotForDemonstrationError: it is none, or has no second factor.

    """
    names = {account.email for account in ACCOUNTS}
    found = Authenticator.objects.filter(
        user__email=email, user__demo=True, type=Authenticator.Type.TOTP
    ).first()
    if email not in names or found is None:
        raise NotForDemonstrationError
    return format_hotp_value(hotp_value(unseal(found.data["secret"]), int(time.time()) // mfa.TOTP_PERIOD))


@cache
def _local_password() -> str:
    return make_password(LOCAL_PASSWORD, salt=_LOCAL_SALT)


def _has_local_salt(user: User) -> bool:
    # As Argon2 writes it down.
    salt = b64encode(_LOCAL_SALT.encode()).decode().rstrip("=")
    return f"${salt}$" in user.password


def _save(user: User, account: Account) -> None:
    user.name, user.network_role = account.name, account.network_role
    user.save()


def print_accounts(stdout: Output) -> None:
    """Say who can sign in to try things, what they can do, and how."""
    stdout.write("\nDemonstration accounts; they can change demonstration records only:\n")
    for account in ACCOUNTS:
        of_team = " of an invented Cité" if isinstance(account.role, TeamRole) else ""
        code = ", asked for a code" if account.role in NEEDS_SECOND_FACTOR else ""
        stdout.write(f"  {account.email:<28}{account.role.value.replace('_', ' ')}{of_team}{code}\n")
    if settings.IS_LOCAL:
        stdout.write(f"  password of all: {LOCAL_PASSWORD}\n")
    else:
        stdout.write(
            "  Their passwords were shown when they were made; `manage.py demo --new-passwords` makes new ones.\n"
        )
    stdout.write("  code of the moment: .venv/bin/python manage.py demo_code EMAIL\n")
