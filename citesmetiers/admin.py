"""The secretariat's desk for what joins the apps."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from citesmetiers.models import Synonym
from network.admin.helps import HELPS
from network.admin.records import ModelPage

HELPS.update({"synonym.language": _("The language that the words are of.")})


@admin.register(Synonym)
class SynonymPage(ModelPage):
    list_display = ("__str__", "language", "mark")
    list_filter = ("language", "demo")
    search_fields = ("words", "folded")
    fields = ("language", "words", "demo")
