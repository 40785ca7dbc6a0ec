"""Whoever delivers is killed, again and again: no letter is lost, and there is one copy too many a kill at the most."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from network.emails import write_letter
from network.models import Letter

LETTERS = 150
PATIENCE = 90


def environment(folder):
    server = connection.settings_dict
    port = f":{server['PORT']}" if server.get("PORT") else ""
    secret = f":{quote(server['PASSWORD'], safe='')}" if server.get("PASSWORD") else ""
    host = quote(server["HOST"], safe="")
    return os.environ | {
        "DATABASE_URL": f"postgresql://{quote(server['USER'])}{secret}@{host}{port}/{server['NAME']}",
        "VAR_DIR": str(folder),
        "SMTP_URL": "",
    }


def delivered(folder):
    """Count how often each letter stands in the files that stand for the mail server."""
    files = (folder / "mail").glob("*.log")
    return Counter(
        found
        for file in files
        for found in re.findall(r"^Message-ID:\s+(\S+)", file.read_text(), re.MULTILINE)
    )


@contextmanager
def working(folder):
    command = [sys.executable, "manage.py", "deliver_letters", "--watch"]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment(folder)) as worker:
        try:
            yield worker
        finally:
            worker.kill()


def until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


def kill_while_it_delivers(folder, kills, draw):
    """Kill the process so many times, each time after it has sent a few more; return how often it was."""
    killed = 0
    for _kill in range(kills):
        before = sum(delivered(folder).values())
        with working(folder):
            until(lambda before=before: sum(delivered(folder).values()) > before + draw.randrange(3))
        killed += 1
    return killed


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kills", [2, pytest.param(40, marks=pytest.mark.prove)])
def test_no_letter_is_lost_and_a_kill_makes_one_copy_at_the_most(tmp_path, kills, record_property):
    written = {write_letter(f"{n}@example.org", "unknown_account").message_id for n in range(LETTERS)}
    killed = kill_while_it_delivers(tmp_path, kills, random.Random(20261125))
    assert Letter.objects.filter(delivered_at=None).exists()
    with working(tmp_path) as worker:
        until(lambda: not Letter.objects.filter(delivered_at=None).exists())
        worker.terminate()
        assert worker.wait(10) == 0
    counts = delivered(tmp_path)
    assert set(counts) == written
    # The same letter may be the one that was being sent at several kills.
    assert sum(counts.values()) - LETTERS <= killed
    record_property("kills of a letter carrier proved", killed)
