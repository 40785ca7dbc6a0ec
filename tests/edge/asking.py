"""Asks the edge as a server does."""

from __future__ import annotations

import gzip
import io
import threading
from contextlib import contextmanager
from typing import NamedTuple

import brotli
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test.utils import override_settings

from citesmetiers.edge.app import Edge
from citesmetiers.edge.routes import ROUTES
from citesmetiers.edge.versions import versions
from tests.house.routes import PUBLIC, routes
from tests.house.world import values_of

# While it is set, no database answers.
DOWN = threading.Event()


class Got(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        decode = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
        return decode[self.headers.get("Content-Encoding", "")](self.body).decode()


def environ_of(path, query="", method="GET", **more):
    """Write a request; headers are named as WSGI does."""
    return {
        "REQUEST_METHOD": method, "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": query,
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "testserver", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
        **more,
    }  # fmt: skip


def ask(application, path, query="", method="GET", **more) -> Got:
    said = []
    with kept_open():
        response = application(
            environ_of(path, query, method, **more),
            lambda status, headers, _=None: said.append((status, headers)),
        )
        try:
            body = b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()
    status, headers = said[0]
    names = [name for name, _value in headers]
    assert len(names) == len(set(names)), names
    return Got(int(status[:3]), dict(headers), body)


@contextmanager
def kept_open():
    """Keep the transaction of a test across the ends of requests, as Django’s client does."""
    if not connection.in_atomic_block:
        yield
        return
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


class Django:
    """Django: how often it was asked, and what it says while its database does not answer."""

    def __init__(self):
        self.django = WSGIHandler()
        self.count = 0

    @property
    def is_down(self):
        return DOWN.is_set()

    @is_down.setter
    def is_down(self, value):
        (DOWN.set if value else DOWN.clear)()

    def __call__(self, environ, start_response):
        self.count += 1
        if not self.is_down:
            return self.django(environ, start_response)
        start_response("503 Service Unavailable", [("Retry-After", "60"), ("Cache-Control", "no-store")])
        return [b"pausing"]


@contextmanager
def edge(folder, **settings):
    """Yield an edge before Django, with a folder of its own for what it keeps on disk."""
    known = {"VAR_DIR": folder, "PAGES_IN_MEMORY": 500, "PAGES_MEMORY_MB": 20} | settings
    with override_settings(**known):
        versions.cache_clear()
        yield Edge(Django())
    versions.cache_clear()


def addresses(town):
    """Return the path of every public page that there are copies of, by the name of its route."""
    values = values_of(town)
    return {
        route.name: route.address(**values.get(route.name, {}))
        for route in routes()
        if route.name in ROUTES and route.name in PUBLIC
    }
