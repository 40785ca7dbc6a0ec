"""The client of the figures, on a server that answers, and on one that does not always."""

from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread

import pytest

from bench.client import ask
from bench.http import UNCACHED, uncached

BODY = b"x" * 300_000


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked, number = [], count()

    def do_GET(self):
        self.asked.append(self.path)
        if self.headers["If-None-Match"]:
            self.send_response(304)
            self.end_headers()
            return
        if self.path == "/hang-up":
            self.close_connection = True
            self.connection.close()
            return
        self.send_response(500 if self.path == "/fault" and next(self.number) % 2 else 200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_):
        pass

    def handle(self):
        # The client ended in the middle, or we hung up.
        with suppress(OSError, ValueError):
            super().handle()


@pytest.fixture
def port():
    Handler.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_every_answer_is_read_whole(port):
    load = ask(port, 0.3, 3, ["/one", "/two"])
    assert load.requests > 6
    assert load.errors == 0
    assert 0 < load.p50 <= load.p99
    assert abs(load.rate - load.requests / load.seconds) < 1
    assert abs(Handler.asked.count("/one") - Handler.asked.count("/two")) <= 3


def test_an_answer_without_a_body_is_an_answer(port):
    load = ask(port, 0.2, 2, ["/"], ["If-None-Match: x"])
    assert load.requests > 6
    assert load.errors == 0


def test_what_is_no_success_is_counted(port):
    assert 0 < ask(port, 0.2, 2, ["/fault"]).errors < len(Handler.asked)
    load = ask(port, 0.2, 2, ["/hang-up"])
    assert load.errors == load.requests > 0


def test_addresses_that_no_cache_has_seen_are_all_different():
    found = list(uncached())
    assert len(set(found)) == len(found) == UNCACHED
