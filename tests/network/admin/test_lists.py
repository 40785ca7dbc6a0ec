"""Lists and forms ask as much of the database for thirty records as for one; histories are read by name."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Cite, CommitteeSession
from tests import factories
from tests.network.admin.records import address, make_each, make_person, registered, sent_by

pytestmark = pytest.mark.django_db


def count(client, where, **query):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(where, query).status_code == 200
    return len(queries)


def test_lists_ask_the_same_for_one_record_and_for_many(client):
    """Every list of the registry; each further Cité comes with a record of every model."""
    client.force_login(make_person())
    lists = {model: reverse(address(model, "changelist")) for model in registered()}
    make_each(demo=False)
    counts = {}
    for model, where in lists.items():
        client.get(where)  # whatever Django reads once and keeps
        counts[model] = count(client, where)
    copies()
    assert {model: count(client, where) for model, where in lists.items()} == counts
    assert max(counts.values()) <= 12


def copies():
    for number in range(5):
        cite = factories.make_cite(country="BE" if number % 2 else "FR")
        place = factories.make_place(cite)
        factories.make_season(place)
        factories.make_closure(place, "2026-07-14")
        factories.make_stay(factories.make_place(cite, kind="host"), "2026-07-14")
        service = factories.make_service(cite, places=[place])
        factories.cancel_permanence(factories.make_permanence(service, place), "2026-07-14")
        factories.make_event(cite)
        factories.make_agreement(cite, factories.make_partner(parent=factories.make_partner()))
        factories.make_decision(cite, "label", "2012")
        cite.carriers.create(name="Porteur")
        cite.milestones.create(kind="opening", date="2012")
        cite.figures.create(label={"fr": "visites"}, value="1")
        cite.poles.create(name={"fr": "Pôle"}, order=1)
        cite.suggestions.create(kind="idea", text="Une idée", language="fr")
        closed = CommitteeSession.objects.create(
            held_on="2026-01-01", state="closed", quorum=1, closed_at=timezone.now()
        )
        CommitteeSession.objects.create(held_on="2026-02-01", corrects=closed)
        cite.team.create(user=make_person(""), role="contributor")


@pytest.mark.parametrize("rows", [1, 30])
def test_form_with_rows(client, rows, django_assert_max_num_queries):
    client.force_login(make_person())
    place = factories.make_place()
    for number in range(rows):
        factories.make_season(
            place, valid_from=f"20{number + 10}-01-01", valid_until=f"20{number + 10}-12-31"
        )
        factories.make_closure(place, f"20{number + 10}-05-01")
    where = reverse("admin:network_place_change", args=[place.pk])
    client.get(where)
    with django_assert_max_num_queries(10):
        client.get(where)


def test_lists_are_searched_and_filtered(client):
    client.force_login(make_person("reader"))
    nimes = factories.make_cite(name={"fr": "Cité des métiers de Nîmes"}, country="FR")
    factories.make_cite(name={"fr": "Cité des métiers de Liège"}, country="BE")
    where = reverse("admin:network_cite_changelist")
    for query in ({"q": "nîmes"}, {"q": "nimes"}, {"country__exact": "FR"}):
        assert list(client.get(where, query).context["cl"].result_list) == [nimes]


def test_cites_without_a_coordinator_are_found(client):
    client.force_login(make_person("reader"))
    led, left, alone, nobody = (factories.make_cite() for _number in range(4))
    factories.make_member(led, "coordinator")
    factories.make_member(left, "coordinator", is_active=False)
    factories.make_member(alone, "contributor")
    where = reverse("admin:network_cite_changelist")
    found = {word: set(client.get(where, {"coordinator": word}).context["cl"].result_list) for word in ("none", "some")}  # fmt: skip
    assert found == {"none": {left, alone, nobody}, "some": {led}}


def test_history_says_who_changed_what(client):
    partner, other = factories.make_partner(name="Pôle emploi"), factories.make_partner(name="État")
    client.force_login(make_person("content_support", name="Ada"))
    where = reverse("admin:network_partner_change", args=[partner.pk])
    sent = sent_by(client.get(where)) | {"name": "France Travail", "parent": other.pk, "kind": "state"}
    assert client.post(where, sent).status_code == 302
    page = client.get(reverse("admin:network_partner_history", args=[partner.pk]))
    newest, oldest = page.context["steps"]
    assert (newest["person"].name, oldest["person"]) == ("Ada", None)
    assert {(c["field"], c["before"], c["after"]) for c in newest["changes"]} == {
        ("Name", "Pôle emploi", "France Travail"),
        ("National body", "—", "État"),
        ("Kind", "association", "State"),
    }
    assert "an import or a command" in page.content.decode()


def test_history_is_paged_and_tells_the_step_between_two_pages(client, django_assert_max_num_queries):
    cite = factories.make_cite(region="0")
    for number in range(1, 41):
        Cite.objects.filter(pk=cite.pk).update(region=str(number))
    client.force_login(make_person("reader"))
    where = reverse("admin:network_cite_history", args=[cite.pk])
    with django_assert_max_num_queries(8):
        first = client.get(where)
    assert len(first.context["steps"]) == 30
    assert [c["before"] for c in first.context["steps"][-1]["changes"]] == ["10"]
    second = client.get(where, {"p": 2}).context["steps"]
    assert len(second) == 11
    assert client.get(where, {"p": "x"}).status_code == 200


def test_history_of_what_keeps_none_is_the_admins_own(client):
    person = make_person()
    client.force_login(person)
    where = reverse("admin:network_user_history", args=[person.pk])
    assert client.get(where).status_code == 200
    assert client.get(reverse("admin:network_cite_history", args=[0])).status_code == 302


def found_by(client, **query):
    where = reverse("admin:network_cite_changelist")
    return set(client.get(where, query).context["cl"].result_list)


def test_cites_are_found_by_their_label_of_today(client):
    client.force_login(make_person("reader"))
    nothing, running, suspended = (factories.make_cite() for _number in range(3))
    for cite in (running, suspended):
        factories.make_decision(cite, "operating_label", "2012")
    factories.make_decision(suspended, "suspension", "2020")
    assert found_by(client, status="not_documented") == {nothing}
    assert found_by(client, status="operating") == {running}
    assert found_by(client, status="suspended") == {suspended}
    assert found_by(client, status="nonsense") == {nothing, running, suspended}


def test_cites_are_found_by_who_carries_them_now(client):
    client.force_login(make_person("reader"))
    now, before, nobody = (factories.make_cite() for _number in range(3))
    now.carriers.create(name="Association A", since="2012")
    before.carriers.create(name="Association A", until="2012")
    before.carriers.create(name="Ville B", since="2013")
    before.carriers.create(name="Ville B", since="2014")
    assert found_by(client, carrier="Association A") == {now}
    assert found_by(client, carrier="Ville B") == {before}
    assert found_by(client, carrier="-") == {nobody}
    assert found_by(client, q="association a") == {now, before}
    assert found_by(client, carrier="Association A", country="BE") == set()


def test_every_list_is_searched():
    assert [model for model in registered() if not admin.site.get_model_admin(model).search_fields] == []
