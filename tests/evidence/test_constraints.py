"""What cannot be true is refused by the database itself, whoever writes it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from evidence.models import (
    Analysis,
    BiasJudgement,
    Effect,
    EvidenceSummaryPage,
    GradeReason,
    IncludedStudy,
    PracticeSubmission,
    Reference,
    ScreeningDecision,
    Study,
    Term,
)
from tests import make_evidence as build

pytestmark = pytest.mark.django_db
COUNTS = {"treated_events": 1, "treated_n": 2, "control_events": 1, "control_n": 2}
MEANS = {"data": "means", "treated_mean": 1.0, "treated_sd": 1.0, "control_mean": 1.0, "control_sd": 1.0}
PRINTED = {"data": "estimate", "estimate": 0.5, "low": 0.4, "high": 0.6}


def refused(make: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize(
    "wrong",
    [
        COUNTS | {"treated_events": 3},
        COUNTS | {"control_events": 3},
        COUNTS | {"treated_events": -1},
        COUNTS | {"control_n": None},
        COUNTS | {"level": 95.0},
        COUNTS | MEANS | {"treated_sd": 0.0},
        MEANS,
        PRINTED | {"low": 0.7},
        PRINTED | {"high": 0.45},
        PRINTED | {"estimate": None},
        {"data": "rates", "treated_events": 1, "treated_time": 0.0, "control_events": 1, "control_time": 1.0},
    ],
)
def test_effects_that_cannot_be(wrong: dict[str, Any]) -> None:
    study = Study.objects.create(slug="s", label="S", design="rct")
    refused(lambda: Effect.objects.create(study=study, outcome=build.outcome(), **wrong))


@pytest.mark.parametrize("right", [COUNTS, COUNTS | MEANS, PRINTED])
def test_effects_that_can_be(right: dict[str, Any]) -> None:
    study = Study.objects.create(slug="s", label="S", design="rct")
    effect = Effect(study=study, outcome=build.outcome(), **right)
    effect.full_clean()
    effect.save()
    assert Effect.objects.count() == 1


def test_a_missing_number_is_named_where_it_belongs() -> None:
    study = Study.objects.create(slug="s", label="S", design="rct")
    with pytest.raises(ValidationError) as caught:
        Effect(study=study, outcome=build.outcome(), data="estimate", estimate=0.5, low=0.4).full_clean()
    assert "high" in caught.value.message_dict


def test_two_references_never_share_a_doi_or_pmid_unless_one_is_a_duplicate() -> None:
    first = build.reference(doi="10.1000/a", pmid="1")
    refused(lambda: build.reference(doi="10.1000/a"))
    refused(lambda: build.reference(pmid="1"))
    build.reference(doi="10.1000/a", duplicate_of=first)
    refused(lambda: Reference.objects.filter(pk=first.pk).update(duplicate_of=first))


def test_words_without_reasons_are_refused() -> None:
    page = build.summary(publish=False, studies=0)
    study = Study.objects.create(slug="s", label="S", design="rct")
    refused(lambda: BiasJudgement.objects.create(study=study, domain="missing", judgement="low", reason=""))
    refused(lambda: Analysis.objects.create(page=page, outcome=build.outcome("o2"), pooling="refuse"))
    screening = page.screenings.create(reference=build.reference())
    refused(lambda: ScreeningDecision.objects.create(screening=screening, person=1, include=False))
    refused(lambda: PracticeSubmission.objects.create(title="x", token="x" * 20, state="declined"))


@pytest.mark.parametrize(
    ("reason", "step"), [("bias", 1), ("bias", -3), ("large", -1), ("dose", 2), ("luck", -1)]
)
def test_certainty_moves_only_as_grade_says(reason: str, step: int) -> None:
    page = build.summary(publish=False, studies=0)
    analysis = Analysis.objects.create(page=page, outcome=build.outcome("o2"))
    refused(lambda: GradeReason.objects.create(analysis=analysis, reason=reason, step=step, why="Because."))


def test_the_same_study_or_outcome_twice_in_a_summary_is_refused() -> None:
    page = build.summary(publish=False, studies=0)
    study = build.study(1)
    IncludedStudy.objects.create(page=page, study=study)
    refused(lambda: IncludedStudy.objects.create(page=page, study=study))
    Analysis.objects.create(page=page, outcome=build.outcome())
    refused(lambda: Analysis.objects.create(page=page, outcome=build.outcome()))


def test_counts_of_the_flow_that_do_not_add_up_are_named() -> None:
    page = build.summary(publish=False, studies=0)
    page.databases, page.registers, page.duplicates, page.other_removed, page.screened = 10, 0, 2, 0, 9
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert "leave 8, not 9" in str(caught.value.message_dict["screened"])


def test_facts_that_contradict_each_other_are_refused() -> None:
    refused(lambda: Study.objects.create(slug="s", label="S", design="rct", started=2010, ended=2009))
    build.term("setting", "School")
    refused(lambda: Term.objects.create(kind="setting", slug="school", name="School again"))
    page = build.summary(publish=False, studies=0)
    rows = EvidenceSummaryPage.objects.filter(pk=page.pk)
    refused(lambda: rows.update(searched_on="2026-02-01", next_due="2026-01-01"))
