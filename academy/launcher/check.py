"""`check`: style, types, templates, the deployment checks and the migrations, one line each."""

import base64
import os
import secrets
import tempfile
import time

from academy.launcher import install, processes
from academy.launcher.arguments import Parser
from academy.launcher.places import VENV, manage, python_of
from academy.launcher.suite import clean_environment
from academy.launcher.voice import say


def run(words: list[str]) -> int:
    """Run every check, show what the failed ones said, and fail when any did."""
    Parser("check", "Lint, types, templates, deployment and migrations.").parse_args(words)
    install.make_ready(install.DEVELOPMENT)
    with tempfile.TemporaryDirectory(prefix="academy-check-") as folder:
        env = _production(folder)
        results = [_passes(name, command, env) for name, command in _commands().items()]
    say(f"{results.count(True)} of {len(results)} checks passed.")
    return 0 if all(results) else 1


def _commands() -> dict[str, list[str]]:
    tool = [str(python_of(VENV)), "-m"]
    return {
        "ruff check": [*tool, "ruff", "check", "."],
        "ruff format": [*tool, "ruff", "format", "--check", "."],
        "mypy": [*tool, "mypy"],
        "djlint": [*tool, "djlint", "templates", "--lint"],
        "deployment": manage("check", "--deploy", "--fail-level", "WARNING"),
        "migrations": manage("makemigrations", "--check", "--dry-run"),
    }


def _production(folder: str) -> dict[str, str]:
    """Return an environment of a production server, made of throw-away values."""
    return {
        **clean_environment(os.environ),
        "ACADEMY_MODE": "production",
        "ACADEMY_VAR": folder,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "REFLECTION_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
        "SITE_URL": "https://academy.example",
        "ALLOWED_HOSTS": "academy.example",
        "CONTACT_EMAIL": "contact@academy.example",
        "DEFAULT_FROM_EMAIL": "academy@academy.example",
    }


def _passes(name: str, command: list[str], env: dict[str, str]) -> bool:
    lines: list[str] = []
    begun = time.monotonic()
    code = processes.call(command, env=env, on_line=lines.append)
    say(f"  {name:12} {'FAILED' if code else 'ok':6} {time.monotonic() - begun:6.1f} s")
    if code:
        for line in lines:
            say(f"    {line}")
    return code == 0
