"""Every French text of the portal keeps to French typography."""

import re

import pytest
from babel.messages.pofile import read_po

from citesmetiers.catalogs import catalog_path

# What is code to a reader too: tags, JSON, addresses, hours and dates of machines, rules of recurrence.
CODE = re.compile(
    r"<[^<>]*>|\{\".*\}|\[\".*?\"\]|\b[a-z]+://\S+|\bmailto:\S*|[\w.+-]+@[\w.-]+"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b|\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\b|\b[A-Z]+=\w+(?:;[A-Z]+=\w+)*"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
FAULTS = {
    "straight apostrophe": re.compile(r"'"),
    "straight quotation mark": re.compile(r'"'),
    "English quotation marks": re.compile(r"[“”]"),
    "no no-break space before high punctuation": re.compile(r"(?<![\u00a0\u202f:;!?])[:;!?»](?!/)"),
    "no no-break space after «": re.compile(r"«(?![\u00a0\u202f])"),
    "two spaces": re.compile(r"[ \u00a0\u202f]{2}"),
    "space before , . or )": re.compile(r"[ \u00a0\u202f][,.)](?!\d)"),
    "three dots": re.compile(r"\.\.\."),
}
# A name may begin with a vowel: “de Oberwolf” is no French, and no text can know which name comes.
NAMES = "by|cite|country|email|name|partner|person|place|who"
BEFORE_A_NAME = re.compile(rf"\b(?:de|que|lorsque|puisque|jusque|le|la)\s+%\((?:{NAMES})\)", re.IGNORECASE)


def faults_of(text):
    """Return what French typography has against a text, its code left aside."""
    # A tag vanishes; any other code, and a placeholder, stands for a word.
    words = CODE.sub(lambda found: "" if found[0].startswith("<") else "mot", text)
    words = PLACEHOLDER.sub("mot", words)
    return [fault for fault, pattern in FAULTS.items() if pattern.search(words)]


@pytest.fixture(scope="module")
def french():
    with catalog_path("fr").open("rb") as file:
        catalog = read_po(file, locale="fr")
    found = {}
    for message in catalog:
        if message.id:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            found |= {text: message.id for text in texts if text}
    return found


def test_french_texts_keep_to_french_typography(french):
    assert {text: faults for text in french if (faults := faults_of(text))} == {}


def test_no_word_that_would_be_elided_stands_before_a_name(french):
    assert [text for text in french if BEFORE_A_NAME.search(text)] == []
    assert BEFORE_A_NAME.search("Le label de %(name)s")
    assert BEFORE_A_NAME.search("Lorsque %(who)s")
    assert not BEFORE_A_NAME.search("Le label à %(name)s, de %(first)d à %(last)d")


@pytest.mark.parametrize(
    "text",
    [
        "l'offre",
        'dit "oui"',
        "dit “oui”",
        "Quoi ?",
        "Quoi?",
        "Voici:",
        "%(name)s: une offre",
        "« non »",
        "«non»",
        "deux  mots",
        "un , deux",
        "Attendez...",
        '<a href="/">Lien</a>: suite',
    ],
)
def test_faults_are_found(text):
    assert faults_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "l’offre de %(name)s\u00a0: «\u00a0oui\u00a0»\u00a0!",
        "Vraiment\u202f?!",
        '<a class="go" href="https://example.org/?q=a;b">L’adresse</a>\u00a0: mailto:a@example.org',
        "Comme 14:00-17:30 ou 2026-12-24T17:30.",
        'Comme ["10:00-12:00"] ou {"mo": ["09:00-12:00"]}.',
        "RFC 5545, comme FREQ=WEEKLY;COUNT=5.",
        "{count}\u00a0% de %(total)d (ou .5)…",
    ],
)
def test_code_is_no_fault(text):
    assert faults_of(text) == []
