"""Without a thread of its own: what is not about hearing takes it that the database is heard."""

import pytest

from citesmetiers.edge import listening
from citesmetiers.edge.circuit import circuit
from citesmetiers.edge.versions import VersionsFile
from tests.edge.asking import DOWN


@pytest.fixture(autouse=True)
def _alone(monkeypatch, request):
    circuit.close()
    DOWN.clear()
    monkeypatch.setattr(listening.listener, "begin", lambda: None)
    if "unheard" not in request.fixturenames:
        monkeypatch.setattr(VersionsFile, "is_heard", property(lambda _self: not DOWN.is_set()))
    yield
    circuit.close()


@pytest.fixture
def unheard():
    """Nobody hears the database, unless a test says so."""
