"""Work of courses that can wait. Each task is safe to run twice."""

from typing import Any

from django_tasks import task


@task()
def tell_assigned(organisation: int) -> None:
    """Tell the members of an organisation what it asks of them."""
    from academy.models import Organisation
    from courses.actions.assigning import tell_of_assignments

    for found in Organisation.objects.filter(pk=organisation):
        tell_of_assignments(found)


@task()
def work_roster(pk: int) -> None:
    """Work one list of staff."""
    from courses.actions.rosters import run_roster

    run_roster(pk)


@task()
def send_invitations(pairs: list[list[Any]]) -> None:
    """Write the letters of invitations that are open still; `pairs` holds ids and the secrets of their links."""
    from courses.actions.joining import write_invitation
    from courses.models import Invitation

    rows = Invitation.objects.filter(used_at=None, withdrawn_at=None).select_related("course", "organisation")
    held = rows.in_bulk([pk for pk, _secret in pairs])
    for pk, secret in pairs:
        if pk in held:
            write_invitation(held[pk], secret)


@task()
def tell_staff_records(person: int) -> None:
    """Enter a person's completions into the feeds of their organisations."""
    from courses.actions.feeds import publish_for

    publish_for(person)


@task()
def deliver_webhook(pk: int, attempt: int = 1) -> None:
    """Tell one webhook of what it has not heard."""
    from courses.actions.webhooks import deliver

    deliver(pk, attempt)
