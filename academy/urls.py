"""Every address of the site. Wings are named only as strings."""

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from academy.search import views as search_views
from academy.views import health, media, my, news, public
from academy.views.sitemap import sitemap

sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
nowhere = RedirectView.as_view(pattern_name="account_login")

urlpatterns: list[URLPattern | URLResolver] = [
    # Wagtail's own password doors know no second factor: they lead to allauth's.
    path("cms/login/", sign_in),
    path("cms/password_reset/", nowhere),
    path("_util/login/", sign_in),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:name>", media.media, name="media"),
    path("account/second-factor/", my.second_factor, name="staff_second_factor"),
    path("account/", include("allauth.urls")),
    path("my/", my.dashboard, name="dashboard"),
    path("my/notifications/", news.notifications, name="notifications"),
    path("my/notifications/ways/", news.ways, name="notifications_ways"),
    path("my/notifications/thing/", news.thing, name="notifications_thing"),
    path("my/notifications/read/", news.read, name="notifications_read"),
    path("my/notifications/address/", news.ask_address, name="ask_address"),
    path("letters/address/<str:token>/", news.address_works, name="address_works"),
    path("letters/stop/<str:token>/", news.unsubscribe, name="unsubscribe"),
    path("my/name/", my.profile, name="profile"),
    path("my/privacy/", my.your_data, name="privacy"),
    path("my/privacy/export/", my.export, name="privacy_export"),
    path("my/privacy/erase/", my.erase, name="privacy_erase"),
    path("search/", search_views.search, name="search"),
    path("search/suggest/", search_views.suggest, name="search_suggest"),
    path("topics/", public.topics, name="topics"),
    path("topics/<slug:slug>/", public.topic, name="topic"),
    path("places/", public.places, name="places"),
    path("places/<slug:slug>/", public.place, name="place"),
    path("support/", public.support, name="support"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("contact/", public.contact, name="contact"),
    path("health/live/", health.live, name="health_live"),
    path("health/ready/", health.ready, name="health_ready"),
]
if settings.DEBUG:
    urlpatterns += [
        path("mailbox/", public.mailbox, name="mailbox"),
        path("styleguide/", public.styleguide, name="styleguide"),
    ]
urlpatterns += [
    path("", include(f"{wing}.urls"))
    for wing in ("network", "evidence", "courses")
    if apps.is_installed(wing)
]
urlpatterns.append(path("", include(wagtail_urls)))

handler400 = "academy.views.errors.bad_request"
handler403 = "academy.views.errors.forbidden"
handler404 = "academy.views.errors.not_found"
handler500 = "academy.views.errors.server_error"
