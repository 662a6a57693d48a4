"""Children are stopped with all that they started."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from academy.launcher import processes, stopping

pytestmark = pytest.mark.pure

STUBBORN = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(str(grandchild.pid))
time.sleep(600)
"""


def is_running(number: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(path: Path) -> int:
    """The number that somebody writes into a file before long."""
    deadline = time.monotonic() + 20
    while not (path.exists() and path.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return int(path.read_text())


def test_a_stubborn_child_and_its_own_child_are_ended(tmp_path: Path) -> None:
    child = processes.start([sys.executable, "-c", STUBBORN, str(tmp_path / "pid")])
    grandchild = wait_for(tmp_path / "pid")
    begun = time.monotonic()
    processes.stop([child], seconds=0.3)
    time.sleep(0.1)
    assert child.returncode == -signal.SIGKILL
    assert not is_running(grandchild)
    assert time.monotonic() - begun < 5


def test_every_line_of_a_program_is_passed_on() -> None:
    lines: list[str] = []
    code = processes.call([sys.executable, "-c", "print('a\\nb'); exit(7)"], on_line=lines.append)
    assert (code, lines) == (7, ["a", "b"])


def test_being_asked_to_stop_ends_the_program_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(stopping, "_asked", [signal.SIGINT])
    begun = time.monotonic()
    with pytest.raises(stopping.Interrupted):
        processes.call([sys.executable, "-c", "import time; time.sleep(600)"])
    assert time.monotonic() - begun < 5


def test_a_child_sees_the_environment_it_is_given() -> None:
    lines: list[str] = []
    words = [sys.executable, "-c", "import os; print(os.environ.get('SOME_SETTING'))"]
    processes.call(words, env={**os.environ, "SOME_SETTING": "é"}, on_line=lines.append)
    assert lines == ["é"]
