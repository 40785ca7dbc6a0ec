"""What a team says of who is in it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from network.permissions import TeamRole


class RoleForm(forms.Form):
    """A role in a team; never one in the secretariat."""

    role = forms.TypedChoiceField(
        label=_("Role"),
        choices=TeamRole.choices,
        coerce=TeamRole,
        widget=forms.RadioSelect,
        help_text=_(
            "A contributor writes drafts and announces closures; a coordinator publishes and manages the team as well."
        ),
    )


class InviteForm(RoleForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ("email", "role")
