"""Dates, hours, texts and names in words."""

from django import template

register = template.Library()
