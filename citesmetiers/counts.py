"""The names under which attempts are counted."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def hidden_key(key: str, key_prefix: str, version: int) -> str:
    """Return a name from which neither an address nor an e-mail can be read back (`KEY_FUNCTION`)."""
    return salted_hmac("counts", f"{key_prefix}:{version}:{key}", algorithm="sha256").hexdigest()
