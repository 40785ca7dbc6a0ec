"""One question at a time: what is read, whatever is typed, and what that may cost."""

import string
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citesmetiers.questions import LANGUAGES, read
from citesmetiers.questions.lexicon import lexicon
from citesmetiers.questions.tokens import stem, tokens
from citesmetiers.questions.typos import Neighbours, distance
from network.filters import LONGEST_QUESTION, MOST_WORDS
from network.vocabulary import Theme


def themes(question, language="fr"):
    return read(question, language=language).themes


@pytest.mark.parametrize(
    ("question", "language", "first"),
    [
        ("Je veux changer de métier à 45 ans", "fr", "career_change"),
        ("je ne sais vraiment pas du tout quoi faire", "fr", "guidance"),
        ("L’alternance, comment ça marche ?", "fr", "training"),
        ("changer d'métier", "fr", "career_change"),
        ("come faccio a scrivere un curriculum", "it", "employment"),
        ("dell'apprendistato", "it", "training"),
        ("¿Cómo me hago autónomo?", "es", "enterprise"),
        ("ik zoek werk", "nl", "employment"),
        ("help, no job", "en", "employment"),
        ("não sei ler", "pt", "basic_skills"),
        ("nao sei ler", "pt", "basic_skills"),
        ("werken in Duitsland", "nl", "mobility"),
        ("emploi, j’en cherche un", "fr", "employment"),
        ("je voudrais devenir AUTO-ENTREPRENEUR", "fr", "enterprise"),
        ("je voudrais devenir autoentrepreneur", "fr", "enterprise"),
    ],
)
@pytest.mark.parametrize("page", ["fr", "en"])
def test_tables(question, language, first, page):
    reading = read(question, language=page)
    assert reading.themes[0] == first
    assert reading.language == language


@pytest.mark.parametrize(
    "question",
    [
        "bac", "le", "42", "test", "", "   ", "?", "\0", "ce soir", "samedi", "Lyon", "13001", "ouvert dimanche",
        "open now", "opening hours", "near me", "aperto sabato", "abierto hoy", "aberto agora", "open vandaag",
        "bonjour", "merci", "adresse", "parking", "pizza", "zzzzzz", "asdfgh", "😀😀", "météo", "weather",
        "de la du des", "the of and", "aaaaaaaaaa", "Jean Dupont", "1234 5678",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", ["fr", "en", "nl", "de"])
def test_what_says_nothing_of_a_theme_gives_none(question, page):
    assert themes(question, page) == ()


@pytest.mark.parametrize(
    ("question", "words", "theme_words"),
    [
        ("je voudrais une formation de soudeur", ["soudeur"], ["formation"]),
        ("Où trouver la médiathèque Desnos ?", ["trouver", "mediatheque", "desnos"], []),
        ("comment faire une VAE", [], ["vae"]),
        ("à 45 ans changer de métier", [], ["changer", "metier"]),
        ("42", ["42"], []),
        ("œnologie", ["oenologie"], []),
    ],
)
def test_words_are_parted_in_order(question, words, theme_words):
    reading = read(question, language="fr")
    assert [word.text for word in reading.words] == words
    assert [word.text for word in reading.theme_words] == theme_words


def test_a_fault_brings_what_was_meant():
    word = read("formtion", language="fr").theme_words[0]
    assert (word.text, word.also[0]) == ("formtion", "formation")


@pytest.mark.parametrize(
    ("question", "audience"),
    [
        ("emploi et handicap", "disabled"),
        ("ma fille cherche un stage", "parents"),
        ("I am retired", "retired"),
    ],
)
def test_audiences_are_heard_where_they_are_said(question, audience):
    assert audience in read(question, language="fr").audiences


@given(st.text(max_size=400), st.sampled_from([*LANGUAGES, "de", "", "fr-BE"]))
def test_any_text_is_read(question, language):
    reading = read(question, language=language)
    assert reading.language in LANGUAGES
    assert len(reading.themes) <= 3
    assert set(reading.themes) <= set(Theme.values)
    assert len(reading.words) <= MOST_WORDS
    assert len(reading.theme_words) <= MOST_WORDS
    assert all(word.text and "\0" not in word.text for word in (*reading.words, *reading.theme_words))


@pytest.mark.parametrize(
    "question",
    [
        "\0" * 500, "a" * 10_000, "e\u0301" * 5_000, "\ufdfa" * 500, "\u202e\u202dعمل" * 50, "👩‍👩‍👧" * 100, "\ud800",
        "𝐂𝐕 𝐞𝐭 𝐭𝐫𝐚𝐯𝐚𝐢𝐥", "travail " * 2_000, "'" * 300, "l'l'l'" * 99, "ﬁ" * 300, "İ" * 200, "--__--", "1e999", "Ａ１",
    ],
)  # fmt: skip
def test_hostile_texts_are_read(question):
    assert len(" ".join(tokens(question))) <= LONGEST_QUESTION
    read(question, language="fr")


SPELLINGS = [
    "Créer une micro-entreprise à l’étranger", "Préparer un entretien d’embauche", "Formação de português",
    "¿Qué estudiar después del bachillerato?", "perché cambiare lavoro a 50 anni", "een opleiding in België",
    "Change career, learn to read", "Œuvrer comme bénévole",
]  # fmt: skip


@given(st.sampled_from(SPELLINGS), st.data())
def test_case_accents_and_typography_change_nothing(question, data):
    ways = [
        str.upper,
        str.lower,
        str.title,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)),
        lambda text: text.replace("’", "'"),
        lambda text: text.replace("-", " "),
        lambda text: text.replace(" ", "\u00a0 "),
        lambda text: f"« {text} » !",
        lambda text: text.replace("Œ", "OE").replace("œ", "oe"),
        lambda text: text[:2] + "\u00ad" + text[2:],
    ]
    changed = question
    for way in data.draw(st.lists(st.sampled_from(ways), max_size=3)):
        changed = way(changed)
    assert read(changed, language="fr") == read(question, language="fr")


