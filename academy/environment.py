"""Readers of environment variables that refuse wrong values by name.

Standard library only: the launcher and the settings both read through here.
"""

import json
import os
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

MODES = ("local", "production", "test")
TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


class WrongSetting(ValueError):
    """A setting holds a value that cannot be used; the message names the setting."""


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, stripped, or `default` when it is unset."""
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool) -> bool:
    """Return a yes-or-no variable; anything but a known word is refused."""
    word = os.environ.get(name, "yes" if default else "no").strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise WrongSetting(f"{name} must be yes or no, not {word!r}.")


def number(name: str, default: int, *, low: int, high: int) -> int:
    """Return a whole number from `low` to `high`."""
    word = os.environ.get(name, str(default)).strip()
    if not word.isascii() or not word.isdigit() or not low <= int(word[:12]) <= high:
        raise WrongSetting(f"{name} must be a whole number from {low} to {high}, not {word!r}.")
    return int(word)


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Return one of `allowed`."""
    word = text(name, default)
    if word not in allowed:
        raise WrongSetting(f"{name} must be one of {', '.join(allowed)}, not {word!r}.")
    return word


def json_list(name: str) -> list[dict[str, Any]]:
    """Return a variable that holds a JSON list of objects; unset means an empty list."""
    try:
        value = json.loads(text(name) or "[]")
    except ValueError:
        value = None
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise WrongSetting(f"{name} must be a JSON list of objects.")
    return value


def oidc_providers(name: str) -> list[dict[str, Any]]:
    """Return single sign-on providers as allauth takes them, each checked for what it must hold.

    A provider is an object with provider_id, name, client_id, secret and server_url.
    """
    providers = json_list(name)
    for provider in providers:
        address = str(provider.get("server_url", ""))
        missing = [key for key in ("provider_id", "name", "client_id", "secret") if not provider.get(key)]
        if missing or not address.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise WrongSetting(
                f"{name}: each provider needs provider_id, name, client_id, secret and an https server_url."
            )
        provider["settings"] = {"server_url": provider.pop("server_url")} | provider.get("settings", {})
    return providers


def origins(providers: list[dict[str, Any]]) -> list[str]:
    """Return the origins that a sign-in may lead to."""
    parts = [urlsplit(provider["settings"]["server_url"]) for provider in providers]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})


def database(name: str, sqlite_path: Path) -> dict[str, Any]:
    """Return Django's settings for the database that a URL names; unset means SQLite at `sqlite_path`."""
    address = text(name)
    if not address:
        return sqlite(sqlite_path)
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise WrongSetting(f"{name} must look like postgresql://user:password@host:5432/name.")
    return postgresql(parts)


def sqlite(path: Path) -> dict[str, Any]:
    """Options under which SQLite keeps every write of simultaneous requests (WAL, IMMEDIATE)."""
    start = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
    options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": start}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "TEST": {"NAME": str(path.parent / "test.sqlite3")},
    }


def postgresql(parts: Any) -> dict[str, Any]:
    """Options for PostgreSQL: kept connections that are checked, and limits on waiting."""
    query = dict(parse_qsl(parts.query))
    socket = query.pop("host", "")
    limits = "-c statement_timeout=20000 -c lock_timeout=8000 -c idle_in_transaction_session_timeout=60000"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "options": limits, **query},
    }


def accounts_file(folder: Path, settings: dict[str, Any]) -> Path:
    """Where the example accounts of a database are written: each database has its own."""
    if str(settings["ENGINE"]).endswith("sqlite3"):
        return folder / "accounts.json"
    place = f"{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    return folder / f"accounts-{zlib.crc32(place.encode()):08x}.json"


def mail(name: str, mailbox: Path) -> dict[str, Any]:
    """Return Django's mail settings from a URL such as smtp+tls://user:password@host:587.

    Unset means that letters are written as files into `mailbox`.
    """
    address = text(name)
    if not address:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(mailbox),
        }
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        raise WrongSetting(f"{name} must look like smtp+tls://user:password@host:587.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


def read_local_file(path: Path) -> None:
    """Fill the environment from the file the launcher wrote, without overriding anything set."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        key, found, value = line.partition("=")
        if found and not key.startswith("#"):
            os.environ.setdefault(key.strip(), value.strip())
