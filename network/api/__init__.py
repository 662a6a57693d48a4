"""The directory of support services for other software, after the Open Referral UK API profile.

Read-only and open to everybody, without a key; it says what the pages say.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI

from evidence.api.answers import answering, nothing_here, on_errors
from network.api import listing

ROOT = "api/v1/openreferral/"
PROFILE = "https://docs.openreferraluk.org/"
api = NinjaAPI(
    title="Violence Reduction Academy: support services",
    version="1.0",
    description=(
        "Support services on the Open Referral data model (HSDS 3.0), UK profile. Read-only, open to everybody, "
        "without a key. Lists answer at most 100 services at a time. Answers carry an ETag."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="openreferral_api",
)
on_errors(api)
api.add_router("", listing.router)


def about(request: HttpRequest) -> JsonResponse:
    """Which version and profile this is, and where it is described."""
    return JsonResponse(
        {
            "version": "HSDS-UK-3.0",
            "profile": PROFILE,
            "openapi_url": f"{settings.SITE_URL}/{ROOT}openapi.json",
        }
    )


def openapi(request: HttpRequest) -> JsonResponse:
    """The description of the API, as OpenAPI 3.1."""
    return JsonResponse(api.get_openapi_schema(path_prefix=f"/{ROOT}"))


def ours(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view as every answer is given, known as one of the network's."""
    answered = answering(view)
    answered.__module__ = __name__
    return answered


def api_urls() -> list[URLPattern]:
    """Its addresses, each wrapped in what every answer has in common."""
    held = [item for item in api.urls[0] if isinstance(item, URLPattern) and str(item.pattern)]
    found = [
        path(f"{ROOT}{item.pattern}", ours(item.callback), name=f"support_api_{item.name}") for item in held
    ]
    found.append(path(ROOT, ours(about), name="support_api_about"))
    found.append(path(f"{ROOT}openapi.json", ours(openapi), name="support_api_openapi"))
    return [*found, re_path(rf"^{ROOT}.*$", ours(nothing_here), name="support_api_nothing")]
