"""Twenty at once: one reference, one decision a person, one merge, one undo, no error."""

from typing import Any

import pytest

from evidence.actions.import_running import run_import
from evidence.actions.importing import begin_import, undo_import
from evidence.actions.merging import merge_references, unmerge_references
from evidence.actions.pairing import find_pairs
from evidence.actions.screening import ScreeningRefused, decide
from evidence.models import LikelyPair, Reference, ReferenceImport, ReferenceMerge, Screening
from tests import make, make_evidence
from tests.courses.test_at_once import at_once
from tests.make_references import received, several

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editors() -> list[Any]:
    from wagtail.models import Collection, Locale, Page

    from academy.actions.roles import ensure_roles

    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code="en-gb")
        Page.add_root(instance=Page(title="Root", slug="root"))
        Collection.add_root(name="Root")
    ensure_roles()
    return [make.staff(f"{name}@example.org", "Evidence editors") for name in ("a", "b", "c")]


def test_twenty_workers_at_one_import_add_each_reference_once(editors: list[Any]) -> None:
    batch = received(editors[0], several())
    ReferenceImport.objects.filter(pk=batch.pk).update(state="running")
    at_once(lambda: run_import(batch.pk))
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.records.count()) == ("done", 4, 4)
    assert Reference.objects.count() == 4


def test_twenty_imports_of_one_file_add_each_reference_once(editors: list[Any]) -> None:
    waiting = [received(editors[0], several()) for _time in range(20)]

    def one() -> None:
        begin_import(batch=waiting.pop(), actor=editors[0])

    at_once(one)
    assert Reference.objects.count() == 4
    assert set(ReferenceImport.objects.values_list("state", "done")) == {("done", 4)}


def test_twenty_undos_are_one(editors: list[Any]) -> None:
    batch = received(editors[0], several())
    begin_import(batch=batch, actor=editors[0])
    gone = at_once(lambda: undo_import(batch=batch, actor=editors[0])[0])
    assert sum(gone) == 4
    assert not Reference.objects.exists()


def test_twenty_merges_and_their_undos_are_one(editors: list[Any]) -> None:
    kept, merged = make_evidence.reference(), make_evidence.reference()
    at_once(find_pairs)
    assert LikelyPair.objects.count() == 1
    at_once(lambda: merge_references(kept=kept, merged=merged, actor=editors[0]))
    merge = ReferenceMerge.objects.get()
    at_once(lambda: unmerge_references(merge=merge, actor=editors[0]))
    merged.refresh_from_db()
    assert merged.duplicate_of is None


def test_three_people_deciding_at_once_leave_two_decisions(editors: list[Any]) -> None:
    page = make_evidence.summary(publish=False, studies=0)
    row = Screening.objects.create(page=page, reference=make_evidence.reference())
    waiting = editors * 7

    def one() -> None:
        try:
            decide(screening=row, person=waiting.pop(), include=True)
        except ScreeningRefused:
            return

    at_once(one)
    row.refresh_from_db()
    assert (row.decisions.count(), row.settled) == (2, "include")
