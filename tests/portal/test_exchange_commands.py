"""The commands as people run them: exit codes, streams, files replaced at once, and a kill in the middle."""

import json
import os
import random
import subprocess
import sys
import time
from io import StringIO
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citesmetiers.exchange import import_document
from citesmetiers.exchange.importing import LOCK
from network.models import Cite
from tests.portal.exchange_documents import checksum, example, normal


def _environment():
    """Point another process at the database of this test."""
    described = connection.settings_dict
    user = quote(described["USER"], safe="")
    password = f":{quote(described['PASSWORD'], safe='')}" if described["PASSWORD"] else ""
    port = f":{described['PORT']}" if described["PORT"] else ""
    host = quote(str(described["HOST"]), safe="")
    url = f"postgresql://{user}{password}@{host}{port}/{described['NAME']}"
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "citesmetiers.settings"}


def _start(*arguments):
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _run(*arguments):
    process = _start(*arguments)
    output, errors = process.communicate(timeout=120)
    return process.returncode, output, errors


def _large(cites, word="Lieu"):
    """A document that takes a while."""
    document = example()
    (cite, _) = document.pop("cites")
    text = json.dumps(cite).replace("Centre", word)
    document["cites"] = [
        json.loads(text.replace("ville", f"ville-{number}").replace(f"emploi-ville-{number}", "emploi-ville"))
        for number in range(cites)
    ]
    return document


@pytest.mark.django_db(transaction=True)
def test_a_process_imports_exports_and_refuses(tmp_path):
    file = tmp_path / "network.json"
    file.write_text(json.dumps(example()))
    code, output, errors = _run("import_network", file)
    assert (code, errors) == (0, "2 of 2 Cités\n")
    assert "Cité: 2 created" in output.splitlines()
    code, output, errors = _run("export_network")
    assert (code, errors) == (0, "2 Cités exported.\n")
    assert normal(json.loads(output)) == normal(example())
    file.write_text("noise")
    code, output, errors = _run("import_network", file)
    assert (code, output) == (1, "")
    assert "Traceback" not in errors
    assert errors.splitlines()[0] == "file: it is not JSON: line 1, column 1: Expecting value."


@pytest.mark.django_db
def test_dry_run_says_that_nothing_was_written(tmp_path):
    file = tmp_path / "network.json"
    file.write_text(json.dumps(example()))
    before, output = checksum(), StringIO()
    call_command("import_network", str(file), "--dry-run", stdout=output, stderr=StringIO())
    assert output.getvalue().splitlines()[-1] == "Dry run: nothing was written."
    assert checksum() == before
    call_command("import_network", str(file), stdout=output, stderr=StringIO())
    call_command("import_network", str(file), stdout=output, stderr=StringIO())
    assert output.getvalue().splitlines()[-1] == "Nothing changed."


@pytest.mark.django_db
def test_export_replaces_a_file_at_once_and_leaves_nothing_beside_it(tmp_path):
    import_document(example())
    file = tmp_path / "network.json"
    file.write_text("what was there")
    errors = StringIO()
    call_command("export_network", str(file), stderr=errors)
    text = file.read_text(encoding="utf-8")
    assert normal(json.loads(text)) == normal(example())
    assert '\n "format"' in text
    assert "Été" in text
    assert errors.getvalue() == f"2 Cités exported to {file}.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["network.json"]
    assert file.stat().st_mode & 0o600 == 0o600


@pytest.mark.django_db
def test_export_to_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be written: No such file or directory\."):
        call_command("export_network", str(tmp_path / "none" / "network.json"))


@pytest.mark.django_db(transaction=True)
def test_two_imports_wait_for_each_other(tmp_path):
    files = []
    for number in range(2):
        files.append(tmp_path / f"{number}.json")
        files[-1].write_text(json.dumps(_large(20, word=f"Lieu {number}")))
    processes = [_start("import_network", file) for file in files]
    answers = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], answers
    assert sorted("Cité: 20 created" in output for output, _ in answers) == [False, True]
    assert Cite.objects.count() == 20


def _kill_in_the_middle(file, delays):
    """Kill an import at some moment after it took its turn, as often as there are delays.

    Somebody holds the table that it writes to last, so that it cannot be over before it is killed.
    """
    before = checksum()
    for delay in delays:
        with psycopg.connect(_conninfo()) as other:
            other.execute("LOCK TABLE network_networkimport IN SHARE MODE")
            process = _start("import_network", file)
            _wait_for_turn(process)
            time.sleep(delay)
            process.kill()
            process.communicate(timeout=30)
            assert process.returncode == -9
            other.rollback()
        _wait_until_free()
        assert checksum() == before


def _wait_for_turn(process):
    """Return when the import holds its lock: from then on it is in the middle."""
    with psycopg.connect(_conninfo(), autocommit=True) as other:
        for _ in range(600):
            held = other.execute(
                "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = %s "
                "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                [LOCK],
            ).fetchone()
            if held:
                return
            assert process.poll() is None, process.communicate()
            time.sleep(0.05)
    pytest.fail("the import never took its turn")


def _wait_until_free():
    """Return when the database has noticed that the process is gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s), pg_advisory_unlock(%s)", [LOCK, LOCK])


def _conninfo():
    described = connection.settings_dict
    parts = {"dbname": described["NAME"], "user": described["USER"], "host": described["HOST"]}
    parts |= {"port": described["PORT"], "password": described["PASSWORD"]}
    return psycopg.conninfo.make_conninfo(**{name: str(part) for name, part in parts.items() if part})


@pytest.fixture
def large_file(tmp_path):
    """A file that changes what is here and adds much, over a network that is here."""
    import_document(_large(10))
    file = tmp_path / "large.json"
    file.write_text(json.dumps(_large(400, word="Ailleurs")))
    return file


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kills", [2, pytest.param(40, marks=pytest.mark.prove)])
def test_a_killed_import_leaves_the_database_as_before(large_file, kills):
    _kill_in_the_middle(large_file, [random.uniform(0, 2.5) for _ in range(kills)])


@pytest.mark.django_db
def test_statements_of_an_import_grow_with_its_batches_not_with_its_records():
    """Fifty Cités are written at once, whatever hangs on them."""

    def statements(cites, word):
        with CaptureQueriesContext(connection) as queries:
            import_document(_large(cites, word=word))
        return len(queries)

    import_document(_large(2))
    few, full = statements(5, "Peu"), statements(50, "Plein")
    # Ten times the records: a few statements more, where a batch of rows is cut.
    assert full < 1.5 * few
    assert statements(150, "Trois fois") < 4 * full
