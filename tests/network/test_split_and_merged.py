"""What goes along when threads are split and merged: openings, mutes and follows, answers, polls."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from academy.actions.choosing import choose_for_thing
from academy.actions.notify import follow, followers, mute
from academy.models import Follow, Mute, Notification, ThingChoice
from network.actions import moderating, polls, tending, threads
from network.actions.posting import open_thread, reply
from network.models import NetworkGroup, Poll, Post, Profile, Thread
from network.reading import list_threads
from tests import make_network
from tests.make_network import user, words

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def reader(group: NetworkGroup) -> Profile:
    """Another member of the group."""
    made = make_network.member("Reader")
    make_network.belong(group, made)
    return made


@pytest.fixture
def older(asker: Profile, group: NetworkGroup) -> Thread:
    """A question."""
    return open_thread(author=asker, writing=words("Older", 1), kind="question", group=group)


@pytest.fixture
def newer(reader: Profile, group: NetworkGroup, older: Thread) -> Thread:
    """A question that was asked after it."""
    return open_thread(author=reader, writing=words("Newer", 2), kind="question", group=group)


def merged(older: Thread, newer: Thread, steward: Profile) -> Thread:
    """The newer thread, with the posts of the older in it."""
    threads.merge_threads(thread=older, into=newer, actor=steward)
    newer.refresh_from_db()
    return newer


def told(profile: Profile, post: Post) -> bool:
    """Whether somebody heard of a post."""
    return Notification.objects.filter(person=profile.person_id, fact=f"post:{post.pk}").exists()


def test_who_muted_a_thread_hears_nothing_of_what_is_split_off_it(
    asker: Profile, reader: Profile, steward: Profile, older: Thread
) -> None:
    second = reply(author=asker, thread=older, writing=words("Second", 3))
    for verb in (follow, mute):
        verb(person=reader.person, thing=older)
    new = threads.split_thread(post=second, title="Another", actor=steward)
    post = reply(author=steward, thread=new, writing=words("An answer", 4))
    assert (told(reader, post), told(asker, post)) == (False, True)
    assert set(followers(new)) == {user(asker), user(steward)}


def test_who_muted_a_thread_hears_nothing_of_it_where_it_was_merged_and_who_asked_hears(
    asker: Profile, reader: Profile, steward: Profile, older: Thread, newer: Thread
) -> None:
    silent = make_network.member("Silent")
    make_network.belong(newer.group, silent)  # type: ignore[arg-type]
    follow(person=silent.person, thing=newer)
    mute(person=silent.person, thing=older)
    choose_for_thing(person=asker.person, thing=older, way="weekly")
    post = reply(author=steward, thread=merged(older, newer, steward), writing=words("Both", 3))
    assert [told(one, post) for one in (asker, reader, silent)] == [True, True, False]
    assert ThingChoice.objects.get().object_id == str(newer.pk)
    kept = {row.object_id for model in (Follow, Mute) for row in model.objects.all()}
    assert kept == {str(newer.pk)}


def test_a_follow_is_carried_over_no_mute(reader: Profile, steward: Profile, older: Thread) -> None:
    other = open_thread(author=steward, writing=words("Else", 5), kind="question", group=older.group)
    follow(person=reader.person, thing=older)
    mute(person=reader.person, thing=other)
    merged(older, other, steward)
    assert not Follow.objects.filter(person=reader.person_id).exists()
    assert Mute.objects.get(person=reader.person_id).object_id == str(other.pk)


def test_what_opens_a_thread_is_not_changed_by_merging(
    reader: Profile, moderator: object, steward: Profile, older: Thread, newer: Thread
) -> None:
    first, opening = older.posts.get(), newer.posts.get()
    thread = merged(older, newer, steward)
    assert [threads.opens_thread(post) for post in (first, opening)] == [False, True]
    opening = Post.objects.select_related("thread").get(pk=opening.pk)
    tending.edit_post(post=opening, author=reader, writing=words("Newer words", 6))
    assert tending.gives_title(opening)
    moderating.hide_post(post=first, actor=moderator, reason="Unkind")  # type: ignore[arg-type]
    thread.refresh_from_db()
    assert (thread.state, thread.posts_count) == ("open", 1)


def test_the_title_of_a_merged_thread_goes_with_the_post_it_began_with(
    asker: Profile, steward: Profile, older: Thread, newer: Thread
) -> None:
    first = older.posts.get()
    merged(older, newer, steward)
    tending.take_back(post=first, author=asker)
    assert list(Thread.objects.order_by("pk").values_list("title", flat=True)) == ["", "A title"]


def test_splitting_at_an_older_post_that_was_merged_leaves_the_opening(
    steward: Profile, older: Thread, newer: Thread
) -> None:
    first, opening = older.posts.get(), newer.posts.get()
    merged(older, newer, steward)
    first.refresh_from_db()
    new = threads.split_thread(post=first, title="Again", actor=steward)
    assert (new.posts.get(), newer.posts.get()) == (first, opening)
    assert threads.opens_thread(first)


def test_an_answer_goes_along_to_a_question_that_has_none(
    asker: Profile, steward: Profile, older: Thread, newer: Thread, group: NetworkGroup
) -> None:
    answer = reply(author=steward, thread=older, writing=words("An answer", 3))
    tending.accept_answer(thread=older, post=answer, actor=asker)
    thread = merged(older, newer, steward)
    assert (thread.accepted, thread.solved_at is not None) == (answer, True)
    talk = open_thread(author=asker, writing=words("Talk", 5), kind="discussion", group=group)
    assert merged(thread, talk, steward).accepted is None


def test_a_poll_goes_along_and_two_never_meet(
    client_for: ClientFor, asker: Profile, reader: Profile, steward: Profile, older: Thread, newer: Thread
) -> None:
    def ask(thread: Thread, actor: Profile) -> Poll:
        return polls.add_poll(thread=thread, actor=actor, question="When?", answers=["1", "2"], several=False)

    poll = ask(older, asker)
    page = client_for(user(steward)).get(f"{older.get_absolute_url()}merge/").content.decode()
    assert "Its poll goes along" in page
    thread = merged(older, newer, steward)
    poll.refresh_from_db()
    assert poll.thread == thread
    other = open_thread(author=asker, writing=words("Else", 5), kind="question", group=older.group)
    ask(other, asker)
    assert threads.threads_to_merge_into(other) == []
    with pytest.raises(PermissionDenied):
        merged(other, thread, steward)


@pytest.mark.parametrize("gone", ["taken back", "hidden", "split off", "merged"])
def test_a_question_is_open_again_when_its_answer_is_gone(
    gone: str, asker: Profile, moderator: object, steward: Profile, older: Thread, newer: Thread
) -> None:
    answer = reply(author=steward, thread=older, writing=words("An answer", 3))
    tending.accept_answer(thread=older, post=answer, actor=asker)
    if gone == "taken back":
        tending.take_back(post=answer, author=steward)
    elif gone == "hidden":
        moderating.hide_post(post=answer, actor=moderator, reason="Unkind")  # type: ignore[arg-type]
    elif gone == "split off":
        threads.split_thread(post=answer, title="Another", actor=steward)
    else:
        merged(older, newer, steward)
    older.refresh_from_db()
    assert (older.accepted, older.solved_at) == (None, None)


def test_a_question_is_not_its_own_answer(
    client_for: ClientFor, asker: Profile, steward: Profile, older: Thread
) -> None:
    browser = client_for(user(asker))
    assert "This is the answer" not in browser.get(older.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        tending.accept_answer(thread=older, post=older.posts.get(), actor=asker)
    reply(author=steward, thread=older, writing=words("An answer", 3))
    assert browser.get(older.get_absolute_url()).content.decode().count("This is the answer") == 1


@pytest.mark.parametrize("state", ["held", "removed", "hidden"])
def test_a_thread_is_split_at_a_post_that_is_shown_only(
    state: str, client_for: ClientFor, asker: Profile, steward: Profile, older: Thread
) -> None:
    second = reply(author=asker, thread=older, writing=words("Second", 3))
    Post.objects.filter(pk=second.pk).update(state=state)
    address = f"/network/posts/{second.pk}/split/"
    page = client_for(user(steward)).post(address, {"title": "Another"}, follow=True).content.decode()
    assert "Please split at a post that is shown" in page
    with pytest.raises(PermissionDenied):
        threads.split_thread(post=second, title="Another", actor=steward)
    assert older.posts.count() == 2


def test_a_thread_with_nothing_to_read_is_listed_nowhere(
    asker: Profile, reader: Profile, older: Thread
) -> None:
    def listed() -> list[int]:
        return [line.thread.pk for line in list_threads(user(reader), Thread.objects.all(), 1)[0]]

    assert listed() == [older.pk]
    tending.take_back(post=older.posts.get(), author=asker)
    assert listed() == []
    reply(author=reader, thread=older, writing=words("Still here", 3))
    assert listed() == [older.pk]
