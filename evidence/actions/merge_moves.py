"""What a merge moves from one reference to another, noted by id so that it can go back exactly."""

from typing import Any

from wagtail.models import Revision

from evidence.actions.screening import settle_if_agreed
from evidence.models import Finding, ModelPage, Reference, Screening, ScreeningDecision, Study

CITED = Study.references.through.objects


def move(old: Reference, new: Reference) -> dict[str, Any]:
    """Move everything from one reference to the other; returns the ids of what was moved."""
    held = set(CITED.filter(reference=new).values_list("study_id", flat=True))
    studies = list(CITED.filter(reference=old).values_list("study_id", flat=True))
    moved: dict[str, Any] = {
        "studies": [pk for pk in studies if pk not in held],
        "studies_of_both": [pk for pk in studies if pk in held],
        "findings": list(Finding.objects.filter(reference=old).values_list("pk", flat=True)),
        "duplicates": list(Reference.objects.filter(duplicate_of=old).values_list("pk", flat=True)),
        "drafts": drafts_naming(old),
        **move_screenings(old, new),
    }
    CITED.filter(reference=old, study__in=held).delete()
    CITED.filter(reference=old).update(reference=new)
    Finding.objects.filter(reference=old).update(reference=new)
    Reference.objects.filter(pk__in=moved["duplicates"]).update(duplicate_of=new)
    rename_in_drafts(moved["drafts"], old, new)
    return moved


def drafts_naming(reference: Reference) -> list[list[Any]]:
    """The newest revisions of models whose findings name a reference, each with the places of those findings."""
    pages = ModelPage.objects.filter(latest_revision__isnull=False).select_related("latest_revision")
    found = ((page.latest_revision_id, places_in(page.latest_revision, reference)) for page in pages)
    return [[pk, places] for pk, places in found if places]


def places_in(revision: Revision, reference: Reference) -> list[int]:
    """Where among a revision's findings a reference is named."""
    rows = revision.content.get("findings", [])
    return [place for place, row in enumerate(rows) if row.get("reference") == reference.pk]


def rename_in_drafts(drafts: list[list[Any]], old: Reference, new: Reference) -> None:
    """At these places of these revisions, put one reference where the other still stands."""
    places = {pk: set(held) for pk, held in drafts}
    for revision in Revision.objects.filter(pk__in=places):
        for place in places[revision.pk] & set(places_in(revision, old)):
            revision.content["findings"][place]["reference"] = new.pk
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def move_screenings(old: Reference, new: Reference) -> dict[str, Any]:
    """Move rows to screen. On a list that holds both, decisions of people who decided on one alone move."""
    held = {row.page_id: row for row in Screening.objects.filter(reference=new)}
    moved, met = [], []
    for row in Screening.objects.filter(reference=old):
        if (twin := held.get(row.page_id)) is None:
            moved.append(row.pk)
        else:
            met.append(join_screenings(row, twin))
    Screening.objects.filter(pk__in=moved).update(reference=new)
    return {"screenings": moved, "met": met}


def join_screenings(old: Screening, new: Screening) -> dict[str, Any]:
    """Add the other row's decisions, up to two; the other row rests with the merged reference."""
    people = set(new.decisions.values_list("person", flat=True))
    room = max(0, 2 - len(people))
    ids = list(old.decisions.exclude(person__in=people).values_list("pk", flat=True)[:room])
    before = [new.settled, new.settled_reason, new.settled_by]
    ScreeningDecision.objects.filter(pk__in=ids).update(screening=new)
    settle_if_agreed(new)
    return {"old": old.pk, "new": new.pk, "decisions": ids, "before": before, "after": new.settled}


def move_back(moved: dict[str, Any], kept: Reference, merged: Reference) -> None:
    """Put back what was moved and is still there."""
    CITED.filter(reference=kept, study__in=moved["studies"]).update(reference=merged)
    still = Study.objects.filter(pk__in=moved["studies_of_both"]).values_list("pk", flat=True)
    CITED.bulk_create([CITED.model(study_id=pk, reference=merged) for pk in still], ignore_conflicts=True)
    Finding.objects.filter(pk__in=moved["findings"], reference=kept).update(reference=merged)
    Reference.objects.filter(pk__in=moved["duplicates"], duplicate_of=kept).update(duplicate_of=merged)
    rename_in_drafts(moved["drafts"], kept, merged)
    Screening.objects.filter(pk__in=moved["screenings"], reference=kept).update(reference=merged)
    for met in moved["met"]:
        ScreeningDecision.objects.filter(pk__in=met["decisions"]).update(screening=met["old"])
        settled, reason, by = met["before"]
        Screening.objects.filter(pk=met["new"], settled=met["after"]).update(
            settled=settled, settled_reason=reason, settled_by=by
        )
