"""The library for other software: read-only, public without a token, described by OpenAPI.

It says what the pages say, from the same stored rows, and nothing that the asker may not see there.
"""

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI

from academy.answers import answering, nothing_here, on_errors
from evidence.api import library, numbers, publications

ROOT = "api/v1/evidence/"
api = NinjaAPI(
    title="Violence Reduction Academy: evidence",
    version="1.0",
    description=(
        "Models of violence reduction, living summaries of what studies found, the studies and effects behind "
        "them, and every synthesis as it was published. Read-only, open to everybody, without a key. Lists "
        "answer at most 100 rows at a time; follow `next`. Answers carry an ETag: send it back in "
        "If-None-Match and an unchanged answer costs nothing."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="evidence_api",
)
on_errors(api)
for part in (library, numbers, publications):
    api.add_router("", part.router)


def openapi(request: HttpRequest) -> JsonResponse:
    """The description of the API, as OpenAPI 3.1."""
    return JsonResponse(api.get_openapi_schema(path_prefix=f"/{ROOT}"))


def api_urls() -> list[URLPattern]:
    """Its addresses, each wrapped in what every answer has in common."""
    held = [item for item in api.urls[0] if isinstance(item, URLPattern) and str(item.pattern)]
    found = [
        path(f"{ROOT}{item.pattern}", answering(item.callback, __name__), name=f"api_{item.name}")
        for item in held
    ]
    found.append(path(f"{ROOT}openapi.json", answering(openapi, __name__), name="api_openapi"))
    return [*found, re_path(rf"^{ROOT}.*$", answering(nothing_here, __name__), name="api_nothing")]
