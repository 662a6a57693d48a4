"""A machine of one's own: its secrets, written once, and its example accounts."""

import base64
import json
import os
import secrets
from pathlib import Path

from academy.launcher.voice import say


def _fresh_values() -> dict[str, str]:
    return {
        "ACADEMY_MODE": "local",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "STAFF_MFA_RELAXED": "yes",
        "REFLECTION_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
    }


def write_settings(folder: Path) -> None:
    """Write `local.env` the first time; later only add a name that it lacks."""
    path = folder / "local.env"
    kept = path.read_text(encoding="utf-8") if path.is_file() else ""
    names = {line.partition("=")[0].strip() for line in kept.splitlines()}
    missing = {name: value for name, value in _fresh_values().items() if name not in names}
    if not missing:
        return
    if kept and not kept.endswith("\n"):
        kept += "\n"
    added = "".join(f"{name}={value}\n" for name, value in missing.items())
    replacement = folder / f"local.env.{os.getpid()}"
    descriptor = os.open(replacement, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(kept + added)
    os.replace(replacement, path)


def show_accounts(file: Path) -> None:
    """Print the example accounts that a file holds, when there are any."""
    try:
        accounts = json.loads(file.read_text(encoding="utf-8"))
        rows = [(str(row["role"]), str(row["email"]), str(row["password"])) for row in accounts]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if not rows:
        return
    wide = [max(len(row[column]) for row in rows) for column in range(2)]
    say("Example accounts (role, email address, password):")
    for role, email, password in rows:
        say(f"  {role:{wide[0]}}  {email:{wide[1]}}  {password}")
