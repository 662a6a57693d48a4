"""The way a summary is checked before it is published: methods first, then lived experience."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

NAME = "Evidence: methods and lived experience"
STEPS = ("Methods check", "Lived-experience check")
APPROVERS = ("Network leads", "Owners")


@transaction.atomic
def ensure_workflow(library: Page) -> Workflow:
    """Make the two checks the way of the library and every page below it; again changes nothing.

    A way that somebody gave the library by hand is left as it is.
    """
    workflow, _made = Workflow.objects.get_or_create(name=NAME)
    approvers = Group.objects.filter(name__in=APPROVERS)
    for order, name in enumerate(STEPS):
        task, _new = GroupApprovalTask.objects.get_or_create(name=name)
        task.groups.set(approvers)
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    WorkflowPage.objects.get_or_create(page=library.page_ptr, defaults={"workflow": workflow})
    return workflow
