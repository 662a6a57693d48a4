"""A learner's own record: what counted and when, asking for a check, earlier learning."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from courses.actions.corrections import ask_for_check as ask
from courses.actions.prior import claim_prior_learning, withdraw_claim
from courses.addresses import course_address
from courses.explaining import lines_of, own_events
from courses.finding import find_standing
from courses.forms import PriorLearningForm
from courses.models import PriorLearning
from courses.views.reading import enrolled, get_outline


@login_required
@require_safe
def progress(request: HttpRequest, course: str) -> HttpResponse:
    """Each requirement: met, by which event, when and from where; or not yet, and what to do."""
    outline = get_outline(request, course)
    standing = find_standing(request.user, outline)
    context = {"outline": outline, "standing": standing, "lines": lines_of(standing), "wing": "learn"}
    if standing.enrolment is not None:
        context["events"] = own_events(standing.enrolment)
        context["asked"] = standing.enrolment.check_requests.last()
        context["changes"] = changes_since(standing.events[0].occurred_at.isoformat(), outline.data)
    return render(request, "courses/progress.html", context)


def changes_since(moment: str, data: dict[str, object]) -> list[dict[str, object]]:
    """What changed in the course after somebody began."""
    changes: list[dict[str, object]] = data.get("changes", [])  # type: ignore[assignment]
    return [change for change in changes if str(change["at"]) > moment]


@login_required
@require_POST
def ask_for_check(request: HttpRequest, course: str) -> HttpResponse:
    """Ask a person to look at one's own record."""
    enrolment = enrolled(request, get_outline(request, course))
    if enrolment is None:
        raise Http404
    ask(enrolment=enrolment, text=request.POST.get("text", ""))
    messages.success(request, _("A person will look at your record and write back to you here."))
    return redirect(course_address(course, "progress"))


@login_required
def prior_learning(request: MemberRequest, course: str) -> HttpResponse:
    """Claims of this person for this course, and a form for a new one while none waits."""
    outline = get_outline(request, course)
    rows = PriorLearning.objects.filter(learner__user=request.user, course=outline.course_id)
    claims = list(rows.prefetch_related("outcomes"))
    waiting = next((claim for claim in claims if claim.state == PriorLearning.State.WAITING), None)
    form = PriorLearningForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and waiting is None and form.is_valid():
        claim_prior_learning(person=request.user, course=outline.course, **form.cleaned_data)
        messages.success(request, _("It is sent. A reviewer will answer; you can learn on meanwhile."))
        return redirect(course_address(course, "prior_learning"))
    context = {"outline": outline, "claims": claims, "waiting": waiting, "form": form, "wing": "learn"}
    return render(request, "courses/prior_learning.html", context)


@login_required
@require_POST
def withdraw(request: MemberRequest, course: str, pk: int) -> HttpResponse:
    """Take one's own waiting claim back."""
    claim = get_object_or_404(PriorLearning, pk=pk, course__slug=course, learner__user=request.user)
    withdraw_claim(claim=claim)
    messages.success(request, _("It is taken back, and what you sent is deleted."))
    return redirect(course_address(course, "prior_learning"))
