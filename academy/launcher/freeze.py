"""`lock`: pins every package by version and hash, from what pyproject.toml asks for."""

import shutil
from pathlib import Path

from academy.launcher import processes
from academy.launcher.arguments import Parser
from academy.launcher.install import DEVELOPMENT, SITE
from academy.launcher.places import BASE
from academy.launcher.voice import Refusal, say

COMPILE = ["pip", "compile", "-q", "--universal", "--generate-hashes", "--no-emit-index-url"]
COMPILE += ["--no-header", "--python-version", "3.11"]
NO_UV = "uv is needed to lock: install it (python3 -m pip install uv) and run this again."


def run(words: list[str]) -> int:
    """Write both lock files, or leave both as they were."""
    parser = Parser("lock", "Pin every package by version and hash.")
    parser.add_argument("--upgrade", action="store_true", help="take newer versions where allowed")
    upgrade = ["--upgrade"] if parser.parse_args(words).upgrade else []
    uv = shutil.which("uv")
    if uv is None:
        raise Refusal(NO_UV)
    before = {name: _read(BASE / name) for name in (SITE, DEVELOPMENT)}
    command = [uv, *COMPILE, *upgrade]
    try:
        _compile([*command, "pyproject.toml", "-o", SITE], SITE)
        extra = ["--group", "pyproject.toml:dev", "pyproject.toml", "-c", SITE]
        _compile([*command, *extra, "-o", DEVELOPMENT], DEVELOPMENT)
    except BaseException:
        for name, text in before.items():
            _put_back(BASE / name, text)
        raise
    return 0


def _compile(command: list[str], name: str) -> None:
    if processes.call(command):
        raise Refusal(f"uv could not lock {name}; its words are above, and both files are as they were.")
    check_no_address((BASE / name).read_text(encoding="utf-8"), name)
    say(f"{name}: {(BASE / name).read_text(encoding='utf-8').count('==')} pins")


def check_no_address(text: str, name: str) -> None:
    """Refuse a lock file that names a host: it must work with any index of packages."""
    if "://" in text:
        raise Refusal(f"{name} would name a host, which no committed file may: both files are as they were.")


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _put_back(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text, encoding="utf-8")
