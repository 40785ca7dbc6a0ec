"""Whoever needs a database that is down does not wait for it; one who tries finds out when it is back."""

import threading
import time

import psycopg
import pytest

from citesmetiers.edge.circuit import Circuit


class Attempts:
    """Tries the database, which answers or not, at once or after a while."""

    def __init__(self, *, answers=False, seconds=0.0):
        self.answers, self.seconds, self.count = answers, seconds, 0

    def __call__(self):
        self.count += 1
        time.sleep(self.seconds)
        if not self.answers:
            raise psycopg.OperationalError


def test_nothing_is_tried_while_all_is_well():
    attempts = Attempts()
    Circuit().pass_through(attempts)
    assert attempts.count == 0


def test_one_tries_a_second():
    circuit, attempts = Circuit(), Attempts()
    circuit.fail()
    end, refused = time.monotonic() + 2.5, 0
    while time.monotonic() < end:
        with pytest.raises(psycopg.OperationalError):
            circuit.pass_through(attempts)
        refused += 1
        time.sleep(0.005)
    assert attempts.count == 2
    assert refused > 100
    attempts.answers = True
    circuit.suspect()
    circuit.pass_through(attempts)
    assert not circuit.is_open


def test_the_others_do_not_wait_for_a_silent_one():
    circuit, attempts = Circuit(), Attempts(seconds=2)
    circuit.suspect()

    def wait():
        with pytest.raises(psycopg.OperationalError):
            circuit.pass_through(attempts)

    slow = threading.Thread(target=wait)
    slow.start()
    time.sleep(0.1)
    assert circuit.is_waiting
    began = time.monotonic()
    with pytest.raises(psycopg.OperationalError):
        circuit.pass_through(attempts)
    assert time.monotonic() - began < 1
    assert attempts.count == 1
    slow.join()


def test_a_fault_that_is_not_the_database_s_keeps_nobody_out():
    circuit = Circuit()
    circuit.suspect()

    def broken():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        circuit.pass_through(broken)
    assert not circuit._trying.locked()


def test_it_is_told_once(caplog):
    circuit = Circuit()
    for _ in range(5):
        circuit.fail()
    circuit.close()
    circuit.close()
    assert [record.message for record in caplog.records] == [
        "the database does not answer",
        "the database answers again",
    ]
