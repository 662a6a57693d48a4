"""Work of the network that can wait. Each task is safe to run twice."""

from django_tasks import task


@task()
def read_feed(pk: int) -> None:
    """Read one feed of support services."""
    from network.actions.service_imports import run_import
    from network.models import ServiceImport

    for batch in ServiceImport.objects.filter(pk=pk):
        run_import(batch=batch)


@task()
def tell_readers_of(pk: int) -> None:
    """Tell those who want to hear of a post, if readers may still meet it; nobody is told twice."""
    from network.actions.telling import tell_readers
    from network.models import Post

    rows = Post.objects.published().select_related("thread__group", "author__person")
    for post in rows.filter(pk=pk):
        tell_readers(post)
