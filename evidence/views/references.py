"""The library's references, for those who keep them: find them, take them away."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from academy.requests import MemberRequest
from evidence.exporting import FORMS, answer
from evidence.models import LikelyPair, Reference, ReferenceImport
from evidence.views.keepers import keepers_only

A_PAGE, A_BATCH, MOST_WORDS = 50, 200, 8


def asked_for(request: MemberRequest) -> tuple[str, QuerySet[Reference]]:
    """The words of the address, and the references that hold each of them; by author and year."""
    words = " ".join(request.GET.get("q", "")[:200].split())
    rows = Reference.objects.in_use()
    for word in words.split()[:MOST_WORDS]:
        fields = ("title", "authors", "container", "doi", "pmid")
        found = Q(*((f"{name}__icontains", word) for name in fields), _connector=Q.OR)
        rows = rows.filter(found | Q(year=int(word))) if is_year(word) else rows.filter(found)
    return words, rows.order_by("authors", "year", "title", "pk")


def is_year(word: str) -> bool:
    """Whether a word can be a year."""
    return len(word) == 4 and word.isascii() and word.isdigit()


@require_safe
@keepers_only
def references(request: MemberRequest) -> HttpResponse:
    """Every reference, searched by the address."""
    words, rows = asked_for(request)
    context = {
        "words": words,
        "query": urlencode({"q": words}) if words else "",
        "page_obj": Paginator(rows.defer("csl", "abstract"), A_PAGE).get_page(request.GET.get("page")),
        "imports": ReferenceImport.objects.all()[:5],
        "pairs": LikelyPair.objects.open().count(),
        "forms": FORMS.values(),
        "wing": "evidence",
    }
    return render(request, "evidence/references/list.html", context)


@require_safe
@keepers_only
def export(request: MemberRequest, form: str) -> HttpResponseBase:
    """What the same address of the list shows, as a file."""
    _words, rows = asked_for(request)
    return answer(rows.iterator(A_BATCH), form, "references")
