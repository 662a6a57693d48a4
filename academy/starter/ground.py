"""The ground's own starter content: records, places, organisations and the plain pages."""

from pathlib import Path
from typing import Any

from wagtail.models import Page, Site

from academy.models import (
    GlossaryTerm,
    HomePage,
    Organisation,
    Place,
    Profession,
    StandardPage,
    Statistic,
    SupportLine,
    Topic,
)
from academy.starter.keeper import Keeper, StarterPart, digest
from academy.starter.markdown import read_page, read_yaml, to_html

FOLDER = Path(__file__).parent


def load(keeper: Keeper) -> None:
    """Load everything the ground owns."""
    load_words(keeper)
    load_lines(keeper)
    load_statistics(keeper)
    load_places(keeper)
    load_organisations(keeper)
    load_pages(keeper)


def load_words(keeper: Keeper) -> None:
    """Topics, professions and the glossary."""
    for item in read_yaml(FOLDER / "topics.yaml"):
        values = {"name": item["name"], "summary": item["summary"]}
        keeper.row(Topic, item["slug"], identity={"slug": item["slug"]}, values=values)
    for item in read_yaml(FOLDER / "professions.yaml"):
        keeper.row(Profession, item["slug"], identity={"slug": item["slug"]}, values={"name": item["name"]})
    for item in read_yaml(FOLDER / "glossary.yaml"):
        values = {"term": item["term"], "text": item["text"]}
        keeper.row(GlossaryTerm, item["slug"], identity={"slug": item["slug"]}, values=values)


def load_lines(keeper: Keeper) -> None:
    """Support lines; those for anybody at any hour stand at the foot of every page."""
    for item in read_yaml(FOLDER / "support_lines.yaml"):
        values = {
            "name": item["name"],
            "number": item["number"],
            "dial": str(item["tel"]),
            "how": item["how"],
            "message": item.get("text") or "",
            "kind": item["kind"],
            "hours": item.get("hours") or "",
            "who_for": item.get("who_for") or "",
            "region": item.get("region") or "",
            "source_name": item.get("source_name") or "",
            "source_url": item.get("source_url") or "",
            "last_checked": item.get("last_checked"),
            "order": item["order"],
            "in_footer": item["kind"] in ("emergency", "emotional", "victim"),
        }
        keeper.row(SupportLine, item["slug"], identity={"slug": item["slug"]}, values=values)


def load_statistics(keeper: Keeper) -> None:
    """Dated figures with their sources."""
    fields = ("value", "label", "period", "geography", "note", "source_name")
    for item in read_yaml(FOLDER / "statistics.yaml"):
        values: dict[str, Any] = {name: item.get(name) or "" for name in fields}
        values["source_url"] = item.get("doi") or item.get("source_url") or ""
        values["last_checked"] = item.get("last_checked")
        keeper.row(Statistic, item["key"], identity={"key": item["key"]}, values=values)


def load_places(keeper: Keeper) -> None:
    """London's authorities on the tile map, and the care boards that cover them."""
    data = read_yaml(FOLDER / "places.yaml")
    by_gss = {}
    for item in data["boroughs"]:
        values = {name: item[name] for name in ("name", "kind", "gss", "column", "row")}
        by_gss[item["gss"]] = keeper.row(Place, item["slug"], identity={"slug": item["slug"]}, values=values)
    boards = {}
    for item in data["icbs"]:
        values = {name: item.get(name) or "" for name in ("name", "gss", "ods", "note")}
        values |= {"kind": Place.Kind.ICB, "valid_from": item["valid_from"], "valid_to": item.get("valid_to")}
        boards[item["slug"]] = keeper.row(Place, item["slug"], identity={"slug": item["slug"]}, values=values)
        boards[item["slug"]].covers.set([by_gss[gss] for gss in item["authorities"]])
    for item in data["icbs"]:
        if item.get("successor"):
            Place.objects.filter(slug=item["slug"]).update(successor=boards[item["successor"]])


def load_organisations(keeper: Keeper) -> None:
    """The few organisations that the sources support."""
    for item in read_yaml(FOLDER / "organisations.yaml"):
        values = {name: item.get(name) or "" for name in ("name", "sector", "note")}
        row = keeper.row(Organisation, item["slug"], identity={"slug": item["slug"]}, values=values)
        row.places.set(Place.objects.filter(slug__in=item.get("places") or []))


def load_pages(keeper: Keeper) -> None:
    """The home page and the plain pages below it."""
    files = sorted((FOLDER / "pages").glob("*.md"))
    read = {path.stem: read_page(path) for path in files}
    home = _home(keeper, *read.pop("home"))
    for _name, (head, body) in sorted(read.items(), key=lambda item: item[1][0].get("order", 0)):
        _standard(keeper, home, head, body)


def _home(keeper: Keeper, head: dict[str, Any], body: str) -> Page:
    def make() -> Page:
        return _first_home(HomePage(title=head["title"], slug="home", heading=head["heading"], live=False))

    def fill(page: Any) -> None:
        page.title, page.heading, page.lead = head["title"], head["heading"], head["lead"]
        page.summary = head.get("summary", "")
        figures = Statistic.objects.filter(key__in=head.get("figures", [])).order_by("key")
        page.body = [("text", to_html(body)), *(("statistic", {"statistic": row}) for row in figures)]

    return keeper.page("home", checksum=digest([head, body]), make=make, fill=fill)


def _first_home(page: HomePage) -> HomePage:
    """Put our home where Wagtail's empty welcome page stood, and let the site start there."""
    root = Page.get_first_root_node()
    for welcome in root.get_children().exact_type(Page):
        welcome.move(root, pos="last-child")
        Page.objects.filter(pk=welcome.pk).update(slug=f"before-{welcome.pk}")
    root.refresh_from_db()
    root.add_child(instance=page)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": page, "hostname": "localhost", "site_name": "Academy"}
    )
    for welcome in root.get_children().exact_type(Page):
        welcome.delete()
    return page


def _standard(keeper: Keeper, home: Page, head: dict[str, Any], body: str) -> None:
    def make() -> Page:
        home.refresh_from_db()
        page = StandardPage(title=head["title"], slug=head["slug"], live=False)
        home.add_child(instance=page)
        return page

    def fill(page: Any) -> None:
        page.title, page.summary = head["title"], head.get("summary", "")
        page.in_footer = bool(head.get("show_in_footer"))
        page.body = [("text", to_html(body))]

    keeper.page(head["slug"], checksum=digest([head, body]), make=make, fill=fill)


GROUND = StarterPart(name="records, places and plain pages", order=0, load=load)
