"""Drafts as a reader would see them, for Wagtail's preview; a study's plot moves while it is typed."""

from typing import Any

from django.template.loader import render_to_string

from evidence.calculating import hash_of, result_of
from evidence.cards import card_of, model_data
from evidence.digests import analysis_data, card_of_summary, summary_data
from evidence.gathering import effect_values, inputs_of, studies_of
from evidence.models import EvidenceSummaryPage, ModelPage, Outcome, StoredPage, Study, Synthesis
from evidence.slots import fill, people_slots


def preview_context(page: Any) -> dict[str, Any]:
    """What the page's template needs, taken from the draft."""
    if isinstance(page, ModelPage):
        return model_context(page)
    if isinstance(page, EvidenceSummaryPage):
        return summary_context(page)
    from evidence.views.toolkit import toolkit_context

    return {"preview": True, "show_leave": False} | toolkit_context()


def model_context(page: ModelPage) -> dict[str, Any]:
    """A model's draft."""
    html = render_to_string("evidence/parts/model_body.html", {"model": model_data(page)})
    return framed(StoredPage(kind="model", slug=page.slug, title=page.title, card=card_of(page), html=html))


def summary_context(page: EvidenceSummaryPage) -> dict[str, Any]:
    """A summary's draft with its numbers worked out now, and how they differ from what is published."""
    studies = studies_of(page)
    drafted = []
    differences = []
    for analysis in page.analyses.all():
        inputs = inputs_of(analysis, studies)
        result = result_of(inputs)
        drafted.append(analysis_data(analysis.outcome, analysis.note, inputs, result))
        differences.append(difference(page, analysis.outcome, hash_of(inputs), result))
    data = summary_data(page, drafted, studies)
    stored = StoredPage(kind="summary", slug=page.slug, title=page.title, card=card_of_summary(data))
    stored.html = render_to_string("evidence/parts/summary_body.html", {"summary": data})
    stored.slots = people_slots(data)
    return framed(stored) | {"differences": differences}


def framed(stored: StoredPage) -> dict[str, Any]:
    """A draft in the frame of a published page."""
    return {
        "preview": True,
        "show_leave": False,
        "stored": stored,
        "card": stored.card,
        "head": {},
        "html": fill(stored, {}),
    }


def difference(
    page: EvidenceSummaryPage, outcome: Outcome, key: str, result: dict[str, Any]
) -> dict[str, Any]:
    """How a draft's numbers on one outcome differ from the published ones."""
    rows = Synthesis.objects.filter(summary=page.pk, outcome=outcome.pk)
    newest = rows.order_by("-published_at", "-pk").first()
    return {
        "outcome": outcome.name,
        "same": newest is not None and newest.input_hash == key,
        "before": said(newest.result) if newest is not None else "",
        "after": said(result),
        "suggestions": result["suggestions"],
    }


def said(result: dict[str, Any]) -> str:
    """A result in one sentence."""
    certainty = f" Certainty: {result['certainty']}." if result["certainty"] else ""
    return f"{result['words']['pooled'] or result['refused']}{certainty}"


def study_context(study: Study) -> dict[str, Any]:
    """A study's effects as plots, one an outcome; each stands alone, nothing is pooled."""
    plots = []
    outcomes = {effect.outcome_id: effect.outcome for effect in study.effects.all() if effect.outcome_id}
    for outcome in outcomes.values():
        effects = [effect for effect in study.effects.all() if effect.outcome_id == outcome.pk]
        rows = [effect_values(study, effect) | {"label": label(effect)} for effect in effects]
        plots.append(analysis_data(outcome, "", lone(outcome, rows), result_of(lone(outcome, rows))))
    return {"preview": True, "show_leave": False, "study": study, "analyses": plots, "wing": "evidence"}


def label(effect: Any) -> str:
    """What tells a study's effects apart."""
    parts = [f"{effect.months:g} months" if effect.months is not None else "", effect.subgroup]
    return ", ".join(part for part in parts if part) or str(effect.study.label or "This study")


def lone(outcome: Outcome, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Inputs that show effects without pooling them."""
    names = ("slug", "name", "family", "good", "measure", "harm")
    return {
        "outcome": {name: getattr(outcome, name) for name in names},
        "pooling": "refuse",
        "refusal": "A study’s own effects are shown one by one.",
        "method": "reml",
        "interval": "normal",
        "prediction": "t(k-1)",
        "combine": False,
        "baseline": None,
        "baseline_source": "",
        "moderator": "",
        "start": "low",
        "reasons": [],
        "effects": rows,
    }
