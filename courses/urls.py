"""Addresses of the Learn wing."""

from django.urls import include, path

from courses.api import api_urls
from courses.views import (
    certificates,
    cohorts,
    credentials,
    doing,
    invitations,
    paper,
    pathways,
    reading,
    record,
    verify,
)

app_name = "courses"
LESSON = "learn/<slug:course>/<slug:module>/<slug:lesson>/"

urlpatterns = [
    *api_urls(),
    path("learn/", reading.catalogue, name="catalogue"),
    path("learn/pathways/", pathways.pathways, name="pathways"),
    path("learn/pathways/<slug:slug>/", pathways.pathway, name="pathway"),
    path("learn/pathways/<slug:slug>/follow/", pathways.follow, name="pathway_follow"),
    path("learn/pathways/<slug:slug>/leave/", pathways.leave, name="pathway_leave"),
    path("learn/teams/", include("courses.team_urls")),
    path("invitation/<slug:secret>/", invitations.invitation, name="invitation"),
    path("learn/certificates/<slug:code>/", certificates.certificate, name="certificate"),
    path("learn/certificates/<slug:code>/pdf/", certificates.download, name="certificate_pdf"),
    path("learn/certificates/<slug:code>/badge/", credentials.prepare, name="badge_prepare"),
    path("learn/certificates/<slug:code>/badge/<slug:form>/", credentials.download, name="badge"),
    path(".well-known/did.json", credentials.did, name="did"),
    path("credentials/status/<int:number>/", credentials.status, name="status_list"),
    path("verify/credential/", verify.credential, name="verify_credential"),
    path("verify/", certificates.verify_form, name="verify_form"),
    path("verify/<slug:code>/", certificates.verify, name="verify"),
    path("learn/<slug:course>/", reading.course, name="course"),
    path("learn/<slug:course>/enrol/", doing.enrol, name="enrol"),
    path("learn/<slug:course>/continue/", reading.go_on, name="continue"),
    path("learn/<slug:course>/progress/", record.progress, name="progress"),
    path("learn/<slug:course>/ask-for-a-check/", record.ask_for_check, name="ask_for_check"),
    path("learn/<slug:course>/prior-learning/", record.prior_learning, name="prior_learning"),
    path(
        "learn/<slug:course>/prior-learning/<int:pk>/withdraw/",
        record.withdraw,
        name="prior_learning_withdraw",
    ),
    path("learn/<slug:course>/cohorts/", cohorts.cohorts, name="cohorts"),
    path("learn/<slug:course>/cohorts/<int:pk>/join/", cohorts.join, name="cohort_join"),
    path("learn/<slug:course>/cohorts/<int:pk>/leave/", cohorts.leave, name="cohort_leave"),
    path("learn/<slug:course>/cohorts/<int:pk>/calendar/", cohorts.calendar, name="cohort_calendar"),
    path("learn/<slug:course>/certificate/", certificates.award, name="award"),
    path("learn/<slug:course>/paper/", paper.paper, name="paper"),
    path("learn/<slug:course>/paper/start/", paper.start, name="paper_start"),
    path("learn/<slug:course>/paper/save/", paper.save, name="paper_save"),
    path("learn/<slug:course>/paper/submit/", paper.submit, name="paper_submit"),
    path("learn/<slug:course>/paper/<int:number>/", paper.result, name="result"),
    path(LESSON, reading.lesson, name="lesson"),
    path(f"{LESSON}done/", doing.done, name="done"),
    path(f"{LESSON}check/", doing.check, name="check"),
    path(f"{LESSON}reflection/", doing.reflection, name="reflection"),
]
