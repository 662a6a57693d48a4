"""Who wrote without a name is told to nobody by blocking, editing, merging, splitting, moving or releasing."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from academy.actions.notify import follow
from academy.models import Notification
from network.actions import groups as group_verbs
from network.actions import tending, threads
from network.actions.contact import block
from network.actions.posting import CannotPost, Writing, open_thread, reply
from network.actions.reporting import report
from network.models import NetworkGroup, Profile, Thread, WatchWord
from network.reading import find_thread, list_threads, read_posts
from tests import make, make_network
from tests.make_network import user

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


def words(body: str, number: int, *, unnamed: bool = False) -> Writing:
    """Something written."""
    return Writing(body=body, token=f"a-token-of-20-letters-{number}", title="A title", unnamed=unnamed)


@pytest.fixture
def asked(asker: Profile, steward: Profile, group: NetworkGroup) -> Thread:
    """A question without a name that readers meet."""
    made = open_thread(author=asker, writing=words("How?", 1, unnamed=True), kind="question", group=group)
    tending.release_post(post=made.posts.get(), actor=steward)
    made.refresh_from_db()
    return made


def test_blocking_members_one_by_one_does_not_tell_who_asked(
    asked: Thread, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    curious = make_network.member("Curious")
    make_network.belong(group, curious)
    block(blocker=curious, blocked=asker)
    person = user(curious)
    follow(person=person, thing=asked)
    found = find_thread(person, asked.pk)
    assert found is not None
    assert [shown.from_blocked for shown in read_posts(person, found, 1).posts] == [False]
    assert [line.thread.pk for line in list_threads(person, Thread.objects.all(), 1)[0]] == [asked.pk]
    more = reply(author=asker, thread=asked, writing=words("And then?", 2, unnamed=True))
    tending.release_post(post=more, actor=steward)
    assert Notification.objects.filter(person=person, fact=f"post:{more.pk}").exists()


def test_what_was_read_before_it_appeared_is_read_again_when_it_changes(
    asked: Thread, asker: Profile
) -> None:
    post = tending.edit_post(post=asked.posts.get(), author=asker, writing=words("Other words", 2))
    asked.refresh_from_db()
    assert (post.state, post.held_because, asked.state, asked.posts_count) == ("held", "anonymous", "held", 0)


def test_editing_goes_around_no_watch_word_no_link_limit_and_no_lock(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    WatchWord.objects.create(word="bad", why="It hurts")
    thread = open_thread(author=asker, writing=words("Kind words", 3), kind="discussion", group=group)
    links = words("https://a.example https://b.example", 4)
    with pytest.raises(CannotPost):
        tending.edit_post(post=thread.posts.get(), author=asker, writing=links)
    post = tending.edit_post(post=thread.posts.get(), author=asker, writing=words("A bad word", 5))
    assert post.held_because == "watch-word"
    tending.release_post(post=post, actor=steward)
    threads.set_thread(thread=thread, actor=steward, locked=True)
    with pytest.raises(PermissionDenied):
        tending.edit_post(post=thread.posts.get(), author=asker, writing=words("Late words", 6))


def test_releasing_an_answer_does_not_open_a_thread_that_was_reported(
    asked: Thread, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    waiting = reply(author=asker, thread=asked, writing=words("More", 2, unnamed=True))
    reporter = make_network.member("Reporter")
    make_network.belong(group, reporter)
    report(reporter=reporter, thing=asked.posts.earliest("pk"), reason="identifies")
    tending.release_post(post=waiting, actor=steward)
    asked.refresh_from_db()
    assert asked.state == Thread.State.HELD


def test_a_split_thread_with_words_without_a_name_stays_in_its_group_and_goes_on_without(
    client_for: ClientFor, asked: Thread, asker: Profile, steward: Profile
) -> None:
    named = reply(author=steward, thread=asked, writing=words("An answer", 2))
    more = reply(author=asker, thread=asked, writing=words("Thanks", 3, unnamed=True))
    tending.release_post(post=more, actor=steward)
    new = threads.split_thread(post=named, title="Another matter", actor=steward)
    hers = make_network.group("Hers", steward=steward, openness="hidden")
    with pytest.raises(PermissionDenied):
        threads.move_thread(thread=new, group=hers, actor=steward)
    page = client_for(user(asker)).get(new.get_absolute_url()).content.decode()
    assert "Answer without my name" in page


def test_a_group_is_not_opened_over_what_was_said_in_it(
    asked: Thread, steward: Profile, group: NetworkGroup
) -> None:
    with pytest.raises(group_verbs.SaidInPrivate):
        group_verbs.change_group(group=group, actor=steward, values={"openness": "open"})
    group_verbs.change_group(group=group, actor=steward, values={"openness": "hidden"})


def test_a_thread_about_a_closed_page_is_hidden_when_the_page_goes(asker: Profile) -> None:
    page = make.standard_page("Tea")
    thread = open_thread(author=asker, writing=words("About tea", 7), kind="discussion", about=page)
    page.unpublish()
    page.delete()
    assert not Thread.objects.visible_to(make.person("x@example.org")).filter(pk=thread.pk).exists()
