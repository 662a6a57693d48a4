"""Pictures, shown to those who may see them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from academy.models import AcademyRendition
from academy.permissions import can_see_image


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send one resized picture; a closed one looks the same as one that is not there."""
    rows = AcademyRendition.objects.select_related("image__collection")
    rendition = get_object_or_404(rows, file=name)
    if not can_see_image(request.user, rendition.image):
        raise Http404
    try:
        response = FileResponse(rendition.file.open("rb"))
    except FileNotFoundError as gone:
        raise Http404 from gone
    response["X-Content-Type-Options"] = "nosniff"
    if not request.user.is_authenticated:
        response["Cache-Control"] = "public, max-age=86400"
    return response
