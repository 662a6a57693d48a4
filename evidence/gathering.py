"""From a summary's rows to the plain values that `evidence.calculating` takes."""

from typing import Any

from evidence.models import Analysis, Effect, EvidenceSummaryPage, Study
from evidence.rules import overall_bias

NUMBERS = (
    *("treated_events", "treated_n", "control_events", "control_n"),
    *("treated_mean", "treated_sd", "control_mean", "control_sd"),
    *("treated_time", "control_time", "estimate", "low", "high", "level"),
    *("months", "subgroup", "moderator", "sample_cluster", "shared_control", "data"),
)


def studies_of(page: EvidenceSummaryPage) -> list[Study]:
    """The studies a summary (or its draft) includes, oldest first, with what is told of them, in 4 queries."""
    ids = [row.study_id for row in page.included.all()]
    rows = Study.objects.filter(pk__in=ids).order_by("year", "label")
    return list(rows.prefetch_related("effects__outcome", "judgements", "references"))


def inputs_of(analysis: Analysis, studies: list[Study]) -> dict[str, Any]:
    """One analysis as plain values, its effects in the order of the studies."""
    return {
        "outcome": {
            name: getattr(analysis.outcome, name)
            for name in ("slug", "name", "family", "good", "measure", "harm")
        },
        "pooling": analysis.pooling,
        "refusal": analysis.refusal,
        "method": analysis.method,
        "interval": analysis.interval,
        "prediction": analysis.prediction,
        "combine": analysis.combine,
        "baseline": None if analysis.baseline is None else analysis.baseline / 100,
        "baseline_source": analysis.baseline_source,
        "moderator": analysis.moderator,
        "start": analysis.start,
        "reasons": [
            {"reason": reason.reason, "step": reason.step, "why": reason.why}
            for reason in analysis.reasons.all()
        ],
        "effects": [
            effect_values(study, effect)
            for study in studies
            for effect in study.effects.all()
            if effect.outcome_id == analysis.outcome_id
        ],
    }


def effect_values(study: Study, effect: Effect) -> dict[str, Any]:
    """One effect as plain values."""
    return {
        "study": study.slug,
        "label": study.label,
        "year": study.year,
        "design": study.design,
        "bias": overall_bias(row.judgement for row in study.judgements.all()),
        **{name: getattr(effect, name) for name in NUMBERS},
    }
