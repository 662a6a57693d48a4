"""Likely duplicates: noted once, merged by a person, taken back exactly, or kept apart for good."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from academy.models import AuditEntry
from evidence.actions.merging import MergeRefused, keep_apart, merge_references, unmerge_references
from evidence.actions.pairing import find_pairs
from evidence.actions.screening import decide
from evidence.models import (
    Finding,
    LikelyPair,
    Reference,
    ReferenceMerge,
    Screening,
    StoredPage,
    Study,
)
from tests import make, make_evidence
from tests.make_references import imported, ris

pytestmark = pytest.mark.django_db
TITLE = "Street outreach and injury in two London boroughs"


@pytest.fixture
def editor() -> Any:
    return make.staff("editor@example.org", "Evidence editors")


@pytest.fixture
def two() -> tuple[Reference, Reference]:
    """The same publication twice, the second with a DOI and an abbreviated journal."""
    return (
        make_evidence.reference(TITLE, authors="Lee, Ada", year=2019),
        make_evidence.reference(f"{TITLE}.", authors="Lee, A", year=2019, doi="10.1000/outreach"),
    )


@pytest.fixture
def used(two: tuple[Reference, Reference], editor: Any) -> dict[str, Any]:
    """Both in use: studies of one and of both, a finding with its draft, screening lists."""
    kept, merged = two
    first, second = make_evidence.study(1), make_evidence.study(2)
    first.references.set([kept, merged])
    second.references.set([merged])
    for study in (first, second):
        study.save()
    page = make_evidence.model()
    page.findings.add(Finding(text="It helped.", points="for", reference=merged))
    page.save_revision().publish()
    shared, alone = make_evidence.summary(publish=False, studies=0), make_evidence.summary("B", studies=0)
    rows = [Screening.objects.create(page=shared, reference=each) for each in two]
    decide(screening=rows[1], person=editor, include=True)
    Screening.objects.create(page=alone, reference=merged)
    return {"page": page, "shared": shared, "alone": alone}


def picture() -> list[Any]:
    """Everything that rests on references, to compare before and after."""
    return [
        sorted(Study.references.through.objects.values_list("study_id", "reference_id")),
        sorted(Finding.objects.values_list("pk", "reference_id")),
        sorted(Screening.objects.values_list("pk", "reference_id", "settled", "decisions__person")),
        sorted(Reference.objects.values_list("pk", "duplicate_of")),
    ]


def test_likely_pairs_are_noted_once(two: Any) -> None:
    make_evidence.reference("Something else altogether", authors="Khan, B", year=2001)
    for _time in range(2):
        assert find_pairs() == 3
    pair = LikelyPair.objects.open().get()
    assert (pair.one, pair.other, pair.kind) == (*two, "title")


def test_a_merge_moves_everything_and_refreshes_the_pages(
    two: tuple[Reference, Reference], used: dict[str, Any], editor: Any
) -> None:
    kept, merged = two
    merge_references(kept=kept, merged=merged, actor=editor)
    assert set(kept.studies.all()) == set(Study.objects.filter(slug__in=["study-1", "study-2"]))
    assert not Finding.objects.filter(reference=merged).exists()
    assert Screening.objects.of(used["alone"]).get().reference == kept
    stored = StoredPage.objects.get(page=used["page"])
    assert [item["id"] for item in stored.data["references"]] == [kept.pk]


def test_decisions_on_the_other_row_count_for_the_one_that_stays(
    two: tuple[Reference, Reference], used: dict[str, Any], editor: Any
) -> None:
    kept, merged = two
    row = Screening.objects.get(page=used["shared"], reference=kept)
    decide(screening=row, person=make.staff("two@example.org", "Evidence editors"), include=True)
    merge_references(kept=kept, merged=merged, actor=editor)
    row.refresh_from_db()
    assert (row.settled, row.decisions.count()) == ("include", 2)
    assert Screening.objects.of(used["shared"]).get() == row


def test_taking_a_merge_back_restores_everything_exactly(
    two: tuple[Reference, Reference], used: dict[str, Any], editor: Any
) -> None:
    row = Screening.objects.get(page=used["shared"], reference=two[0])
    decide(screening=row, person=make.staff("two@example.org", "Evidence editors"), include=True)
    before = picture()
    merge = merge_references(kept=two[0], merged=two[1], actor=editor)
    assert picture() != before
    for _time in range(2):
        unmerge_references(merge=merge, actor=editor)
    assert picture() == before
    assert AuditEntry.objects.filter(action="merge undone").count() == 1


def test_a_draft_opened_after_the_merge_names_the_one_that_stays(
    two: tuple[Reference, Reference], used: dict[str, Any], editor: Any
) -> None:
    merge = merge_references(kept=two[0], merged=two[1], actor=editor)
    page = type(used["page"]).objects.get(pk=used["page"].pk)
    assert page.get_latest_revision_as_object().findings.get().reference_id == two[0].pk
    unmerge_references(merge=merge, actor=editor)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().findings.get().reference_id == two[1].pk


def test_a_merged_reference_is_still_known_to_imports(
    two: tuple[Reference, Reference], editor: Any, django_capture_on_commit_callbacks: Any
) -> None:
    merge_references(kept=two[0], merged=two[1], actor=editor)
    text = ris("Quite another title", doi="10.1000/outreach") + ris(TITLE)
    batch = imported(editor, text, django_capture_on_commit_callbacks)
    assert [record.reference for record in batch.records.all()] == [two[0], two[0]]


def test_merging_twice_is_once_and_chains_are_refused(two: tuple[Reference, Reference], editor: Any) -> None:
    kept, merged = two
    third = make_evidence.reference("Third", year=1990)
    for _time in range(2):
        merge_references(kept=kept, merged=merged, actor=editor)
    assert ReferenceMerge.objects.count() == 1
    with pytest.raises(MergeRefused):
        merge_references(kept=merged, merged=third, actor=editor)
    with pytest.raises(MergeRefused):
        merge_references(kept=third, merged=third, actor=editor)


def test_duplicates_of_a_duplicate_follow(two: tuple[Reference, Reference], editor: Any) -> None:
    third = make_evidence.reference("Third", year=1990)
    merge_references(kept=two[1], merged=third, actor=editor)
    merge = merge_references(kept=two[0], merged=two[1], actor=editor)
    third.refresh_from_db()
    assert third.duplicate_of == two[0]
    unmerge_references(merge=merge, actor=editor)
    third.refresh_from_db()
    assert third.duplicate_of == two[1]


def test_a_merge_whose_number_was_taken_meanwhile_is_not_taken_back(
    two: tuple[Reference, Reference], editor: Any
) -> None:
    merge = merge_references(kept=two[0], merged=two[1], actor=editor)
    make_evidence.reference("Another", doi="10.1000/outreach")
    with pytest.raises(MergeRefused):
        unmerge_references(merge=merge, actor=editor)
    two[1].refresh_from_db()
    assert two[1].duplicate_of == two[0]


def test_two_kept_apart_are_not_asked_about_again(two: tuple[Reference, Reference], editor: Any) -> None:
    find_pairs()
    keep_apart(one=two[1], other=two[0], actor=editor)
    find_pairs()
    assert not LikelyPair.objects.open().exists()
    assert LikelyPair.objects.count() == 1


def test_every_relation_to_a_reference_is_thought_of() -> None:
    """A new one must be moved by a merge, or be named here with a reason."""
    known = {"studies", "finding", "screenings", "duplicates", "keys"}
    history = {"importedrecord", "likelypair", "referencemerge"}
    found = {relation.related_model._meta.model_name for relation in Reference._meta.related_objects}
    names = {"study": "studies", "screening": "screenings", "reference": "duplicates", "referencekey": "keys"}
    assert {names.get(name, name) for name in found} - known - history == set()


def test_others_may_not(two: tuple[Reference, Reference], editor: Any, learner: Any) -> None:
    merge = merge_references(kept=two[0], merged=two[1], actor=editor)
    with pytest.raises(PermissionDenied):
        unmerge_references(merge=merge, actor=learner)
    with pytest.raises(PermissionDenied):
        merge_references(kept=two[0], merged=two[1], actor=learner)
    with pytest.raises(PermissionDenied):
        keep_apart(one=two[0], other=two[1], actor=learner)


def test_the_way_through_the_pages(
    two: tuple[Reference, Reference], editor: Any, client_for: Callable[..., Client]
) -> None:
    browser, (one, other) = client_for(editor), two
    find_pairs()
    assert TITLE in browser.get(reverse("reference_pairs")).content.decode()
    page = browser.get(reverse("reference_compare"), {"reference": [one.pk, other.pk]}).content.decode()
    assert "differs" in page
    browser.post(reverse("reference_merge"), {"keep": one.pk, "merge": other.pk, "do": "second"})
    one.refresh_from_db()
    assert one.duplicate_of == other
    browser.post(reverse("reference_unmerge", args=[ReferenceMerge.objects.get().pk]))
    one.refresh_from_db()
    assert one.duplicate_of is None


@pytest.mark.parametrize("sent", [["1"], ["x", "y"], ["9" * 40, "-1"], []])
def test_comparing_needs_two(editor: Any, client_for: Callable[..., Client], sent: list[str]) -> None:
    answer = client_for(editor).get(reverse("reference_compare"), {"reference": sent})
    assert answer.status_code == 302
    keep = dict(zip(("keep", "merge"), sent, strict=False))
    assert client_for(editor).post(reverse("reference_merge"), keep).status_code == 404