LONG_WORDS = [
    ("reconversion", "career_change"), ("apprentissage", "training"), ("orientation", "guidance"),
    ("licenciement", "employment"), ("entrepreneuriat", "enterprise"), ("expatriation", "mobility"),
    ("alphabétisation", "basic_skills"), ("unemployed", "employment"), ("apprenticeship", "training"),
    ("curriculum", "employment"), ("disoccupato", "employment"), ("apprendistato", "training"),
    ("emprendedores", "enterprise"), ("desempregado", "employment"), ("werkloosheid", "employment"),
    ("loopbaanbegeleiding", "career_change"), ("inburgering", "basic_skills"), ("currículum", "employment"),
]  # fmt: skip


@given(st.sampled_from(LONG_WORDS), st.data())
def test_one_fault_in_a_long_word_keeps_its_theme(pair, data):
    word, theme = pair
    at = data.draw(st.integers(1, len(word) - 2))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    typed = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    assert theme in themes(typed), typed


@given(st.text("abcd", max_size=6), st.text("abcd", max_size=6))
def test_distance_is_symmetric_and_bounded(one, other):
    assert distance(one, other, 2) == distance(other, one, 2) <= 3
    assert (distance(one, other, 2) == 0) == (one == other)


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [
        ("ab", "ba", 1),
        ("metier", "meteir", 1),
        ("", "abc", 3),
        ("abc", "axc", 1),
        ("abcd", "badc", 2),
        ("ca", "abc", 3),
    ],
)
def test_distance(one, other, away):
    assert distance(one, other, 3) == away


@given(st.text("abcde", min_size=9, max_size=12), st.data())
def test_the_index_finds_what_comparing_everything_finds(word, data):
    words = data.draw(st.lists(st.text("abcde", min_size=7, max_size=13), max_size=12, unique=True))
    near = [each for each in words if distance(word, each, 2) <= 2]
    least = min((distance(word, each, 2) for each in near), default=0)
    wanted = sorted(each for each in near if distance(word, each, 2) == least)[:4]
    assert Neighbours(words).of(word) == wanted


@pytest.mark.parametrize("word", ["job", "test", "taf", "a1b2c3", "x" * 31])
def test_short_long_and_odd_words_have_no_faults(word):
    assert lexicon().neighbours.of(word) == []


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", "reconversion reconversions"), ("en", "apprentices apprentice"), ("it", "cercare cerco"),
        ("es", "oposicion oposiciones"), ("pt", "profissao profissoes"), ("nl", "opleiding opleidingen"),
    ],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(language, forms):
    assert len({stem(word, language) for word in forms.split()}) == 1


def calls_of(question):
    """Count every call, of Python and of C, that reading a question takes."""
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    lexicon()
    read("un mot", language="fr")
    sys.setprofile(note)
    try:
        read(question, language="fr")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "question",
    [
        "a b c d e f g h i j k l m n o p q r s t u v w x y z " * 3, "travail " * 50, "cours de cours de " * 50,
        "reconvertion profesionele formtion aprentissage curiculum candidatur " * 3, "x" * 100, "abcde " * 40,
        "je veux travailler étudier vivre partir bosser stage emploi job études Suisse Belgique Canada Italie",
    ],
)  # fmt: skip
def test_the_work_is_bounded(question):
    """No clock: a question of any length costs no more than a few times a full one that means something."""
    assert calls_of(question) <= 30_000
    assert calls_of(question * 100) <= 1.5 * calls_of(question[:LONGEST_QUESTION]) + 500
