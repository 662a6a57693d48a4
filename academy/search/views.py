"""The search page and its suggestions; both take anything and write nothing."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from academy.models import Topic
from academy.permissions import AnyUser
from academy.search import finding, rules
from academy.search.engines import Candidate
from academy.search.finding import Facet, Found
from academy.search.sources import kinds
from academy.search.spelling import did_you_mean

PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What this person may find of what they asked for; without a question, where to begin."""
    names = {key: str(name) for key, name in kinds().items()}
    kind = request.GET.get("kind", "")
    kind = kind if kind in names else ""
    topic = request.GET.get("topic", "")
    topic = topic if topic.isprintable() and " " not in topic and len(topic) <= 100 else ""
    found = finding.find(request.GET.get("q", ""), request.user, kind=kind, topic=topic)
    context: dict[str, Any] = {"found": found, "query": found.query}
    if found.query.is_empty:
        context["topics"] = Topic.objects.all()
    else:
        context |= answers(found, request.GET.get("page", "1"), names, request.user)
    return render(request, "academy/search.html", context)


def answers(found: Found, page: str, names: dict[str, str], person: AnyUser) -> dict[str, Any]:
    """One page of results, the ways to narrow them, and help when there are none."""
    page_obj = Paginator(found.results, PER_PAGE).get_page(page)
    return {
        "page_obj": page_obj,
        "total": _("more than %d") % len(found.results) if found.more else str(len(found.results)),
        "results": shown(found, page_obj, names),
        "filters": [
            {"name": "kind", "label": _("Kind"), "all": _("Any kind"), "chosen": found.asked.kind,
             "facets": [Facet(item.key, names.get(item.key, item.key), item.count) for item in found.kinds]},
            {"name": "topic", "label": _("Topic"), "all": _("Any topic"), "chosen": found.asked.topic,
             "facets": found.topics},
        ],
        "instead": "" if found.kinds else did_you_mean(found.query, found.asked, person),
    }  # fmt: skip


def shown(found: Found, rows: "Page[Candidate]", names: dict[str, str]) -> list[dict[str, Any]]:
    """Results as the template shows them, with marks; the rules escape whatever stands between."""
    missing = [row for row in rows if row.id not in found.bodies]
    bodies = found.bodies | (finding.bodies(missing) if missing else {})
    return [
        {
            "url": row.url,
            "kind": names.get(row.kind, row.kind),
            "title": mark_safe(rules.marked(row.title, found.query.stems)),  # noqa: S308 - escaped there
            "snippet": mark_safe(  # noqa: S308 - escaped there
                rules.snippet(found.query, body=bodies.get(row.id, ""), summary=row.summary)
            ),
        }
        for row in rows
    ]


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that hold what was typed so far, the last word as a beginning."""
    rows = finding.suggest(request.GET.get("q", ""), request.user)
    return JsonResponse({"suggestions": [{"title": row.title, "url": row.url} for row in rows]})
