"""Questions of visitors find what they are about: among the first three, by the search that machines ask."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.questions.asked import asked
from tests.questions.test_clues import UNLEARNED
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


# One question in so many; all of them where it is proved.
@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.prove)])
@pytest.mark.parametrize("name", [*FILES, *UNLEARNED])
def test_what_a_question_is_about_is_among_the_first_three(client, name, step):
    assert len(asked(name)) >= 100
    lines = asked(name)[::step]
    missed = [str(line) for line in lines if not finds(client, line)]
    print("\n".join(missed))  # noqa: T201 read where the test fails
    assert len(missed) <= (1 - ENOUGH) * len(lines), missed


def test_offers_that_are_asked_for_by_their_words_are_found(client):
    lines = [line for line in asked("questions.txt") if line.offer]
    missed = [str(line) for line in lines if not finds(client, line)]
    assert len(lines) >= 25
    assert len(missed) <= (1 - ENOUGH) * len(lines), missed
