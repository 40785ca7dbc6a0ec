"""Every component of the look: one tag, one signature, one template."""

from django import template

register = template.Library()
