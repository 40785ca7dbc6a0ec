"""A picture in a sheet: sent beside the other fields, kept at once, shown once the sheet is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.forms.refusals import refusal_for
from network.forms.sheet_forms import SheetForm
from network.forms.sheets import Group
from network.pictures import LARGEST, Picture, Unfit, keep

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

    from network.merging import Values

GROUP = Group(_("A picture"), ("picture", "picture_alt", "picture_is_decorative", "picture_credit"))
FIELDS = GROUP.fields
# What is sent beside the name of the picture that is there.
FILE, GONE = "__file", "__gone"


class PictureWidget(forms.Widget):
    """The picture that is there, a box to take it away, and an input for a file."""

    template_name = "forms/picture.html"
    needs_multipart_form = True
    cite: Any = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = _picture(value)
        context["widget"] |= {"picture": shown, "cite": self.cite, "file": name + FILE, "gone": name + GONE}
        return context


def _picture(value: Any) -> Picture | None:
    try:
        return Picture.parse(str(value)) if value else None
    except ValueError:
        return None


class PictureField(forms.Field):
    """Gives the `Picture` of the sheet’s own Cité that a name is of, or None."""

    widget = PictureWidget

    def __init__(self, **kwargs: Any) -> None:
        hint = _("JPEG, PNG or WebP, at most 12 MB. Nobody sees it before the sheet is published.")
        super().__init__(**{"required": False, "help_text": hint, **kwargs})
        self.cite: Any = None

    def to_python(self, value: Any) -> Picture | None:
        picture = _picture(value)
        if value and (picture is None or not picture.is_kept_for(self.cite.pk)):
            raise ValidationError(refusal_for("place_picture_is_a_name")[1], code="invalid")
        return picture


class PicturedForm(SheetForm):
    """A sheet whose record may show a picture."""

    def __init__(self, *args: Any, cite: Any, **kwargs: Any) -> None:
        super().__init__(*args, cite=cite, **kwargs)
        field: Any = self.fields["picture"]
        field.cite = field.widget.cite = cite

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        if not said.get("picture"):
            said |= {"picture_alt": {}, "picture_is_decorative": False, "picture_credit": None}
        elif said.get("picture_is_decorative"):
            said["picture_alt"] = {}
        elif (
            not said.get("picture_alt", {}).get(self.cite.main_language) and "picture_alt" not in self.errors
        ):
            self.add_error(*refusal_for("place_picture_is_told_or_decorative"))
        return cleaned


def take_pictures(
    form: forms.BaseForm, values: Values, files: MultiValueDict[str, Any], cite: Any
) -> tuple[Values, dict[str, Unfit]]:
    """Keep the pictures that were sent with a sheet, and put their names in its values; those that are unfit by field."""
    values, unfit = dict(values), {}
    for name in (name for name, field in form.fields.items() if isinstance(field, PictureField)):
        if values.pop(name + GONE, None):
            values.pop(name, None)
        if sent := files.get(name + FILE):
            try:
                values[name] = [str(keep(cite.pk, sent.read(LARGEST + 1)))]
            except Unfit as error:
                unfit[name] = error
    return values, unfit
