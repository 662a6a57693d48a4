"""The toolkit to take away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from evidence.addresses import model_address
from evidence.downloads import FORMS, Origin
from evidence.views.toolkit import shelf_for


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """What the same address of the toolkit shows this person, as a file."""
    if form not in FORMS:
        raise Http404
    kind, write = FORMS[form]
    today = timezone.localdate()
    site = request.build_absolute_uri("/").rstrip("/")
    origin = Origin(site, today, lambda slug: site + model_address(slug))
    response = HttpResponse(write(shelf_for(request).cards, origin), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="evidence-models-{today.isoformat()}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
