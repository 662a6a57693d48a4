"""What becomes of posts and threads later: changed, taken back, marked, split, merged, moved."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from academy.models import SearchEntry
from network.actions import tending, threads
from network.actions.posting import LooksPersonal, Writing, open_thread, reply
from network.models import NetworkGroup, Post, Profile, Thread, WatchWord
from tests import make_network
from tests.make_network import user, words

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
NHS = "The NHS number is 943 476 5919, please look."


def test_a_post_is_changed_for_a_day_and_what_it_said_is_kept(asker: Profile, group: NetworkGroup) -> None:
    post = open_thread(author=asker, writing=words(), kind="question", group=group).posts.get()
    changed = tending.edit_post(post=post, author=asker, writing=words("Better words", 2))
    assert (changed.body, post.revisions.get().body) == ("Better words", "How do you ask?")
    with pytest.raises(LooksPersonal):
        tending.edit_post(post=post, author=asker, writing=words(NHS, 3, send_anyway=True))
    Post.objects.update(written_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(tending.TooLate):
        tending.edit_post(post=post, author=asker, writing=words("Late", 4))


def test_taking_back_takes_words_title_history_and_files(
    asker: Profile, group: NetworkGroup, django_capture_on_commit_callbacks: Any
) -> None:
    file = SimpleUploadedFile("notes.txt", b"Some notes")
    thread = open_thread(author=asker, writing=words(files=(file,)), kind="question", group=group)
    post = thread.posts.get()
    held = post.attachments.get()
    tending.edit_post(post=post, author=asker, writing=words("Other words", 2))
    with django_capture_on_commit_callbacks(execute=True):
        assert [tending.take_back(post=post, author=asker) for _time in range(2)] == [True, False]
    post.refresh_from_db()
    thread.refresh_from_db()
    assert thread.title == ""
    assert (post.body, post.html, post.revisions.count(), post.attachments.count()) == ("", "", 0, 0)
    assert not held.file.storage.exists(held.file.name)


def test_marks_are_counted_once_and_never_ones_own(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    post = open_thread(author=asker, writing=words(), kind="question", group=group).posts.get()
    assert [tending.mark_helpful(post=post, profile=steward, helpful=True) for _time in range(2)] == [1, 1]
    with pytest.raises(PermissionDenied):
        tending.mark_helpful(post=post, profile=asker, helpful=True)
    assert tending.mark_helpful(post=post, profile=steward, helpful=False) == 0


def test_a_thread_is_split_merged_and_moved_without_losing_a_post(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    posts = [reply(author=asker, thread=thread, writing=words(f"Word {n}", n)) for n in (2, 3)]
    with pytest.raises(PermissionDenied):
        threads.split_thread(post=posts[0], title="Mine", actor=asker)
    new = threads.split_thread(post=posts[1], title="Another matter", actor=steward)
    assert (new.posts.count(), thread.posts.count()) == (1, 2)
    assert threads.merge_threads(thread=new, into=thread, actor=steward)
    assert thread.posts.count() == 3
    wider = make_network.group("Open", steward=steward)
    with pytest.raises(PermissionDenied):
        threads.move_thread(thread=thread, group=wider, actor=steward)
    closer = make_network.group("Hidden", steward=steward, openness="hidden")
    threads.move_thread(thread=thread, group=closer, actor=steward)
    assert not Thread.objects.visible_to(user(asker)).filter(pk=thread.pk).exists()


def test_the_old_address_of_a_merged_thread_leads_to_the_new(
    client_for: ClientFor, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    old, new = (
        open_thread(author=asker, writing=words(f"Thing {n}", n), kind="question", group=group)
        for n in (1, 2)
    )
    threads.merge_threads(thread=old, into=new, actor=steward)
    answer = client_for(user(asker)).get(old.get_absolute_url())
    assert answer["Location"] == new.get_absolute_url()


def test_the_title_of_ones_thread_is_changed_with_its_opening_and_kept(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    opening = thread.posts.get()
    browser = client_for(user(asker))
    sent = {"title": "A clearer title", "body": opening.body, "token": "t" * 20}
    browser.post(f"/network/posts/{opening.pk}/edit/", sent)
    thread.refresh_from_db()
    assert thread.title == "A clearer title"
    assert "A title" in browser.get(f"/network/posts/{opening.pk}/history/").content.decode()


def test_a_changed_title_is_screened_and_an_answer_has_none(asker: Profile, group: NetworkGroup) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    with pytest.raises(LooksPersonal):
        writing = Writing(body="How do you ask?", title="About 943 476 5919", token="t" * 20)
        tending.edit_post(post=thread.posts.get(), author=asker, writing=writing)
    answer = reply(author=asker, thread=thread, writing=words("An answer", 2))
    changed = Writing(body="Another answer", title="Not a title", token="t" * 20)
    tending.edit_post(post=answer, author=asker, writing=changed)
    thread.refresh_from_db()
    assert thread.title == "A title"


def test_stewards_choose_where_a_thread_goes_from_what_may_take_it(
    client_for: ClientFor, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    other = open_thread(author=asker, writing=words("More", 2), kind="question", group=group)
    make_network.group("Open one", steward=steward)
    inner = make_network.group("Inner", steward=steward, openness="hidden")
    browser, here = client_for(user(steward)), thread.get_absolute_url()
    offered = browser.get(f"{here}move/").content.decode()
    assert ("Inner" in offered, "Open one" in offered) == (True, False)
    browser.post(f"{here}move/", {"group": str(inner.pk)})
    thread.refresh_from_db()
    assert thread.group == inner
    page = browser.get(f"{other.get_absolute_url()}merge/").content.decode()
    assert "There is none to choose from" in page


def test_a_split_asks_for_a_title_and_keeps_what_was_typed(
    client_for: ClientFor, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    second = reply(author=asker, thread=thread, writing=words("Second", 2))
    browser, address = client_for(user(steward)), f"/network/posts/{second.pk}/split/"
    page = browser.post(address, {"title": "Of 943 476 5919"}).content.decode()
    assert 'value="Of 943 476 5919"' in page
    assert Thread.objects.count() == 1
    browser.post(address, {"title": "Another matter"})
    assert Thread.objects.get(title="Another matter").posts.get() == second


def test_a_reason_that_names_somebody_is_given_back_to_be_changed(
    client_for: ClientFor, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    writing = Writing(body="Of 943 476 5919", title="A title", token="t" * 20, send_anyway=True)
    held = open_thread(author=asker, writing=writing, kind="question", group=group).posts.get()
    page = client_for(user(steward)).post(f"/network/posts/{held.pk}/look-at/", {"why": "943 476 5919!"})
    assert "943 476 5919!" in page.content.decode()
    held.refresh_from_db()
    assert held.state == Post.State.HELD


def test_doing_it_again_changes_nothing_and_leads_to_the_thread(
    client_for: ClientFor, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    second = reply(author=asker, thread=thread, writing=words("Second", 2))
    inner = make_network.group("Inner", steward=steward, openness="hidden")
    browser, split = client_for(user(steward)), f"/network/posts/{second.pk}/split/"
    answers = [browser.post(split, {"title": "Another"}).status_code for _time in range(2)]
    move = f"{thread.get_absolute_url()}move/"
    answers += [browser.post(move, {"group": str(inner.pk)}).status_code for _time in range(2)]
    assert answers == [302] * 4
    assert Thread.objects.count() == 2


def test_a_post_in_a_locked_thread_offers_no_change_and_loses_no_words(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    Thread.objects.filter(pk=thread.pk).update(locked=True)
    post, browser = thread.posts.get(), client_for(user(asker))
    address = f"/network/posts/{post.pk}/edit/"
    assert address not in browser.get(thread.get_absolute_url()).content.decode()
    sent = {"title": "A title", "body": "Better words", "token": "t" * 20}
    page = browser.post(address, sent).content.decode()
    assert "Better words" in page
    assert "Nothing can be changed here any more" in page


def test_a_title_changed_to_a_watched_word_leaves_the_search(asker: Profile) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question")
    WatchWord.objects.create(word="zebra", why="A test")
    writing = Writing(body="How do you ask?", title="A zebra title", token="t" * 20)
    tending.edit_post(post=thread.posts.get(), author=asker, writing=writing)
    assert not SearchEntry.objects.filter(source="network.thread", object_id=str(thread.pk)).exists()
    assert not SearchEntry.objects.filter(title__contains="zebra").exists()
