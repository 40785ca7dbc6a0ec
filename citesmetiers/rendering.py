"""Draws every form field the same accessible way."""

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting


class AccessibleField(BoundField):
    """A field that knows where a link to its error leads."""

    @property
    def first_id(self) -> str:
        """The id of its input, or of the first one of a group."""
        return str(self.id_for_label or f"{self.auto_id}_0")


class AccessibleFormRenderer(TemplatesSetting):
    """Label, hint, error and their links come from one template."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = AccessibleField
