"""Addresses of the Learn wing."""

from django.urls import path

from courses.views import certificates, doing, paper, reading, results

app_name = "courses"
LESSON = "learn/<slug:course>/<slug:module>/<slug:lesson>/"

urlpatterns = [
    path("learn/", reading.catalogue, name="catalogue"),
    path("learn/certificates/<slug:code>/", certificates.certificate, name="certificate"),
    path("learn/certificates/<slug:code>/pdf/", certificates.download, name="certificate_pdf"),
    path("verify/", certificates.verify_form, name="verify_form"),
    path("verify/<slug:code>/", certificates.verify, name="verify"),
    path("learn/<slug:course>/", reading.course, name="course"),
    path("learn/<slug:course>/enrol/", doing.enrol, name="enrol"),
    path("learn/<slug:course>/continue/", reading.go_on, name="continue"),
    path("learn/<slug:course>/progress/", certificates.progress, name="progress"),
    path("learn/<slug:course>/certificate/", certificates.award, name="award"),
    path("learn/<slug:course>/paper/", paper.paper, name="paper"),
    path("learn/<slug:course>/paper/start/", paper.start, name="paper_start"),
    path("learn/<slug:course>/paper/save/", paper.save, name="paper_save"),
    path("learn/<slug:course>/paper/submit/", paper.submit, name="paper_submit"),
    path("learn/<slug:course>/paper/<int:number>/", results.result, name="result"),
    path("learn/<slug:course>/paper/another/", paper.another, name="paper_another"),
    path(LESSON, reading.lesson, name="lesson"),
    path(f"{LESSON}done/", doing.done, name="done"),
    path(f"{LESSON}check/", doing.check, name="check"),
    path(f"{LESSON}reflection/", doing.reflection, name="reflection"),
]
