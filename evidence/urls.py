"""Addresses of the library. Fixed words stand before the models' own addresses."""

from django.urls import path

from evidence.api import api_urls
from evidence.views import download, exports, feed, maps, oai, practice, reading, toolkit

app_name = "evidence"
urlpatterns = [
    path("evidence/", toolkit.toolkit, name="toolkit"),
    path("evidence/matrix/", maps.matrix, name="matrix"),
    path("evidence/matrix/picture/", maps.matrix_file, name="matrix_picture"),
    path("evidence/compare/", toolkit.compare, name="compare"),
    path("evidence/factors/", maps.factors, name="factors"),
    path("evidence/factors/picture/", maps.factors_file, name="factors_picture"),
    path("evidence/gaps/", maps.gaps, name="gaps"),
    path("evidence/gaps/picture/", maps.gaps_file, name="gaps_picture"),
    path("evidence/download/<slug:form>/", download.download, name="download"),
    path("evidence/summaries/", reading.summaries, name="summaries"),
    path("evidence/summaries/<slug:slug>/", reading.summary, name="summary"),
    path("evidence/summaries/<slug:slug>/pictures/<slug:name>/", maps.summary_file, name="summary_picture"),
    path(
        "evidence/summaries/<slug:slug>/references/<slug:form>/",
        exports.summary_references,
        name="summary_references",
    ),
    path("evidence/oai/", oai.oai, name="oai"),
    path("evidence/feed/", feed.feed, name="feed"),
    path("evidence/practice/", practice.practices, name="practices"),
    path("evidence/practice/share/", practice.share, name="practice_share"),
    path("evidence/practice/<int:pk>/", practice.practice, name="practice"),
    path("evidence/practice/<int:pk>/withdraw/", practice.withdraw, name="practice_withdraw"),
    path("evidence/<slug:slug>/", reading.model, name="model"),
    path("evidence/<slug:slug>/follow/", reading.follow, name="follow"),
    path("evidence/<slug:slug>/references/<slug:form>/", exports.model_references, name="model_references"),
    *api_urls(),
]
