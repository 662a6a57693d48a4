"""Numbers, order and choices: to who may not see a thing, every page is the same as if it were not there."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from academy.search.indexing import index_all
from network.actions.profiles import describe
from network.actions.threads import recount
from network.models import Event, GroupFile, NetworkGroup, Post, Profile, Thread
from tests.network.matrix.expected import AUDIENCES
from tests.network.matrix.ground import Ground
from tests.network.matrix.marks import mark
from tests.network.matrix.people import FACTS

pytestmark = pytest.mark.django_db
OUTSIDE = ("visitor", "member", "suspended")
COUNTED = (
    *("/", "/my/", "/places/town/", "/sitemap.xml", "/network/", "/network/people/", "/network/people/map/"),
    *("/network/people/?sort=newest", "/network/people/?verified=yes", "/network/people/suggested/"),
    *("/network/groups/", "/network/groups/?place=town", "/network/groups/open/", "/network/groups/closed/"),
    *("/network/threads/", "/network/threads/?show=unanswered", "/network/events/", "/network/feed/"),
    *(
        "/api/v1/network/people",
        "/api/v1/network/threads",
        "/search/?q=answer",
        "/search/?q=answer&kind=thread",
    ),
)
#: What is drawn anew for each answer.
FRESH = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|"last_at": ?"[^"]*"')


def look(ground: Ground, readers: tuple[str, ...], pages: tuple[str, ...]) -> dict[tuple[str, str], str]:
    """What these readers see on these pages."""
    return {
        (page, name): FRESH.sub("", ground.readers[name].browser.get(page).content.decode())
        for page in pages
        for name in readers
    }


@contextmanager
def without(take_away: Callable[[Ground], None], ground: Ground) -> Iterator[None]:
    """The ground without something, for a moment."""
    around = transaction.atomic()
    around.__enter__()
    take_away(ground)
    yield
    transaction.set_rollback(True)
    around.__exit__(None, None, None)


def the_hidden_group(ground: Ground) -> None:
    """The group, and all that is in it."""
    NetworkGroup.objects.filter(slug="hidden").delete()


def what_is_in_the_closed_group(ground: Ground) -> None:
    """Threads, files and events of a group that everybody knows of."""
    for model in (Thread, GroupFile, Event):
        model.objects.filter(group=ground.groups["closed"]).delete()


def held_and_hidden_posts(ground: Ground) -> None:
    """Posts that no reader meets."""
    for state in ("held", "hidden"):
        Post.objects.filter(state=state).delete()
        Thread.objects.filter(state=state).delete()
    recount(ground.talk.threads["no group"])


def fields_for_few(ground: Ground) -> None:
    """What members show to nobody, or to people in their groups alone."""
    fields_for(ground, "groups", "me")


def every_field_of_who_blocked(ground: Ground) -> None:
    """What members show who blocked the reader."""
    fields_for(ground, *AUDIENCES)


def fields_for(ground: Ground, *circles: str) -> None:
    """Take away all that members say of themselves but their handle, and give them another name."""
    for circle in circles:
        profile = ground.readers[circle].profile
        assert profile is not None
        profile.facts.filter(field__in=FACTS).delete()
        profile.verifications.all().delete()
        Profile.objects.filter(pk=profile.pk).update(profession=None, role_words="", about="")
        profile.person.display_name = f"{'A' if circle == 'me' else 'Z'} Other"
        profile.person.save()
        describe(Profile.objects.get(pk=profile.pk))


THINGS = (the_hidden_group, what_is_in_the_closed_group, held_and_hidden_posts, fields_for_few)
CASES = [(thing, reader) for thing in THINGS for reader in OUTSIDE]
CASES += [(every_field_of_who_blocked, "blocked"), (held_and_hidden_posts, "blocked")]


@pytest.mark.parametrize(
    ("thing", "reader"),
    [pytest.param(*case, id=f"{case[0].__name__.replace('_', ' ')} - {case[1]}") for case in CASES],
)
def test_pages_are_the_same_without_what_one_may_not_see(
    ground: Ground, thing: Callable[[Ground], None], reader: str
) -> None:
    index_all(Thread.objects.all())
    with_it = look(ground, (reader,), COUNTED)
    with without(thing, ground):
        index_all(Thread.objects.all())
        gone = look(ground, (reader,), COUNTED)
    assert [where for where in with_it if with_it[where] != gone[where]] == []


def test_who_may_see_them_sees_the_difference(ground: Ground) -> None:
    pages = ("/network/groups/", "/network/threads/", "/network/events/")
    with_it = look(ground, ("mate",), pages)
    assert mark("name, hidden group") in with_it["/network/groups/", "mate"]
    with without(the_hidden_group, ground):
        assert all(with_it[where] != page for where, page in look(ground, ("mate",), pages).items())
