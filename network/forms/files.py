"""What is written in a label file: sections, evidence, messages, and the moves that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.actions.files import LONGEST_MESSAGE, Terms
from network.forms.dates import DayField
from network.forms.documents import read_document
from network.forms.suggestions import SaidField
from network.forms.texts import TextsField
from network.vocabulary import EvidenceKind, FileKind

if TYPE_CHECKING:
    from network.actions.file_contents import Document
    from network.filing import Move, Section
    from network.models import Criterion, LabelFile

LONGEST_SECTION = 20_000
_TOO_LONG = _("Write at most %(limit_value)d characters: there are %(show_value)d. Nothing of it was cut.")


class _Form(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class BeginForm(_Form):
    """Which kind of file to begin: of those that make sense now."""

    kind = forms.TypedChoiceField(label=_("What do you ask for?"), coerce=FileKind, widget=forms.RadioSelect)

    def __init__(self, *args: Any, kinds: list[FileKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(each.value, each.label) for each in kinds]
        if len(kinds) == 1:
            kind.initial = kinds[0].value


class SectionForm(_Form):
    """One section, with a mark of what it said when it was opened."""

    opened = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if section.is_day:
            field: forms.Field = DayField(label=section.label)
            field.help_text = f"{section.help} {field.help_text}"
        else:
            field = SaidField(
                label=section.label,
                help_text=section.help,
                max_length=LONGEST_SECTION,
                widget=forms.Textarea(attrs={"rows": 16}),
                error_messages={"max_length": _TOO_LONG},
            )
        # It may be emptied again: only a file that is submitted has to say something everywhere.
        field.required = False
        field.is_awaited = not section.is_optional  # type: ignore[attr-defined]  # read where fields are drawn
        self.fields["text"] = field

    @property
    def text(self) -> str:
        """What is kept: a text as it was typed, a day as machines write it."""
        value = self.cleaned_data["text"]
        return str(value or "")


class MessageForm(_Form):
    """A message to the other side."""

    words = SaidField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you have to say."), "max_length": _TOO_LONG},
    )


class EvidenceForm(_Form):
    """What shows that a criterion is met."""

    kind = forms.TypedChoiceField(
        label=_("What shows it?"),
        coerce=EvidenceKind,
        widget=forms.RadioSelect,
        initial=EvidenceKind.DOCUMENT,
    )
    document = forms.FileField(
        label=_("Document"),
        required=False,
        help_text=_(
            "PDF, PNG, JPEG, ODT, DOCX or XLSX, at most 10 MB. Only those who see this file can open it."
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,.odt,.docx,.xlsx"}),
        error_messages={"empty": _("The file is empty.")},
    )
    address = forms.URLField(
        label=_("Address of the link"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Write a whole address, as in https://example.org.")},
    )
    words = SaidField(
        label=_("What it shows, in a few words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _TOO_LONG},
    )
    sent: Document | None = None

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        kinds = [each for each in EvidenceKind if each != EvidenceKind.LIVE or criterion.live]
        kind: Any = self.fields["kind"]
        kind.choices = [(each.value, each.label) for each in kinds]

    def clean(self) -> dict[str, Any]:
        kind = self.cleaned_data.get("kind")
        if (
            kind == EvidenceKind.LINK
            and not self.cleaned_data.get("address")
            and "address" not in self.errors
        ):
            self.add_error("address", _("Write the address of the link."))
        if kind == EvidenceKind.DOCUMENT and "document" not in self.errors:
            self._read_document()
        return self.cleaned_data

    def _read_document(self) -> None:
        upload = self.cleaned_data.get("document")
        if upload is None:
            self.add_error("document", _("Choose a file."))
            return
        try:
            self.sent = read_document(upload)
        except ValidationError as refusal:
            self.add_error("document", refusal)


class MoveForm(_Form):
    """What a move asks for: the version that was seen, a reason, a day."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, move: Move, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.move = move
        if move.day:
            self.fields["day"] = DayField(label=move.day, required=move.needs_day)
        self.fields["reason"] = SaidField(
            label=_("Why? The applicant reads it.") if move.needs_reason else _("A word with it"),
            required=move.needs_reason,
            max_length=LONGEST_MESSAGE,
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"required": _("Say why: the applicant reads it."), "max_length": _TOO_LONG},
        )

    def again(self, file: LabelFile) -> MoveForm:
        """Return the same form, opened anew at the version that is there now."""
        said = {name: self.cleaned_data.get(name) for name in self.fields if name != "version"}
        return type(self)(move=self.move, initial=said | {"version": file.version})

    @property
    def said(self) -> dict[str, Any]:
        """The keywords of the action."""
        cleaned = self.cleaned_data
        return {name: cleaned.get(name) for name in ("version", "day")} | {
            "reason": cleaned.get("reason", "")
        }


class GrantForm(MoveForm):
    """A move that grants: the terms of the decision too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields.pop("reason")
        self.fields["decided_on"] = DayField(label=_("Day of the decision"))
        self.fields["period_from"] = DayField(label=_("Covers from"), required=False)
        self.fields["period_until"] = DayField(
            label=_("Covers until"), required=False, help_text=_("Last day, inclusive. As in 25/11/2026.")
        )
        self.fields["conditions"] = TextsField(
            label=_("Conditions"), required=False, help_text=_("Shown in the public register.")
        )
        self.fields["reason"] = reason

    @property
    def said(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        terms = Terms(
            decided_on=cleaned["decided_on"],
            period_from=cleaned["period_from"],
            period_until=cleaned["period_until"],
            conditions=cleaned["conditions"] or {},
        )
        return super().said | {"terms": terms}
