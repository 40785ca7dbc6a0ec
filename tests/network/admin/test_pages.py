"""Every model has its pages, and they answer."""

import pytest
from django.urls import reverse

from tests.factories import sign_in
from tests.network.admin.records import address, make_person, registered, sent_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
def test_each_page_of_a_model(client, each, model):
    record = each[False][model]
    sign_in(client, make_person())
    assert client.get(reverse(address(model, "changelist"))).status_code == 200
    assert client.get(reverse(address(model, "changelist")), {"q": "Ville"}).status_code == 200
    change = client.get(reverse(address(model, "change"), args=[record.pk]))
    assert change.status_code == 200
    assert client.get(reverse(address(model, "history"), args=[record.pk])).status_code == 200
    assert client.get(reverse(address(model, "add"))).status_code in {200, 403}
    assert client.get(reverse(address(model, "delete"), args=[record.pk])).status_code in {200, 403}
    if change.context["has_change_permission"]:
        saved = client.post(reverse(address(model, "change"), args=[record.pk]), sent_by(change))
        assert saved.status_code == 302, saved.context["errors"]
