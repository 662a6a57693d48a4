"""Ratings: computed by visible rules, kept as history, told to followers when they fall."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from academy.actions.notify import follow, mute
from academy.models import Notification
from evidence.models import ModelPage, Rating, StoredPage
from tests import make_evidence as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def model() -> ModelPage:
    return build.model()


def test_publishing_a_summary_rates_the_models_it_is_about(model: ModelPage) -> None:
    build.scheme()
    build.summary(about=[model])
    rating = Rating.objects.get(page=model)
    assert (rating.basis, rating.sure, rating.aspect) == ("computed", "moderate", "Not reoffending")
    assert rating.word == "strong"
    assert "moderate certainty" in rating.reason
    assert StoredPage.objects.get(page=model.pk).card["rating"]["word"] == "strong"


def test_the_same_rating_again_adds_nothing(model: ModelPage) -> None:
    build.rated(model, "promising")
    build.rated(model, "promising", on=date(2026, 2, 1))
    assert Rating.objects.count() == 1


def test_a_changed_rating_is_a_new_row_and_the_old_one_stays(model: ModelPage) -> None:
    build.rated(model, "promising")
    build.rated(model, "mixed", on=date(2026, 2, 1))
    assert list(Rating.objects.order_by("rated_on").values_list("word", flat=True)) == ["promising", "mixed"]
    assert [rating.word for rating in Rating.objects.current()] == ["mixed"]


def test_a_fall_is_told_once_to_followers_and_to_nobody_who_muted(
    model: ModelPage, learner: Any, owner: Any
) -> None:
    for person in (learner, owner):
        follow(person=person, thing=model)
    mute(person=owner, thing=model)
    build.rated(model, "promising")
    build.rated(model, "mixed", on=date(2026, 2, 1))
    build.rated(model, "mixed", on=date(2026, 2, 1))
    told = Notification.objects.get()
    assert told.person == learner
    assert "from Promising to Mixed" in told.text


def test_a_rise_and_a_fall_long_ago_are_not_news(model: ModelPage, learner: Any) -> None:
    follow(person=learner, thing=model)
    build.rated(model, "mixed", on=date(2026, 2, 1))
    build.rated(model, "strong", on=date(2026, 3, 1))
    build.rated(model, "harmful", on=date(2026, 1, 1))
    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"word": "excellent", "basis": "judged"},
        {"word": "strong", "basis": "computed"},
        {"word": "5 stars", "basis": "imported"},
        {"word": "strong", "basis": "judged", "reason": ""},
        {"word": "strong", "basis": "judged", "sure": "fairly"},
    ],
)
def test_ratings_that_cannot_be_are_refused_by_the_database(model: ModelPage, wrong: dict[str, str]) -> None:
    values = {"reason": "Because.", "rated_on": date(2026, 1, 1), "aspect": "Violence"} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(page=model, scheme=build.scheme(), **values)


def test_a_harmful_word_leads_whatever_else_is_said(model: ModelPage) -> None:
    build.rated(model, "strong", aspect="Referral", sure="high")
    build.rated(model, "harmful", aspect="Offending")
    model.save_revision().publish()
    card = StoredPage.objects.get(page=model.pk).card
    assert (card["rating"]["word"], card["unranked"]) == ("harmful", True)
