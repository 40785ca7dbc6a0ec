"""What a person does with the own account."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from network.emails import write_letter
from network.models import Session, User

_SALT = "network.actions.accounts"
LINK_LASTS = 24 * 3600  # seconds


class LinkOver(Exception):  # noqa: N818 a state of the world, not a fault
    """The link to a new address was used, is old, or leads to an address that has an account by now."""


@transaction.atomic
def ask_for_new_email(user: User, new: str) -> None:
    """Write to a new address, and wait until somebody reads there; nothing changes yet.

    The answer is the same whether the address has an account or not: only who reads there is told.
    """
    new = new.strip().lower()
    if User.objects.filter(email=new).exists():
        write_letter(new, "email_taken", language=user.language)
        return
    token = signing.dumps([user.pk, user.email, new], salt=_SALT)
    link = settings.SITE_URL + reverse("accounts:confirm_email", args=[token])
    write_letter(new, "email_change", {"old": user.email, "link": link}, language=user.language)


def read_email_link(token: str, *, by: User) -> str:
    """Return the address that a link leads to, without using it.

    Raises:
        LinkOver: it no longer serves.
        PermissionDenied: it is somebody else's.

    """
    try:
        owner, old, new = signing.loads(token, salt=_SALT, max_age=LINK_LASTS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkOver from error
    if owner != by.pk:
        raise PermissionDenied
    if by.email != old:
        raise LinkOver
    return str(new)


@transaction.atomic
def change_email(token: str, *, by: User) -> User:
    """Use the link of a new address, and tell the old one; raises as `read_email_link`."""
    user = User.objects.select_for_update().get(pk=by.pk)
    new, old = read_email_link(token, by=user), user.email
    if User.objects.filter(email=new).exists():
        raise LinkOver
    user.email = new
    user.save(update_fields=["email"])
    write_letter(old, "email_changed", {"new": new}, language=user.language)
    return user


def end_sessions(user: User, *, but: str | None) -> int:
    """Sign a person out everywhere, apart from one session; return from how many."""
    ended, _of_each = Session.objects.filter(user=user).exclude(session_key=but).delete()
    return ended
