"""Addresses of the rooms where learners are answered, all under the editors' own `/cms/`."""

from django.urls import URLPattern, path

from courses.views import changed, evaluation, links, publish_check, reviewing, sessions


def reviewing_urls() -> list[URLPattern]:
    """Checks of records, requests for places, earlier learning, attendance."""
    return [
        path("learning/", reviewing.overview, name="learning"),
        path("learning/records/<int:pk>/", reviewing.learning_record, name="learning_record"),
        path("learning/records/<int:pk>/grant/", reviewing.grant_one, name="learning_grant"),
        path("learning/records/<int:pk>/set-aside/", reviewing.set_one_aside, name="learning_set_aside"),
        path("learning/checks/<int:pk>/", reviewing.check, name="learning_check"),
        path("learning/requests/<int:pk>/", reviewing.request_for_place, name="learning_request"),
        path("learning/claims/<int:pk>/", reviewing.claim, name="learning_claim"),
        path("learning/claims/<int:pk>/proof/", reviewing.proof, name="learning_proof"),
        path("learning/sessions/<int:pk>/", sessions.attendance, name="learning_attendance"),
        path("learning/comments/", evaluation.comments, name="learning_comments"),
        path("learning/comments/<int:pk>/", evaluation.review, name="learning_comment"),
        path("learning/evaluation/<slug:course>/", evaluation.export, name="learning_evaluation"),
        path("learning/evidence/", changed.flags, name="learning_flags"),
        path("learning/evidence/<int:pk>/settle/", changed.settle, name="learning_flag_settle"),
        path("links/", links.broken, name="broken_links"),
        path("publish-check/<int:pk>/", publish_check.publish_check, name="publish_check"),
        path("publish-check/<int:pk>/draft/", publish_check.check_draft, name="publish_check_draft"),
        path("publish-check/<int:pk>/person/", publish_check.human_check, name="publish_human_check"),
        path("publish-check/<int:pk>/exception/", publish_check.exception, name="publish_exception"),
        path(
            "publish-check/<int:pk>/exception/<int:exception_pk>/end/",
            publish_check.end,
            name="publish_exception_end",
        ),
    ]
