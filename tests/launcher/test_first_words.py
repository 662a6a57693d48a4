"""What the launcher says before it does anything."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from academy.launcher import places, tasks, version

pytestmark = pytest.mark.pure


def academy(*words: str) -> "subprocess.CompletedProcess[str]":
    """Run `python3 -m academy` with these words."""
    command = [sys.executable, "-m", "academy", *words]
    return subprocess.run(command, cwd=places.BASE, capture_output=True, text=True, timeout=60)


def test_alone_it_lists_every_task_with_a_line_each() -> None:
    answer = academy()
    listed = [line.split()[0] for line in answer.stdout.splitlines()[2:]]
    assert answer.returncode == 0
    assert listed == list(tasks.TASKS)
    assert all(len(line.split()) > 3 for line in answer.stdout.splitlines()[2:])


def test_an_unknown_task_is_named_and_refused() -> None:
    answer = academy("dance")
    assert answer.returncode == 2
    assert "'dance'" in answer.stderr
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize("task", tasks.TASKS)
def test_every_listed_task_exists(task: str) -> None:
    assert callable(tasks._task(task))


@pytest.mark.parametrize("found", [(2, 7), (3, 6), (3, 10)])
def test_a_python_that_is_too_old_gets_one_sentence(found: tuple[int, int]) -> None:
    sentence = version.complaint_about(*found)
    assert f"{found[0]}.{found[1]}" in sentence
    assert "3.11" in sentence


@pytest.mark.parametrize("found", [(3, 11), (3, 14), (4, 0)])
def test_a_python_that_will_do_gets_none(found: tuple[int, int]) -> None:
    assert version.complaint_about(*found) == ""


@pytest.mark.parametrize(
    "name", ["__init__.py", "__main__.py", "launcher/__init__.py", "launcher/version.py"]
)
def test_the_first_files_parse_on_old_pythons(name: str) -> None:
    source = (places.BASE / "academy" / name).read_text(encoding="utf-8")
    assert ast.parse(source, feature_version=(3, 6)).body


def test_the_launcher_needs_nothing_installed() -> None:
    imported = set()
    for path in Path(places.BASE / "academy" / "launcher").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    assert imported - sys.stdlib_module_names == {"academy"}
