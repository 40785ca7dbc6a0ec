"""The form of a sheet: the fields of a record of one Cité, and what it may point at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from network.forms.dates import DayField
from network.forms.mapping import form_field
from network.forms.named import CountryField, ZoneField
from network.forms.records import OPENED, RecordForm
from network.forms.slugs import AddressField, propose_address
from network.forms.texts import TextsWidget
from network.models import Agreement, Partner

if TYPE_CHECKING:
    from django.http import QueryDict

    from network.merging import Values
    from network.models import Cite

# Chosen by name, as people know them.
NAMED: dict[str, type[forms.Field]] = {"country": CountryField, "timezone": ZoneField}


def field_for(db_field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """Return our own field for a model field, or Django's."""
    said: dict[str, Any] = {
        "label": capfirst(db_field.verbose_name),
        "help_text": db_field.help_text,
        "required": not db_field.blank,
    }
    if type(db_field) is models.DateField:
        return DayField(**said)
    if isinstance(db_field, models.SlugField):
        return AddressField(max_length=db_field.max_length, label=said["label"])
    if isinstance(db_field, models.ManyToManyField):
        kwargs["widget"] = forms.CheckboxSelectMultiple
    if own := NAMED.get(db_field.name):
        return own(**said)
    return form_field(db_field) or db_field.formfield(**kwargs)


def _never_left_out(*_sent: object) -> bool:
    return False


class SheetForm(RecordForm):
    """The fields of a record of one Cité: what it points at is of the same Cité."""

    # Fields that point at what is of other Cités.
    beyond: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        formfield_callback = field_for

    def __init__(self, *args: Any, cite: Cite, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, label_suffix="", **kwargs)
        # A draft tells by its values what it was begun with.
        self.fields.pop(OPENED, None)
        self.cite = cite
        if not self.instance.pk:
            self.instance.demo = cite.demo
            if hasattr(self.instance, "cite_id"):
                self.instance.cite = cite
        for name, each in self.fields.items():
            # Values are those of the whole sheet: what they do not name was emptied, not left out.
            each.widget.value_omitted_from_data = _never_left_out
            if (
                isinstance(each, forms.ModelChoiceField)
                and each.queryset is not None
                and name not in self.beyond
            ):
                each.queryset = within(each.queryset, cite, also=self.initial.get(name))
            if isinstance(each.widget, TextsWidget):
                each.widget.original = cite.main_language

    def _set_demonstration(self) -> None:
        """Nothing is left to say: a sheet is of its Cité from the start."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "slug" in self.fields and "slug" not in self.errors and not self.cleaned_data.get("slug"):
            self.cleaned_data["slug"] = self.instance.slug or propose_address(self.instance, self._called())
        return cleaned

    def _called(self) -> str:
        """Return the words that an address is made from: the title, in the main language of the Cité."""
        said: Any = self.cleaned_data.get("title") or self.cleaned_data.get("name") or ""
        if isinstance(said, str):
            return said
        return str(said.get(self.cite.main_language) or next(iter(said.values()), ""))

    def validate_constraints(self) -> None:
        """Ask only where something is to be written: a row that nobody touched is as the database let it in."""
        if not self.instance.pk or self.has_changed():
            super().validate_constraints()

    @property
    def remark(self) -> str:
        """What a team should know of a record before it writes."""
        return ""

    @classmethod
    def turn(cls, values: Values, sent: QueryDict) -> Values:  # noqa: ARG003 for those that turn
        """Do to the values what a button of the form asks for, before they are kept."""
        return values

    def follow(self) -> None:
        """Bring up to date what hangs on the record; it was just written, with its rows."""


def within(records: models.QuerySet[Any], cite: Cite, *, also: Any = None) -> models.QuerySet[Any]:
    """Keep the records that the sheets of a Cité may point at, and those that one points at already."""
    there = [getattr(each, "pk", each) for each in (also if isinstance(also, list) else [also]) if each]
    if records.model is Partner:
        agreed = Q(pk__in=Agreement.objects.filter(cite=cite).values("partner"))
        return records.filter(agreed | Q(pk__in=there)).order_by("sort_key", "pk")
    return records.filter(Q(cite=cite) | Q(pk__in=there)).order_by(*order_in_cite(records.model))


def order_in_cite(model: type[models.Model]) -> list[Any]:
    """Return the order of the records of one Cité: that of the model, without asking for the order of Cités."""
    return [each for each in model._meta.ordering or () if each != "cite"]
