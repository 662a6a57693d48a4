"""Bring the whole search index to what there is, while the site goes on."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand

from academy.search.rebuilding import rebuild


class Command(BaseCommand):
    """Safe to run at any time and again: only what changed is written."""

    help = "Rebuild the site's search index."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through every source in batches, saying how far it is."""
        began = monotonic()
        total = rebuild(self.say)
        self.say(f"Done: {total} entries in {monotonic() - began:.1f} s")

    def say(self, line: str) -> None:
        """Print a line at once, so that progress shows in a log as well."""
        self.stdout.write(line)
        self.stdout.flush()
