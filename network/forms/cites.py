"""What a team fills in about its Cité: its sheet, its poles, its agreements with partners."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.sheet_forms import SheetForm
from network.forms.sheets import Group, Sheet
from network.forms.slugs import propose_address
from network.models import Agreement, Cite, Partner, Pole
from network.names import fold
from network.permissions import Can
from network.vocabulary import PartnerKind


class PoleForm(SheetForm):
    """A Cité's own name for some of the shared themes."""

    class Meta(SheetForm.Meta):
        model = Pole
        fields = ("name", "themes", "order")

    def __init__(self, *args: Any, cite: Cite, instance: Pole, **kwargs: Any) -> None:
        if not instance.pk:
            last = cite.poles.order_by("order").values_list("order", flat=True).last()
            instance.order = (last or 0) + 1
        super().__init__(*args, cite=cite, instance=instance, **kwargs)


POLES = Sheet(
    name="poles",
    model=Pole,
    form=PoleForm,
    one=_("Pole"),
    many=_("Poles"),
    title_field="name",
    rank=60,
    groups=(Group(_("What it is"), ("name", "themes", "order")),),
)


class AgreementForm(SheetForm):
    """The agreement of a partner with the Cité; one that nobody knows yet is added with it."""

    new_name = forms.CharField(label=_("Its name"), max_length=200, required=False)
    new_kind = forms.ChoiceField(
        label=_("What it is"), choices=[("", "—"), *PartnerKind.choices], required=False
    )
    new_website = forms.URLField(label=_("Its website"), max_length=500, required=False)

    class Meta(SheetForm.Meta):
        model = Agreement
        fields = ("partner", "since", "until", "charter_signed_on", "contributions", "public")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["partner"]
        chosen.queryset = Partner.objects.filter(demo=self.cite.demo).in_order()
        chosen.required = False

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said, is_new = self.cleaned_data, bool(self.cleaned_data.get("new_name"))
        if said.get("partner") and is_new:
            self.add_error("new_name", _("Choose a partner of the list, or add one: not both."))
        elif not said.get("partner") and not is_new and "partner" not in self.errors:
            self.add_error("partner", _("Choose a partner, or add one below."))
        elif is_new:
            self._check_new(said)
        return cleaned

    def _check_new(self, said: dict[str, Any]) -> None:
        known = {
            fold(name) for name in Partner.objects.filter(demo=self.cite.demo).values_list("name", flat=True)
        }
        if fold(said["new_name"]) in known:
            self.add_error("new_name", _("The list has a partner of this name: choose it there."))
        if not said.get("new_kind"):
            self.add_error("new_kind", _("Say what kind of partner it is."))

    def _get_validation_exclusions(self) -> set[str]:
        """Leave out the partner that is only made when the sheet is written."""
        left: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return left if self.cleaned_data.get("partner") else left | {"partner"}

    def save(self, commit: bool = True) -> Any:
        said = self.cleaned_data
        if said.get("new_name"):
            partner = Partner(name=said["new_name"], kind=said["new_kind"], demo=self.cite.demo)
            partner.website, partner.country = said.get("new_website") or None, self.cite.country
            partner.slug = propose_address(partner, partner.name)
            partner.save()
            self.instance.partner = partner
        return super().save(commit)


AGREEMENTS = Sheet(
    name="agreements",
    model=Agreement,
    form=AgreementForm,
    one=_("Agreement"),
    many=_("Partners"),
    writes=Can.KEEP_CITE,
    publishes=Can.KEEP_CITE,
    title_field="partner__name",
    titled_by=("partner", "new_name"),
    called=lambda record: record.partner,
    rank=70,
    related=("partner",),
    groups=(
        Group(_("With whom"), ("partner",)),
        Group(_("A partner that is not in the list"), ("new_name", "new_kind", "new_website")),
        Group(_("The agreement"), ("since", "until", "charter_signed_on", "contributions", "public")),
    ),
)


class CiteForm(SheetForm):
    """What a Cité says of itself; its address, membership, carrier and label are for the secretariat."""

    class Meta(SheetForm.Meta):
        model = Cite
        fields = (
            "name", "other_names", "presentation", "main_language", "languages", "region", "timezone",
            "website", "phone", "email", "note", "sources",
        )  # fmt: skip


CITE = Sheet(
    name="cite",
    model=Cite,
    form=CiteForm,
    one=_("Cité"),
    many=_("The Cité"),
    writes=Can.KEEP_CITE,
    publishes=Can.KEEP_CITE,
    cite_path="pk",
    is_listed=False,
    title_field="name",
    rank=80,
    groups=(
        Group(_("What it is called"), ("name", "other_names")),
        Group(_("What it says of itself"), ("presentation", "main_language", "languages")),
        Group(_("Where"), ("region", "timezone")),
        Group(_("How to reach it"), ("website", "phone", "email")),
        Group(_("What is known"), ("note", "sources")),
    ),
)
