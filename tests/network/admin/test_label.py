"""Label decisions in the admin: added and corrected, never changed or removed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from network.actions import correct_decision, record_decision
from network.models import LabelDecision
from tests.factories import make_cite, make_decision, sign_in
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db
ADD = reverse("admin:network_labeldecision_add")


@pytest.fixture
def officer(client):
    person = make_person()
    sign_in(client, person)
    return person


def test_decision_is_added_with_its_author_and_known_from_today(client, officer):
    cite = make_cite()
    sent = {
        "cite": cite.pk,
        "kind": "operating_label",
        "date": "2026-05",
        "note__fr": "Comité",
        "author": "99",
    }
    assert client.post(ADD, sent).status_code == 302
    decision = LabelDecision.objects.get()
    assert (decision.author, decision.known_since, decision.imported) == (
        officer,
        timezone.localdate(),
        False,
    )
    assert str(decision.date) == "2026-05"


def test_correction_begins_with_what_was_wrong_and_replaces_it(client, officer):
    wrong = make_decision(
        make_cite(), "renewal", "2024-05-01", period_from="2024-05-01", period_until="2025-04-30"
    )
    page = client.get(ADD, {"replaces": wrong.pk})
    form = page.context["adminform"].form
    assert form["kind"].value() == "renewal"
    assert str(form["period_until"].value()) == wrong.period_until
    # The same days: the wrong one steps back before the right one is written.
    sent = {
        "cite": wrong.cite_id, "kind": "renewal", "date": "2024-06-01", "period_from": "2024-05-01",
        "period_until": "2025-05-31", "replaces": wrong.pk,
    }  # fmt: skip
    assert client.post(ADD, sent).status_code == 302
    wrong.refresh_from_db()
    right = LabelDecision.objects.exclude(pk=wrong.pk).get()
    assert wrong.replaced_by == right
    assert str(wrong.date) == "2024-05-01"
    assert right.author == officer


def test_correction_of_another_cite_is_refused(client, officer):
    wrong, other = make_decision(make_cite(), "renewal", "2024"), make_cite()
    sent = {"cite": other.pk, "kind": "renewal", "date": "2024", "replaces": wrong.pk}
    answer = client.post(ADD, sent)
    assert answer.status_code == 200
    assert LabelDecision.objects.count() == 1
    with pytest.raises(ValidationError):
        correct_decision(wrong, LabelDecision(cite=other, kind="renewal"), by=officer)


def test_decision_is_corrected_once(client, officer):
    wrong = make_decision(make_cite(), "renewal", "2024")
    correct_decision(wrong, LabelDecision(cite=wrong.cite, kind="renewal"), by=officer)
    with pytest.raises(ValidationError):
        correct_decision(wrong, LabelDecision(cite=wrong.cite, kind="renewal"), by=officer)
    sent = {"cite": wrong.cite_id, "kind": "renewal", "replaces": wrong.pk}
    answer = client.post(ADD, sent)
    assert answer.status_code == 200
    assert "replaces" in answer.context["adminform"].form.errors
    assert LabelDecision.objects.count() == 2


def test_overlapping_period_is_refused_in_words(client, officer):
    first = make_decision(make_cite(), "renewal", "2024", period_from="2024-01-01", period_until="2024-12-31")
    sent = {
        "cite": first.cite_id,
        "kind": "renewal",
        "period_from": "2024-06-01",
        "period_until": "2025-05-31",
    }
    answer = client.post(ADD, sent)
    assert "Another decision grants" in str(answer.context["errors"])
    assert LabelDecision.objects.count() == 1


@pytest.mark.parametrize("role", ["content_support", "reader"])
def test_others_decide_nothing(client, role):
    person = make_person(role)
    sign_in(client, person)
    cite = make_cite()
    assert client.post(ADD, {"cite": cite.pk, "kind": "label"}).status_code == 403
    with pytest.raises(PermissionDenied):
        record_decision(LabelDecision(cite=cite, kind="label"), by=person)
    wrong = make_decision(cite, "label")
    with pytest.raises(PermissionDenied):
        correct_decision(wrong, LabelDecision(cite=cite, kind="label"), by=person)


def test_demonstration_officer_decides_on_what_is_invented_alone(client):
    person = make_person(demo=True)
    sign_in(client, person)
    real, invented = make_cite(), make_cite(demo=True)
    assert client.post(ADD, {"cite": real.pk, "kind": "label"}).status_code == 200
    with pytest.raises(PermissionDenied):
        record_decision(LabelDecision(cite=real, kind="label"), by=person)
    assert not LabelDecision.objects.exists()
    assert client.post(ADD, {"cite": invented.pk, "kind": "label"}).status_code == 302
    assert LabelDecision.objects.get().demo


@pytest.mark.parametrize("number", ["x", "-1", "0", "9" * 30, "%00"])
def test_correction_of_nothing_is_a_new_decision(client, officer, number):
    assert client.get(f"{ADD}?replaces={number}").status_code in {200, 400}
