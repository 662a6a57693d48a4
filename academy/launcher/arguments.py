"""Reading a task's own arguments; a wrong one gets a sentence, not a page of usage."""

import argparse
from typing import NoReturn

from academy.launcher.voice import Refusal


class Parser(argparse.ArgumentParser):
    """A parser that refuses with one sentence."""

    def __init__(self, task: str, description: str) -> None:
        super().__init__(f"python3 -m academy {task}", description=description, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments, naming what is wrong and where help is."""
        raise Refusal(f"{message}; `{self.prog} --help` says what it takes.", 2)
