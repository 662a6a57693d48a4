"""Loading the starter library: words, references, studies, models with their ratings, living summaries."""

from pathlib import Path
from typing import Any

from wagtail.models import Page

from academy.models import HomePage, Topic
from academy.starter import Keeper, StarterPart
from academy.starter.keeper import digest
from academy.starter.markdown import read_yaml, to_html
from evidence.actions.rating import rate
from evidence.actions.storing import refresh_model
from evidence.cards import RICH, TEXTS
from evidence.filing import file_the_unfiled
from evidence.models import (
    Factor,
    Finding,
    LibraryPage,
    ModelLink,
    ModelPage,
    Outcome,
    PracticeSubmission,
    Rating,
    RatingScheme,
    Reference,
    Term,
)
from evidence.starter.summaries import load_summaries

FOLDER = Path(__file__).parent
WORDS = {"levels": "level", "settings": "setting", "sectors": "sector", "ages": "age", "violence": "violence"}
LIBRARY = {
    "title": "Evidence",
    "lead": "Models of violence reduction: what they are, what studies found, how sure we are, and how to run them.",
}


def load(keeper: Keeper) -> None:
    """Load everything, in the order in which it rests on what came before."""
    load_words(keeper)
    references = load_references(keeper)
    library = load_library(keeper)
    for path in sorted(FOLDER.glob("models/*.yaml")):
        load_model(keeper, library, read_yaml(path), references)
    load_summaries(keeper, library, references)
    file_the_unfiled()


def load_words(keeper: Keeper) -> None:
    """Facets, factors, outcomes and rating schemes."""
    data = read_yaml(FOLDER / "taxonomies.yaml")
    for field, words in data["terms"].items():
        kind = WORDS.get(field, field)
        for order, word in enumerate(words):
            identity = {"kind": kind, "slug": word["slug"]}
            values = {"name": word["name"], "note": word.get("note") or "", "order": order}
            keeper.row(Term, f"{kind}:{word['slug']}", identity=identity, values=values)
    for order, factor in enumerate(data["factors"]):
        values = {name: factor[name] for name in ("name", "level", "direction", "source")}
        keeper.row(
            Factor, factor["slug"], identity={"slug": factor["slug"]}, values=values | {"order": order}
        )
    for outcome in data["outcomes"]:
        keeper.row(
            Outcome, outcome["slug"], identity={"slug": outcome["slug"]}, values=without(outcome, "slug")
        )
    for scheme in data["schemes"]:
        keeper.row(
            RatingScheme, scheme["slug"], identity={"slug": scheme["slug"]}, values=without(scheme, "slug")
        )


def without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """The other values."""
    return {name: value for name, value in values.items() if name not in names}


def load_references(keeper: Keeper) -> dict[str, Reference]:
    """Every publication the starter content cites, by key."""
    found = {}
    for item in read_yaml(FOLDER / "references.yaml"):
        csl = item["csl"]
        identity = {"doi": csl["DOI"]} if csl.get("DOI") else {"title": csl["title"], "doi": ""}
        found[item["key"]] = keeper.row(
            Reference, item["key"], identity=identity, values=columns_of(csl, item)
        )
    return found


def columns_of(csl: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """A CSL item as a reference's columns."""
    authors = [
        name.get("literal") or f"{name['family']}, {name.get('given', '')}" for name in csl.get("author", [])
    ]
    parts = csl.get("issued", {}).get("date-parts", [[None]])
    return {
        "csl": csl,
        "kind": csl["type"],
        "title": csl["title"],
        "authors": "; ".join(author.rstrip(", ") for author in authors)[:1000],
        "year": parts[0][0],
        "container": csl.get("container-title", ""),
        "pmid": csl.get("PMID", ""),
        "url": csl.get("URL", ""),
        "retracted": bool(item.get("retracted")),
    }


def load_library(keeper: Keeper) -> Page:
    """The library's own page."""

    def make() -> Page:
        page = LibraryPage(title=LIBRARY["title"], slug="evidence", live=False)
        HomePage.objects.get().add_child(instance=page)
        return page

    def fill(page: Any) -> None:
        page.title, page.lead = LIBRARY["title"], LIBRARY["lead"]

    return keeper.page("evidence", checksum=digest(LIBRARY), make=make, fill=fill)


def load_model(
    keeper: Keeper, library: Page, data: dict[str, Any], references: dict[str, Reference]
) -> ModelPage:
    """One model with its findings, then its ratings."""

    def make() -> Page:
        library.refresh_from_db()
        page = ModelPage(title=data["title"], slug=data["slug"], live=False)
        for name in (*TEXTS, *RICH):
            setattr(page, name, data.get(name) or "")
        library.add_child(instance=page)
        return page

    def fill(page: Any) -> None:
        fill_model(page, data, references)

    made = keeper.page(f"model:{data['slug']}", checksum=digest(data), make=make, fill=fill)
    page = ModelPage.objects.get(pk=made.pk)
    for rating in data.get("ratings") or []:
        rate_model(page, rating)
    refresh_model(page)
    return page


def fill_model(page: Any, data: dict[str, Any], references: dict[str, Reference]) -> None:
    """Set a model page's fields from its file."""
    for name in TEXTS:
        setattr(page, name, (data.get(name) or "").strip())
    for name in RICH:
        setattr(page, name, to_html(data.get(name) or ""))
    for name in ("title", "summary", "maturity"):
        setattr(page, name, data[name])
    page.cost, page.review_due = data.get("cost") or "", data.get("review_due")
    page.leave_button = bool(data.get("leave_button"))
    page.topics.set(Topic.objects.filter(slug__in=data["topics"]))
    for field, kind in WORDS.items():
        setattr(page, field, found(Term.objects.filter(kind=kind), data.get(field) or [], data["slug"]))
    page.factors = found(Factor.objects.all(), data.get("factors") or [], data["slug"])
    page.findings = [
        Finding(
            sort_order=order,
            text=item["text"],
            points=item["points"],
            reference=references[item["reference"]] if item.get("reference") else None,
            caution=item.get("caution") or "",
        )
        for order, item in enumerate(data["findings"])
    ]
    page.links = [ModelLink(sort_order=order, **link) for order, link in enumerate(data.get("links") or [])]


def found(rows: Any, slugs: list[str], where: str) -> list[Any]:
    """The rows of these slugs. Raises LookupError naming one that is not there."""
    by_slug = {row.slug: row for row in rows}
    missing = [slug for slug in slugs if slug not in by_slug]
    if missing:
        raise LookupError(f"{where}: no such word: {', '.join(missing)}")
    return [by_slug[slug] for slug in slugs]


def rate_model(page: ModelPage, data: dict[str, Any]) -> None:
    """One rating of a model, ours or another body's."""
    scheme = RatingScheme.objects.get(slug=data["scheme"])
    rate(
        page=page,
        scheme=scheme,
        aspect=data["aspect"],
        word=data["word"],
        rated_on=data["rated_on"],
        sure=data.get("sure") or "",
        change=data.get("change"),
        reason=data["reason"],
        url=data.get("url") or "",
        basis=Rating.Basis.JUDGED if scheme.ours else Rating.Basis.IMPORTED,
    )


def in_use(thing: Any) -> bool:
    """Whether a member's practice names the model."""
    return isinstance(thing, ModelPage) and PracticeSubmission.objects.filter(model=thing).exists()


EVIDENCE = StarterPart(name="the evidence library", order=15, load=load, in_use=in_use)
