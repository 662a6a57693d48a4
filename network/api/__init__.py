"""The network for other software: support services after the Open Referral UK API profile, members, discussions.

Read-only, without a key; it says what the pages say, to whoever asks as the pages know them.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI, Schema
from pydantic import AnyUrl

from academy import answers
from academy.answers import answering
from network.api import listing, members, refusing

ROOT = "api/v1/openreferral/"
VERSION = "HSDS-UK-3.0"
#: Where the profile is described, as its own description of this answer names it.
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"
api = NinjaAPI(
    title="Violence Reduction Academy: support services",
    version=VERSION,
    description=(
        "Support services on the Open Referral data model (HSDS 3.0), UK profile. Read-only, open to everybody, "
        "without a key. Lists answer at most 100 services at a time. Answers in JSON carry an ETag."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="openreferral_api",
)
refusing.on_errors(api)
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
answers.on_errors(network_api)
network_api.add_router("", members.router)


class About(Schema):
    """Which version and profile an API follows, and where it is described."""

    version: str
    profile: AnyUrl
    openapi_url: AnyUrl


@api.get("/", response=About, summary="Which version and profile this is", tags=["About"])
def about(request: HttpRequest) -> dict[str, str]:
    """As the profile wants the answer at its root."""
    return {
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": f"{settings.SITE_URL}/{ROOT}openapi.json",
    }


def openapi(request: HttpRequest) -> JsonResponse:
    """The description of the API, as OpenAPI 3.1: its paths follow the address of the root, as the profile’s do."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    told["servers"] = [{"url": f"{settings.SITE_URL}/{ROOT.rstrip('/')}"}]
    return JsonResponse(told)


def network_openapi(request: HttpRequest) -> JsonResponse:
    """The description of the network's API, as OpenAPI 3.1."""
    return JsonResponse(network_api.get_openapi_schema(path_prefix=f"/{NETWORK}"))


def ours(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view as every answer is given, known as one of the network's; refusals and 304 too are for any site."""
    answered = answering(view, __name__)

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = answered(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    opened.__module__ = __name__
    return opened


def api_urls() -> list[URLPattern]:
    """The addresses of both, each wrapped in what every answer has in common."""
    found: list[URLPattern] = []
    for made, root, name, described, nothing in (
        (api, ROOT, "support_api", openapi, refusing.nothing_here),
        (network_api, NETWORK, "network_api", network_openapi, answers.nothing_here),
    ):
        held = [item for item in made.urls[0] if isinstance(item, URLPattern) and item.name != "api-root"]
        found += [
            path(f"{root}{item.pattern}", ours(item.callback), name=f"{name}_{item.name}") for item in held
        ]
        found += [path(root.rstrip("/"), ours(item.callback)) for item in held if not str(item.pattern)]
        found.append(path(f"{root}openapi.json", ours(described), name=f"{name}_openapi"))
        found.append(re_path(rf"^{root}.*$", ours(nothing), name=f"{name}_nothing"))
    return found
