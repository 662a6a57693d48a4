"""The tasks that `python3 -m academy` knows."""

from collections.abc import Callable
from importlib import import_module

from academy.environment import WrongSetting
from academy.launcher import stopping
from academy.launcher.voice import Refusal, complain, explain, say

TASKS = {
    "run": ("serve", "start the academy on this machine (--port, --host)"),
    "test": ("suite", "run all tests; pytest's own arguments may follow"),
    "check": ("check", "lint, types, templates, deployment and migrations"),
    "bench": ("bench", "measure speed and load; the benchmark's own arguments may follow"),
    "backup": ("backup", "write database and uploaded files to one archive"),
    "restore": ("restore", "put back what an archive holds, keeping aside what was there"),
    "lock": ("freeze", "pin every package by version and hash, from pyproject.toml"),
}


def main(words: list[str]) -> int:
    """Do the named task, listening for Ctrl-C, and return its exit code."""
    stopping.listen()
    return perform(words)


def perform(words: list[str]) -> int:
    """Do the named task and return its exit code; a refusal is one sentence."""
    if not words or words[0] in ("-h", "--help", "help"):
        list_tasks()
        return 0
    if words[0] not in TASKS:
        complain(f"There is no task {words[0]!r}: `python3 -m academy` alone lists them.")
        return 2
    try:
        return _task(words[0])(words[1:])
    except Refusal as refusal:
        complain(str(refusal))
        return refusal.code
    except WrongSetting as error:
        complain(f"{error} Correct it in the environment or in local.env and run this again.")
        return 2
    except stopping.Interrupted:
        complain("Stopped before it was done; running it again is safe.")
        return 130
    except OSError as error:
        complain(explain(error))
        return 1


def list_tasks() -> None:
    """Print every task with a line of its own."""
    say("python3 -m academy <task>")
    say()
    for name, (_, line) in TASKS.items():
        say(f"  {name:8} {line}")


def _task(name: str) -> Callable[[list[str]], int]:
    module = import_module(f"academy.launcher.{TASKS[name][0]}")
    found: Callable[[list[str]], int] = getattr(module, "run")  # noqa: B009
    return found
