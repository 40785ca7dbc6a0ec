"""Accounts with which one can try everything on demonstration records, and on no others."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.hashers import make_password

from network.models import User
from network.permissions import NetworkRole

if TYPE_CHECKING:
    from typing import Protocol

    class Output(Protocol):
        def write(self, text: str, /) -> object: ...


# Known to everybody: only where the portal serves the machine that it runs on.
LOCAL_PASSWORD = "cite-ouverte-a-tous"  # noqa: S105
# By its salt one sees, without hashing anything, that an account has the password above.
_LOCAL_SALT = "demonstration0accounts0"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody invented, and what they may do."""

    email: str
    name: str
    role: NetworkRole


ACCOUNTS = (
    Account("label@demo.example", "Camille Démo", NetworkRole.LABEL_OFFICER),
    Account("contenu@demo.example", "Noa Démo", NetworkRole.CONTENT_SUPPORT),
    Account("lecture@demo.example", "Dominique Démo", NetworkRole.READER),
)


def make_accounts(*, new_passwords: bool = False) -> dict[str, str]:
    """Make those that are not there; return the passwords that were made, by e-mail, to be shown once.

    On a local portal all have the documented password. On any other one each gets one drawn by chance,
    and nobody signs in with the documented one (`citesmetiers.accounts`).
    """
    known = {user.email: user for user in User.objects.filter(demo=True)}
    made = {}
    for account in ACCOUNTS:
        user = known.get(account.email) or User(email=account.email, demo=True, network_role=account.role)
        if settings.IS_LOCAL:
            if not _has_local_salt(user):
                user.password = _local_password()
                _save(user, account)
        elif user.pk is None or new_passwords:
            made[account.email] = secrets.token_urlsafe(15)
            user.set_password(made[account.email])
            _save(user, account)
    return made


@cache
def _local_password() -> str:
    return make_password(LOCAL_PASSWORD, salt=_LOCAL_SALT)


def _has_local_salt(user: User) -> bool:
    return f"${_LOCAL_SALT}$" in user.password


def _save(user: User, account: Account) -> None:
    user.name, user.network_role = account.name, account.role
    user.save()


def print_accounts(stdout: Output) -> None:
    """Say who can sign in to try things, and what they can do."""
    stdout.write("\nDemonstration accounts; they can change demonstration records only:\n")
    for account in ACCOUNTS:
        stdout.write(f"  {account.email:<22}{account.role.value.replace('_', ' ')}\n")
    if settings.IS_LOCAL:
        stdout.write(f"  password of all three: {LOCAL_PASSWORD}\n")
    else:
        stdout.write(
            "  Their passwords were shown when they were made; `manage.py demo --new-passwords` makes new ones.\n"
        )
