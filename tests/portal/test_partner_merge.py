"""Two partners made one: nothing names the other any more, nothing is lost, and it does not come back."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from pghistory.models import Context

from citesmetiers.exchange import export_document, import_document
from network.access import desk_of
from network.actions.bin import put_back, throw_away
from network.actions.partner_links import links_to_partners
from network.actions.partners import keep_apart, merge_partners, preview_merge
from network.forms.sheets import SHEETS
from network.models import Agreement, Conflict, Draft, FormerAddress, Partner, PartnersApart
from tests.factories import (
    make_agreement,
    make_cite,
    make_event,
    make_member,
    make_partner,
    make_permanence,
    make_service,
)
from tests.network.admin.records import make_person
from tests.portal.exchange_documents import example

pytestmark = pytest.mark.django_db


def merge(keep, other, by=None):
    keep.refresh_from_db()
    other.refresh_from_db()
    return merge_partners(
        keep.pk, other.pk, versions=(keep.version, other.version), by=by or make_person("content_support")
    )


def make_two(**over):
    """Make two partners; everything that can name one names the second, and some of it both."""
    keep, other = make_partner(slug="keep", **over), make_partner(slug="other", **over)
    cites = [make_cite(demo=keep.demo) for _each in range(2)]
    for cite in cites:
        make_agreement(cite, other, since="2001", until="2004")
    make_agreement(cites[0], keep, since="2003")
    make_agreement(cites[1], keep, since="2005")
    service = make_service(cites[0], partner=other, partner_public=True)
    make_permanence(service, partner=other, partner_public=True)
    make_event(cites[0], partners=[other])
    make_event(cites[1], partners=[keep, other])
    make_partner(parent=other, **over)
    return keep, other


def naming(partner):
    """Count the rows that name a partner, asking the database which columns can."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT conrelid::regclass::text, attname FROM pg_constraint JOIN pg_attribute "
            "ON attrelid = conrelid AND attnum = ANY(conkey) "
            "WHERE contype = 'f' AND confrelid = 'network_partner'::regclass AND attname <> 'demo' "
            "AND conrelid::regclass::text !~ 'history$'"
        )
        columns = cursor.fetchall()
        assert len(columns) >= 7
        for table, column in columns:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [partner])
            found[table, column] = cursor.fetchone()[0]
    return found


@pytest.mark.parametrize("demo", [False, True])
def test_nothing_names_the_other_and_nothing_is_lost(demo):
    keep, other = make_two(demo=demo)
    third = make_partner(demo=demo)
    keep_apart(other, third, by=make_person())
    before, agreements = naming(other.pk), set(Agreement.objects.values_list("pk", flat=True))
    assert sum(1 for count in before.values() if count) >= 6
    both = naming(keep.pk)
    merge(keep, other)
    assert not any(naming(other.pk).values())
    assert not Partner.objects.filter(pk=other.pk).exists()
    after = naming(keep.pk)
    for column, count in before.items():
        # The event that named both names one.
        at_once = column[0] == "events_event_partners"
        if column[0] != "network_partnersapart":
            assert after[column] == both[column] + count - at_once, column
    assert set(Agreement.objects.values_list("pk", flat=True)) == agreements
    assert {(each.first, each.second) for each in PartnersApart.objects.all()} == {(keep, third)}


def test_every_column_of_the_database_is_followed():
    known = {(link.model._meta.db_table, link.column) for link in links_to_partners()}
    apart = {("network_partnersapart", "first_id"), ("network_partnersapart", "second_id")}
    assert known | apart == set(naming(0))


def test_empty_fields_are_filled_and_the_others_stay():
    national = make_partner(name="Le réseau")
    keep = make_partner(name="Cap", acronym="", kind="state", former_names=["Avant"], country="FR")
    other = make_partner(
        name="Cap emploi", acronym="CE", kind="association", former_names=["Avant", "Jadis"],
        website="https://cap.example", parent=national,
    )  # fmt: skip
    told = {line.label: line for line in preview_merge(keep, other).lines}
    assert {label: line.after for label, line in told.items() if line.is_filled} == {
        "Acronym": "CE",
        "National body": "Le réseau",
        "Website": "https://cap.example",
        "Former names": "Avant; Jadis",
    }
    merge(keep, other)
    keep.refresh_from_db()
    assert (keep.name, keep.acronym, keep.kind, keep.country) == ("Cap", "CE", "state", "FR")
    assert (keep.website, keep.parent, keep.former_names) == (
        "https://cap.example",
        national,
        ["Avant", "Jadis"],
    )


