"""A new project, as the label officer writes it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.forms.mapping import form_field
from network.forms.records import RecordForm
from network.models import Cite

if TYPE_CHECKING:
    from network.models import User


_HELP = {
    "slug": _("Small letters without accents, digits and hyphens, as in port-neuf."),
    "main_language": _("A code, as in fr."),
    "country": _("Two capital letters, as in FR or BE."),
    "timezone": _("As in Europe/Paris."),
}


class ProjectForm(RecordForm):
    """What is known of a Cité that is not one yet, and who bears its project."""

    email = forms.EmailField(
        label=_("E-mail of the project bearer"),
        help_text=_("An invitation is sent there. It opens this file, and nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = Cite
        fields = ("slug", "name", "main_language", "country", "region", "timezone")

        @staticmethod
        def formfield_callback(db_field: Any, **kwargs: Any) -> forms.Field | None:
            return form_field(db_field) or db_field.formfield(**kwargs)

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.person = person
        for name, words in _HELP.items():
            self.fields[name].help_text = words

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.person and self.person.demo:
            raise ValidationError(_("A demonstration account invites nobody."))
        return cleaned
