"""The network for other software: support services after the Open Referral UK API profile, members, discussions.

Read-only, without a key; it says what the pages say, to whoever asks as the pages know them.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI

from evidence.api.answers import answering, nothing_here, on_errors
from network.api import listing, members

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
NETWORK = "api/v1/network/"
network_api = NinjaAPI(
    title="Violence Reduction Academy: network",
    version="1.0",
    description=(
        "Members and discussions. Read-only. Visitors get what is open to everyone; somebody signed in gets "
        "what their pages show them, field by field."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="network_api",
)
on_errors(network_api)
network_api.add_router("", members.router)


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


def network_openapi(request: HttpRequest) -> JsonResponse:
    """The description of the network's API, as OpenAPI 3.1."""
    return JsonResponse(network_api.get_openapi_schema(path_prefix=f"/{NETWORK}"))


def ours(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view as every answer is given, known as one of the network's."""
    answered = answering(view)
    answered.__module__ = __name__
    return answered


def api_urls() -> list[URLPattern]:
    """The addresses of both, each wrapped in what every answer has in common."""
    found = [path(ROOT, ours(about), name="support_api_about")]
    for made, root, name, described in (
        (api, ROOT, "support_api", openapi),
        (network_api, NETWORK, "network_api", network_openapi),
    ):
        held = [item for item in made.urls[0] if isinstance(item, URLPattern) and str(item.pattern)]
        found += [
            path(f"{root}{item.pattern}", ours(item.callback), name=f"{name}_{item.name}") for item in held
        ]
        found.append(path(f"{root}openapi.json", ours(described), name=f"{name}_openapi"))
        found.append(re_path(rf"^{root}.*$", ours(nothing_here), name=f"{name}_nothing"))
    return found
