"""Publishing a summary freezes its numbers, computes ratings and draws what readers see."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from evidence.actions.publishing import publish_summary
from evidence.calculating import hash_of, result_of
from evidence.models import Effect, Rating, StoredPage, Synthesis
from tests import make_evidence as build

pytestmark = pytest.mark.django_db


def stored(page: Any) -> StoredPage:
    return StoredPage.objects.get(page=page.pk)


def test_a_published_summary_shows_numbers_worked_out_from_its_studies() -> None:
    page = build.summary(studies=5)
    frozen = Synthesis.objects.get(summary=page.pk)
    assert frozen.result == result_of(frozen.inputs)
    assert frozen.input_hash == hash_of(frozen.inputs)
    assert frozen.result["words"]["pooled"] in stored(page).html
    assert len(frozen.inputs["effects"]) == 5


def test_publishing_again_without_a_change_freezes_nothing_new() -> None:
    page = build.summary()
    page.save_revision().publish()
    assert publish_summary(page) == []
    assert Synthesis.objects.count() == 1


def test_a_corrected_effect_changes_nothing_until_it_is_published_and_then_says_what_changed() -> None:
    page = build.summary()
    before = stored(page).html
    Effect.objects.filter(study__slug="study-0").update(treated_events=90)
    assert stored(page).html == before
    page.change = "A misread number was put right."
    page.save_revision().publish()
    newest, oldest = Synthesis.objects.order_by("-pk")
    assert newest.result["pooled"]["estimate"] > oldest.result["pooled"]["estimate"]
    assert "A misread number was put right." in stored(page).html


def test_going_back_to_earlier_numbers_shows_the_earlier_numbers() -> None:
    page = build.summary()
    first = Synthesis.objects.get()
    for events in (90, 60):
        Effect.objects.filter(study__slug="study-0").update(treated_events=events)
        page.save_revision().publish()
    newest = Synthesis.objects.order_by("-pk").first()
    assert newest is not None
    assert (Synthesis.objects.count(), newest.input_hash) == (3, first.input_hash)
    assert stored(page).html.count(newest.result["words"]["pooled"]) >= 1


def test_published_numbers_can_never_be_changed_or_deleted() -> None:
    frozen = build.summary() and Synthesis.objects.get()
    for verb in (lambda: Synthesis.objects.update(engine="0"), lambda: frozen.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            verb()


def test_a_draft_shows_readers_nothing() -> None:
    page = build.summary(publish=False)
    assert not StoredPage.objects.filter(page=page.pk).exists()
    assert not Synthesis.objects.exists()


def test_an_unpublished_summary_is_taken_away_and_its_numbers_are_kept() -> None:
    page = build.summary()
    page.unpublish()
    assert not StoredPage.objects.filter(page=page.pk).exists()
    assert Synthesis.objects.count() == 1


def test_a_refused_pooling_says_why_and_gives_no_rating() -> None:
    model = build.model()
    page = build.summary(about=[model], pooling="refuse", refusal="The studies asked different things.")
    assert "The studies asked different things." in stored(page).html
    assert Synthesis.objects.get().result["pooled"] is None
    assert not Rating.objects.exists()


def test_numbers_that_cannot_be_pooled_are_refused_in_words_and_never_crash() -> None:
    page = build.summary(studies=1)
    Effect.objects.update(data="means", treated_mean=1, treated_sd=1, control_mean=1, control_sd=1)
    page.save_revision().publish()
    assert "cannot be used" in stored(page).html


def test_a_summary_without_studies_says_so() -> None:
    page = build.summary(studies=0)
    assert "There are no studies to pool." in stored(page).html


def test_effects_declared_to_share_a_control_group_are_combined_and_it_is_said() -> None:
    page = build.summary(studies=3)
    same = {"shared_control": "one", "control_events": 50, "control_n": 100}
    Effect.objects.filter(study__slug__in=["study-0", "study-1"]).update(**same)
    page.save_revision().publish()
    newest = Synthesis.objects.order_by("-pk")[0]
    assert newest.result["pooled"]["k"] == 2
    assert "share one control group" in stored(page).html


def test_a_summary_shows_how_the_rating_it_gives_moved() -> None:
    build.scheme()
    page = build.summary(about=[build.model()])
    assert "rating-history" in stored(page).html
    assert stored(page).data["history"][0]["word"] == "strong"
