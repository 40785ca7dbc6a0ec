"""The form of a record: nobody's change is lost, no constraint answers with an error page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.forms.checks import refused
from network.forms.refusals import refusal_for
from network.hours import known_holiday_region
from network.hours.places import FIRST_YEAR, LAST_YEAR
from network.models import Conflict
from network.models.history import changes_between, keeps_track, rows_of, shown, steps_of
from network.partial_dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from network.models import User

    _ModelForm = forms.ModelForm[Any]
    _InlineFormSet = BaseInlineFormSet[Any, Any, Any]
else:
    _ModelForm, _InlineFormSet = forms.ModelForm, BaseInlineFormSet

OPENED = "opened_version"


class VersionField(forms.IntegerField):
    """The version that a form was opened with; of itself it changes nothing."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class RecordForm(_ModelForm):
    """A record with the version it was opened with, checked against the one that is there now.

    `person` is who fills it in: what a demonstration account adds is demonstration.
    `refusal` is what the database said of the same data a moment ago.
    """

    opened_version = VersionField(required=False, label=_("version"))
    person: User | None = None
    refusal = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not hasattr(self.instance, "version"):
            self.fields.pop(OPENED, None)
        elif self.instance.pk:
            self.initial[OPENED] = self.instance.version

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        self._check_version()
        self._check_years()
        self._set_demonstration()
        self._check_links()
        return cleaned

    def _check_years(self) -> None:
        """Refuse a day out of the years in which hours are told: where something has no end, none is written."""
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, date | PartialDate) and not FIRST_YEAR <= value.year <= LAST_YEAR:
                message = (
                    _("Write a year from %(first)s to %(last)s.")
                    if self.fields[name].required
                    else _("Write a year from %(first)s to %(last)s, or nothing.")
                )
                params = {"first": FIRST_YEAR, "last": LAST_YEAR}
                self.add_error(name, ValidationError(message, code="year", params=params))

    def _check_version(self) -> None:
        """Refuse to write over what somebody else saved since; a second try then does, knowingly."""
        if OPENED not in self.fields or not self.instance.pk or not self.has_changed():
            return
        opened, now = self.cleaned_data.get(OPENED), self.instance.version
        if opened == now:
            return
        self.add_error(None, ValidationError(self._conflict(opened), code="conflict"))
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix(OPENED)] = str(now)
        self.data = data

    def _conflict(self, opened: int | None) -> str:
        """Say who changed what; what they wrote stands at each field that they changed."""
        person = None
        if keeps_track(type(self.instance)):
            rows = rows_of(self.instance)
            latest, base = rows.first(), rows.filter(version=opened).first()
            person = steps_of([latest])[0].person if latest else None
            for change in changes_between(base, self.instance) if base else []:
                self._tell_theirs(change.field.name)
        return gettext(
            "%(person)s changed this while you were writing. What you wrote is still here: "
            "compare it with what was saved meanwhile, then save again to keep yours."
        ) % {"person": person or gettext("Somebody")}

    def _tell_theirs(self, name: str) -> None:
        if name not in self.fields:
            return
        # The instance is still what the database holds: what was sent is put into it later.
        theirs, field = getattr(self.instance, name), self.instance._meta.get_field(name)
        if self.cleaned_data.get(name) != theirs:
            self.add_error(name, gettext("Saved meanwhile: %(value)s") % {"value": shown(field, theirs)})

    def _set_demonstration(self) -> None:
        """Mark what a demonstration account adds, and what is added to a demonstration record."""
        if self.instance.pk or not hasattr(self.instance, "demo"):
            return
        owner = self._owner()
        self.instance.demo = bool(owner.demo if owner else self.person and self.person.demo)

    def _owner(self) -> Any:
        """Return the record that this one belongs to, where it was chosen here."""
        names = ("cite", "place", "permanence", "event")
        return next((self.cleaned_data[name] for name in names if self.cleaned_data.get(name)), None)

    def _check_links(self) -> None:
        """Keep links inside a Cité, and what is invented apart from what is real."""
        cite = self.cleaned_data.get("cite") or getattr(self.instance, "cite_id", None)
        number = getattr(cite, "pk", cite)
        is_demo = (
            self.person.demo if self.person and self.person.demo else getattr(self.instance, "demo", None)
        )
        for name, target in list(self._targets()):
            if number and getattr(target, "cite_id", number) != number:
                self.add_error(name, _("This belongs to another Cité."))
            elif is_demo is not None and getattr(target, "demo", is_demo) != is_demo:
                self.add_error(name, _("A demonstration record and a real one are never linked."))

    def _targets(self) -> Iterator[tuple[str, Model]]:
        for name, value in self.cleaned_data.items():
            if isinstance(value, Model):
                yield name, value
            elif isinstance(value, QuerySet):
                yield from ((name, target) for target in value)

    def validate_constraints(self) -> None:
        """Ask the constraints of the table, and answer with the sentence of each at its own field."""
        for constraint in refused(self.instance, self._get_validation_exclusions()):  # type: ignore[attr-defined]
            field, words = refusal_for(constraint.name)
            self.add_error(field if field in self.fields else None, words)


class RegionalForm(RecordForm):
    """A record with a country and perhaps a region of it, by whose public holidays doors close."""

    region = "holiday_region"

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        country, region = self.cleaned_data.get("country"), self.cleaned_data.get(self.region)
        if country and region and not known_holiday_region(country, region):
            message = _(
                "The public holidays of %(country)s have no such region: write one as in 57, 974 or TI, or nothing."
            )
            params = {"country": country}
            self.add_error(self.region, ValidationError(message, code="region", params=params))
        return cleaned


class RecordFormSet(_InlineFormSet):
    """The records that hang on one; they are demonstration when it is."""

    def save_new(self, form: RecordForm, commit: bool = True) -> Any:
        if hasattr(form.instance, "demo"):
            form.instance.demo = self.instance.demo
        return super().save_new(form, commit)

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        """Delete the version that was shown, and no other."""
        [form] = [form for form in self.deleted_forms if form.instance.pk == obj.pk]
        if OPENED in form.fields and form.cleaned_data.get(OPENED) != obj.version:
            raise Conflict
        super().delete_existing(obj, commit)
