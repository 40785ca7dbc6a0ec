"""Questions of visitors find what they are about: among the first three, by the search that machines ask."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.questions.asked import asked
from tests.questions.test_clues import unlearned
from tests.questions.test_questions import FILES

pytestmark = pytest.mark.django_db
ENOUGH = 0.95


@pytest.fixture(scope="module", autouse=True)
def _demonstration(django_db_setup, django_db_blocker):
    """Ask the invented network, which has every subject in six languages; it stays for the whole module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=StringIO(), stderr=StringIO())
        yield
        transaction.set_rollback(True)


def finds(client, line):
    query = {"q": line.question, "lang": line.language}
    first = client.get("/open/v1/search", query).json()["results"][:3]
    if line.offer:
        return line.offer in {each["id"] for each in first}
    return any(set(line.themes) & set(each["themes"]) for each in first)


@pytest.mark.parametrize("name", ["questions.txt", "asked_later.txt"])
def test_what_a_question_is_about_is_among_the_first_three(client, name):
    assert_found(client, asked(name))


@pytest.mark.prove
@pytest.mark.parametrize("name", FILES[2:])
def test_what_others_ask_is_too(client, name):
    assert_found(client, asked(name))


@pytest.mark.prove
def test_what_nobody_learned_from_is_too(client):
    assert_found(client, unlearned())


def assert_found(client, lines):
    missed = [str(line) for line in lines if not finds(client, line)]
    print("\n".join(missed))  # noqa: T201 read where the test fails
    assert len(lines) >= 100
    assert len(missed) <= (1 - ENOUGH) * len(lines), missed


def test_offers_that_are_asked_for_by_their_words_are_found(client):
    lines = [line for line in asked("questions.txt") if line.offer]
    missed = [str(line) for line in lines if not finds(client, line)]
    assert len(lines) >= 25
    assert len(missed) <= (1 - ENOUGH) * len(lines), missed
