"""Work of courses that can wait. Each task is safe to run twice."""

from django_tasks import task


@task()
def tell_assigned(organisation: int) -> None:
    """Tell the members of an organisation what it asks of them."""
    from academy.models import Organisation
    from courses.actions.assigning import tell_of_assignments

    for found in Organisation.objects.filter(pk=organisation):
        tell_of_assignments(found)
