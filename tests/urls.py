"""The site's addresses, and beside them an identity provider to sign in with."""

from django.urls import include, path

from academy.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [path("", include("allauth.idp.urls")), *urlpatterns]
