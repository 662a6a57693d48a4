"""Publishing a summary: its numbers are worked out, frozen, and turned into ratings."""

from django.db import transaction
from django.utils import timezone

from evidence import rules
from evidence.actions.rating import rate
from evidence.actions.storing import refresh_model, refresh_summary
from evidence.calculating import hash_of, result_of
from evidence.gathering import inputs_of, studies_of
from evidence.models import Analysis, EvidenceSummaryPage, Rating, RatingScheme, Study, Synthesis


@transaction.atomic
def publish_summary(page: EvidenceSummaryPage) -> list[Synthesis]:
    """Freeze the numbers of a summary that was just published; unchanged ones are not frozen again.

    Returns what was frozen now.
    """
    page = EvidenceSummaryPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    studies = studies_of(page)
    analyses = page.analyses.select_related("outcome").prefetch_related("reasons")
    found = [(analysis, *freeze(page, analysis, studies)) for analysis in analyses]
    for analysis, synthesis, is_new in found:
        if is_new and not page.superseded_by_id:
            rate_models(page, analysis, synthesis)
    refresh_summary(page)
    for model in page.about.live():
        refresh_model(model)
    return [synthesis for _analysis, synthesis, is_new in found if is_new]


def freeze(page: EvidenceSummaryPage, analysis: Analysis, studies: list[Study]) -> tuple[Synthesis, bool]:
    """The frozen numbers of an analysis as it is now, and whether they are new.

    Going back to earlier inputs is a new row too: the newest row is what readers see.
    """
    inputs = inputs_of(analysis, studies)
    key = hash_of(inputs)
    rows = Synthesis.objects.filter(summary=page.pk, outcome=analysis.outcome_id)
    newest = rows.order_by("-published_at", "-pk").first()
    result = result_of(inputs)
    if newest is not None and (newest.input_hash, newest.engine) == (key, result["engine"]):
        return newest, False
    synthesis = Synthesis.objects.create(
        summary=page,
        outcome=analysis.outcome,
        input_hash=key,
        engine=result["engine"],
        inputs=inputs,
        result=result,
        certainty=result["certainty"],
        change_note=page.change or ("First published." if newest is None else ""),
    )
    return synthesis, True


def rate_models(page: EvidenceSummaryPage, analysis: Analysis, synthesis: Synthesis) -> None:
    """Compute our rating of every model this summary is about, on this outcome."""
    result = synthesis.result
    scheme = RatingScheme.objects.filter(ours=True).first()
    if scheme is None or not result["pooled"] or not result["band"]:
        return
    word = rules.computed_word(band=result["band"], sure=result["certainty"], studies=result["pooled"]["k"])
    for model in page.about.all():
        rate(
            page=model,
            scheme=scheme,
            aspect=analysis.outcome.name,
            outcome=analysis.outcome,
            word=word,
            sure=result["certainty"],
            change=result["change"],
            basis=Rating.Basis.COMPUTED,
            synthesis=synthesis,
            reason=reason_of(result, word),
            rated_on=timezone.localdate(),
        )


def reason_of(result: dict[str, object], word: str) -> str:
    """How a computed rating came about, in words."""
    band = next(band.name for band in (*rules.BANDS, rules.HARM) if band.key == result["band"])
    return (
        f"{rules.SCALE[word]}: {band.lower()} (a relative change of {result['change']:.0f} per cent for the "
        f"better) with {result['certainty']} certainty."
    )
