"""References that may be the same: look at two side by side, merge them, keep them apart, take a merge back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from academy.rules import number_in
from evidence.actions.merging import MergeRefused, keep_apart, merge_references, unmerge_references
from evidence.citations.kinds import BY_CSL
from evidence.models import LikelyPair, Reference, ReferenceMerge
from evidence.tasks import look_for_pairs
from evidence.views.keepers import keepers_only

A_PAGE, MERGES_SHOWN = 20, 10


@require_safe
@keepers_only
def pairs(request: MemberRequest) -> HttpResponse:
    """Likely pairs, the likeliest first, and the latest merges."""
    context = {
        "page_obj": Paginator(LikelyPair.objects.open(), A_PAGE).get_page(request.GET.get("page")),
        "merges": ReferenceMerge.objects.filter(undone_at__isnull=True).select_related("kept", "merged")[
            :MERGES_SHOWN
        ],
        "wing": "evidence",
    }
    return render(request, "evidence/references/pairs.html", context)


@require_safe
@keepers_only
def compare(request: MemberRequest) -> HttpResponse:
    """Two references side by side, to merge them or keep them apart."""
    chosen = [number for text in request.GET.getlist("reference") if (number := number_in(text))]
    rows = Reference.objects.in_use().filter(pk__in=chosen).prefetch_related("studies")
    two = list(rows.order_by("pk"))
    if len(two) != 2:
        messages.warning(request, _("Tick exactly two references to compare them."))
        return redirect("references")
    context = {"two": two, "facts": facts_of(two), "wing": "evidence"}
    return render(request, "evidence/references/compare.html", context)


def facts_of(two: list[Reference]) -> list[tuple[str, list[str], bool]]:
    """What the two say, fact by fact, and whether they agree."""
    kinds = {
        _("Title"): "title",
        _("Authors"): "authors",
        _("Year"): "year",
        _("Journal or book"): "container",
        "DOI": "doi",
        "PMID": "pmid",
    }
    facts = [(label, [str(getattr(row, name) or "") for row in two]) for label, name in kinds.items()]
    facts.append((_("Kind"), [BY_CSL[row.kind].endnote if row.kind in BY_CSL else row.kind for row in two]))
    facts.append((_("Studies"), ["; ".join(str(study) for study in row.studies.all()) for row in two]))
    return [(label, values, values[0] == values[1]) for label, values in facts]


def posted_two(request: MemberRequest) -> list[Reference]:
    """The two references a form names, in its order. Raises Http404."""
    numbers = [number_in(request.POST.get(name, "")) for name in ("keep", "merge")]
    rows = Reference.objects.in_bulk([number for number in numbers if number])
    found = [rows[number] for number in numbers if number in rows]
    if len(found) != 2:
        raise Http404
    return found


@require_POST
@keepers_only
def merge(request: MemberRequest) -> HttpResponse:
    """Merge two into the first or the second, or keep them apart for good."""
    kept, merged = posted_two(request)
    wish = request.POST.get("do")
    if wish == "second":
        kept, merged = merged, kept
    try:
        if wish == "apart":
            keep_apart(one=kept, other=merged, actor=request.user)
            messages.success(request, _("They stay two. Nobody is asked about them again."))
        else:
            merge_references(kept=kept, merged=merged, actor=request.user)
            messages.success(request, _("They are one now. You can take that back below."))
    except MergeRefused as error:
        messages.warning(request, str(error))
    return redirect("reference_pairs")


@require_POST
@keepers_only
def unmerge(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    try:
        unmerge_references(merge=get_object_or_404(ReferenceMerge, pk=pk), actor=request.user)
        messages.success(request, _("They are two again, each with what it had."))
    except MergeRefused as error:
        messages.warning(request, str(error))
    return redirect("reference_pairs")


@require_POST
@keepers_only
def look(request: MemberRequest) -> HttpResponse:
    """Look through the whole library, in the background."""
    transaction.on_commit(look_for_pairs.enqueue)
    messages.success(request, _("The library is being looked through. Likely pairs appear here in a minute."))
    return redirect("reference_pairs")
