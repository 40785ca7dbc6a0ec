"""Addresses of pages: made from a title where nobody chose one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from network.models import FormerAddress
from network.names import fold

if TYPE_CHECKING:
    from django.db import models

LONGEST = 60


class AddressField(forms.SlugField):
    """The last part of the address of a page."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _(
            "As in job-search. Empty: made from the title. Where it changes, the old address leads to the new one."
        )
        super().__init__(**{"required": False, "help_text": help_text, **kwargs})


def propose_address(record: models.Model, words: str) -> str:
    """Return a free address made from words; a number tells it from those that are taken."""
    start = slugify(fold(words))[:LONGEST].strip("-") or str(record._meta.model_name)
    others = type(record)._default_manager.exclude(pk=record.pk).filter(slug__startswith=start)
    former = FormerAddress.objects.filter(kind=record._meta.model_name, slug__startswith=start)
    # What leads to another page goes on leading there.
    taken = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
    numbered = (f"{start}-{number}" for number in range(2, len(taken) + 3))
    return start if start not in taken else next(each for each in numbered if each not in taken)
