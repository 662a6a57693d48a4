"""What happens when both checks of Wagtail's workflow are given: publish, unless something still holds back.

Named in the settings and loaded with Wagtail's own models, so that everything else is imported late.
"""

from typing import Any


def publish_if_ready(workflow_state: Any, user: Any = None) -> None:
    """Publish the approved page; a page of a course that is held back stays a draft, and its author is told."""
    from wagtail.workflows import publish_workflow_state

    from courses.publishing import holds_back, tell_held_back

    found = holds_back(workflow_state.content_object.get_latest_revision_as_object())
    if not found:
        publish_workflow_state(workflow_state, user=user)
        return
    tell_held_back(workflow_state, found)
