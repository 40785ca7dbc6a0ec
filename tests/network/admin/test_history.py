"""Every object has its history, one click from its page, open to who may look."""

import pytest
from django.urls import reverse

from network import models
from network.models.history import keeps_track
from tests.factories import sign_in
from tests.network.admin.records import address, make_person, registered

pytestmark = pytest.mark.django_db
# Of these no trigger writes a history: accounts keep none, so that a person can be forgotten, and the admin
# itself notes down who changed one; the others are written once, by migrations, imports and the nightly work.
NOTED_OTHERWISE = {
    models.User,
    models.Letter,
    models.LabelReminder,
    models.NetworkImport,
    models.ReportCall,
    models.CharterVersion,
    models.Criterion,
}


def test_triggers_write_the_history_of_all_others():
    assert {model for model in registered() if not keeps_track(model)} == NOTED_OTHERWISE


def each_by_one():
    """Each model as one role sees it, every role a third of them; all by all are proved."""
    return [
        pytest.param(
            *(model, role),
            marks=() if turn % 3 == place else pytest.mark.prove,
            id=f"{model._meta.label}-{role}",
        )
        for turn, model in enumerate(registered())
        for place, role in enumerate(["label_officer", "content_support", "reader"])
    ]


@pytest.mark.parametrize(("model", "role"), each_by_one())
def test_history_is_one_click_away_and_tells_of_the_beginning(client, each, model, role):
    record = each[False][model]
    sign_in(client, make_person(role))
    where = reverse(address(model, "history"), args=[record.pk])
    assert 'class="historylink"' in client.get(reverse(address(model, "change"), args=[record.pk])).text  # fmt: skip
    page = client.get(where)
    assert page.status_code == 200
    if keeps_track(model):
        assert [step["kind"] for step in page.context["steps"]][-1] == "added"
    assert client.post(where, {"action": "delete"}).status_code in {200, 403, 405}
    assert model.objects.filter(pk=record.pk).exists()


def test_change_of_a_role_is_noted_down(client):
    officer, person = make_person(name="Ada"), make_person("reader", name="Bo")
    sign_in(client, officer)
    sent = {"name": "Bo", "language": "fr", "network_role": "content_support", "is_active": "on"}
    assert client.post(reverse("admin:network_user_change", args=[person.pk]), sent).status_code == 302
    html = client.get(reverse("admin:network_user_history", args=[person.pk])).text
    assert "Ada" in html
    assert "Role in the secretariat" in html or "role in the secretariat" in html.lower()
