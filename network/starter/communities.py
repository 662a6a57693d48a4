"""Two example communities with what was said in them and what they plan.

A conversation is made once, whole, and is its readers' from then on: loading again adds what is missing and
changes no word. The same is true of events.
"""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from academy.starter import Keeper
from academy.starter.markdown import read_yaml
from courses.models import LessonPage
from evidence.models import EvidenceSummaryPage, ModelPage
from network.actions.threads import recount
from network.markup import to_html
from network.models import (
    Attendance,
    Event,
    GroupMembership,
    HelpfulMark,
    NetworkGroup,
    Poll,
    PollOption,
    Post,
    Thread,
)
from network.starter.members import Members, load_members

FOLDER = Path(__file__).parent
ABOUT: dict[str, type[Page]] = {"lesson": LessonPage, "model": ModelPage, "summary": EvidenceSummaryPage}
SATURDAY = 5
FIRST_POST, BETWEEN_POSTS = time(9, 5), timedelta(minutes=97)
#: A line break within a paragraph, an item or a quotation.
WRAPPED = re.compile(r"(?<!\n)\n(?!\n|- |\d+\. |> ) *")
GROUP_FIELDS = ("name", "summary", "welcome", "rules", "openness", "joining")


def load(keeper: Keeper) -> None:
    """Members first, then communities, what was said in them, and what they plan."""
    members = load_members(keeper)
    groups = {data["slug"]: load_group(keeper, data, members) for data in read_yaml(FOLDER / "groups.yaml")}
    for path in sorted((FOLDER / "threads").glob("*.yaml")):
        data = read_yaml(path)
        group = groups[data["group"]]
        if group is not None and keeper.find(f"network.thread:{path.stem}") is None:
            load_thread(keeper, path.stem, data, group, members)
    for data in read_yaml(FOLDER / "events.yaml"):
        group = groups[data["group"]]
        if group is not None and keeper.find(f"network.event:{data['key']}") is None:
            load_event(keeper, data, group, members)


def load_group(keeper: Keeper, data: dict[str, Any], members: Members) -> NetworkGroup | None:
    """One community and who is in it; None when real members have one at this address."""
    slug = data["slug"]
    if NetworkGroup.objects.filter(slug=slug, is_example=False).exists():
        return None
    values = {field: unwrapped(data[field]) for field in GROUP_FIELDS} | {"is_example": True}
    group = keeper.row(NetworkGroup, slug, identity={"slug": slug}, values=values)
    for key in data["members"]:
        if key in members:
            role = "steward" if key == data["steward"] else "member"
            values = {"state": GroupMembership.State.MEMBER, "role": role}
            GroupMembership.objects.get_or_create(group=group, profile=members[key], defaults=values)
    return group


def load_thread(
    keeper: Keeper, key: str, data: dict[str, Any], group: NetworkGroup, members: Members
) -> None:
    """One conversation, without the posts of members who are not here; nothing when its first is missing."""
    posts = [said for said in data["posts"] if said["by"] in members]
    if posts[:1] != data["posts"][:1]:
        return
    thread = Thread.objects.create(
        group=group,
        about=page_of(data.get("about", {})),
        kind=data["kind"],
        title=data["title"],
        author=members[posts[0]["by"]],
        pinned=data.get("pinned", False),
        opened_at=moment(posts[0]["days"]),
        is_example=True,
    )
    for number, said in enumerate(posts):
        post = load_post(thread, key, number, said, members)
        if number == 0:
            thread.opening = post
        if said.get("accepted"):
            thread.accepted, thread.solved_at = post, post.written_at
    thread.save()
    if "poll" in data:
        poll = Poll.objects.create(thread=thread, question=data["poll"]["question"])
        answers = enumerate(data["poll"]["answers"])
        PollOption.objects.bulk_create(
            PollOption(poll=poll, text=text, order=order) for order, text in answers
        )
    recount(thread)
    keeper.remember(f"network.thread:{key}", thread, "")


def load_post(thread: Thread, key: str, number: int, said: dict[str, Any], members: Members) -> Post:
    """What one example member said, and who found it helpful."""
    helped = [members[name] for name in said.get("helped", ()) if name in members]
    body = unwrapped(said["text"])
    post = Post.objects.create(
        thread=thread,
        author=members[said["by"]],
        body=body,
        html=to_html(body),
        token=f"example-{key}-{number}",
        written_at=moment(said["days"], number),
        helpful_count=len(helped),
    )
    HelpfulMark.objects.bulk_create(HelpfulMark(post=post, profile=profile) for profile in helped)
    return post


def load_event(keeper: Keeper, data: dict[str, Any], group: NetworkGroup, members: Members) -> None:
    """One event, so many days from today and on a working day, with those who come."""
    starts = working_day(timezone.localdate() + timedelta(days=data["in_days"]), data["at"])
    event = Event.objects.create(
        group=group,
        title=data["title"],
        about=unwrapped(data["about"]),
        starts_at=starts,
        ends_at=starts + timedelta(minutes=data["minutes"]),
        where=data["where"],
        capacity=data["places"],
        planned_by=members.get(data["by"]),
        is_example=True,
    )
    coming = [members[key] for key in data["coming"] if key in members]
    state = Attendance.State.GOING
    Attendance.objects.bulk_create(
        Attendance(event=event, profile=profile, state=state) for profile in coming
    )
    keeper.remember(f"network.event:{data['key']}", event, "")


def page_of(about: dict[str, str]) -> Page | None:
    """The lesson, model or summary that a conversation is about, when it is here."""
    for kind, slug in about.items():
        return ABOUT[kind].objects.live().filter(slug=slug).first()
    return None


def moment(days: int, number: int = 0) -> datetime:
    """A moment of the working day so many days before the loading, later for a later post."""
    day = timezone.localdate() - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, FIRST_POST)) + number * BETWEEN_POSTS


def unwrapped(text: str) -> str:
    """A text without the line breaks of its file, which members' Markdown would keep; paragraphs and lists stay."""
    return WRAPPED.sub(" ", text.strip())


def working_day(day: date, clock: str) -> datetime:
    """That time on this day, or on the Monday after where it is a weekend."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))
