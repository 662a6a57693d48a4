"""Screening: two people apart from each other, conflicts settled with a reason, counts for the draft alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from evidence.actions.screening import ScreeningRefused, counts_of, decide, flow_of, settle, use_counts
from evidence.models import EvidenceSummaryPage, Screening, ScreeningDecision
from evidence.screening_rules import ScreeningCounts, flow_counts, screening_counts, standing
from tests import make, make_evidence
from tests.make_references import imported, several

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Any, Any]:
    return tuple(make.staff(f"{name}@example.org", "Evidence editors") for name in ("one", "two"))  # type: ignore[return-value]


@pytest.fixture
def page() -> EvidenceSummaryPage:
    return make_evidence.summary(publish=False, studies=0)


@pytest.fixture
def row(page: EvidenceSummaryPage) -> Screening:
    return Screening.objects.create(page=page, reference=make_evidence.reference("A trial of calm"))


@pytest.mark.pure
def test_how_far_a_record_is() -> None:
    told = [standing(settled="", decisions=each) for each in ([], [True], [True, False], [False, False])]
    assert told == ["untouched", "half", "conflict", "exclude"]
    assert standing(settled="include", decisions=[True, False]) == "include"


@pytest.mark.pure
def test_the_flow_adds_up_and_waits_for_what_is_open() -> None:
    counts = screening_counts(["include"] * 3 + ["exclude"] * 7)
    assert flow_counts(counts) == {"screened": 10, "excluded": 7, "sought": 3}
    whole = flow_counts(counts, identified=15, refused=1)
    assert (whole["databases"], whole["duplicates"], whole["other_removed"]) == (15, 4, 1)
    assert flow_counts(ScreeningCounts(1, 0, 0, 2, 2)) == {}
    assert "databases" not in flow_counts(counts, identified=5)


def test_two_who_agree_have_settled_it(row: Screening, two: Any) -> None:
    for person in two:
        decide(screening=row, person=person, include=False, reason="Wrong population")
    row.refresh_from_db()
    assert (row.settled, row.settled_reason, row.settled_by) == ("exclude", "Wrong population", None)


def test_a_conflict_waits_for_a_reason(row: Screening, two: Any) -> None:
    decide(screening=row, person=two[0], include=True)
    decide(screening=row, person=two[1], include=False, reason="Not about violence")
    with pytest.raises(ScreeningRefused):
        settle(screening=row, actor=two[0], word="include", reason=" ")
    third = make.staff("three@example.org", "Network leads")
    settle(screening=row, actor=third, word="include", reason="It measures assaults.")
    row.refresh_from_db()
    assert (row.settled, row.settled_by) == ("include", third.pk)


def test_nobody_settles_before_two_have_decided(row: Screening, two: Any) -> None:
    decide(screening=row, person=two[0], include=True)
    with pytest.raises(ScreeningRefused):
        settle(screening=row, actor=two[1], word="exclude", reason="I think so.")


def test_a_mind_may_be_changed_until_the_other_has_decided(row: Screening, two: Any) -> None:
    decide(screening=row, person=two[0], include=True)
    decide(screening=row, person=two[0], include=False, reason="On reflection")
    decide(screening=row, person=two[1], include=True)
    with pytest.raises(ScreeningRefused):
        decide(screening=row, person=two[0], include=True)
    assert counts_of(row.page).conflict == 1


def test_a_third_decision_is_refused_and_leaving_out_needs_a_reason(row: Screening, two: Any) -> None:
    with pytest.raises(ScreeningRefused):
        decide(screening=row, person=two[0], include=False, reason=" ")
    decide(screening=row, person=two[0], include=True)
    decide(screening=row, person=two[1], include=False, reason="No comparison")
    with pytest.raises(ScreeningRefused):
        decide(screening=row, person=make.staff("three@example.org", "Network leads"), include=True)


def test_neither_sees_the_others_decision_first(
    row: Screening, two: Any, client_for: Callable[..., Client]
) -> None:
    decide(screening=row, person=two[0], include=False, reason="Secret thought")
    place = reverse("screening_list", args=[row.page_id])
    browser = client_for(two[1])
    for show in ("mine", "waiting", "conflict", "settled"):
        answer = browser.get(place, {"show": show}).content.decode()
        assert "Secret thought" not in answer
    assert "checked" not in browser.get(place).content.decode()


def test_a_page_of_decisions_is_kept_and_what_is_wrong_stays_typed(
    page: EvidenceSummaryPage, row: Screening, two: Any, client_for: Callable[..., Client]
) -> None:
    other = Screening.objects.create(page=page, reference=make_evidence.reference("Another trial"))
    form = {f"decision-{row.pk}": "include", f"decision-{other.pk}": "exclude", f"reason-{other.pk}": " "}
    answer = client_for(two[0]).post(reverse("screening_list", args=[page.pk]), form).content.decode()
    assert ScreeningDecision.objects.get().screening == row
    assert "Say why it is left out." in answer
    assert f'href="#reason-{other.pk}"' in answer
    assert "checked" in answer


def test_the_filters_show_what_they_say(
    page: EvidenceSummaryPage, row: Screening, two: Any, client_for: Callable[..., Client]
) -> None:
    browser, place = client_for(two[0]), reverse("screening_list", args=[page.pk])
    decide(screening=row, person=two[0], include=True)
    assert "A trial of calm" in browser.get(place, {"show": "waiting"}).content.decode()
    decide(screening=row, person=two[1], include=False, reason="No comparison")
    assert "No comparison" in browser.get(place, {"show": "conflict"}).content.decode()
    browser.post(reverse("screening_settle", args=[row.pk]), {"settle": "exclude", "reason": "We talked."})
    assert "We talked." in browser.get(place, {"show": "settled"}).content.decode()


def test_counts_go_into_the_draft_and_not_to_readers(
    two: Any, django_capture_on_commit_callbacks: Any
) -> None:
    page = make_evidence.summary()
    imported(two[0], several(), django_capture_on_commit_callbacks, screen_for=page)
    with pytest.raises(ScreeningRefused):
        use_counts(page=page, actor=two[0])
    for place, row in enumerate(Screening.objects.filter(page=page)):
        for person in two:
            decide(screening=row, person=person, include=place == 0, reason="Not a trial")
    assert flow_of(page)["screened"] == 4
    assert use_counts(page=page, actor=two[0]) == []
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert (draft.screened, draft.excluded, draft.sought, page.screened) == (4, 3, 1, None)


def test_counts_that_do_not_fit_the_rest_are_told(row: Screening, two: Any) -> None:
    page = row.page
    EvidenceSummaryPage.objects.filter(pk=page.pk).update(latest_revision=None, not_retrieved=0, assessed=9)
    for person in two:
        decide(screening=row, person=person, include=True)
    assert ["9" in fault for fault in use_counts(page=page, actor=two[0])] == [True]


def test_others_may_not_decide_settle_or_look(
    row: Screening, two: Any, learner: Any, client: Client, client_for: Callable[..., Client]
) -> None:
    for act in (
        lambda: decide(screening=row, person=learner, include=True),
        lambda: settle(screening=row, actor=learner, word="include", reason="x"),
        lambda: use_counts(page=row.page, actor=learner),
    ):
        with pytest.raises(PermissionDenied):
            act()
    place = reverse("screening_list", args=[row.page_id])
    author = client_for(make.staff("author@example.org", "Course authors"))
    assert [each.get(place).status_code for each in (client, client_for(learner), author)] == [302] * 3


@pytest.mark.parametrize("form", [{"decision-9": "include"}, {"decision-x": "include"}, {"decision-": "x"}])
def test_a_hostile_form_keeps_nothing(
    row: Screening, two: Any, client_for: Callable[..., Client], form: dict[str, str]
) -> None:
    answer = client_for(two[0]).post(reverse("screening_list", args=[row.page_id]), form)
    assert answer.status_code == 302
    assert not ScreeningDecision.objects.exists()
