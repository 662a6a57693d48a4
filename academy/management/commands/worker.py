"""The one background process: queued tasks, and scheduled work once a day."""

import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from academy.jobs import keep_running


class Command(BaseCommand):
    """Runs until it is told to stop; several may run at once without doing anything twice."""

    help = "Run queued tasks and scheduled work."

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep the day's jobs in a thread beside the queue's own loop."""
        stop = threading.Event()
        clock = threading.Thread(target=keep_running, args=(stop,), name="scheduled-work", daemon=True)
        clock.start()
        try:
            call_command("db_worker", interval=1, startup_delay=False, reload=False, verbosity=0)
        finally:
            stop.set()
            clock.join(timeout=5)
