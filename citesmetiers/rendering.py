"""Draws every form field the same accessible way."""

from django.forms.renderers import TemplatesSetting


class AccessibleFormRenderer(TemplatesSetting):
    """Label, hint, error and their links come from one template."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