def test_the_preview_tells_what_moves_and_what_overlaps():
    keep, other = make_two()
    preview = preview_merge(keep, other)
    assert {each.words: (each.number, each.cites) for each in preview.moved} == {
        "Agreements": (2, 2),
        "Offers": (1, 1),
        "Permanences": (1, 1),
        "Events": (2, 2),
        "Local units": (1, 0),
    }
    # Of 2001–2004 and of 2003 on; the other Cité’s begins in 2005.
    assert [each.since.year for each in preview.overlaps] == [2001]
    assert not preview.refusals


def test_a_national_body_and_its_units():
    """One may be merged into its own unit; not where a third stands between."""
    top = make_partner(name="Le tout")
    body = make_partner(name="Le réseau", parent=top)
    unit, sibling = make_partner(parent=body), make_partner(parent=body)
    assert merge(unit, body).parent == top
    sibling.refresh_from_db()
    assert sibling.parent == unit
    lower = make_partner(parent=sibling)
    unit.refresh_from_db()
    assert "stands between the two" in preview_merge(lower, unit).refusals[0]
    with pytest.raises(ValidationError):
        merge(lower, unit)
    merge(unit, lower)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_addresses_lead_on_through_any_number_of_merges(client):
    first, second, third = (make_partner(slug=slug) for slug in ("one", "two", "three"))
    make_agreement(make_cite(), first)
    merge(second, first)
    merge(third, second)
    assert set(FormerAddress.objects.values_list("slug", "record")) == {("one", third.pk), ("two", third.pk)}
    for language in ("fr", "en"):
        for slug in ("one", "two"):
            answer = client.get(f"/{language}/partners/{slug}/?page=1")
            assert (answer.status_code, answer.url) == (301, f"/{language}/partners/three/?page=1")
        assert client.get(f"/{language}/partners/three/").status_code == 200
    # What nobody may name is not told of.
    Agreement.objects.update(public=False)
    assert client.get("/fr/partners/one/").status_code == 404


def test_drafts_and_bins_follow():
    keep, other = make_two()
    cite, number = Agreement.objects.filter(partner=other)[0].cite, str(other.pk)
    draft = Draft.objects.create(
        cite=cite, kind="offers", title="x", base={"partner": [number]},
        values={"partner": [number], "permanences-new1-partner": [number], "duration_minutes": [number]},
    )  # fmt: skip
    event = Draft.objects.create(
        cite=cite, kind="events", title="x", values={"partners": sorted([number, str(keep.pk)])}
    )
    untouched = Draft.objects.create(cite=cite, kind="offers", title="x", values={"partner": ["987654321"]})
    desk = desk_of(make_member(cite, "coordinator"), cite.slug)
    thrown = [
        throw_away(desk, SHEETS["offers"], cite.services.get().pk),
        *(throw_away(desk, SHEETS["events"], each.pk) for each in cite.events.all()),
        throw_away(desk, SHEETS["agreements"], Agreement.objects.get(partner=other, cite=cite).pk),
    ]
    merge(keep, other)
    for each in (draft, event, untouched):
        each.refresh_from_db()
    assert draft.base == {"partner": [str(keep.pk)]}
    assert draft.values == {
        "partner": [str(keep.pk)],
        "permanences-new1-partner": [str(keep.pk)],
        "duration_minutes": [number],
    }
    assert (event.values, untouched.version) == ({"partners": [str(keep.pk)]}, 1)
    for each in thrown:
        put_back(desk, each.pk)
    assert cite.services.get().partner == cite.services.get().permanences.get().partner == keep
    assert [list(each.partners.all()) for each in cite.events.all()] == [[keep]]
    assert {each.partner for each in cite.agreements.all()} == {keep}


