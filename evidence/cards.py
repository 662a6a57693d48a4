"""A model as plain values: what its page, its line in the toolkit and the API all read."""

from collections.abc import Iterable
from typing import Any

from wagtail.rich_text import expand_db_html

from evidence.citing import citation_of
from evidence.models import ModelPage, Rating, Synthesis
from evidence.permissions import open_to_all
from evidence.rules import CERTAINTY, UNRANKED

FACETS = {
    "level": "levels",
    "setting": "settings",
    "sector": "sectors",
    "age": "ages",
    "violence": "violence",
}
TEXTS = (
    *("who_for", "readiness", "staffing", "training", "cost_note", "fidelity", "adaptations", "monitoring"),
    *("coproduction", "equality", "harms", "not_known", "conflicts"),
)
RICH = ("what", "mechanism", "components", "london")


def card_of(page: ModelPage) -> dict[str, Any]:
    """A model's line in lists; the keys are the contract of the toolkit, its maps and its downloads."""
    ratings = list(page.ratings.current().select_related("scheme", "outcome"))
    ours = [our_rating(rating) for rating in ratings if rating.scheme.ours]
    headline = headline_of(ours)
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "maturity": page.maturity,
        "cost": page.cost,
        "rating": headline,
        "ratings": ours,
        "others": [other_rating(rating) for rating in ratings if not rating.scheme.ours],
        "terms": {
            kind: [[term.slug, term.name] for term in getattr(page, field).all()]
            for kind, field in FACETS.items()
        },
        "factors": [[f.slug, f.name, f.level, f.direction] for f in page.factors.all()],
        "topics": [[topic.slug, topic.name] for topic in page.topics.all()],
        "studies": sum(summary.included.count() for summary in open_to_all(page.summaries.all())),
        "coproduced": page.coproduction,
        "review_due": page.review_due.isoformat() if page.review_due else None,
        "unranked": bool(headline and headline["word"] in UNRANKED),
    }


def our_rating(rating: Rating) -> dict[str, Any]:
    """One of our own ratings."""
    return {
        "word": rating.word,
        "sure": rating.sure,
        "aspect": rating.aspect,
        "family": rating.outcome.family if rating.outcome else "",
        "change": rating.change,
        "basis": rating.basis,
        "reason": rating.reason,
        "rated_on": rating.rated_on.isoformat(),
    }


def other_rating(rating: Rating) -> dict[str, Any]:
    """What another body says."""
    return {
        "scheme": rating.scheme.name,
        "body": rating.scheme.body,
        "word": rating.word,
        "aspect": rating.aspect,
        "reason": rating.reason,
        "url": rating.url,
        "rated_on": rating.rated_on.isoformat(),
    }


def headline_of(ratings: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """The rating a list shows: harm first, then no benefit, then the surest, then the newest."""
    warned = {"harmful": 2, "none": 1}

    def weight(rating: dict[str, Any]) -> tuple[int, int, str]:
        sure = CERTAINTY.index(rating["sure"]) if rating["sure"] in CERTAINTY else -1
        return warned.get(rating["word"], 0), sure, rating["rated_on"]

    return max(ratings, key=weight, default=None)


def model_data(page: ModelPage) -> dict[str, Any]:
    """Everything a model's page says, as plain values."""
    findings = list(page.findings.all())
    cited = {f.reference_id: f.reference for f in findings if f.reference is not None}
    numbers = {pk: place for place, pk in enumerate(cited, start=1)}
    return {
        **card_of(page),
        **{name: getattr(page, name) for name in TEXTS},
        **{name: expand_db_html(getattr(page, name)) for name in RICH},
        "maturity_name": str(page.get_maturity_display()),
        "cost_name": str(page.get_cost_display()),
        "findings": [
            {
                "text": finding.text,
                "points": finding.points,
                "points_name": str(finding.get_points_display()),
                "caution": finding.caution,
                "number": numbers.get(finding.reference_id),
            }
            for finding in findings
        ],
        "references": [citation_of(reference) for reference in cited.values()],
        "links": [{"title": link.title, "url": link.url} for link in page.links.all()],
        "summaries": [
            {"title": summary.title, "slug": summary.slug, "summary": summary.summary}
            for summary in open_to_all(page.summaries.all())
        ],
        "history": history_of(page),
        "numbers": numbers_of(page),
        "leave_button": page.leave_button,
    }


def history_of(page: ModelPage) -> list[dict[str, Any]]:
    """Our ratings of a model, oldest first."""
    rows = page.ratings.ours().order_by("rated_on", "pk").select_related("scheme", "outcome")
    return [our_rating(rating) | {"basis_name": str(rating.get_basis_display())} for rating in rows]


def numbers_of(page: ModelPage) -> dict[str, Any] | None:
    """What the newest published synthesis about this model means for people, where there is one."""
    summaries = open_to_all(page.summaries.filter(superseded_by__isnull=True))
    rows = Synthesis.objects.filter(summary__in=summaries).select_related("summary", "outcome")
    for row in rows.order_by("-published_at", "-pk"):
        if row.result["absolute"]:
            return {
                "absolute": row.result["absolute"],
                "bands": row.result["bands"],
                "certainty": row.certainty,
                "harm": row.inputs["outcome"]["harm"],
                "k": row.result["pooled"]["k"],
                "words": row.result["words"]["pooled"],
                "slug": row.summary.slug,
                "title": row.summary.title,
            }
    return None
