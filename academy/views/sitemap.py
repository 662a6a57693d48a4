"""The sitemap: what a visitor finds by search stands in it at the same addresses, and nothing else."""

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as drawn
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from academy.models import SearchEntry
from academy.search.audiences import audiences_of


class Ours(Sitemap[str]):
    """Addresses on this site, as the settings name it."""

    protocol = urlsplit(settings.SITE_URL).scheme
    limit = 20_000

    def get_domain(self, site: Any = None) -> str:
        """The site's own name, whatever the request said."""
        return urlsplit(settings.SITE_URL).netloc

    def location(self, item: str) -> str:
        """The address itself."""
        return item


class Doors(Ours):
    """The front page, the wings' doors and the lists of the ground."""

    def items(self) -> list[str]:
        """A few addresses."""
        wings = [config.wing.url_name for config in apps.get_app_configs() if hasattr(config, "wing")]
        return ["/", *(reverse(name) for name in (*wings, "topics", "places", "support"))]


class Found(Ours):
    """Everything that a visitor may find."""

    def items(self) -> Any:
        """Addresses, each once; places within a page are the page's."""
        rows = SearchEntry.objects.filter(audience__in=audiences_of(AnonymousUser()))
        rows = rows.exclude(url__contains="#").exclude(url="/")
        return rows.order_by("url").values_list("url", flat=True).distinct()


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {"doors": Doors, "found": Found}


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap as XML, a part at a time where it is long (`?p=2`)."""
    return drawn(request, sitemaps=SITEMAPS)
