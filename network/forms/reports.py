"""The yearly report as its team writes it: a figure for each indicator, its parts, a comment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from network.actions.reports import Said
from network.forms.records import OPENED, VersionField
from network.forms.suggestions import SaidField
from network.names import choose_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.forms import BoundField
    from django.http import QueryDict

    from network.actions.reports import Key
    from network.models import Indicator
    from network.models.report import Line

COMMENT = "comment"
LONGEST_COMMENT = 2000
_DIGITS, _DECIMALS = 12, 2
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_ENGLISH_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_NUMBER = re.compile(rf"[0-9]{{1,{_DIGITS}}}([.,][0-9]{{1,{_DECIMALS}}})?")


class FigureField(forms.CharField):
    """A number as people write it, 22 480 or 37,5; nothing where it is not known, which is not nought."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 14})
        super().__init__(required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = _SPACES.sub("", str(value or ""))
        if (get_language() or "").startswith("en") and _ENGLISH_THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise ValidationError(
                _("Write a number from 0, with at most two decimals, or nothing where it is not known."),
                code="number",
            )
        return Decimal(text.replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        return in_digits(value) if isinstance(value, Decimal) else value


def in_digits(value: Decimal | None) -> str:
    """Write a number for a field: without groups, with the sign of decimals of the language."""
    if value is None:
        return ""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if (get_language() or "").startswith("en") else text.replace(".", ",")


@dataclass(frozen=True)
class Group:
    """The fields of one indicator, for the page."""

    indicator: Indicator
    total: BoundField
    parts: list[BoundField]
    comment: BoundField

    @property
    def has_parts_said(self) -> bool:
        """Whether some part is written, or is wrong: then they are shown."""
        return any(each.errors or each.value() not in (None, "") for each in self.parts)


class ReportForm(forms.Form):
    """All that is asked, with what a report says already.

    `proposed` is what the portal knows, by code of the indicator; `known_on` the day of which it is.
    What the portal knows stands in a field that nobody has kept yet; one that was emptied stays empty.
    """

    use_required_attribute = False
    opened_version = VersionField(required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        lines: list[Line],
        proposed: Mapping[str, Decimal],
        known_on: str,
        version: int,
    ) -> None:
        super().__init__(data, label_suffix="", initial={OPENED: version})
        self.lines, self.proposed, self.known_on = lines, proposed, known_on
        for line in lines:
            self._ask(line)

    def _ask(self, line: Line) -> None:
        code, said = line.indicator.code, line.figure
        knows = self.proposed.get(code)
        counted = gettext("The portal counts %(number)s on %(day)s.")
        unit = capfirst(choose_text(line.indicator.unit, "fr")[1])
        has_parts = bool(line.parts)
        self.fields[code] = FigureField(
            label=gettext("Total: %(unit)s") % {"unit": unit} if has_parts else unit,
            initial=said.value if said else knows,
            help_text=counted % {"number": in_digits(knows), "day": self.known_on} if knows else "",
        )
        for part, name, figure in line.parts:
            self.fields[f"{code}__{part}"] = FigureField(
                label=capfirst(name), initial=figure.value if figure else None
            )
        self.fields[f"{code}__{COMMENT}"] = SaidField(
            label=_("Comment: how it was counted, what is missing"),
            required=False,
            max_length=LONGEST_COMMENT,
            initial=said.comment if said else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def groups(self) -> Iterator[Group]:
        for line in self.lines:
            code = line.indicator.code
            parts = [self[f"{code}__{part}"] for part, _name, _figure in line.parts]
            yield Group(line.indicator, self[code], parts, self[f"{code}__{COMMENT}"])

    @property
    def opened(self) -> int:
        """The version that the page was opened at, 0 where there was none."""
        return int(self.cleaned_data.get(OPENED) or 0)

    def said(self) -> dict[Key, Said]:
        """Return what is written, by indicator and part."""
        found: dict[Key, Said] = {}
        for line in self.lines:
            number, code = line.indicator.pk, line.indicator.code
            comment = self.cleaned_data[f"{code}__{COMMENT}"]
            found[number, ""] = Said(self.cleaned_data[code], comment, self.proposed.get(code))
            for part, _name, _figure in line.parts:
                found[number, part] = Said(self.cleaned_data[f"{code}__{part}"])
        return found

    def check_parts(self) -> bool:
        """Tell whether no parts add up to more than their total; say it where they do."""
        for line in self.lines:
            code = line.indicator.code
            parts = [self.cleaned_data[f"{code}__{part}"] for part, _name, _figure in line.parts]
            together = sum((each for each in parts if each is not None), Decimal(0))
            total = self.cleaned_data[code]
            if total is not None and together > total:
                words = gettext("The parts add up to %(sum)s, which is more than the total.")
                self.add_error(code, words % {"sum": in_digits(together)})
        return not self.errors

    def tell_theirs(self, lines: list[Line], version: int) -> None:
        """Say at each field what somebody else saved there meanwhile; a second try writes over it, knowingly."""
        self.add_error(
            None,
            _(
                "Somebody saved this report while you were writing. What you wrote is still here: compare, then save again to keep yours."
            ),
        )
        for line in lines:
            code, total = line.indicator.code, line.figure
            self._tell(code, total.value if total else None)
            self._tell(f"{code}__{COMMENT}", total.comment if total else "")
            for part, _name, figure in line.parts:
                self._tell(f"{code}__{part}", figure.value if figure else None)
        self.reopen(version)

    def _tell(self, name: str, theirs: Decimal | str | None) -> None:
        if name in self.cleaned_data and self.cleaned_data[name] != theirs:
            value = theirs if isinstance(theirs, str) else in_digits(theirs)
            self.add_error(name, gettext("Saved meanwhile: %(value)s") % {"value": value or "—"})

    def reopen(self, version: int) -> None:
        """Show the page as opened at a version."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[OPENED] = str(version)
        self.data = data
