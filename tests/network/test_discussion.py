"""Opening threads, answering, being screened and held, and what becomes of posts later."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from academy import privacy
from academy.actions.notify import follow, mute
from academy.models import Notification
from academy.search.finding import find
from network.actions import polls, tending, threads
from network.actions.groups import change_group
from network.actions.posting import CannotPost, LooksPersonal, open_thread, reply
from network.models import NetworkGroup, Post, PostRevision, Profile, Thread, WatchWord
from tests import make, make_evidence, make_network
from tests.make_network import user, words
from tests.network.screening.asked import choice

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
NHS = "The NHS number is 943 476 5919, please look."


def test_a_question_is_asked_answered_and_marked_as_answered(
    client_for: ClientFor, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    browser, other = client_for(user(asker)), client_for(user(steward))
    sent = {"kind": "question", "title": "First words?", "body": "What do *you* say?", "token": "t" * 20}
    browser.post("/network/threads/new/?group=closed", sent)
    thread = Thread.objects.get()
    other.post(f"/network/threads/{thread.pk}/answer/", {"body": "Say **who** you are.", "token": "u" * 20})
    answer = Post.objects.latest("pk")
    browser.post(f"/network/posts/{answer.pk}/accept/", {"accept": "yes"})
    page = browser.get(f"/network/threads/{thread.pk}/").content.decode()
    assert "<strong>who</strong>" in page
    assert "This answered the question" in page
    assert "Ada Asker" in page


def test_sending_a_form_twice_posts_once(asker: Profile, group: NetworkGroup) -> None:
    threads = {
        open_thread(author=asker, writing=words(), kind="question", group=group).pk for _time in range(2)
    }
    thread = Thread.objects.get(pk=threads.pop())
    answers = {reply(author=asker, thread=thread, writing=words("An answer", 2)).pk for _time in range(2)}
    thread.refresh_from_db()
    assert (threads, len(answers), thread.posts_count) == (set(), 1, 2)


def test_a_likely_sign_is_shown_and_let_through_when_answered(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    browser = client_for(user(asker))
    sent = {
        "kind": "question",
        "title": "Whom to ring?",
        "body": "Ring 020 7946 0123 then.",
        "token": "t" * 20,
    }
    page = browser.post("/network/threads/new/?group=closed", sent)
    assert "<mark>020 7946 0123</mark>" in page.content.decode()
    assert not Thread.objects.exists()
    browser.post("/network/threads/new/?group=closed", sent | choice(page, "answer-phone", "service_contact"))
    kept = Post.objects.get()
    assert kept.screened == {"seen": {"phone": 1}, "answers": {"phone": "service_contact"}}


def test_an_nhs_number_is_never_posted_and_waits_for_a_steward_if_insisted_on(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    with pytest.raises(LooksPersonal):
        open_thread(
            author=asker,
            writing=words(NHS, answers={"nhs_number": "fictional"}),
            kind="question",
            group=group,
        )
    thread = open_thread(author=asker, writing=words(NHS, send_anyway=True), kind="question", group=group)
    reader = make_network.member("Reader")
    make_network.belong(group, reader)
    assert thread.state == Thread.State.HELD
    assert not Thread.objects.visible_to(user(reader)).exists()
    assert not Post.objects.visible_to(user(reader)).exists()
    assert Post.objects.visible_to(user(steward)).exists()
    assert Notification.objects.get(person=steward.person).title == "A post waits to be read first"


def test_a_steward_lets_a_held_post_through_once_or_keeps_it_back_with_a_reason(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(unnamed=True), kind="question", group=group)
    held = thread.posts.get()
    with pytest.raises(PermissionDenied):
        tending.release_post(post=held, actor=asker)
    assert [tending.release_post(post=held, actor=steward) for _time in range(2)] == [True, False]
    thread.refresh_from_db()
    assert (thread.state, thread.posts_count) == ("open", 1)
    second = open_thread(author=asker, writing=words("More", 2, unnamed=True), kind="question", group=group)
    assert tending.refuse_post(post=second.posts.get(), actor=steward, why="It names a school")
    assert Notification.objects.filter(person=asker.person, text="It names a school").exists()


def test_who_asked_without_a_name_is_shown_to_stewards_and_to_nobody_else(
    client_for: ClientFor, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(unnamed=True), kind="question", group=group)
    tending.release_post(post=thread.posts.get(), actor=steward)
    mate = make_network.member("Mate")
    make_network.belong(group, mate)
    address = thread.get_absolute_url()
    pages = [
        client_for(user(mate)).get(one).content.decode()
        for one in (address, "/network/threads/", "/network/groups/closed/")
    ]
    assert not any("Ada Asker" in page or "ada-asker" in page for page in pages)
    assert "Ada Asker" in client_for(user(steward)).get(address).content.decode()
    told = Notification.objects.filter(person=mate.person)
    assert not any("Ada" in row.title + row.text for row in told)


def test_asking_without_a_name_needs_a_group_that_allows_it(asker: Profile) -> None:
    other = make_network.group("Plain", steward=asker)
    for group in (other, None):
        with pytest.raises(PermissionDenied):
            open_thread(author=asker, writing=words(unnamed=True), kind="question", group=group)


def test_strangers_suspended_members_and_locked_threads_take_no_answer(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    later = timezone.now() + timedelta(days=1)
    suspended = make_network.member("Suspended", suspended_until=later)
    make_network.belong(group, suspended)
    for number, author in enumerate([make_network.member("Stranger"), suspended]):
        with pytest.raises(PermissionDenied):
            reply(author=author, thread=thread, writing=words("No", number))
    threads.set_thread(thread=thread, actor=steward, locked=True)
    thread.refresh_from_db()
    with pytest.raises(PermissionDenied):
        reply(author=asker, thread=thread, writing=words("No", 9))


def test_floods_repetition_and_links_of_new_members_are_stopped(asker: Profile, group: NetworkGroup) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    refused = []
    tries = [words("How do  YOU ask?", 2), words("See https://a.example and https://b.example", 3)]
    tries += [words(f"Answer {number}", number) for number in range(10, 18)]
    for writing in tries:
        try:
            reply(author=asker, thread=thread, writing=writing)
        except CannotPost as error:
            refused.append(error.reason)
    assert refused == ["again", "links", "flood"]


def test_a_watched_word_holds_a_post(asker: Profile, group: NetworkGroup) -> None:
    WatchWord.objects.create(word="bad word", why="It hurts")
    thread = open_thread(author=asker, writing=words("A BAD, word."), kind="question", group=group)
    assert thread.posts.get().held_because == "watch-word"


def test_a_mute_wins_over_following_the_thread_the_group_and_being_mentioned(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    for thing in (thread, group):
        follow(person=steward.person, thing=thing)
    mute(person=steward.person, thing=thread)
    reply(author=asker, thread=thread, writing=words("Hello @steward", 2))
    assert not Notification.objects.filter(person=steward.person).exists()


def test_followers_and_the_mentioned_hear_once_and_only_if_they_may_read(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    stranger = make_network.member("Stranger")
    thread = open_thread(
        author=asker, writing=words("Hello @steward and @stranger"), kind="question", group=group
    )
    assert Notification.objects.get().person == steward.person
    assert "Ada Asker" in make_network.told(steward)[0]
    assert stranger.get_absolute_url() in thread.posts.get().html


def test_a_poll_counts_each_once_shows_sums_and_closes(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="discussion", group=group)
    poll = polls.add_poll(
        thread=thread, actor=asker, question="When?", answers=["Now", "Later"], several=False
    )
    now, later = poll.options.all()
    for options in ([now.pk], [later.pk], [now.pk, later.pk]):
        assert polls.vote(poll=poll, profile=steward, options=options)
    assert [now.votes.count(), later.votes.count()] == [1, 0]
    polls.close_poll(poll=poll, actor=asker)
    assert not polls.vote(poll=poll, profile=steward, options=[later.pk])


def test_a_thread_asks_as_much_for_two_posts_as_for_two_hundred(
    client_for: ClientFor, django_assert_max_num_queries: Any, asker: Profile, group: NetworkGroup
) -> None:
    thread = make_network.thread(asker, group=group)
    writers = [make_network.member(f"Writer {number}") for number in range(30)]
    for writer in writers:
        make_network.belong(group, writer)
        make_network.post(thread, writer)
    Thread.objects.update(posts_count=31)
    browser = client_for(user(asker))
    browser.get(thread.get_absolute_url())
    with django_assert_max_num_queries(6):
        page = browser.get(f"{thread.get_absolute_url()}?page=1")
    assert "Writer 18" in page.content.decode()


def test_discussions_are_found_by_their_readers_alone_and_never_by_who_wrote_them(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words("About heliotropes"), kind="question", group=group)
    stranger = user(make_network.member("Stranger"))
    assert [row.title for row in find("heliotropes", user(steward)).results] == ["A title"]
    assert find("heliotropes", stranger).results == []
    tending.take_back(post=thread.posts.get(), author=asker)
    assert find("heliotropes", user(steward)).results == []


def test_a_group_that_closes_takes_its_discussions_out_of_public_search(
    asker: Profile, steward: Profile
) -> None:
    opened = make_network.group("Opened", steward=steward)
    open_thread(author=steward, writing=words("About heliotropes"), kind="question", group=opened)
    stranger = user(make_network.member("Stranger"))
    assert len(find("heliotropes", stranger).results) == 1
    change_group(group=opened, actor=steward, values={"openness": "closed"})
    assert find("heliotropes", stranger).results == []


def test_erasing_takes_words_or_only_the_name_as_the_member_chose(
    asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words("Words of Ada"), kind="question", group=group)
    reply(author=steward, thread=thread, writing=words("An answer", 2))
    Profile.objects.filter(pk=steward.pk).update(posts_after="keep")
    for person in (user(asker), user(steward)):
        privacy.erase(person)
    kept = list(Post.objects.order_by("pk").values_list("body", "state", "author"))
    assert kept == [("", "removed", None), ("An answer", "published", None)]
    assert not PostRevision.objects.exists()


def test_a_page_leads_to_its_discussions(client_for: ClientFor, asker: Profile) -> None:
    page = make.standard_page("Tea")
    open_thread(author=asker, writing=words("About tea"), kind="discussion", about=page)
    browser = client_for(user(asker))
    assert "A title" in browser.get(f"/network/threads/?about={page.pk}").content.decode()
    make_evidence.restrict(page)
    assert "A title" not in Client().get("/network/threads/").content.decode()
