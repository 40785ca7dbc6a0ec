"""Reads the environment; a variable that is missing or wrong explains itself."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent
SHORTEST_SECRET = 50
_SMTP, _SMTPS, _SUBMISSION = 25, 465, 587


class SettingError(RuntimeError):
    """A variable of the environment is missing or cannot be read."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem} See {name} in .env.example.")


def load_file(path: Path) -> None:
    """Add the `NAME=value` lines of a file to the environment; what is already set wins."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, found, value = line.strip().partition("=")
        if found and not name.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def text(name: str, default: str = "") -> str:
    """Return the variable's text, or the default where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes or no."""
    value = text(name).lower()
    if value in {"", "0", "1", "yes", "no", "true", "false"}:
        return value in {"1", "yes", "true"} if value else default
    raise SettingError(name, f"“{value}” is neither yes nor no.")


def number(name: str, default: int) -> int:
    """Return a whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise SettingError(name, f"“{value}” is not a whole number.") from error


def site_url(name: str, default: str) -> str:
    """Return scheme and host, without a path or a last slash."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise SettingError(name, f"“{value}” is not like https://www.example.org.")
    return value


def secret(name: str, *, local_file: Path | None) -> str:
    """Return a secret of at least `SHORTEST_SECRET` characters.

    On a machine that serves only itself (`local_file` given), one is made and kept there.
    """
    value = text(name)
    if len(value) >= SHORTEST_SECRET:
        return value
    if value:
        raise SettingError(name, f"it is shorter than {SHORTEST_SECRET} characters.")
    if local_file is None:
        raise SettingError(name, "it is not set, and nothing can be signed without it.")
    if not local_file.exists():
        local_file.parent.mkdir(parents=True, exist_ok=True)
        local_file.touch(mode=0o600)
        local_file.write_text(secrets.token_urlsafe(64), encoding="utf-8")
    return local_file.read_text(encoding="utf-8").strip()


def database(name: str, url: str) -> dict[str, object]:
    """Return Django's description of a `postgresql://` address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SettingError(name, "it is not like postgresql://user:password@host:5432/database.")
    return {
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


def mailer(name: str, url: str) -> dict[str, object]:
    """Return Django's description of an `smtp://` (or `smtps://`) address."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingError(name, "it is not like smtp://user:password@host:587.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (_SMTPS if parts.scheme == "smtps" else _SUBMISSION),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and parts.port != _SMTP,
            "timeout": 10,
        },
    }
