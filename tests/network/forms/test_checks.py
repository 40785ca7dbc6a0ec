"""All checks of a table are asked in one statement, and answer as each of them does."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from network.forms.checks import refused
from services.models import Service
from tests.factories import make_cite

pytestmark = pytest.mark.django_db

FAULTS = {
    "title": {},
    "summary": {"french": "Un texte"},
    "slug": "No Slug",
    "languages": ["français"],
    "themes": ["gardening"],
    "publication": "lost",
    "review_months": 99,
    "duration_minutes": 0,
    "link": "nowhere",
    "valid_from": date(2026, 2, 1),
    "valid_until": date(2026, 1, 1),
    "checked_on": date(3500, 1, 1),
}


def _one_by_one(record, excluded):
    """What Django finds, which asks once for each."""
    found = []
    for model, constraints in record.get_constraints():
        for constraint in constraints:
            if isinstance(constraint, CheckConstraint):
                try:
                    constraint.validate(model, record, exclude=excluded)
                except ValidationError:
                    found.append(constraint.name)
    return found


def _offer():
    return Service(
        cite=make_cite(),
        slug="offre",
        title={"fr": "Offre"},
        modality="interview",
        access=["drop_in"],
        languages=["fr"],
    )


@pytest.mark.parametrize(
    "excluded", [set(), {"slug"}, {"valid_from", "themes"}, {f.name for f in Service._meta.fields}]
)
def test_every_fault_is_found_in_one_statement(excluded, django_assert_num_queries):
    offer = _offer()
    for name, value in FAULTS.items():
        setattr(offer, name, value)
    alone = _one_by_one(offer, excluded)
    assert len(alone) >= 10 or excluded
    # A savepoint, the statement, the end of the savepoint; nothing where there is nothing to ask.
    with django_assert_num_queries(0 if len(excluded) > 2 else 3):
        assert [each.name for each in refused(offer, excluded)] == alone


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found_alone(fault):
    offer = _offer()
    assert refused(offer, set()) == []
    setattr(offer, fault, FAULTS[fault])
    alone = _one_by_one(offer, set())
    assert [each.name for each in refused(offer, set())] == alone
    assert alone or fault in {"valid_from", "valid_until"}


def test_a_check_that_cannot_be_read_does_not_hide_the_others():
    offer = _offer()
    offer.modality, offer.languages = "\0", ["français"]
    assert "service_languages_are_codes" in (alone := _one_by_one(offer, set()))
    assert [each.name for each in refused(offer, set())] == alone
