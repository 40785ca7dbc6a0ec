"""What a team says of who is in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.permissions import GIVEN_BY_TEAMS, TeamRole


class RoleForm(forms.Form):
    """A role in a team, never one in the secretariat; a guest says why."""

    role = forms.TypedChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in GIVEN_BY_TEAMS],
        coerce=TeamRole,
        widget=forms.RadioSelect,
        help_text=_(
            "A contributor writes drafts and announces closures; a coordinator publishes and manages the team as well."
        ),
    )
    reason = forms.CharField(
        max_length=300, label=_("Why this change? The team reads it."), widget=forms.TextInput
    )

    def __init__(self, *args: Any, is_guest: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_guest:
            self.fields.pop("reason")


class InviteForm(RoleForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ("email", "role")
