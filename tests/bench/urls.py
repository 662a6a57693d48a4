"""The site's addresses and the bare ones."""

from django.urls import path

from academy.urls import handler400, handler403, handler404, handler500, urlpatterns
from tests.bench import bare

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [
    path("bare/page/", bare.page),
    path("bare/one-insert/", bare.one_insert),
    path("bare/like-done/", bare.like_done),
    *urlpatterns,
]
