"""Work every stored completion out anew from the ledger."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.actions.ledger import settle_all


class Command(BaseCommand):
    """`settle_records` may be run at any time, and again: the same ledger gives the same completions."""

    help = "Work every completion out anew from what was recorded."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say for how many."""
        self.stdout.write(f"Worked out {settle_all()} records.")
