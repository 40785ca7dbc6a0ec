"""Every component of the look in all its states, for who builds pages and who checks them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from citesmetiers.gazetteer.fields import WhereField
from network.access import public
from network.vocabulary import HolidayRule, LabelStatus, PlaceKind, Theme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SWATCHES = (
    ("ink", _("Ink")),
    ("paper", _("Paper")),
    ("surface", _("Surface")),
    ("sunk", _("Hollow")),
    ("wall", _("Wall")),
    ("light", _("Light")),
    ("error", _("Error")),
    ("success", _("Success")),
)


class PlaceForm(forms.Form):
    """One field of each kind; it is never sent."""

    name = forms.CharField(label=_("Name of the place"), help_text=_("As visitors know it."))
    email = forms.EmailField(label=_("E-mail of the team"))
    kind = forms.ChoiceField(label=_("Kind of place"), choices=PlaceKind)
    holidays = forms.ChoiceField(label=_("Public holidays"), choices=HolidayRule, widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(
        label=_("Themes"), choices=Theme, widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    wheelchair = forms.BooleanField(label=_("Step-free entrance"), required=False)


@public
def gallery(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "section": "",
        "trail": [("", _("Components"))],
        "swatches": SWATCHES,
        "themes": Theme,
        "statuses": LabelStatus,
        "today": today,
        "long_ago": today - timedelta(days=500),
        "invented": SimpleNamespace(demo=True),
        "page": Paginator(range(95), 10).page(3),
        "filters": [(_("This week"), "?"), (Theme.TRAINING.label, "?")],
        "urls": ["https://www.citedesmetiers.fr/"],
        "where": WhereField.read(request.GET, language=get_language() or settings.LANGUAGE_CODE),
        "towns": ["Genève", "Marseille", "Nîmes"],
        "place_form": PlaceForm(
            {"name": "Aubagne", "email": "equipe@", "kind": "relay", "themes": ["training"]}
        ),
    }
    return render(request, "portal/public/gallery.html", context)
