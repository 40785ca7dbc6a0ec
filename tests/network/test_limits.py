"""A limit holds for a connection and an hour, and remembers nobody."""

from datetime import UTC, datetime, timedelta

from network.limits import MOST_COUNTED, HourlyLimit

NOON = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)


def test_so_many_times_an_hour_for_each():
    limit = HourlyLimit(2)
    assert [limit.allows("192.0.2.1", NOON) for _ in range(3)] == [True, True, False]
    assert limit.allows("192.0.2.2", NOON)
    assert not limit.allows("192.0.2.1", NOON + timedelta(minutes=54))
    assert limit.allows("192.0.2.1", NOON + timedelta(minutes=55))


def test_one_network_of_the_newer_kind_is_one_connection():
    limit = HourlyLimit(1)
    assert limit.allows("2001:db8::1", NOON)
    assert not limit.allows("2001:db8::ffff:2", NOON)
    assert limit.allows("2001:db8:0:1::1", NOON)
    assert limit.allows("not an address", NOON)
    assert not limit.allows("", NOON)


def test_nothing_in_memory_tells_an_address_and_the_key_is_another_every_day():
    limit = HourlyLimit(1)
    limit.allows("192.0.2.1", NOON)
    first, key = set(limit._counts), limit._key
    assert b"192.0.2.1" not in b"".join(first)
    limit.allows("192.0.2.1", NOON + timedelta(hours=12))
    assert limit._key != key
    assert not first & set(limit._counts)
    other = HourlyLimit(1)
    other.allows("192.0.2.1", NOON)
    assert not first & set(other._counts)


def test_memory_is_bounded():
    limit = HourlyLimit(1)
    for number in range(MOST_COUNTED + 2):
        limit.allows(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", NOON)
    assert len(limit._counts) < 10
