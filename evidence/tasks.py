"""Work of evidence that can wait. Each task is safe to run twice."""

from django_tasks import task

from evidence.actions.import_running import run_import


@task()
def work_import(pk: int) -> None:
    """Work one import of references."""
    run_import(pk)
