"""Loading living summaries: their studies from CSV files, then the pages, whose numbers are frozen at publish."""

import csv
from pathlib import Path
from typing import Any

from wagtail.models import Page

from academy.models import Topic
from academy.starter import Keeper
from academy.starter.keeper import digest
from academy.starter.markdown import read_yaml, to_html
from evidence.digests import RICH, TEXTS
from evidence.models import (
    Analysis,
    Effect,
    EvidenceSummaryPage,
    GradeReason,
    IncludedStudy,
    ModelPage,
    Outcome,
    Reference,
    Study,
)
from evidence.rules import PRISMA

FOLDER = Path(__file__).parent / "summaries"
FACTS = ("label", "design", "country", "setting", "population", "independence", "note")
YEARS = ("people", "year", "started", "ended")
COUNTS = ("treated_events", "treated_n", "control_events", "control_n")
FLOATS = ("estimate", "low", "high", "months", "moderator")
WORDS = ("subgroup", "sample_cluster", "shared_control")


def load_summaries(keeper: Keeper, library: Page, references: dict[str, Reference]) -> None:
    """Load every summary file."""
    for path in sorted(FOLDER.glob("*.yaml")):
        data = read_yaml(path)
        rows = read_rows(FOLDER / data["studies"])
        outcomes = {outcome.slug: outcome for outcome in Outcome.objects.all()}
        studies = [load_study(keeper, row, references, outcomes) for row in rows]
        load_summary(keeper, library, data | {"rows": rows}, studies, outcomes)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a study file: one study, with at most one effect, a row."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_study(
    keeper: Keeper, row: dict[str, str], references: dict[str, Reference], outcomes: dict[str, Outcome]
) -> Study:
    """One study with its publications and its effect."""
    values: dict[str, Any] = {name: row.get(name) or "" for name in FACTS}
    values["independence"] = values["independence"] or Study.Independence.UNCLEAR
    values |= {name: int(row[name]) if row.get(name) else None for name in YEARS}
    study = keeper.row(Study, row["slug"], identity={"slug": row["slug"]}, values=values)
    wanted = [references[key] for key in (row.get("references") or "").split()]
    if {item.pk for item in study.references.all()} != {item.pk for item in wanted}:
        study.references.set(wanted)
        study.save()
    if row.get("outcome"):
        effect = effect_values(row)
        Effect.objects.update_or_create(study=study, outcome=outcomes[row["outcome"]], defaults=effect)
    return study


def effect_values(row: dict[str, str]) -> dict[str, Any]:
    """A row's effect as fields."""
    values: dict[str, Any] = {name: int(row[name]) if row.get(name) else None for name in COUNTS}
    values |= {name: float(row[name]) if row.get(name) else None for name in FLOATS}
    values |= {name: row.get(name) or "" for name in WORDS}
    return values | {"data": row.get("data") or "counts", "extracted_by": row.get("extracted_by") or ""}


def load_summary(
    keeper: Keeper, library: Page, data: dict[str, Any], studies: list[Study], outcomes: dict[str, Outcome]
) -> None:
    """One summary's page; publishing it freezes its numbers and computes ratings."""

    def make() -> Page:
        library.refresh_from_db()
        page = EvidenceSummaryPage(title=data["title"], slug=data["slug"], live=False)
        library.add_child(instance=page)
        return page

    def fill(page: Any) -> None:
        fill_summary(page, data, studies, outcomes)

    keeper.page(f"summary:{data['slug']}", checksum=digest(data), make=make, fill=fill)


def fill_summary(page: Any, data: dict[str, Any], studies: list[Study], outcomes: dict[str, Outcome]) -> None:
    """Set a summary page's fields from its file."""
    page.title, page.summary = data["title"], data["summary"]
    for name in TEXTS:
        setattr(page, name, (data.get(name) or "").strip())
    for name in RICH:
        setattr(page, name, to_html(data.get(name) or ""))
    for name in ("searched_on", "next_due"):
        setattr(page, name, data.get(name))
    for name in PRISMA:
        setattr(page, name, (data.get("flow") or {}).get(name))
    page.topics.set(Topic.objects.filter(slug__in=data["topics"]))
    page.about = list(ModelPage.objects.filter(slug__in=data["models"]))
    page.included = [IncludedStudy(sort_order=order, study=study) for order, study in enumerate(studies)]
    page.analyses = [analysis_of(order, item, outcomes) for order, item in enumerate(data["analyses"])]


def analysis_of(order: int, data: dict[str, Any], outcomes: dict[str, Outcome]) -> Analysis:
    """One analysis with its reasons."""
    values = {name: value for name, value in data.items() if name not in ("outcome", "reasons")}
    values["note"] = to_html(data.get("note") or "")
    analysis = Analysis(sort_order=order, outcome=outcomes[data["outcome"]], **values)
    analysis.reasons = [
        GradeReason(sort_order=place, **reason) for place, reason in enumerate(data.get("reasons") or [])
    ]
    return analysis
