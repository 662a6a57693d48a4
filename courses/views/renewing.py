"""Renewing a completion that has an end: when, how, and the short refresher."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.actions.paper import AnotherOpen, NoQuestions, NoTries
from courses.actions.renewal import NotDue, start_refresher, state_of
from courses.addresses import course_address
from courses.finding import find_standing
from courses.models import AnotherTry, Attempt
from courses.tries import standing_with_tries
from courses.views.paper import ANOTHER_OPEN
from courses.views.reading import get_outline


@login_required
def renew(request: HttpRequest, course: str) -> HttpResponse:
    """Say how long the completion counts and when it can be renewed; a button begins the refresher."""
    outline = get_outline(request, course)
    standing = find_standing(request.user, outline)
    enrolment = standing.enrolment
    if enrolment is None:
        return redirect(course_address(course))
    if request.method == "POST":
        try:
            start_refresher(enrolment=enrolment)
            return redirect(course_address(course, "paper"))
        except AnotherOpen:
            messages.warning(request, ANOTHER_OPEN)
            return redirect(course_address(course, "paper"))
        except NotDue:
            messages.warning(request, _("There is nothing to renew yet. This page says when there will be."))
        except NoTries:
            messages.warning(request, _("There is no try just now. This page says when there will be."))
        except NoQuestions:
            return render(request, "courses/paper_empty.html", {"outline": outline, "wing": "learn"})
        return redirect(course_address(course, "renew"))
    until, page = standing.record.until, outline.course
    context = {
        "outline": outline,
        "standing": standing,
        "state": state_of(enrolment, outline, timezone.localdate()),
        "opens": until - timedelta(days=page.renewal_days) if until else None,
        "tries": standing_with_tries(enrolment, page.limits, Attempt.Purpose.REFRESHER),
        "request_open": AnotherTry.objects.waiting().filter(enrolment=enrolment.pk).exists(),
        "wing": "learn",
    }
    return render(request, "courses/renew.html", context)
