"""The directory with 1,000 members and with 100,000, and a thread of 2,000 posts."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.actions.roles import ensure_roles
from academy.models import Place, User
from network.models import GroupMembership, Post, Profile, ProfileFact
from tests import make_network
from tests.bench.pages import checked
from tests.bench.timing import in_turns, report

FEW, BATCH, POSTS = 1_000, 5_000, 2_000
PLACES, TOPICS = 33, 13
RATIO = 1.3
# Of 1,000 members two fit both and of 100,000 over two hundred, so the small page is nearly empty: it is shown, and
# compared with nothing.
UNLIKE = {"borough and topic"}
PAGES = {
    "list": "/network/people/",
    "page 30 of it": "/network/people/?page=30",
    "one borough": "/network/people/?place=place-7",
    "borough and offer": "/network/people/?place=place-7&offer=visits",
    "borough and topic": "/network/people/?place=place-7&topic=topic-3",
    "two boroughs": "/network/people/?place=place-7&place=place-8",
    "checked, newest": "/network/people/?verified=yes&sort=newest",
    "map": "/network/people/map/",
}


def add_members(first: int, last: int) -> None:
    """Members with a place, a topic and an offer each; every tenth is checked."""
    for start in range(first, last, BATCH):
        numbers = range(start, min(start + BATCH, last))
        people = User.objects.bulk_create(
            User(email=f"m{n}@example.org", display_name=f"Member {n:06}") for n in numbers
        )
        profiles = Profile.objects.bulk_create(
            Profile(
                person=person,
                handle=f"member-{n}",
                sort_members=f"member {n:06}",
                sort_everyone=f"member-{n}",
            )
            for n, person in zip(numbers, people, strict=True)
        )
        ProfileFact.objects.bulk_create(
            fact for n, profile in zip(numbers, profiles, strict=True) for fact in facts_of(n, profile)
        )


def facts_of(n: int, profile: Profile) -> list[ProfileFact]:
    """What one member is found by."""
    pairs = [("place", f"place-{n % PLACES}"), ("topic", f"topic-{n % TOPICS}"), ("offer", "visits")]
    pairs += [("verified", "yes")] if n % 10 == 0 else []
    return [
        ProfileFact(
            profile=profile,
            field=field,
            value=value,
            label=value,
            audience=1,
            **{key: getattr(profile, key) for key in ("sort_members", "sort_everyone", "joined_at")},
        )
        for field, value in pairs
    ]


def tidy() -> None:
    """Let the database know how its tables look."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def times_of(browser: Client, options: Any, title: str) -> dict[str, list[float]]:
    """The pages of the directory in turns, against a bare page."""
    works: dict[str, Any] = {"bare page": lambda: checked(browser, "get", "/bare/page/", 200)}
    works |= {name: lambda a=address: checked(browser, "get", a, 200) for name, address in PAGES.items()}
    times = in_turns(works, rounds=min(options.rounds, 60))
    report(title, times, against="bare page")
    for name, address in PAGES.items():
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        print(f"  {name}: {len(captured)} queries")
    return times


def measure(options: Any) -> int:
    """Print both sizes and their ratio; returns how many pages grew beyond 1.3 times."""
    ensure_roles()
    reader = make_network.member("Reader")
    browser = Client()
    browser.force_login(reader.person)
    for number in range(PLACES):
        Place.objects.create(
            name=f"Place {number}", slug=f"place-{number}", kind="borough", row=number // 8, column=number % 8
        )
    add_members(0, FEW)
    tidy()
    small = times_of(browser, options, f"Directory of {FEW:,}")
    add_members(FEW, options.entries)
    tidy()
    large = times_of(browser, options, f"Directory of {options.entries:,}")
    grown = 0
    print("\nMedian of the large against the small")
    for name in PAGES:
        ratio = middle(large[name]) / middle(small[name])
        grown += ratio > RATIO and name not in UNLIKE
        print(f"  {name:<20} {ratio:5.2f}{'  (not like with like)' if name in UNLIKE else ''}")
    thread_of_many(browser, reader, options)
    return grown


def middle(times: list[float]) -> float:
    """The median."""
    return sorted(times)[len(times) // 2]


def thread_of_many(browser: Client, reader: Profile, options: Any) -> None:
    """A thread of 2,000 posts by 100 members of a closed group."""
    group = make_network.group("Closed", steward=reader, openness="closed")
    writers = list(Profile.objects.exclude(pk=reader.pk).order_by("pk")[:100])
    GroupMembership.objects.bulk_create(
        GroupMembership(group=group, profile=one, state="member") for one in writers
    )
    thread = make_network.thread(reader, group=group)
    Post.objects.bulk_create(
        Post(thread=thread, author=writers[n % 100], body="Words", html="<p>Words</p>", token=f"t{n}")
        for n in range(POSTS)
    )
    type(thread).objects.filter(pk=thread.pk).update(posts_count=POSTS + 1)
    tidy()
    address = thread.get_absolute_url()
    works: dict[str, Any] = {
        "bare page": lambda: checked(browser, "get", "/bare/page/", 200),
        "first page": lambda: checked(browser, "get", address, 200),
        "last page": lambda: checked(browser, "get", f"{address}?page=100", 200),
        "all discussions": lambda: checked(browser, "get", "/network/threads/", 200),
    }
    report(f"Thread of {POSTS:,} posts", in_turns(works, rounds=min(options.rounds, 60)), against="bare page")
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    print(f"  first page: {len(captured)} queries")
