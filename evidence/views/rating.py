"""Rating models: what stands now, and a form to add a judged rating or another body's."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.actions.audit import record
from academy.requests import MemberRequest
from evidence.actions.rating import rate
from evidence.forms import RatingForm
from evidence.models import ModelPage, Rating
from evidence.permissions import can_rate


@require_safe
def ratings(request: HttpRequest) -> HttpResponse:
    """Every published model with its current ratings."""
    if not can_rate(request.user):
        raise PermissionDenied
    pages = ModelPage.objects.live().order_by("title")
    held: dict[int, list[Rating]] = {}
    for row in Rating.objects.current().select_related("scheme"):
        held.setdefault(row.page_id, []).append(row)
    rows = [(page, held.get(page.pk, [])) for page in pages]
    return render(request, "evidence/ratings.html", {"rows": rows, "wing": "evidence"})


def rate_model(request: MemberRequest, pk: int) -> HttpResponse:
    """Add a rating to one model; the older ones stay."""
    if not can_rate(request.user):
        raise PermissionDenied
    page = get_object_or_404(ModelPage, id=pk)  # an id that no database could hold is not found
    form = RatingForm(request.POST or None, initial={"rated_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        basis = Rating.Basis.JUDGED if data["scheme"].ours else Rating.Basis.IMPORTED
        made = rate(page=page, basis=basis, **data)
        record(actor_id=request.user.pk, action="model rated", subject=page, rating=made.pk)
        messages.success(request, _("The rating is kept, and the page shows it."))
        return redirect("evidence_ratings")
    rows = page.ratings.select_related("scheme")
    return render(
        request, "evidence/rate.html", {"form": form, "page_rated": page, "rows": rows, "wing": "evidence"}
    )
