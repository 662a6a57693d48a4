"""Scheduled work: each job once a day, in the worker; a missed day is caught up once."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import close_old_connections, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from academy import hooks
from academy.models import JobRun

log = logging.getLogger(__name__)
ABANDONED = timedelta(hours=2)


@dataclass(frozen=True)
class Job:
    """Work to be done once a day, after a local time. `run` gets the day and must bear repetition.

    With `often` it runs at every look instead, about once a minute in each worker.
    """

    name: str
    after: time
    run: Callable[[date], None]
    often: bool = False


def all_jobs() -> list[Job]:
    """The jobs of every installed wing."""
    return [job for jobs in hooks.call(hooks.JOBS) for job in jobs]


def claim(job: Job, day: date) -> JobRun | None:
    """Take a job for a day, or None when another worker has it or it is done.

    A run that began long ago and never ended (its worker was killed) may be taken again.
    """
    now = timezone.now()
    with transaction.atomic():
        row, made = JobRun.objects.get_or_create(job=job.name, day=day, defaults={"started_at": now})
        if made:
            return row
        stale = JobRun.objects.filter(pk=row.pk, finished_at=None, started_at__lt=now - ABANDONED)
        return row if stale.update(started_at=now) else None


def run_due() -> list[str]:
    """Run every job that is due and not yet done today; returns the names that ran."""
    now = timezone.localtime()
    ran = []
    for job in all_jobs():
        if now.time() < job.after:
            continue
        if job.often:
            _run_often(job, now.date())
            continue
        row = claim(job, now.date())
        if row is not None:
            _run(job, row)
            ran.append(job.name)
    return ran


def _run_often(job: Job, day: date) -> None:
    """Run without keeping a row; what fails is tried again at the next look."""
    try:
        job.run(day)
    except DatabaseError:
        raise
    except Exception:
        log.exception("job %s failed", job.name)


def _run(job: Job, row: JobRun) -> None:
    try:
        job.run(row.day)
        row.error = ""
    except Exception as error:
        log.exception("job %s failed", job.name)
        row.error = type(error).__name__
    row.finished_at = timezone.now()
    row.save(update_fields=["finished_at", "error"])


def keep_running(stop: threading.Event, *, every: float = 60) -> None:
    """Run due jobs until `stop` is set; a database that is away is tried again."""
    while not stop.wait(timeout=every if _once() else 5):
        continue


def _once() -> bool:
    try:
        run_due()
        return True
    except DatabaseError as error:
        log.warning("scheduled work waits for the database: %s", type(error).__name__)
        return False
    finally:
        close_old_connections()
