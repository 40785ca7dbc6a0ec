"""The letters about one's own account."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from network.emails import letter_kind

if TYPE_CHECKING:
    from django.utils.functional import Promise

# What happened to an account, under the name that allauth gives it: told to its person at once.
HAPPENED: dict[str, str | Promise] = {
    "password_changed": _("Your password is changed"),
    "password_reset": _("Your password is changed"),
    "password_set": _("You have a password now"),
    "totp_activated": _("An application gives you codes to sign in now"),
    "totp_deactivated": _("The application no longer gives codes to sign in"),
    "webauthn_added": _("A passkey is added to your account"),
    "webauthn_removed": _("A passkey is removed from your account"),
    "recovery_codes_generated": _("You have new recovery codes"),
}
_LINK = "https://portal.example.org/accounts/…/"


def happened(name: str) -> dict[str, Any]:
    """Return what the letter about it is made with."""
    return {"happened": HAPPENED[name]}


for _name in HAPPENED:
    letter_kind(_name, "emails/accounts/happened.html", sample=partial(happened, _name))
letter_kind(
    "password_reset_key",
    "emails/accounts/password_reset_key.html",
    sample=lambda: {"password_reset_url": _LINK},
)
letter_kind("unknown_account", "emails/accounts/unknown_account.html", sample=dict)
