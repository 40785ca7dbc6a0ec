"""What a withdrawal asks its second officer for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.suggestions import SaidField


class EndForm(forms.Form):
    """Nothing but the button; for a refusal, its reason."""

    use_required_attribute = False

    def __init__(self, *args: Any, says_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if says_why:
            self.fields["answer"] = SaidField(
                label=_("Why not? Who proposed it reads it."),
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 5}),
                error_messages={"required": _("Say why not: who proposed it reads it.")},
            )
