"""A living summary as plain values: what its page and the API read."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.rich_text import expand_db_html

from evidence import rules
from evidence.citing import citation_of
from evidence.models import EvidenceSummaryPage, ModelPage, Rating, Reference, Study, Synthesis
from evidence.models.summaries import prisma_of
from evidence.permissions import open_to_all

TEXTS = (
    *("population", "intervention", "comparison", "outcomes_sought", "protocol", "flow_note"),
    *("conflicts", "authors", "reviewer", "change"),
)
RICH = ("plain_words", "searching", "london", "would_change")
DATES = ("searched_on", "next_due")


def summary_data(
    page: EvidenceSummaryPage, analyses: list[dict[str, Any]], studies: Iterable[Study]
) -> dict[str, Any]:
    """Everything a summary's page says; `analyses` are what `analysis_data` makes."""
    studies = list(studies)
    references = cited_by(studies)
    numbers = {reference.pk: place for place, reference in enumerate(references, start=1)}
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        **{name: getattr(page, name) for name in TEXTS},
        **{name: expand_db_html(getattr(page, name)) for name in RICH},
        **{name: value.isoformat() if (value := getattr(page, name)) else None for name in DATES},
        "models": [[model.slug, model.title] for model in models_open_to_all(page)],
        "topics": [[topic.slug, topic.name] for topic in page.topics.all()],
        "prisma": prisma_of(page),
        "analyses": analyses,
        "studies": [study_data(study, numbers) for study in studies],
        "references": [citation_of(reference) for reference in references],
        "log": log_of(page),
        "history": ratings_from(page),
        "superseded": superseding(page),
        "leave_button": page.leave_button,
    }


def analysis_data(outcome: Any, note: str, inputs: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    """One analysis with its reasons for certainty, ready to be drawn."""
    reasons = [
        reason
        | {
            "name": rules.GRADE_REASONS[reason["reason"]],
            "down": reason["step"] < 0,
            "up": reason["step"] > 0,
        }
        for reason in inputs["reasons"]
    ]
    given = {reason["reason"] for reason in inputs["reasons"]}
    return {
        "id": outcome.pk,
        "outcome": inputs["outcome"],
        "note": expand_db_html(note),
        "start": inputs["start"],
        "baseline_source": inputs["baseline_source"],
        "reasons": reasons,
        "no_reason": [name for key, name in rules.DOWNGRADES.items() if key not in given],
        "result": result,
        "people": people_in(inputs),
        "bias": bias_in(inputs),
        "certainty_words": rules.CERTAINTY_WORDS.get(result["certainty"], ""),
    }


def people_in(inputs: dict[str, Any]) -> int:
    """People behind the effects; a shared control group is counted once."""
    total, seen = 0, set()
    for row in inputs["effects"]:
        total += row["treated_n"] or 0
        key = row["shared_control"] or None
        if key is None or key not in seen:
            total += row["control_n"] or 0
        seen.add(key)
    return total


def bias_in(inputs: dict[str, Any]) -> list[list[Any]]:
    """How many effects come from studies of each risk of bias, worst first."""
    held = [row["bias"] for row in inputs["effects"]]
    return [[word, rules.JUDGEMENTS[word], held.count(word)] for word in rules.WORST_FIRST if word in held]


def study_data(study: Study, numbers: dict[int, int]) -> dict[str, Any]:
    """A study's line in the table of studies."""
    return {
        "slug": study.slug,
        "label": study.label,
        "design": str(study.get_design_display()),
        "country": study.country,
        "setting": study.setting,
        "population": study.population,
        "people": study.people,
        "year": study.year,
        "independence": str(study.get_independence_display()),
        "bias": rules.overall_bias(row.judgement for row in study.judgements.all()),
        "numbers": sorted(numbers[row.pk] for row in study.references.all() if row.pk in numbers),
        "note": study.note,
    }


def cited_by(studies: Iterable[Study]) -> list[Reference]:
    """The publications behind studies, each once, in the order they are met."""
    found = {row.pk: row for study in studies for row in study.references.all()}
    return list(found.values())


def log_of(page: EvidenceSummaryPage) -> list[dict[str, Any]]:
    """Every published synthesis, newest first."""
    rows = Synthesis.objects.filter(summary=page.pk).select_related("outcome")
    return [
        {
            "on": timezone.localtime(row.published_at).date().isoformat(),
            "outcome": row.outcome.name,
            "engine": row.engine,
            "hash": row.input_hash[:12],
            "certainty": row.certainty,
            "change": row.change_note,
            "pooled": (row.result.get("words") or {}).get("pooled") or row.result.get("refused", ""),
        }
        for row in rows
    ]


def ratings_from(page: EvidenceSummaryPage) -> list[dict[str, Any]]:
    """The ratings this summary gave, oldest first; of several models the first speaks for all."""
    rows = Rating.objects.filter(synthesis__summary=page.pk).order_by("page", "rated_on", "pk")
    first = rows.values_list("page", flat=True).first()
    return [
        {"aspect": row.aspect, "word": row.word, "rated_on": row.rated_on.isoformat()}
        for row in rows.filter(page=first)
    ]


def superseding(page: EvidenceSummaryPage) -> list[str] | None:
    """Slug and title of the summary that took this one's place, if one did and it is published."""
    newer = open_to_all(EvidenceSummaryPage.objects.filter(pk=page.superseded_by_id)).first()
    return [newer.slug, newer.title] if newer is not None else None


def models_open_to_all(page: EvidenceSummaryPage) -> QuerySet[ModelPage]:
    """The models a summary, or its draft, is about, as far as everybody may read them."""
    return open_to_all(ModelPage.objects.filter(pk__in=[model.pk for model in page.about.all()]))


def card_of_summary(data: dict[str, Any]) -> dict[str, Any]:
    """A summary's line in lists."""
    return {
        "title": data["title"],
        "slug": data["slug"],
        "summary": data["summary"],
        "studies": len(data["studies"]),
        "searched_on": data["searched_on"],
        "next_due": data["next_due"],
        "topics": data["topics"],
        "models": data["models"],
        "certainty": [analysis["result"]["certainty"] for analysis in data["analyses"]],
        "superseded": bool(data["superseded"]),
    }
