"""Twenty at once: one frozen number, one rating, one piece of practice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from evidence.actions.practice import receive_nomination, share_practice
from evidence.actions.publishing import publish_summary
from evidence.models import Effect, PracticeSubmission, Rating, StoredPage, Synthesis
from tests import make, make_evidence

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20
TOLD = {"title": "Tea", "what": "Tea.", "why": "Calm.", "who_for": "Parents", "where": "Hackney"}
TOLD |= {"coproduction": "Nobody yet", "worked": "no", "learnt": "Little."}


@pytest.fixture(autouse=True)
def ground() -> None:
    """The pages and roles that emptying the database takes away."""
    from wagtail.models import Collection, Locale, Page

    from academy.actions.roles import ensure_roles

    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code="en-gb")
        Page.add_root(instance=Page(title="Root", slug="root"))
        Collection.add_root(name="Root")
    ensure_roles()


def at_once(work: Callable[[], Any]) -> None:
    """Do the same twenty times in four threads; an exception in any of them fails the test."""

    def alone(_number: int) -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(alone, range(TIMES)))


def test_publishing_a_summary_twenty_times_freezes_and_rates_once() -> None:
    model = make_evidence.model()
    make_evidence.scheme()
    page = make_evidence.summary(about=[model])
    Effect.objects.filter(study__slug="study-0").update(treated_events=90)
    at_once(lambda: publish_summary(page))
    assert Synthesis.objects.count() == 2
    assert Rating.objects.filter(page=model).count() == 1
    assert StoredPage.objects.summaries().count() == 1


def test_rating_a_model_twenty_times_is_one_rating() -> None:
    model = make_evidence.model()
    make_evidence.scheme()
    at_once(lambda: make_evidence.rated(model, "promising"))
    assert Rating.objects.count() == 1


def test_the_same_practice_sent_or_nominated_twenty_times_is_kept_once() -> None:
    person = make.person()
    at_once(lambda: share_practice(person=person, token="t" * 20, values=TOLD))
    at_once(lambda: receive_nomination(source="plan:7", person=person, values=TOLD))
    assert PracticeSubmission.objects.count() == 2
