"""Records that may show a picture."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models.constraints import by_language
from network.models.fields import PictureField, TextsField
from network.pictures import PATTERN, Picture


class Pictured(models.Model):
    """Shows at most one picture, with words for who does not see it, or the remark that it says nothing."""

    picture = PictureField(_("picture"))
    picture_alt = TextsField(
        _("what the picture shows"),
        blank=True,
        help_text=_("For people who do not see it: what matters in it, in a sentence."),
    )
    picture_is_decorative = models.BooleanField(
        _("the picture is decorative: it says nothing that the page does not say"), default=False
    )
    picture_credit = models.CharField(
        _("credit of the picture"),
        max_length=200,
        null=True,
        blank=True,
        help_text=_("Who made it and, where there is one, under which licence. It is shown below it."),
    )

    class Meta:
        abstract = True

    @staticmethod
    def used() -> set[str]:
        """Return the names of all pictures that records show, or showed once and can be restored to."""
        names: set[Picture] = set()
        for model in Pictured.__subclasses__():
            history: Any = model.history.rel.related_model  # type: ignore[attr-defined]
            kept = history.objects.exclude(picture=None).order_by()
            names.update(kept.values_list("picture", flat=True).distinct())
        return {str(name) for name in names}


def pictured(kind: str) -> list[models.CheckConstraint]:
    """Return the constraints of a kind of record that may show a picture: none is shown without a word on it."""
    says_nothing = Q(picture_alt={})
    return [
        models.CheckConstraint(
            condition=Q(picture__isnull=True) | Q(picture__regex=PATTERN), name=f"{kind}_picture_is_a_name"
        ),
        by_language("picture_alt", name=f"{kind}_picture_alt_is_by_language"),
        models.CheckConstraint(
            condition=Q(picture__isnull=True, picture_is_decorative=False) & says_nothing
            | Q(picture__isnull=False, picture_is_decorative=True) & says_nothing
            | Q(picture__isnull=False, picture_is_decorative=False) & ~says_nothing,
            name=f"{kind}_picture_is_told_or_decorative",
        ),
    ]
