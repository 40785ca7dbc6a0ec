"""What two names of one body have in common, and which pairs are proposed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from network.actions.partners import keep_apart, likely_duplicates
from network.duplicates import bare_name, host_of, pairs_alike
from network.models import PartnersApart
from tests.factories import make_partner
from tests.network.admin.records import make_person

ONE_BODY = [
    ("Pôle emploi", "POLE EMPLOI"),
    ("Association Retravailler", "Retravailler (Asso.)"),
    ("Transitions Pro S.A.R.L.", "SARL Transitions-pro"),
    ("L’Étape, a.s.b.l.", "L'etape"),
    ("Œuvre des apprentis", "Oeuvre d’apprentis"),
    ("Chambre de métiers et de l’artisanat", "Chambre des metiers & artisanat"),
]
TWO_BODIES = [
    ("Mission locale de Marseille", "Mission locale de Nîmes"),
    ("Greta 13", "Greta 30"),
    ("CCI Nord", "CCI Sud"),
]


@pytest.mark.parametrize(("one", "other"), ONE_BODY)
def test_the_same_name_written_in_another_way(one, other):
    assert bare_name(one) == bare_name(other)


@pytest.mark.parametrize(("one", "other"), TWO_BODIES)
def test_other_names(one, other):
    assert bare_name(one) != bare_name(other)


def test_a_name_of_little_words_alone_is_still_one():
    assert (bare_name("SAS"), bare_name("…"), bare_name("Les Sa")) == ("sas", "", "les sa")


def test_hosts():
    assert host_of("https://www.Example.org/a?b") == host_of("http://example.org") == "example.org"
    assert (host_of(None), host_of("https://[broken"), host_of("x")) == ("", "", "")


def test_a_key_that_many_share_says_nothing():
    keys = [(number, "a") for number in (3, 1, 2)] + [(9, "b"), (8, ""), (7, "")]
    assert list(pairs_alike(keys)) == [(1, 2), (1, 3), (2, 3)]
    assert list(pairs_alike(keys, most=2)) == []


@pytest.mark.django_db
def test_pairs_with_their_reasons_the_likeliest_first(django_assert_num_queries):
    one = make_partner(name="Pôle emploi", website="https://www.emploi.example/fr")
    other = make_partner(name="POLE EMPLOI", website="http://emploi.example")
    near = make_partner(name="Mission locale de Bretagne")
    nearer = make_partner(name="Mission locale de Bretagnes")
    make_partner(name="Mission locale de Nîmes")
    make_partner(name="Pôle emploi", demo=True)
    make_partner(name="Pôle emploi", country="BE")
    one.country = "FR"
    one.save()
    other.country = "FR"
    other.save()
    national = make_partner(name="Retravailler national", website="https://retravailler.example")
    make_partner(name="Retravailler nationale", website="https://retravailler.example", parent=national)
    with django_assert_num_queries(6):  # the threshold, its savepoint, and three of rows
        found = likely_duplicates()
    assert [(each.first, each.second, [str(words) for words in each.reasons]) for each in found] == [
        (one, other, ["the same name, written in another way", "the same website"]),
        (near, nearer, ["names that are alike"]),
    ]


@pytest.mark.django_db
def test_what_is_not_the_same_is_proposed_no_more():
    one, other = make_partner(name="Cap emploi"), make_partner(name="Cap Emploi")
    for _twice in range(2):
        keep_apart(other, one, by=make_person("content_support"))
    assert [(each.first, each.second) for each in PartnersApart.objects.all()] == [(one, other)]
    assert not likely_duplicates()
    with pytest.raises(PermissionDenied):
        keep_apart(one, other, by=make_person("reader"))
    with pytest.raises(ValidationError):
        keep_apart(one, make_partner(demo=True), by=make_person())
    with pytest.raises(ValidationError):
        keep_apart(one, one, by=make_person())
