"""The door for harvesters."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from evidence.oai.answers import answer


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answer OAI-PMH 2.0. It only reads, and says nothing that a visitor may not see, so POST needs no token."""
    given = request.POST if request.method == "POST" else request.GET
    body = answer(dict(given.lists()), settings.SITE_URL + reverse("evidence:oai"))
    response = HttpResponse(body, content_type="text/xml; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    return response
