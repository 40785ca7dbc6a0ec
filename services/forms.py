"""What a team fills in about its offers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.sheets import Group, Rows, Sheet, SheetForm
from network.models import Place
from services.models import Permanence, Service


class OfferForm(SheetForm):
    """An offer with the places where it is found."""

    found_at = forms.ModelMultipleChoiceField(
        Place.objects.order_by("position", "pk"),
        required=False,
        label=_("Places"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(SheetForm.Meta):
        model = Service
        fields = (
            "title", "summary", "description", "themes", "pole", "audiences", "languages", "modality", "access",
            "bring", "conditions", "duration_minutes", "link", "valid_from", "valid_until", "partner",
            "partner_public", "slug",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["found_at"] = list(self.instance.places.order_by("position", "pk"))

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        self.instance.places.set(self.cleaned_data["found_at"], through_defaults={"cite": self.instance.cite})


class PermanenceForm(SheetForm):
    """A permanence of the offer."""

    class Meta(SheetForm.Meta):
        model = Permanence
        fields = (
            "weekday", "time", "place", "mode", "languages", "valid_from", "valid_until", "every_weeks",
            "week_of", "nth_of_month", "partner", "partner_public",
        )  # fmt: skip


OFFERS = Sheet(
    name="offers",
    model=Service,
    form=OfferForm,
    one=_("Offer"),
    many=_("Offers"),
    related=("cite",),
    groups=(
        Group(_("What it is"), ("title", "summary", "description")),
        Group(_("For whom, about what"), ("themes", "audiences", "languages", "pole")),
        Group(_("How"), ("modality", "access", "bring", "conditions", "duration_minutes", "link")),
        Group(_("Where and when"), ("found_at", "valid_from", "valid_until")),
        Group(_("With whom"), ("partner", "partner_public")),
        Group(_("Its address on the portal"), ("slug",)),
    ),
    rows=(
        Rows(
            name="permanences",
            parent="service",
            form=PermanenceForm,
            title=_("Permanences"),
            another=_("Keep, and add another permanence"),
        ),
    ),
)
