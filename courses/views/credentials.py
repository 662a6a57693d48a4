"""What the world may fetch of us as an issuer, and the holder's own downloads."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.sealing import CannotUnseal
from courses.actions.credentials import issue_credential
from courses.credentials.picture import as_text, baked_png, baked_svg
from courses.issuing import SECONDS_KEPT, our_did_document, status_list
from courses.models import Certificate, Credential
from courses.views.certificates import find_certificate

LARGEST_LIST = 1_000_000


def _for_anybody(response: HttpResponse) -> HttpResponse:
    """Let every verifier read it, in browsers too, and keep it for a minute."""
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=SECONDS_KEPT)
    return response


@require_safe
def did(request: HttpRequest) -> HttpResponse:
    """This site's DID document: the keys its credentials verify with."""
    return _for_anybody(JsonResponse(our_did_document(), content_type="application/did+json"))


@require_safe
def status(request: HttpRequest, number: int) -> HttpResponse:
    """A status list: which credentials are no longer valid, by place alone."""
    try:
        found = status_list(number) if number <= LARGEST_LIST else None
    except CannotUnseal:
        return HttpResponse(_("The list cannot be signed just now. Please try again later."), status=503)
    if found is None:
        raise Http404
    return _for_anybody(JsonResponse(found, content_type="application/vc"))


@login_required
@require_POST
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    """Sign the credential of a certificate that is older than credentials."""
    held = find_certificate(request, code)
    if held.revoked_at is None:
        issue_credential(certificate=held)
        messages.success(request, _("Your digital credential is ready to download."))
    return redirect(held)


@login_required
@require_safe
def download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The credential as JSON, or baked into a picture, for its holder alone."""
    held = find_certificate(request, code)
    found = Credential.objects.filter(certificate=held, document__isnull=False).first()
    if found is None or form not in KINDS:
        raise Http404
    response = HttpResponse(_made(form, found, held), content_type=KINDS[form])
    response["Content-Disposition"] = f'attachment; filename="credential-{held.code[:8]}.{form}"'
    return response


KINDS = {"json": "application/json", "svg": "image/svg+xml", "png": "image/png"}


def _made(form: str, found: Credential, held: Certificate) -> bytes:
    document, slug = found.document or {}, held.enrolment.course.slug
    if form == "png":
        return baked_png(document, slug=slug)
    if form == "svg":
        return baked_svg(document, slug=slug, title=held.course_title)
    return as_text(document).encode()
