"""An invitation's link: opening it changes nothing, so that a mail scanner cannot use it up."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from academy.models import User
from courses.actions.joining import InvitationRefused, accept_invitation, find_invitation


def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Say what the invitation is to; accept it by a button, signed in with the address it was sent to."""
    person = request.user if isinstance(request.user, User) else None
    try:
        held = find_invitation(secret, person)
        if request.method == "POST":
            if person is None:
                return redirect_to_login(request.get_full_path())
            held = accept_invitation(secret=secret, person=person)
            messages.success(request, _("Welcome. You are in."))
            return redirect(held.course.get_absolute_url() if held.course else "dashboard")
    except InvitationRefused as refused:
        status = 404 if str(refused) == "unknown" else 410
        return render(request, "courses/invitation.html", {"refused": str(refused)}, status=status)
    return render(request, "courses/invitation.html", {"invitation": held})
