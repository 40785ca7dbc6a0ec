"""The portal as a production server runs it: its own process, its own settings, real WSGI.

`ask()` starts such a process, puts questions to its WSGI application one after the other, and
brings the answers back.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

HOST = "portal.example.org"
_IN_THE_PROCESS = """
import io, json, sys, time
from citesmetiers.wsgi import application

for question in json.load(sys.stdin):
    seen = {}
    environ = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, **question,
    }
    began = time.monotonic()
    answer = application(environ, lambda status, headers, *_: seen.update(status=status, headers=headers))
    body = b"".join(answer).decode()
    getattr(answer, "close", lambda: None)()
    print(json.dumps({"seconds": time.monotonic() - began, "body": body, **seen}))
"""


@dataclass
class Answer:
    """What came back, and after how long."""

    status: int
    headers: dict[str, str]
    body: str
    seconds: float


@dataclass
class Production:
    """An installation with built files, behind a proxy that speaks HTTPS."""

    var: Path
    env: dict[str, str] = field(default_factory=dict)

    def ask(self, *questions: tuple[str, dict[str, str]], **env: str) -> list[Answer]:
        """Return the answer to each question, a path and what it adds to a plain HTTP request."""
        asked: list[dict[str, Any]] = [
            {"PATH_INFO": path, "HTTP_HOST": HOST} | extra for path, extra in questions
        ]
        output = self.run("-c", _IN_THE_PROCESS, stdin=json.dumps(asked), **env)
        rows = [json.loads(line) for line in output.splitlines()]
        return [
            Answer(int(row["status"].split()[0]), dict(row["headers"]), row["body"], row["seconds"])
            for row in rows
        ]

    def run(self, *arguments: str, stdin: str = "", **env: str) -> str:
        """Run Python with the settings of this installation; return what it prints."""
        clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
        mine = {
            "SITE_URL": f"https://{HOST}",
            "SECRET_KEY": "production-" + "x" * 50,
            "DEBUG": "0",
            "VAR_DIR": str(self.var),
            "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        }
        done = subprocess.run(
            [sys.executable, *arguments],
            input=stdin, env=clean | mine | self.env | env, cwd=settings.BASE_DIR,
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout
