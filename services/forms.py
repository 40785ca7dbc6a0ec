"""What a team fills in about its offers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from network.forms import DayField
from network.forms.clocks import OneRangeField
from network.forms.parts import ReadField, refuse_null
from network.forms.rows import Rows
from network.forms.sheet_forms import SheetForm
from network.forms.sheets import Group, Lending, Sheet
from network.models import Place
from services.models import CancelledPermanence, Permanence, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from network.merging import Values
    from network.models import Cite
    from services.models import ServiceQuerySet

_LONGEST_KEY = 19
_EVERY = [
    ("", _("every week")),
    *((number, format_lazy(_("every {number} weeks"), number=number)) for number in range(2, 9)),
]
_NTH = [
    ("", pgettext_lazy("day of the week", "each one")),
    (1, pgettext_lazy("day of the week", "only the first")),
    (2, pgettext_lazy("day of the week", "only the second")),
    (3, pgettext_lazy("day of the week", "only the third")),
    (4, pgettext_lazy("day of the week", "only the fourth")),
    (-1, pgettext_lazy("day of the week", "only the last")),
]


class OfferForm(SheetForm):
    """An offer with the places where it is found."""

    found_at = forms.ModelMultipleChoiceField(
        Place.objects.order_by("position", "pk"),
        required=False,
        label=_("Places"),
        widget=forms.CheckboxSelectMultiple,
    )

    origin = forms.ModelChoiceField(
        Service.objects.once_published(),
        required=False,
        label=_("First written by"),
        widget=forms.HiddenInput,
    )

    beyond = frozenset({"origin"})

    class Meta(SheetForm.Meta):
        model = Service
        fields = (
            "title", "summary", "description", "themes", "pole", "audiences", "languages", "modality", "access",
            "bring", "conditions", "duration_minutes", "link", "valid_from", "valid_until", "partner",
            "partner_public", "review_months", "slug", "origin",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lent: Any = self.fields["origin"]
        known = Q(pk__in=Service.objects.once_published().values("pk")) | Q(pk=self.instance.origin_id)
        lent.queryset = Service.objects.filter(known, demo=self.cite.demo).select_related("cite")
        if self.instance.pk:
            # Looked for where it is asked for: much that is opened is not.
            self.initial["found_at"] = self._found_at

    def _found_at(self) -> list[Place]:
        return list(self.instance.places.all())

    def _targets(self) -> Iterator[tuple[str, Any]]:
        """Leave the origin out: it is of another Cité, and of the same mark."""
        return ((name, target) for name, target in super()._targets() if name != "origin")

    @property
    def remark(self) -> str:
        number = str(self["origin"].value() or "")
        lent: Any = self.fields["origin"]
        found = (
            lent.queryset.filter(pk=number).first()
            if number.isdecimal() and len(number) < _LONGEST_KEY
            else None
        )
        return (
            gettext("First written by the Cité of %(name)s") % {"name": found.cite.short_name}
            if found
            else ""
        )

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        self.instance.places.set(self.cleaned_data["found_at"], through_defaults={"cite": self.instance.cite})


class CancelledDatesField(ReadField):
    """Single dates on which a permanence does not take place, one a line: `25/12/2026 the reason`.

    Gives the reasons by day.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 3}), "required": False, **kwargs})

    def to_python(self, value: str | None) -> dict[date, str]:
        days: dict[date, str] = {}
        for line in (value or "").splitlines():
            day, _space, reason = line.strip().partition(" ")
            if day:
                refuse_null(reason)
                days[DayField().clean(day)] = reason.strip()
        return days


class PermanenceForm(SheetForm):
    """A permanence of the offer."""

    time = OneRangeField(label=_("Hours"))
    every_weeks = forms.TypedChoiceField(
        choices=_EVERY, coerce=int, empty_value=None, required=False, label=_("How often")
    )
    nth_of_month = forms.TypedChoiceField(
        choices=_NTH, coerce=int, empty_value=None, required=False, label=_("In the month")
    )
    cancelled_on = CancelledDatesField(
        label=_("Dates on which it does not take place"),
        help_text=_("One a line, with the reason if you like: 25/12/2026 Christmas."),
    )

    class Meta(SheetForm.Meta):
        model = Permanence
        fields = (
            "weekday", "time", "place", "mode", "languages", "every_weeks", "week_of", "nth_of_month",
            "valid_from", "valid_until", "partner", "partner_public",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["cancelled_on"] = "\n".join(
                f"{each.date:%d/%m/%Y} {self._said(each.reason)}".strip()
                for each in self.instance.cancelled.all()
            )

    def _said(self, reason: dict[str, str]) -> str:
        """Say why in the main language of the Cité where it is said there, on one line."""
        words = reason.get(self.cite.main_language) or next(iter(reason.values()), "")
        return " ".join(words.split())

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        wanted = dict(self.cleaned_data["cancelled_on"])
        for each in saved.cancelled.all():
            words = wanted.pop(each.date, None)
            if words is None:
                each.delete()
            elif words != self._said(each.reason):
                each.reason = self._reason(words, each.reason)
                each.save()
        for day, words in wanted.items():
            CancelledPermanence.objects.create(
                permanence=saved, date=day, reason=self._reason(words, {}), demo=saved.demo
            )
        return saved

    def _reason(self, words: str, before: dict[str, str]) -> dict[str, str]:
        return before | {self.cite.main_language: words} if words else {}


# What another Cité may take of an offer: words, and whom they are for; no place, no partner, no day.
_LENT = (
    "title", "summary", "description", "themes", "audiences", "languages", "modality", "access", "bring",
    "conditions", "duration_minutes", "review_months",
)  # fmt: skip


def lent_to(cite: Cite) -> ServiceQuerySet:
    """Return the offers of other Cités that a team may copy."""
    return Service.objects.published().filter(demo=cite.demo).exclude(cite=cite).select_related("cite")


def taken(cite: Cite, number: int) -> Values | None:
    """Return the values that begin a copy of another Cité's offer; None where there is none to copy."""
    found = lent_to(cite).filter(pk=number).first()
    if found is None:
        return None
    said = OFFERS.open(found.cite, found).read()
    return {name: sent for name, sent in said.items() if name.partition("__")[0] in _LENT} | {
        "origin": [str(found.pk)]
    }


OFFERS = Sheet(
    name="offers",
    model=Service,
    form=OfferForm,
    one=_("Offer"),
    many=_("Offers"),
    rank=10,
    lends=Lending("workspace:offers_of_others", _("Copy one from another Cité"), taken),
    related=("cite",),
    table_keys=("offer", "permanence"),
    prefetched=("places", "permanences__cancelled"),
    groups=(
        Group(_("What it is"), ("title", "summary", "description")),
        Group(_("For whom, about what"), ("themes", "audiences", "languages", "pole")),
        Group(_("How"), ("modality", "access", "bring", "conditions", "duration_minutes", "link")),
        Group(_("Where and when"), ("found_at", "valid_from", "valid_until")),
        Group(_("With whom"), ("partner", "partner_public")),
        Group(_("Its address, and how often it is checked"), ("slug", "review_months")),
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
