"""What the page of a merge sends: which versions of both were shown."""

from django import forms


class VersionsForm(forms.Form):
    """The versions of the partner that stays and of the other one."""

    kept = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    other = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
