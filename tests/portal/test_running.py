"""What runs beside the server: started again when it ends, ended with the server."""

import os
import subprocess
import sys
import time

import pytest

from citesmetiers import running
from tests.edge.serving import free_port


@pytest.fixture
def helper(tmp_path, settings, monkeypatch):
    """Return what stands in for `manage.py`: it notes its process, then does as it is told."""
    monkeypatch.setattr(running, "PAUSE", 0.05)
    settings.BASE_DIR = tmp_path
    notes = tmp_path / "notes"

    def write(then):
        (tmp_path / "manage.py").write_text(
            f"import os, time\nopen({str(notes)!r}, 'a').write(f'{{os.getpid()}}\\n')\n{then}\n"
        )

    def processes():
        return [int(line) for line in notes.read_text().split()] if notes.exists() else []

    return write, processes


def until(condition):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_helper_that_ends_is_started_again(helper):
    write, processes = helper
    write("")
    with running.accompanied("deliver_letters"):
        until(lambda: len(processes()) >= 3)
    last = processes()
    time.sleep(0.3)
    assert processes() == last


def test_helper_ends_with_the_server(helper):
    write, processes = helper
    write("time.sleep(60)")
    with running.accompanied("deliver_letters"):
        until(processes)
        assert lives(processes()[0])
    assert not lives(processes()[0])
    assert len(processes()) == 1


SERVER = """
import http.server, time
time.sleep(0.3)
http.server.HTTPServer(("127.0.0.1", {port}), http.server.SimpleHTTPRequestHandler).serve_forever()
"""


@pytest.mark.parametrize(("program", "does"), [(SERVER, True), ("import time; time.sleep(0.3)", False)])
def test_a_server_is_ready_when_it_answers(program, does, tmp_path):
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", program.format(port=port)], cwd=tmp_path, stderr=subprocess.DEVNULL
    ) as server:
        assert running.answers(server, f"http://127.0.0.1:{port}/") is does
        server.kill()
