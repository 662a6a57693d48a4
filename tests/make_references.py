"""Builders of reference files and imports."""

from typing import Any

from evidence.actions.importing import begin_import, receive_import
from evidence.models import ReferenceImport


def ris(
    title: str = "A trial of calm in clinics",
    *,
    doi: str = "",
    year: int = 2019,
    author: str = "Lee, Ada",
    **tags: Any,
) -> str:
    """One record in RIS; further tags as `VL="3"`."""
    lines = ["TY  - JOUR", f"TI  - {title}", f"AU  - {author}", f"PY  - {year}", "JO  - Journal of Calm"]
    lines += [f"DO  - {doi}"] if doi else []
    return "\n".join([*lines, *(f"{tag}  - {value}" for tag, value in tags.items()), "ER  - ", "", ""])


TITLES = (
    "Street outreach and injury in two boroughs",
    "Hospital navigators for young people: a cohort study",
    "Cognitive programmes in custody",
    "Mentoring after exclusion from school",
)


def several() -> str:
    """Four records, of which two have a DOI."""
    return "".join(
        ris(title, doi=f"10.1000/calm.{place}" if place % 2 else "", author=f"Author{place}, A")
        for place, title in enumerate(TITLES)
    )


def received(person: Any, text: str, **values: Any) -> ReferenceImport:
    """What was sent, waiting."""
    return receive_import(
        actor=person, content=[text.encode()], **{"name": "calm.ris", "format_name": "ris"} | values
    )


def imported(person: Any, text: str, capture: Any, **values: Any) -> ReferenceImport:
    """An import that was worked; `capture` is pytest-django's fixture for what follows a commit."""
    batch = received(person, text, **values)
    with capture(execute=True):
        begin_import(batch=batch, actor=person)
    batch.refresh_from_db()
    return batch
