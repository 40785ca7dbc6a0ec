"""Names as people read and sort them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

# "Cité des métiers de ", "Città dei mestieri di ": what every name begins with, in each language.
_GENERIC = re.compile(
    r"^(?:(?:Cité|Réseau) des métiers|Citt[àa] dei [Mm]estieri(?: e delle [Pp]rofessioni)?|Cidade das [Pp]rofissões"
    r"|Ciutat dels [Oo]ficis|Ciudad de los [Oo]ficios|Beroepen(?:punt|huis)|Haus der Berufe|Haus vun de Beruffer)(?:,\s*|\s+)"
    r"(?:(?:of|de|du|des|di|del|della|do|da|van)\s+|d['’])?",
)

# Sign languages, which the locale data do not name.
_SIGNED = {
    "fsl": _("French Sign Language"),
    "sfb": _("French Belgian Sign Language"),
    "vgt": _("Flemish Sign Language"),
    "ise": _("Italian Sign Language"),
    "ssp": _("Spanish Sign Language"),
    "csc": _("Catalan Sign Language"),
    "psr": _("Portuguese Sign Language"),
}


def fold(text: str) -> str:
    """Return a text without case, accents or ligatures, to sort and compare: École, Évry, Nantes."""
    opened = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", opened)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()


def short_name(name: str) -> str:
    """Return what tells a Cité from the others: “Marseille” of “Cité des métiers de Marseille”."""
    short = _GENERIC.sub("", name).strip()
    return short[:1].upper() + short[1:] if short else name


def language_name(code: str) -> str | None:
    """Return a language in the reader's language, “français” for `fr`; None where nobody knows the code."""
    if code in _SIGNED:
        return str(_SIGNED[code])
    return _locale().languages.get(code) or _locale().languages.get(code.replace("-", "_"))


def country_name(code: str) -> str | None:
    """Return a country in the reader's language, “Suisse” for `CH`; None where nobody knows the code."""
    return _locale().territories.get(code) if len(code) == 2 else None  # noqa: PLR2004 ISO 3166-1 alpha-2


def choose_text(texts: Mapping[str, str], fallback: str) -> tuple[str, str]:
    """Return the language and the words to show: the reader's, else `fallback`, else any; nothing of nothing."""
    reader = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    portal = [code for code, _name in settings.LANGUAGES]
    for language in [reader, fallback, *portal, *sorted(texts)]:
        if texts.get(language):
            return language, texts[language]
    return "", ""


def _locale() -> Locale:
    return Locale.parse(get_language() or "en", sep="-")
