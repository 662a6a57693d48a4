"""An installation happens once, heals after an interruption, and fails with a sentence."""

import importlib.util
import sys
from pathlib import Path

import pytest

from academy.launcher import install
from academy.launcher.places import python_of
from academy.launcher.voice import Refusal

pytestmark = pytest.mark.pure


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of code whose lock files pin nothing."""
    monkeypatch.setattr(install, "BASE", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    for name in (install.SITE, install.DEVELOPMENT):
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.fixture
def venv(code: Path) -> Path:
    """Where the virtual environment of that code belongs."""
    return code / ".venv"


@pytest.fixture
def calls(code: Path, venv: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done, in place of doing it."""
    done: list[str] = []

    def make() -> None:
        done.append("make")
        bin_folder = python_of(venv).parent
        bin_folder.mkdir(parents=True)
        python_of(venv).touch()
        pip = venv / "lib/python3/site-packages/pip"
        pip.mkdir(parents=True)
        (pip / "__main__.py").touch()
        major, minor = sys.version_info[:2]
        (venv / "pyvenv.cfg").write_text(f"version = {major}.{minor}.1\n")

    monkeypatch.setattr(install, "_make_environment", make)
    monkeypatch.setattr(install, "_run_pip", lambda name, held: done.append(name))
    return done


def test_a_second_start_installs_nothing(calls: list[str]) -> None:
    install.make_ready()
    install.make_ready()
    assert calls == ["make", install.SITE]


def test_a_changed_lock_installs_again(calls: list[str], code: Path) -> None:
    install.make_ready()
    (code / install.SITE).write_text("# changed\n")
    install.make_ready()
    assert calls == ["make", install.SITE, install.SITE]


def test_the_development_lock_covers_the_sites_own(calls: list[str]) -> None:
    install.make_ready(install.DEVELOPMENT)
    install.make_ready()
    assert calls == ["make", install.DEVELOPMENT]


def test_a_development_lock_without_a_pin_of_the_sites_does_not(calls: list[str], code: Path) -> None:
    (code / install.SITE).write_text("wagtail==8.0.1 \\\n    --hash=sha256:00\n")
    install.make_ready(install.DEVELOPMENT)
    install.make_ready()
    assert calls == ["make", install.DEVELOPMENT, install.SITE]


def test_an_interrupted_installation_starts_afresh(
    calls: list[str], venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(install, "_run_pip", lambda name, held: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            install.make_ready()
    (venv / "half").touch()
    install.make_ready()
    assert calls == ["make", "make", install.SITE]
    assert not (venv / "half").exists()


def test_an_environment_of_another_python_is_made_anew(calls: list[str], venv: Path) -> None:
    install.make_ready()
    (venv / "pyvenv.cfg").write_text("version = 3.4.1\n")
    (venv / "installed-requirements").unlink()
    install.make_ready()
    assert calls == ["make", install.SITE, "make", install.SITE]


def test_a_missing_venv_module_names_debians_package(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Refusal, match="python3-venv"):
        install.make_ready()
    assert not venv.exists()


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "check the network"),
        ("ERROR: Could not find a version that satisfies x (from versions: none)", "check the network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "differs from the one that was pinned"),
        ("ERROR: something new", "something new"),
    ],
)
def test_a_failed_installation_has_a_remedy(line: str, remedy: str) -> None:
    assert remedy in install.explain_failure(["Collecting x", line])
