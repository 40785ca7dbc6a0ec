"""Two servers beside each other on one database, and a database of their own that can be stopped."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
from django.conf import settings

WORLD = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "citesmetiers.settings"
import django
django.setup()
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from tests import factories
cite = factories.make_cite(slug="lyon", name={"fr": "Cité des métiers de Lyon", "en": "Cité des métiers de Lyon"})
place = factories.make_open_place(cite, slug="lyon-main", kind="main", timezone="Europe/Paris")
service = factories.make_service(cite, places=[place])
factories.make_permanence(service, place)
event = factories.make_event(cite)
partner = factories.make_partner(slug="cnam")
factories.make_agreement(cite, partner)
from django.test import Client
client = Client()
factories.sign_in(client, factories.make_member(cite))
cookies = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
print(json.dumps({"cookies": cookies, "service": service.get_absolute_url(), "event": event.slug, "pk": cite.pk}))
"""


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str
    seconds: float


class Server(NamedTuple):
    """A process that serves, and where."""

    port: int
    process: subprocess.Popen[bytes]

    def get(self, path, method="GET", body=None, **headers) -> Answer:
        began = time.monotonic()
        line = http.client.HTTPConnection("localhost", self.port, timeout=20)
        try:
            line.request(method, path, body=body, headers=headers)
            answer = line.getresponse()
            text = answer.read().decode()
        finally:
            line.close()
        told: dict[str, str] = {}
        for name, value in answer.getheaders():
            told[name.title()] = ", ".join(filter(None, (told.get(name.title()), value)))
        return Answer(answer.status, told, text, time.monotonic() - began)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(database, folder) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "citesmetiers.settings",
        "DATABASE_URL": database,
        "SITE_URL": "http://localhost:8000",
        "VAR_DIR": str(folder),
        "DEMONSTRATION_ALLOWED": "1",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",
        "LOG_LEVEL": "WARNING",
    }


def run(env, *arguments, stdin=None) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=env,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def prepare(env):
    """Build what is served, and make a small world."""
    # Cutting the fonts takes a while; those of the tests are the same.
    shutil.copytree(settings.BUILT_ASSETS, Path(env["VAR_DIR"]) / "assets")
    run(env, "manage.py", "prepare")
    return json.loads(run(env, "-c", WORLD).splitlines()[-1])


@contextmanager
def server(env, *, kind="granian", port=0):
    """Run a server, of one of the two kinds that are known to work."""
    port = port or free_port()
    command = {
        "granian": ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
                    "--blocking-threads", "4", "--log-level", "warning", "citesmetiers.wsgi:application"],
        "gunicorn": ["gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4", "citesmetiers.wsgi:application"],
    }[kind]  # fmt: skip
    own = env | {"SITE_URL": f"http://localhost:{port}"}
    log = Path(env["VAR_DIR"]) / "server.log"
    with (
        log.open("ab") as said,
        subprocess.Popen(
            [sys.executable, "-m", *command], cwd=settings.BASE_DIR, env=own, stdout=said, stderr=said
        ) as process,
    ):
        found = Server(port, process)
        try:
            until(lambda: _answers(found), 60)
            yield found
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(server) -> bool:
    try:
        return server.get("/healthz").status == 200
    except OSError:
        return False


def until(condition, seconds) -> float:
    """Wait for a condition; return how long it took."""
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        if condition():
            return time.monotonic() - began
        time.sleep(0.02)
    raise AssertionError("It did not come true.")


def write(database, sql, *values) -> None:
    """Write as somebody else would, without any of ours."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(sql, values)
