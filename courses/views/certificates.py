"""Asking for a certificate, holding it, and checking somebody else's."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.requests import MemberRequest
from courses.actions.certificates import NotComplete, award_certificate, reissue_certificate
from courses.certificate_pdf import certificate_pdf
from courses.credential_forms import CredentialForm
from courses.explaining import lines_of
from courses.finding import find_standing
from courses.forms import CertificateNameForm
from courses.models import Certificate
from courses.permissions import can_open_certificate
from courses.views.reading import enrolled, get_outline


@login_required
def award(request: MemberRequest, course: str) -> HttpResponse:
    """Confirm the name for a certificate; GET shows what is met and writes nothing."""
    outline = get_outline(request, course)
    enrolment = enrolled(request, outline)
    if enrolment is None:
        return redirect("courses:course", course=course)
    held = enrolment.certificates.in_force().first()
    if held is not None:
        return redirect(held)
    form = CertificateNameForm(request.POST or None, initial={"name": request.user.display_name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            return redirect(award_certificate(enrolment=enrolment, name=name, awarded_at=timezone.now()))
        except NotComplete:
            messages.warning(request, _("Something is still to do. It is listed below."))
    standing = find_standing(request.user, outline)
    lines = lines_of(standing)
    context = {"outline": outline, "standing": standing, "lines": lines, "form": form, "wing": "learn"}
    return render(request, "courses/award.html", context)


def find_certificate(request: HttpRequest, code: str) -> Certificate:
    """The holder's own certificate; for anybody else there is nothing here."""
    rows = Certificate.objects.select_related("enrolment__learner", "enrolment__course")
    held = rows.filter(code=clean_code(code)).first()
    if held is None or not can_open_certificate(request.user, held):
        raise Http404
    return held


@login_required
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate as a page; a wrong name is mended by a new issue."""
    held = find_certificate(request, code)
    form = CertificateNameForm(request.POST or None, initial={"name": held.name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        new = reissue_certificate(certificate=held, name=name, actor_id=request.user.pk)
        messages.success(
            request, _("Your certificate carries the new name. The old one is marked as replaced.")
        )
        return redirect(new)
    context = {"certificate": held, "form": form, "verify_url": verify_url(request, held), "wing": "learn"}
    return render(request, "courses/certificate.html", context)


@login_required
@require_safe
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate as a PDF."""
    held = find_certificate(request, code)
    response = HttpResponse(certificate_pdf(held, verify_url(request, held)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificate-{held.code[:8]}.pdf"'
    return response


def verify_url(request: HttpRequest, held: Certificate) -> str:
    """The full address where anybody can check the certificate."""
    return request.build_absolute_uri(held.get_verify_url())


def clean_code(text: str) -> str:
    """A code as it is stored: capitals, no dashes or spaces, letters that look like digits put right."""
    code = re.sub(r"[\s-]", "", text).upper()
    return code.translate(str.maketrans("OIL", "011"))[:40]


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a code is a certificate of ours and still valid: name, course and day, nothing more."""
    held = Certificate.objects.filter(code=clean_code(code)).first()
    context = {
        "certificate": held,
        "code": code[:40],
        "state": held.state() if held else None,
        "wing": "learn",
    }
    return render(request, "courses/verify.html", context, status=200 if held else 404)


@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """A box for a code."""
    code = clean_code(request.GET.get("code", ""))
    if code and code.isalnum():
        return redirect("courses:verify", code=code)
    return render(request, "courses/verify.html", {"asking": True, "form": CredentialForm(), "wing": "learn"})
