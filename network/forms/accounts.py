"""What people say of themselves: when they come in, and later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from network.models import User


class AcceptForm(forms.Form):
    """A name and a password; the e-mail is that of the invitation."""

    email = forms.EmailField(
        label=_("E-mail"), disabled=True, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("Your colleagues read it beside what you change; the public never does."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["email"] = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        person = User(email=self.initial["email"], name=self.cleaned_data.get("name", ""))
        validate_password(password, person)
        return password


class ProfileForm(forms.Form):
    """What a person says of herself or himself; the rest of an account has doors of its own."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("Your colleagues read it beside what you change; the public never does."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Your language"), help_text=_("Of the pages for the teams, and of the messages to you.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = settings.LANGUAGES


class NewEmailForm(forms.Form):
    """Another address to sign in with."""

    email = forms.EmailField(
        label=_("Your new address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
