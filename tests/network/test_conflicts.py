"""Two people write the same record at once: one of them is told, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from network.models import Carrier, Cite, Conflict
from tests.factories import make_cite, make_event, make_place, make_service


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_cite, make_place, make_service, make_event])
def test_second_of_two_writers_is_told(make):
    first = make()
    second = type(first).objects.get(pk=first.pk)
    first.demo = False
    first.save()
    with pytest.raises(Conflict), transaction.atomic():
        second.save()
    second.refresh_from_db()
    assert second.version == first.version == 2


@pytest.mark.django_db
def test_one_writer_may_save_again_and_again():
    cite = make_cite()
    for number in range(3):
        cite.region = str(number)
        cite.save()
    assert Cite.objects.get(pk=cite.pk).version == cite.version == 4


@pytest.mark.django_db
def test_what_sql_changed_in_between_is_not_overwritten():
    cite = make_cite(region="before")
    Cite.objects.filter(pk=cite.pk).update(region="by SQL")
    cite.phone = "04"
    with pytest.raises(Conflict), transaction.atomic():
        cite.save(update_fields=["phone"])
    assert Cite.objects.filter(pk=cite.pk, region="by SQL", phone=None).exists()


@pytest.mark.django_db
def test_a_record_that_is_gone_is_no_conflict():
    cite = make_cite()
    carrier = Carrier.objects.create(cite=cite, name="GIP")
    Carrier.objects.all().delete()
    carrier.name = "Association"
    with pytest.raises(Carrier.NotUpdated), transaction.atomic():
        carrier.save(force_update=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("make", [make_cite, make_place, make_service, make_event])
def test_of_many_writers_at_once_one_wins(make):
    """Each holds what it read until all have read: exactly one update lands, the others hear of it."""
    made, writers = make(), 4
    barrier = Barrier(writers)

    def write(writer):
        try:
            with transaction.atomic():
                record = type(made).objects.get(pk=made.pk)
                barrier.wait(timeout=20)
                record.slug = f"written-by-{writer}"
                record.save()
        except Conflict:
            return None
        else:
            return record.slug
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        winners = [slug for slug in pool.map(write, range(writers)) if slug]
    made.refresh_from_db()
    assert winners == [made.slug]
    assert made.version == 2
