"""The signed-in person's own pages: dashboard, name, privacy."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy import hooks, privacy
from academy.announcements import Renamed
from academy.forms import ProfileForm
from academy.requests import MemberRequest


@login_required
@require_safe
def dashboard(request: MemberRequest) -> HttpResponse:
    """What the person has open, from every installed wing."""
    parts = hooks.components(hooks.DASHBOARD, request)
    return render(request, "academy/my/dashboard.html", {"parts": parts})


@login_required
def profile(request: MemberRequest) -> HttpResponse:
    """Change the name other people see, and one's time zone."""
    person = request.user
    held = {"display_name": person.display_name, "time_zone": person.time_zone}
    form = ProfileForm(request.POST or None, initial=held)
    if request.method == "POST" and form.is_valid():
        person.display_name = form.cleaned_data["display_name"]
        person.time_zone = form.cleaned_data["time_zone"]
        person.save(update_fields=["display_name", "time_zone"])
        list(hooks.call(hooks.ANNOUNCEMENT, Renamed(person.pk)))
        messages.success(request, _("Saved."))
        return redirect("profile")
    return render(request, "academy/my/profile.html", {"form": form})


@login_required
@require_safe
def your_data(request: MemberRequest) -> HttpResponse:
    """What is held, and the two buttons: download and erase."""
    return render(request, "academy/my/privacy.html", {})


@require_POST
@reauthentication_required
def export(request: MemberRequest) -> HttpResponse:
    """Hand over everything held about the person as a ZIP."""
    response = HttpResponse(privacy.export(request.user), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response


@reauthentication_required
def erase(request: MemberRequest) -> HttpResponse:
    """Ask once more, in words, then erase the account and all that is personal."""
    context: dict[str, Any] = {"missed": False}
    if request.method == "POST":
        if request.POST.get("confirm") == "yes":
            person = request.user
            logout(request)
            privacy.erase(person, actor_id=person.pk)
            return render(request, "academy/my/erased.html")
        context["missed"] = True
    return render(request, "academy/my/erase.html", context)


@login_required
@require_safe
def second_factor(request: MemberRequest) -> HttpResponse:
    """Tell staff why a second factor is needed and where to set it up."""
    return render(request, "academy/my/second_factor.html", {"next": request.GET.get("next", "")})
