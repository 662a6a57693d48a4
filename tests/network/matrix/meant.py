"""Where things are meant to be met at all, so that a surface which shows nothing to anybody fails too."""

from tests.network.matrix.expected import AUDIENCES, CIRCLES, FIELDS
from tests.network.matrix.people import handle_of

EVERYWHERE_SAID = (
    *("/network/threads/", "/api/v1/network/threads", "own feed"),
    "site search for what is said",
    *("/my/notifications/", "export of one's own data", "email at once", "email, weekly digest"),
)
IN_LISTS = ("name", "role in words", "place", "topic", "offer")
FILTERED = ("profession", "place", "topic", "sector", "offer", "language", "model")


def of_threads() -> dict[str, list[str]]:
    """Titles in every list, words on the page and in letters that can be answered."""
    found: dict[str, list[str]] = {}
    for circle in CIRCLES:
        title, words = f"title, {circle}", f"words, {circle}"
        found[title] = [
            *EVERYWHERE_SAID,
            f"thread, {circle}",
            f"suggestion of {title}",
            f"spelling of {title}",
        ]
        found[words] = ["own feed", f"thread, {circle}", "email at once", "email, weekly digest"]
        found |= {f"{part}, {circle}": [f"thread, {circle}"] for part in ("poll", "attachment's name")}
        found[f"earlier words, {circle}"] = [f"post's history, {circle}"]
        found[f"attachment, {circle}"] = [f"file of a post, {circle}"]
        found[f"event's title, {circle}"] = [
            "/network/events/",
            f"event, {circle}",
            f"event's calendar, {circle}",
        ]
        found[f"event's link, {circle}"] = [f"event, {circle}", f"event's calendar, {circle}", "own calendar"]
        found[f"event's recording, {circle}"] = [f"event, {circle}, over"]
    for kind in ("open", "closed", "hidden"):
        found[f"title, {kind} group"].append(f"/network/groups/{kind}/")
        found[f"name, {kind} group"] = ["/network/groups/", "/places/town/", f"/network/groups/{kind}/"]
        found[f"file's title, {kind} group"] = [f"/network/groups/{kind}/files/"]
        found[f"who is in the {kind} group"] = [f"/network/groups/{kind}/members/"]
    found["title, moved into the closed group"] = ["/my/", "/network/groups/closed/"]
    return found


def of_members() -> dict[str, list[str]]:
    """Fields on the member's page, in the directory, on the card, in the API, by what one filters and searches."""
    found: dict[str, list[str]] = {}
    for circle in AUDIENCES:
        page = f"/network/people/{handle_of(circle)}/"
        for field in set(FIELDS) - {"profession", "contact form"}:
            found[f"{field} for {circle}"] = [page]
        for field in IN_LISTS:
            found[f"{field} for {circle}"] += ["/network/people/", "/api/v1/network/people"]
        found[f"name for {circle}"].append(f"{page}card/")
        if circle != "me":
            found[f"contact form for {circle}"] = [f"{page}write/"]
            found[f"topic for {circle}"].append("/network/people/suggested/")
    for circle in ("everyone", "members"):
        for field in ("name", "about", "topic"):
            found[f"{field} for {circle}"] += [f"directory for {field}", f"site search for {field}"]
    return found


def by_filters() -> dict[str, list[str]]:
    """A filter finds whom it may."""
    names = {"profession": "role"}
    return {
        f"{field} for {circle}": [
            f"directory by {names.get(field, field)}",
            f"API of members by {names.get(field, field)}",
        ]
        for field in FILTERED
        for circle in AUDIENCES
    }


MEANT = [
    (thing, surface)
    for table in (of_threads(), of_members(), by_filters())
    for thing, surfaces in table.items()
    for surface in surfaces
]
