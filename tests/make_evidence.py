"""Builders of evidence: a library, models, studies with effects, and living summaries."""

from datetime import date
from typing import Any

from django.utils.text import slugify
from wagtail.models import PageViewRestriction

from evidence.actions.rating import rate
from evidence.models import (
    Analysis,
    Effect,
    EvidenceSummaryPage,
    Factor,
    GradeReason,
    IncludedStudy,
    LibraryPage,
    ModelPage,
    Outcome,
    Rating,
    RatingScheme,
    Reference,
    Study,
    Term,
)
from tests import make

TEXT = "<p>Calm words about a model.</p>"
#: Of the treated and of the others: who did not reoffend, and how many there were.
COUNTS = ((60, 100, 50, 100), (70, 120, 55, 110), (33, 60, 30, 62), (81, 140, 60, 130), (44, 90, 40, 91))


def library() -> LibraryPage:
    """The library below the front page, once."""
    found = LibraryPage.objects.first()
    if found is not None:
        return found
    page = LibraryPage(title="Evidence", slug="evidence")
    make.home().add_child(instance=page)
    page.save_revision().publish()
    return LibraryPage.objects.get()


def restrict(page: Any) -> None:
    """Close a page to everybody without an account."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def term(kind: str, name: str) -> Term:
    """A word of a facet."""
    return Term.objects.get_or_create(kind=kind, slug=slugify(name), defaults={"name": name})[0]


def factor(name: str, level: str = "individual", direction: str = "risk") -> Factor:
    """A factor."""
    values = {"name": name, "level": level, "direction": direction}
    return Factor.objects.get_or_create(slug=slugify(name), defaults=values)[0]


def reference(title: str = "A study of calm", **fields: Any) -> Reference:
    """A publication."""
    values = {"authors": "Lee, A; Khan, B", "year": 2020, "container": "A Journal"}
    return Reference.objects.create(title=title, **values | fields)


def scheme(*, ours: bool = True) -> RatingScheme:
    """Our scale, or another body's."""
    slug, name = ("academy", "Academy scale") if ours else ("other", "Another scale")
    return RatingScheme.objects.get_or_create(slug=slug, defaults={"name": name, "body": name, "ours": ours})[
        0
    ]


def model(title: str = "Mentoring", *, publish: bool = True, word: str = "", **fields: Any) -> ModelPage:
    """A model page, published and stored; `word` rates it on our scale."""
    many = {
        name: fields.pop(name)
        for name in ("levels", "settings", "sectors", "ages", "violence", "factors")
        if name in fields
    }
    values = {"what": TEXT, "who_for": "Young people", "mechanism": TEXT, "coproduction": "Nobody yet"}
    page = ModelPage(
        title=title, slug=slugify(title), live=False, summary=f"{title} in short.", **values | fields
    )
    parent = library()
    parent.add_child(instance=page)
    for name, rows in many.items():
        setattr(page, name, rows)
    revision = page.save_revision()
    if word:
        rated(page, word)
    if publish:
        revision.publish()
    return ModelPage.objects.get(pk=page.pk)


def rated(
    page: ModelPage, word: str, *, aspect: str = "Violence", on: date = date(2026, 1, 1), **fields: Any
) -> Rating:
    """A judged rating of a model on our scale."""
    values = {"basis": Rating.Basis.JUDGED, "reason": "Because of the studies.", "sure": ""}
    return rate(page=page, scheme=scheme(), aspect=aspect, word=word, rated_on=on, **values | fields)


def outcome(slug: str = "not-reoffending", **fields: Any) -> Outcome:
    """Something measured."""
    values = {
        "name": "Not reoffending",
        "family": "Offending",
        "good": "higher",
        "measure": "OR",
        "harm": "reoffend",
    }
    return Outcome.objects.get_or_create(slug=slug, defaults=values | fields)[0]


def study(number: int, of: Outcome | None = None, **fields: Any) -> Study:
    """A study with one effect in counts."""
    made = Study.objects.create(
        slug=f"study-{number}", label=f"Author {number} (2010)", design="rct", year=2000 + number % 25
    )
    treated_events, treated_n, control_events, control_n = COUNTS[number % len(COUNTS)]
    counts = {
        "treated_events": treated_events,
        "treated_n": treated_n,
        "control_events": control_events,
        "control_n": control_n,
    }
    Effect.objects.create(study=made, outcome=of or outcome(), **counts | fields)
    return made


def summary(
    title: str = "Programmes and reoffending",
    *,
    studies: int = 5,
    publish: bool = True,
    about: Any = (),
    **fields: Any,
) -> EvidenceSummaryPage:
    """A living summary of one outcome with so many studies; `fields` are those of its analysis."""
    page = EvidenceSummaryPage(
        title=title,
        slug=slugify(title),
        live=False,
        summary=f"{title} in short.",
        population="Adults",
        intervention="A programme",
        comparison="No programme",
        outcomes_sought="Reoffending",
        plain_words=TEXT,
        authors="An evidence editor",
    )
    library().add_child(instance=page)
    page.about = list(about)
    page.included = [IncludedStudy(study=study(number), sort_order=number) for number in range(studies)]
    values = {"outcome": outcome(), "interval": "normal", "baseline": 50.0, "start": "high"}
    analysis = Analysis(sort_order=0, **values | fields)
    analysis.reasons = [GradeReason(reason="bias", step=-1, why="Most studies say little about how.")]
    page.analyses = [analysis]
    revision = page.save_revision()
    if publish:
        revision.publish()
    return EvidenceSummaryPage.objects.get(pk=page.pk)
