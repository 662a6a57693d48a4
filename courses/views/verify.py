"""Checking a credential from us or from elsewhere: nothing is kept, nothing is fetched."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from courses.credential_forms import CredentialForm
from courses.credential_words import spoken
from courses.credentials.checking import check
from courses.issuing import us


def credential(request: HttpRequest) -> HttpResponse:
    """What a pasted or uploaded credential proves, line by line."""
    if request.method != "POST":
        return redirect("courses:verify_form")
    form = CredentialForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "courses/verify.html", {"asking": True, "form": form, "wing": "learn"})
    found = form.cleaned_data["credential"]
    brought = form.cleaned_data["did_document"]
    report = check(found, now=timezone.now(), ours=us(found), pasted=brought)
    context = {"report": report, "verdict": spoken(report), "form": form, "wing": "learn"}
    context["bring"] = any(line.why == "no_key" for line in report.lines)
    return render(request, "courses/credential_report.html", context)
