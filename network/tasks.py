"""Work of the network that can wait. Each task is safe to run twice."""

from django_tasks import task


@task()
def read_feed(pk: int) -> None:
    """Read one feed of support services."""
    from network.actions.service_imports import run_import
    from network.models import ServiceImport

    for batch in ServiceImport.objects.filter(pk=pk):
        run_import(batch=batch)
