"""Work of evidence that can wait. Each task is safe to run twice."""

from django_tasks import task

from evidence.actions.import_running import run_import
from evidence.actions.pairing import find_pairs
from evidence.actions.storing import refresh_everything


@task()
def work_import(pk: int) -> None:
    """Work one import of references."""
    run_import(pk)


@task()
def look_for_pairs() -> None:
    """Look through the whole library for likely duplicates."""
    find_pairs()


@task()
def redraw_library() -> None:
    """Draw every published page of the library anew."""
    refresh_everything()
