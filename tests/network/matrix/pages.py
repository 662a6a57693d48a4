"""Every page, feed and file that a browser opens, by a name that a reader of a failure understands."""

from collections.abc import Iterator

from django.db.models import Model

from network.models import Appeal, Attachment, ContactRelay, GroupFile, Report
from tests.network.matrix.expected import AUDIENCES, ROOMS
from tests.network.matrix.ground import Ground
from tests.network.matrix.people import handle_of

LISTS = (
    *(
        "/",
        "/my/",
        "/my/name/",
        "/my/privacy/",
        "/my/notifications/",
        "/places/",
        "/places/town/",
        "/topics/",
    ),
    *("/search/", "/sitemap.xml", "/contact/", "/support/", "/account/second-factor/", "/topics/listening/"),
    *("/network/", "/network/people/", "/network/people/map/", "/network/people/suggested/"),
    *("/network/people/?sort=newest", "/network/people/?verified=yes", "/network/groups/"),
    *("/network/groups/?place=town", "/network/threads/", "/network/threads/?show=unanswered"),
    *("/network/threads/new/", "/network/events/", "/network/feed/", "/network/risk/"),
    *("/network/support/", "/network/support/sheet/", "/network/join/", "/network/me/settings/"),
    *("/network/me/edit/who/", "/network/me/edit/where/", "/network/me/edit/what/", "/network/me/edit/seen/"),
    *("/network/me/checks/", "/network/me/messages/", "/network/me/mentoring/", "/network/me/searches/"),
    *("/network/me/blocks/", "/network/me/reports/", "/network/me/standing/", "/network/groups/new/"),
    *("/network/events/new/", "/api/v1/network/people", "/api/v1/network/threads"),
    *("/api/v1/openreferral/", "/api/v1/openreferral/services?full=true"),
    *("/api/v1/network/openapi.json", "/api/v1/openreferral/openapi.json"),
)
#: Moderators' rooms, behind a second factor.
OF_ROOMS = (
    "reports/",
    "held/",
    "appeals/",
    "words/",
    "records/",
    "records/file/",
    "checks/",
    "services/",
    "groups/",
)
#: Surfaces about a thing in a group, on which some members are no more than mates, whom `mate` stands for.
OF_MATES = (
    *("thread", "post", "file", "event", "message", "appeal", "/network/groups/", ROOMS),
    *("suggestion of title", "spelling of title", "suggestion of name, ", "spelling of name, "),
)


def pages(ground: Ground) -> dict[str, str]:
    """Addresses by name; the address itself where it says enough."""
    found = {address: address for address in LISTS}
    found |= {f"{ROOMS}{room}": f"{ROOMS}{room}" for room in OF_ROOMS}
    for address in (*members(), *groups(ground)):
        found[address] = address
    return found | dict(events(ground)) | dict(discussions(ground)) | dict(between())


def members() -> Iterator[str]:
    """Everything about the four members who show their fields."""
    for circle in AUDIENCES:
        here = f"/network/people/{handle_of(circle)}/"
        yield from (here, f"{here}?as=groups", f"{here}card/", f"{here}write/", f"{here}mentoring/")
        yield from (f"/api/v1{here[:-1]}", f"/network/report/member/{handle_of(circle)}/")


def groups(ground: Ground) -> Iterator[str]:
    """Each group's rooms."""
    for slug in ground.groups:
        here = f"/network/groups/{slug}/"
        yield from (here, f"{here}members/", f"{here}files/", f"{here}edit/")
        yield from (f"/network/threads/new/?group={slug}", f"/network/events/new/?group={slug}")


def events(ground: Ground) -> Iterator[tuple[str, str]]:
    """Events, each with its calendar file, and what a group keeps as files."""
    for circle, event in ground.events.items():
        here = f"/network/events/{event.pk}/"
        yield f"event, {circle}", here
        for part in ("calendar", "afterwards" if event.is_over else "edit"):
            yield f"event's {part}, {circle}", f"{here}{part}/"
    for row in GroupFile.objects.select_related("group"):
        yield f"file, {row.group.slug} group", f"/network/groups/files/{row.pk}/"


def discussions(ground: Ground) -> Iterator[tuple[str, str]]:
    """Threads, posts, their history and files."""
    plain = ground.talk.threads["no group"]
    posts = {
        where: thread.posts.earliest("written_at", "pk") for where, thread in ground.talk.threads.items()
    }
    posts |= {f"answer that is {row.state}": row for row in plain.posts.exclude(state="published")}
    for where, thread in ground.talk.threads.items():
        yield f"thread, {where}", f"/network/threads/{thread.pk}/"
    for kind in ("open", "closed", "hidden"):
        pk = ground.talk.threads[f"{kind} group"].pk
        for verb in ("poll", "move", "merge"):
            yield f"thread's {verb}, {kind} group", f"/network/threads/{pk}/{verb}/"
        answer = ground.talk.threads[f"{kind} group"].posts.latest("written_at", "pk")
        yield f"thread's split, {kind} group", f"/network/posts/{answer.pk}/split/"
    for where, row in posts.items():
        yield f"post, {where}", f"/network/posts/{row.pk}/"
        yield f"post's history, {where}", f"/network/posts/{row.pk}/history/"
        if row.state != "published" or where == "closed group":
            yield f"post's edit, {where}", f"/network/posts/{row.pk}/edit/"
            yield f"post to report, {where}", f"/network/report/post/{row.pk}/"
            yield f"thread quoting a post, {where}", f"/network/threads/{row.thread_id}/?quote={row.pk}"
    for file in Attachment.objects.select_related("post"):
        thread = next(w for w, row in ground.talk.threads.items() if row.pk == file.post.thread_id)
        yield f"file of a post, {thread}", f"/network/attachments/{file.pk}/"


def between() -> Iterator[tuple[str, str]]:
    """Messages, reports, appeals."""
    for pk in ContactRelay.objects.filter(text__startswith="zq").values_list("pk", flat=True):
        yield f"message {pk}", f"/network/me/messages/{pk}/"
        yield f"message to report {pk}", f"/network/report/message/{pk}/"
    for pk in keys(Report):
        yield f"{ROOMS}reports/{pk}/", f"{ROOMS}reports/{pk}/"
    for appeal in Appeal.objects.all():
        yield f"{ROOMS}appeals/{appeal.pk}/", f"{ROOMS}appeals/{appeal.pk}/"
        yield f"appeal {appeal.pk}", f"/network/me/standing/{appeal.decision_id}/appeal/"


def keys(model: type[Model]) -> list[int]:
    """The keys of all rows."""
    return list(model._default_manager.values_list("pk", flat=True))
