"""What visitors write without a name, and what a team makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from network.forms.mapping import form_field
from network.forms.records import RecordForm
from network.models import Suggestion
from network.vocabulary import SuggestionKind

if TYPE_CHECKING:
    from django.http import QueryDict

SHORTEST, LONGEST = 3, 2000
# A field that people do not see, and that programs fill in; the page's stamp.
HONEYPOT, STAMP = "website", "stamp"


class SaidField(forms.CharField):
    """A text as it was typed: its lines end in one way, so that they are counted as they are seen."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(str(value or "").replace("\r\n", "\n")) or ""
        if "\0" in text:
            raise ValidationError(
                _("There is a character in it that cannot be kept: it stands as � below. Take it out."),
                code="null",
            )
        return text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let nothing be cut off in silence: what is too long is said, and kept."""
        return {}


class SuggestionForm(forms.Form):
    """An idea, a question or a correction, without a name."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        choices=SuggestionKind.choices,
        initial=SuggestionKind.IDEA,
        label=_("What is it?"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose among the values offered.")},
    )
    text = SaidField(
        min_length=SHORTEST,
        max_length=LONGEST,
        label=_("Your words"),
        help_text=_(
            "At most 2,000 characters. Name nobody, yourself neither: the team may show your words on this page."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        error_messages={
            "required": _("Write what you have to say."),
            "min_length": _("Write a little more."),
            "max_length": _(
                "Write at most %(limit_value)d characters: there are %(show_value)d. Nothing of it was cut."
            ),
        },
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        label=_("E-mail, if you want to be answered"),
        help_text=_("Kept sealed, for the answer alone; deleted with it, or after 90 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Write a whole e-mail address, as in name@example.org, or nothing."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, is_fresh: bool = True) -> None:
        super().__init__(data, auto_id="suggest_%s", label_suffix="")
        self.is_fresh = is_fresh

    def clean(self) -> dict[str, Any]:
        if not self.is_fresh:
            raise ValidationError(
                _(
                    "This page had been open for many hours. Read your words again, and send them: nothing is lost."
                ),
                code="stale",
            )
        return self.cleaned_data

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            # It is shown again, and a page holds no such character.
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            for name in self.fields:
                data[name] = data.get(name, "").replace("\0", "\N{REPLACEMENT CHARACTER}")
            self.data = data


class SettleForm(RecordForm):
    """What the team makes of a suggestion, and what it answers; `why` is asked of a guest."""

    why = forms.CharField(
        max_length=300, label=_("Why this change? The team reads it."), widget=forms.TextInput
    )

    class Meta:
        model = Suggestion
        fields = ("state", "reason", "answer", "answer_public")
        widgets = {"state": forms.RadioSelect}

        @staticmethod
        def formfield_callback(db_field: Any, **kwargs: Any) -> forms.Field | None:
            return form_field(db_field) or db_field.formfield(**kwargs)

    def __init__(self, *args: Any, is_guest: bool, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, label_suffix="", **kwargs)
        if not is_guest:
            self.fields.pop("why")
