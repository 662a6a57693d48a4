"""Importing references: read, reported record by record, safe to repeat, taken back where nothing uses them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from academy.models import AuditEntry
from evidence.actions import import_running
from evidence.actions.import_running import run_import
from evidence.actions.importing import begin_import, receive_import, tidy_imports, undo_import
from evidence.actions.screening import decide
from evidence.models import (
    Finding,
    ImportedFile,
    ImportedRecord,
    LikelyPair,
    Reference,
    ReferenceImport,
    ReferenceKey,
    Screening,
)
from tests import make, make_evidence
from tests.make_references import imported, received, ris, several

pytestmark = pytest.mark.django_db
Capture = Any


@pytest.fixture
def editor() -> Any:
    return make.staff("editor@example.org", "Evidence editors")


@pytest.fixture
def capture(django_capture_on_commit_callbacks: Capture) -> Capture:
    return django_capture_on_commit_callbacks


def outcomes(batch: ReferenceImport) -> list[str]:
    """What became of each record, in order."""
    return list(batch.records.values_list("outcome", flat=True))


def test_a_file_becomes_references_with_a_report(editor: Any, capture: Capture) -> None:
    batch = imported(editor, several(), capture)
    assert (batch.state, batch.done, outcomes(batch)) == ("done", 4, ["added"] * 4)
    first = Reference.objects.get(title__startswith="Street outreach")
    assert (first.authors, first.year, first.container) == ("Author0, A", 2019, "Journal of Calm")
    assert first.csl["author"] == [{"family": "Author0", "given": "A"}]
    assert ReferenceKey.objects.filter(reference=first).exists()


def test_the_same_file_again_adds_nothing(editor: Any, capture: Capture) -> None:
    imported(editor, several(), capture)
    again = imported(editor, several(), capture)
    assert outcomes(again) == ["duplicate"] * 4
    assert Reference.objects.count() == 4
    assert all(record.reference_id for record in again.records.all())


def test_one_file_with_the_same_publication_three_times_adds_it_once(editor: Any, capture: Capture) -> None:
    text = (
        ris(doi="10.1000/a")
        + ris("Another title entirely", doi="10.1000/a")
        + ris("A trial of CALM in clinics.")
    )
    batch = imported(editor, text, capture)
    assert outcomes(batch) == ["added", "duplicate", "duplicate"]
    assert "titles differ" in batch.records.get(position=2).reason
    assert {record.reference_id for record in batch.records.all()} == {Reference.objects.get().pk}


def test_what_was_added_by_hand_is_known_too(editor: Any, capture: Capture) -> None:
    held = make_evidence.reference("A trial of calm in clinics", authors="Lee, Ada", year=2019)
    batch = imported(editor, ris(), capture)
    assert batch.records.get().reference == held


def test_another_version_is_added_and_left_to_a_person(editor: Any, capture: Capture) -> None:
    imported(editor, ris(), capture)
    batch = imported(editor, ris().replace("TY  - JOUR", "TY  - THES"), capture)
    record = batch.records.get()
    assert (record.outcome, "another version" in record.reason) == ("added", True)
    assert LikelyPair.objects.open().get().kind == "version"


def test_a_bad_record_does_not_spoil_the_others(editor: Any, capture: Capture) -> None:
    text = ris("First of three calm studies", author="Aa, B") + "TY  - JOUR\nAU  - Nobody\nER  - \n\n"
    batch = imported(editor, text + ris("Last of three angry reports", author="Zz, Y"), capture)
    assert outcomes(batch) == ["added", "refused", "added"]
    assert "title" in batch.records.get(position=2).reason


def test_a_record_the_database_refuses_is_refused_alone(
    editor: Any, capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = import_running.store

    def fails(batch: ReferenceImport, plans: Any) -> None:
        if any(plan.record is not None and "Mentoring" in plan.title for plan in plans):
            raise IntegrityError
        whole(batch, plans)

    monkeypatch.setattr(import_running, "store", fails)
    batch = imported(editor, several(), capture)
    assert outcomes(batch) == ["added", "added", "added", "refused"]
    assert Reference.objects.count() == 3


def test_an_import_that_stopped_in_the_middle_goes_on_without_doubling(
    editor: Any, capture: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_running, "AT_ONCE", 1)
    whole = import_running.keep

    def crashes(batch: ReferenceImport, rows: Any) -> None:
        if rows[0].position == 3:
            raise MemoryError
        whole(batch, rows)

    monkeypatch.setattr(import_running, "keep", crashes)
    batch = received(editor, several())
    ReferenceImport.objects.filter(pk=batch.pk).update(state="running")
    with pytest.raises(MemoryError):
        run_import(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done, Reference.objects.count()) == ("failed", 2, 2)
    monkeypatch.setattr(import_running, "keep", whole)
    with capture(execute=True):
        begin_import(batch=batch, actor=editor)
    assert (Reference.objects.count(), len(outcomes(batch))) == (4, 4)


def test_a_paste_of_numbers_finds_what_is_here_and_says_kindly_what_is_not(
    editor: Any, capture: Capture
) -> None:
    held = make_evidence.reference("Known", doi="10.1000/known")
    text = "See https://doi.org/10.1000/known and PMID: 12345678."
    batch = imported(editor, text, capture, format_name="identifiers")
    known, unknown = batch.records.all()
    assert (known.outcome, known.reference) == ("duplicate", held)
    assert (unknown.outcome, "nothing up on the internet" in unknown.reason) == ("refused", True)


def test_a_paper_marked_as_retracted_comes_in_as_retracted(editor: Any, capture: Capture) -> None:
    text = "PMID- 1\nTI  - A trial that was withdrawn\nAU  - Lee A\nDP  - 2010\n"
    text += "PT  - Journal Article\nPT  - Retracted Publication\n"
    imported(editor, text, capture, format_name="nbib", name="a.nbib")
    assert Reference.objects.get().retracted


def test_a_summary_gets_its_rows_to_screen_once(editor: Any, capture: Capture) -> None:
    page = make_evidence.summary(publish=False)
    make_evidence.reference("Street outreach and injury in two boroughs", authors="Author0, A", year=2019)
    for _time in range(2):
        imported(editor, several(), capture, screen_for=page)
    assert Screening.objects.filter(page=page).count() == 4


def test_taking_back_deletes_what_nothing_uses_and_keeps_the_rest(editor: Any, capture: Capture) -> None:
    page = make_evidence.summary(publish=False)
    batch = imported(editor, several(), capture, screen_for=page)
    cited, read, screened, _free = Reference.objects.order_by("pk")
    make_evidence.model().findings.add(Finding(text="It helped.", points="for", reference=cited))
    Finding.objects.create(
        page=make_evidence.model("Other"), text="It helped.", points="for", reference=cited
    )
    make_evidence.study(9).references.through.objects.create(
        study_id=make_evidence.study(8).pk, reference=read
    )
    decide(screening=Screening.objects.get(reference=screened), person=editor, include=True)
    assert undo_import(batch=batch, actor=editor) == (1, 3)
    assert undo_import(batch=batch, actor=editor) == (0, 3)
    assert AuditEntry.objects.filter(action="import undone").count() == 1


def test_what_a_draft_cites_stays(editor: Any, capture: Capture) -> None:
    batch = imported(editor, ris(), capture)
    page = make_evidence.model()
    page.findings.add(Finding(text="It helped.", points="for", reference=Reference.objects.get()))
    page.save_revision()
    assert undo_import(batch=batch, actor=editor) == (0, 1)


def test_after_taking_back_the_file_can_come_again(editor: Any, capture: Capture) -> None:
    undo_import(batch=imported(editor, several(), capture), actor=editor)
    assert Reference.objects.count() == 0
    assert outcomes(imported(editor, several(), capture)) == ["added"] * 4


def test_what_was_sent_is_not_kept_once_it_is_worked(editor: Any, capture: Capture) -> None:
    imported(editor, several(), capture)
    waiting = received(editor, several())
    assert ImportedFile.objects.get().batch == waiting
    undo_import(batch=waiting, actor=editor)
    assert not ImportedFile.objects.exists()


def test_what_nobody_began_is_forgotten_and_what_stopped_goes_on(editor: Any, capture: Capture) -> None:
    from datetime import date, timedelta

    from django.utils import timezone

    old, stopped = received(editor, ris()), received(editor, several())
    ReferenceImport.objects.filter(pk=old.pk).update(started_at=timezone.now() - timedelta(days=20))
    ReferenceImport.objects.filter(pk=stopped.pk).update(state="running")
    tidy_imports(date.today())  # noqa: DTZ011
    assert ReferenceImport.objects.get().state == "done"


def test_others_may_neither_send_nor_begin_nor_take_back(editor: Any, learner: Any) -> None:
    batch = received(editor, ris())
    author = make.staff("author@example.org", "Course authors")
    for person in (learner, author):
        with pytest.raises(PermissionDenied):
            receive_import(actor=person, name="x", format_name="ris", content=[b""])
        with pytest.raises(PermissionDenied):
            begin_import(batch=batch, actor=person)
        with pytest.raises(PermissionDenied):
            undo_import(batch=batch, actor=person)
    assert not ImportedRecord.objects.exists()


def send(browser: Client, **values: Any) -> Any:
    return browser.post(reverse("reference_import_new"), values)


def test_the_whole_way_through_the_pages(
    editor: Any, client_for: Callable[..., Client], capture: Capture
) -> None:
    browser = client_for(editor)
    answer = send(browser, file=SimpleUploadedFile("calm.ris", several().encode()))
    assert "Street outreach" in browser.get(answer.url).content.decode()
    with capture(execute=True):
        browser.post(f"{answer.url}begin/")
    report = browser.get(f"{answer.url}?show=added").content.decode()
    assert "Mentoring after exclusion" in report
    browser.post(f"{answer.url}undo/")
    assert not Reference.objects.exists()


def test_a_running_import_says_how_far_it_is(editor: Any, client_for: Callable[..., Client]) -> None:
    batch = received(editor, ris())
    ReferenceImport.objects.filter(pk=batch.pk).update(state="running", done=750)
    answer = client_for(editor).get(reverse("reference_import", args=[batch.pk])).content.decode()
    assert "750 records so far" in answer
    assert "http-equiv" not in answer.split("</head>")[0]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Choose a file, or paste"),
        ({"text": "No number and no reference in here."}, "no DOI or PubMed number"),
        ({"file": SimpleUploadedFile("a.ris", b"%PDF-1.7 ...")}, "This is a PDF"),
        ({"file": SimpleUploadedFile("a.ris", b"")}, "empty"),
        ({"text": ris(), "file": SimpleUploadedFile("b.ris", ris().encode())}, "one at a time"),
    ],
)
def test_what_cannot_be_read_is_said_at_once(
    editor: Any, client_for: Callable[..., Client], values: Any, words: str
) -> None:
    answer = send(client_for(editor), **values)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not ReferenceImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(
    editor: Any, client_for: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence.reference_forms.MOST_MEGABYTES", 0)
    answer = send(client_for(editor), file=SimpleUploadedFile("b.ris", ris().encode()))
    assert "larger than" in answer.content.decode()


def test_no_visitor_learns_of_an_import(editor: Any, client: Client, learner: Any, client_for: Any) -> None:
    place = reverse("reference_import", args=[received(editor, ris()).pk])
    assert [browser.get(place).status_code for browser in (client, client_for(learner))] == [302, 302]


def test_the_list_finds_and_takes_away(editor: Any, client_for: Callable[..., Client]) -> None:
    make_evidence.reference("Calm seas", doi="10.1000/x")
    make_evidence.reference("Rough seas", year=1999)
    browser = client_for(editor)
    assert 'type="search" value=""' in browser.get(reverse("references")).content.decode()
    shown = browser.get(reverse("references"), {"q": "seas 1999"}).content.decode()
    assert ("Rough seas" in shown, "Calm seas" in shown) == (True, False)
    answer = browser.get(reverse("reference_export", args=["ris"]), {"q": "calm"})
    text = b"".join(answer.streaming_content).decode()
    assert ("Calm seas" in text, "Rough seas" in text) == (True, False)
