"""Load or remove the starter content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from academy.starter import load_all, remove_all


class Command(BaseCommand):
    """`starter load` may be repeated; `starter remove` takes away what was loaded and nothing else."""

    help = "Load or remove the labelled starter content."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word: load or remove."""
        parser.add_argument("what", choices=["load", "remove"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, saying each part."""
        if options["what"] == "load":
            load_all(self.stdout.write)
            self.stdout.write("Loaded.")
        else:
            self.stdout.write(f"Removed {remove_all(self.stdout.write)} things.")
