"""Seals texts that nobody should read in a copy of the database."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


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
