"""Seals texts that nobody should read in a copy of the database, and stamps pages that carry a form."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.signing import BadSignature, Signer

if TYPE_CHECKING:
    from datetime import datetime

# A page may wait in a cache, and its reader may take time: hours, the one of the stamp not counted.
STAMP_HOLDS = 12
_HOUR = 3600


class BrokenSealError(Exception):
    """The text was sealed with a key that this portal no longer has, or was touched."""


def seal(text: str) -> str:
    """Return a text that only this portal, with its `SECRET_KEY`, can read."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed, with the key of today or one of `SECRET_KEY_FALLBACKS`.

    Raises:
        BrokenSealError: none of them opens it.

    """
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise BrokenSealError from error


def _box() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"network.seals {secret}".encode()).digest())


def stamp(page: str, moment: datetime) -> str:
    """Return what a form on a page carries to show that it was read from us: the same for a whole hour.

    It says nothing of who reads: a page with it can be kept and shown to everybody.
    """
    return _signer().sign(f"{page} {_hour_of(moment)}")


def is_stamped(page: str, stamp: str, moment: datetime) -> bool:
    """Tell whether we stamped that page, and not too long ago."""
    try:
        stamped, _space, hour = _signer().unsign(stamp).rpartition(" ")
    except BadSignature:
        return False
    return stamped == page and 0 <= _hour_of(moment) - int(hour) <= STAMP_HOLDS


def _signer() -> Signer:
    return Signer(salt="network.seals.stamp")


def _hour_of(moment: datetime) -> int:
    return int(moment.timestamp()) // _HOUR