def test_the_history_keeps_who_merged_what():
    keep, other = make_two()
    person = make_person("content_support")
    merge(keep, other, person)
    [context] = Context.objects.filter(metadata__reason__icontains="other")
    assert context.metadata == {
        "user": person.pk,
        "reason": "the partner “other” was merged into “keep”",
    }
    history = Partner.history.rel.related_model.objects.filter(pgh_context=context)
    told = {(row.pgh_obj_id, row.pgh_label) for row in history}
    assert {(other.pk, "delete"), (keep.pk, "update")} <= told
    agreements = Agreement.history.rel.related_model.objects.filter(pgh_context=context)
    assert {row.partner_id for row in agreements} == {keep.pk}


def test_a_file_that_has_both_brings_nothing_back():
    document = example()
    kept, merged = (each["id"] for each in document["partners"][:2] if not each.get("demo"))
    import_document(document)
    before = export_document(today=date(2026, 11, 24))
    agreements = Agreement.objects.count()
    merge(*(Partner.objects.get(slug=slug) for slug in (kept, merged)))
    first = export_document(today=date(2026, 11, 24))
    for overwrite in (False, True, True):
        summary = import_document(document, overwrite=overwrite)
        assert not Partner.objects.filter(slug=merged).exists()
        assert Agreement.objects.count() == agreements
        assert any(f"it was merged into {kept}" in line for line in summary.kept)
    assert not summary.has_changes
    # An event that named both names one.
    expected = json.dumps(before["cites"], sort_keys=True).replace(f'"{merged}"', f'"{kept}"')
    expected = expected.replace(f'"{kept}", "{kept}"', f'"{kept}"')
    assert json.dumps(first["cites"], sort_keys=True) == expected


@pytest.mark.parametrize(
    ("role", "demo", "on_demo", "may"),
    [
        ("label_officer", False, False, True),
        ("content_support", False, True, True),
        ("content_support", True, True, True),
        ("content_support", True, False, False),
        ("reader", False, False, False),
        ("", False, False, False),
    ],
)
def test_who_may_merge(role, demo, on_demo, may):
    keep, other = make_partner(demo=on_demo), make_partner(demo=on_demo)
    if may:
        merge(keep, other, make_person(role, demo=demo))
    else:
        with pytest.raises(PermissionDenied):
            merge(keep, other, make_person(role, demo=demo))
    assert Partner.objects.filter(pk=other.pk).exists() != may


def test_real_and_invented_are_never_one_and_old_versions_are_refused():
    real, invented = make_partner(), make_partner(demo=True)
    with pytest.raises(ValidationError):
        merge(real, invented)
    with pytest.raises(ValidationError):
        merge(real, real)
    other = make_partner()
    for versions in ((2, 1), (1, 2)):
        with pytest.raises(Conflict):
            merge_partners(real.pk, other.pk, versions=versions, by=make_person())
    with pytest.raises(Conflict):
        merge_partners(real.pk, 987_654_321, versions=(1, 1), by=make_person())


@pytest.mark.django_db(transaction=True)
def test_of_many_merges_at_once_no_partner_is_lost_twice():
    keep, other = make_two()
    third, person = make_partner(slug="third"), make_person()
    make_agreement(make_cite(), third)
    agreements = Agreement.objects.count()
    tries = [(keep, other), (other, keep), (other, third), (third, other), (keep, third), (third, keep)] * 2
    barrier = Barrier(len(tries))

    def one(pair):
        barrier.wait(timeout=20)
        try:
            merge_partners(pair[0].pk, pair[1].pk, versions=(1, 1), by=person)
        except Conflict:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tries)) as pool:
        done = sum(pool.map(one, tries))
    # One of three is gone, and the one that stays was raised by it: nobody has seen that version.
    assert done == 1
    left = Partner.objects.filter(slug__in=("keep", "other", "third"))
    assert left.count() == 2
    assert Agreement.objects.count() == agreements
    [former] = FormerAddress.objects.all()
    assert former.record in {each.pk for each in left}
