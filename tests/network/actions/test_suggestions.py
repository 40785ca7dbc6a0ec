"""What the secretariat decides in the admin answers who left an address as well, once."""

import pytest

from network.actions import moderate_suggestion, receive_suggestion
from network.models import Letter, ReplyAddress
from tests.factories import make_cite, make_user

pytestmark = pytest.mark.django_db
OUTCOMES = {
    "answered": ({"state": "published", "answer": {"fr": "Oui"}}, 1, 0),
    "answered without being shown": ({"state": "declined", "answer": {"fr": "Non"}}, 1, 0),
    "never to be answered": ({"state": "declined"}, 0, 0),
    "spam, whatever was written": ({"state": "spam", "reason": "Réclame", "answer": {"fr": "Oui"}}, 0, 0),
    "not answered yet": ({"state": "noted"}, 0, 1),
}


@pytest.mark.parametrize(("changes", "letters", "addresses"), OUTCOMES.values(), ids=OUTCOMES)
def test_an_address_serves_for_one_answer_and_is_forgotten(changes, letters, addresses):
    said = receive_suggestion(make_cite(), kind="idea", text="Un piano", language="fr", email="a@example.org")
    for name, value in changes.items():
        setattr(said, name, value)
    moderate_suggestion(said, by=make_user(network_role="content_support"))
    assert (Letter.objects.count(), ReplyAddress.objects.count()) == (letters, addresses)
