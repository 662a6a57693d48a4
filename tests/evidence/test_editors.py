"""The editors' rooms of evidence: a network lead enters, previews, checks, publishes and rates without help."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask

from academy.actions.notify import follow
from academy.models import Notification
from evidence.due import tell_of_due
from evidence.models import Effect, LibraryPage, Rating, StoredPage
from tests import make
from tests import make_evidence as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client_for: Callable[..., Client]) -> Client:
    return client_for(make.staff("lead@example.org", "Network leads"))


def test_every_form_of_the_library_opens_for_a_network_lead(lead: Client) -> None:
    summary, model = build.summary(), build.model()
    addresses = [
        reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (summary, model, build.library())
    ]
    kinds = ("reference", "study", "outcome", "term", "factor")
    addresses += [f"/cms/snippets/evidence/{kind}/" for kind in kinds]
    addresses += [f"/cms/snippets/evidence/{kind}/add/" for kind in kinds]
    assert {address: lead.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_a_library_has_two_checks_on_the_way_to_publication() -> None:
    page = build.library()
    workflow = page.get_workflow()
    assert workflow is not None
    assert [task.name for task in workflow.tasks] == ["Methods check", "Lived-experience check"]
    build.library().save_revision().publish()
    assert GroupApprovalTask.objects.filter(name="Methods check").count() == 1


def test_an_editor_sends_a_summary_for_review_and_it_is_published_after_both_checks(
    client_for: Callable[..., Client],
) -> None:
    page = build.summary(publish=False)
    editor = make.staff("editor@example.org", "Evidence editors")
    lead = make.staff("second@example.org", "Network leads")
    state = LibraryPage.objects.get().get_workflow().start(page, editor)
    for _check in range(2):
        state.refresh_from_db()
        assert not StoredPage.objects.filter(page=page.pk).exists()
        state.current_task_state.specific.approve(user=lead)
    assert StoredPage.objects.filter(page=page.pk).exists()


def test_a_draft_says_how_it_differs_from_what_is_published() -> None:
    from evidence.previews import preview_context

    page = build.summary()
    Effect.objects.filter(study__slug="study-0").update(treated_events=90)
    draft = page.get_latest_revision_as_object()
    difference = preview_context(draft)["differences"][0]
    assert (difference["same"], difference["before"] == difference["after"]) == (False, False)
    Effect.objects.filter(study__slug="study-0").update(treated_events=60)
    assert preview_context(draft)["differences"][0]["same"] is True


def test_likely_shared_control_groups_are_suggested_to_editors_alone(client: Client) -> None:
    from evidence.previews import preview_context

    page = build.summary(studies=3)
    Effect.objects.filter(study__slug__in=["study-0", "study-1"]).update(control_events=50, control_n=100)
    page.save_revision().publish()
    said = preview_context(page.get_latest_revision_as_object())["differences"][0]["suggestions"]
    assert "Do they share one control group?" in said[0]
    assert "Do they share one control group?" not in client.get(page.get_absolute_url()).content.decode()


def test_a_study_is_drawn_while_it_is_typed(lead: Client) -> None:
    study = build.study(1)
    answer = lead.get(f"/cms/snippets/evidence/study/preview/{study.pk}/?mode=")
    assert answer.status_code == 200


def test_a_judged_rating_needs_a_word_of_our_scale_and_keeps_what_was_typed(lead: Client) -> None:
    page, scheme = build.model(), build.scheme()
    sent = {
        "scheme": scheme.pk,
        "aspect": "Violence",
        "word": "Superb",
        "reason": "Kept words.",
        "rated_on": "2026-01-01",
    }
    answer = lead.post(reverse("evidence_rate", args=[page.pk]), sent).content.decode()
    assert "not a word of our scale" in answer
    assert "Kept words." in answer
    lead.post(reverse("evidence_rate", args=[page.pk]), sent | {"word": "Promising"})
    assert Rating.objects.get().word == "promising"


def test_another_bodys_rating_needs_its_address_and_is_never_shown_as_ours(lead: Client) -> None:
    page, scheme = build.model(), build.scheme(ours=False)
    sent = {
        "scheme": scheme.pk,
        "aspect": "Violence",
        "word": "5 stars",
        "reason": "Theirs.",
        "rated_on": "2026-01-01",
    }
    assert "needs the address" in lead.post(reverse("evidence_rate", args=[page.pk]), sent).content.decode()
    lead.post(reverse("evidence_rate", args=[page.pk]), sent | {"url": "https://example.org/rating"})
    card = StoredPage.objects.get(page=page.pk).card
    assert (card["rating"], card["others"][0]["word"]) == (None, "5 stars")


def test_a_corrected_address_of_anothers_rating_is_kept(lead: Client) -> None:
    page, scheme = build.model(), build.scheme(ours=False)
    sent = {
        "scheme": scheme.pk,
        "aspect": "Violence",
        "word": "5 stars",
        "reason": "Theirs.",
        "rated_on": "2026-01-01",
    }
    for address in ("https://example.org/wrong", "https://example.org/right"):
        lead.post(reverse("evidence_rate", args=[page.pk]), sent | {"url": address})
    assert [rating.url for rating in Rating.objects.all()] == ["https://example.org/right"]


def test_editors_do_not_rate(client_for: Callable[..., Client]) -> None:
    editor = client_for(make.staff("editor@example.org", "Evidence editors"))
    answers = [
        editor.get(reverse("evidence_ratings")),
        editor.get(reverse("evidence_rate", args=[build.model().pk])),
    ]
    assert [answer.status_code for answer in answers] == [302, 302]  # back to the editors’ first page


def test_what_is_due_is_told_once_to_those_who_keep_it() -> None:
    make.staff("editor@example.org", "Evidence editors")
    build.model(review_due=date(2026, 1, 1))
    for _day in range(2):
        tell_of_due(date(2026, 1, 2))
    assert Notification.objects.filter(title__contains="Due to be looked at again").count() == 1


def test_followed_models_stand_on_the_dashboard(learner: Any, client_for: Callable[..., Client]) -> None:
    page, hidden = build.model("Mentoring", word="promising"), build.model("Hidden")
    for thing in (page, hidden):
        follow(person=learner, thing=thing)
    hidden.unpublish()
    answer = client_for(learner).get("/my/").content.decode()
    assert "Evidence you follow" in answer
    assert "Hidden" not in answer.split("<main")[1]


def test_a_retraction_shows_on_every_page_that_cites_it(lead: Client) -> None:
    page, reference = build.model(), build.reference()
    page.findings.create(text="It helped.", points="for", reference=reference)
    page.save_revision().publish()
    form = {
        "title": reference.title,
        "kind": "article-journal",
        "retracted": "on",
        "retraction_note": "By its authors.",
    }
    answer = lead.post(f"/cms/snippets/evidence/reference/edit/{reference.pk}/", form)
    assert answer.status_code == 302
    assert "By its authors." in StoredPage.objects.get(page=page.pk).html
