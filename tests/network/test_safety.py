"""Reporting, judging, appealing: in order of urgency, on record, and never in one's own matter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from academy.actions.choosing import choose_ways
from academy.hearing import kinds_for
from academy.models import AuditEntry, Notification, User
from network.actions import moderating
from network.actions.parting import part_with_posts
from network.actions.posting import Writing, reply
from network.actions.reporting import appeal, report
from network.actions.tending import release_post, take_back
from network.models import Post, Profile, Report, Thread
from network.safety_rules import HOURS, due
from tests import make, make_network
from tests.make_network import user

ClientFor = Callable[..., Client]


@pytest.mark.pure
@given(st.sampled_from(sorted(HOURS)), st.datetimes(timezones=st.just(timezone.get_default_timezone())))
def test_every_reason_has_a_time_and_danger_comes_first(reason: str, made: Any) -> None:
    assert due(made, "threat") <= due(made, reason) <= due(made, "spam")


def test_every_reason_on_the_form_has_its_time() -> None:
    assert set(HOURS) == set(Report.Reason.values)


def test_a_report_is_made_in_two_taps_worked_on_and_answered(
    client_for: ClientFor, moderator: User, reporter: Profile, post: Post
) -> None:
    browser, room = client_for(user(reporter)), client_for(moderator)
    address = f"/network/report/post/{post.pk}/"
    assert address in browser.get(post.thread.get_absolute_url()).content.decode()
    browser.post(address, {"reason": "harassment"})
    held = Report.objects.get()
    work = f"/cms/network/reports/{held.pk}/work/"
    room.post(work, {"do": "claim"})
    room.post(work, {"do": "decide", "verb": "hide", "reason": "Unkind", "days": "1"})
    room.post(work, {"do": "close", "outcome": "acted", "answer": "Thank you"})
    told = Notification.objects.get(person=reporter.person)
    assert (told.title, told.text) == ("What you reported: We acted on it", "Thank you")
    assert not Post.objects.visible_to(user(reporter)).filter(pk=post.pk).exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        f"moderation: {verb}" for verb in ("reported", "claimed", "hide", "closed")
    ]


def test_reporting_again_while_it_is_open_is_one_report(reporter: Profile, post: Post) -> None:
    assert report(reporter=reporter, thing=post, reason="spam") == report(
        reporter=reporter, thing=post, reason="other"
    )


def test_what_could_identify_somebody_is_held_before_anybody_looks(
    moderator: User, reporter: Profile, post: Post
) -> None:
    report(reporter=reporter, thing=post, reason="identifies")
    post.refresh_from_db()
    assert (post.state, post.held_because) == ("held", "report")
    assert moderating.let_stand(post=post, actor=moderator)
    post.refresh_from_db()
    assert post.state == "published"


def test_three_posts_a_day_are_held_by_one_members_word(reporter: Profile, post: Post) -> None:
    others = [make_network.post(post.thread, post.author, body=f"Words {number}") for number in range(4)]
    for one in others:
        report(reporter=reporter, thing=one, reason="identifies")
    assert Post.objects.filter(held_because="report").count() == 3
    assert Report.objects.count() == 4


def test_a_steward_does_not_release_what_was_reported(reporter: Profile, writer: Profile) -> None:
    steward = make_network.member("Steward")
    group = make_network.group(steward=steward)
    thread = make_network.thread(writer, group=group)
    report(reporter=reporter, thing=thread.posts.get(), reason="identifies")
    thread.refresh_from_db()
    assert thread.state == Thread.State.HELD
    with pytest.raises(PermissionDenied):
        release_post(post=thread.posts.get(), actor=steward)


def test_nobody_reports_what_they_cannot_see_or_wrote(reporter: Profile, writer: Profile, post: Post) -> None:
    closed = make_network.group("Closed", openness="closed")
    hidden = make_network.thread(writer, group=closed).posts.get()
    for one, thing in ((reporter, hidden), (writer, post), (writer, writer)):
        with pytest.raises(PermissionDenied):
            report(reporter=one, thing=thing, reason="spam")


def test_nobody_judges_in_their_own_matter(client_for: ClientFor, moderator: User, reporter: Profile) -> None:
    mine = make_network.member("Moderator", user=moderator)
    own = make_network.post(make_network.thread(reporter), mine)
    about_me = report(reporter=reporter, thing=own, reason="harassment")
    by_me = report(reporter=mine, thing=reporter, reason="harassment")
    moderator = user(mine)
    for held in (about_me, by_me):
        assert client_for(moderator).get(f"/cms/network/reports/{held.pk}/").status_code == 302
        with pytest.raises(PermissionDenied):
            moderating.claim(report=held, actor=moderator)
    with pytest.raises(PermissionDenied):
        moderating.hide_post(post=own, actor=moderator, reason="No")
    page = client_for(moderator).get("/cms/network/reports/").content.decode()
    assert "Nothing waits" in page


@pytest.mark.parametrize("role", ["Course authors", "Evidence editors", "Network leads"])
def test_other_staff_moderate_nothing(role: str, reporter: Profile, post: Post) -> None:
    held = report(reporter=reporter, thing=post, reason="spam")
    with pytest.raises(PermissionDenied):
        moderating.claim(report=held, actor=make.staff("other@example.org", role))


def test_reports_stand_in_order_of_urgency(
    client_for: ClientFor, moderator: User, reporter: Profile, post: Post
) -> None:
    report(reporter=reporter, thing=post, reason="spam")
    report(reporter=reporter, thing=post.author, reason="threat")
    Report.objects.filter(reason="threat").update(due_at=timezone.now() - timedelta(hours=1))
    page = client_for(moderator).get("/cms/network/reports/").content.decode()
    assert page.index("It threatens") < page.index("It advertises")
    assert "Late" in page


def test_a_suspension_ends_by_itself_or_is_taken_back(moderator: User, writer: Profile, post: Post) -> None:
    first = moderating.suspend(member=writer, actor=moderator, reason="Unkind", days=30)
    second = moderating.suspend(member=writer, actor=moderator, reason="Again", days=1)
    with pytest.raises(PermissionDenied):
        reply(
            author=Profile.objects.get(pk=writer.pk), thread=post.thread, writing=Writing("Words", "t" * 20)
        )
    assert [moderating.undo(decision=first, actor=moderator) for _time in range(2)] == [True, False]
    writer.refresh_from_db()
    assert writer.suspended_until == second.until
    Profile.objects.update(suspended_until=timezone.now() - timedelta(seconds=1))
    assert reply(
        author=Profile.objects.get(pk=writer.pk), thread=post.thread, writing=Writing("Words", "t" * 20)
    ).pk


def test_another_moderator_looks_again_and_the_post_comes_back(
    client_for: ClientFor, moderator: User, writer: Profile, post: Post
) -> None:
    decision = moderating.hide_post(post=post, actor=moderator, reason="Unkind")
    assert decision is not None
    browser = client_for(user(writer))
    assert "Unkind" in browser.get("/network/me/standing/").content.decode()
    browser.post(f"/network/me/standing/{decision.pk}/appeal/", {"words": "It was a quotation"})
    asked = decision.appeal
    with pytest.raises(PermissionDenied):
        moderating.answer_appeal(appeal=asked, actor=moderator, upheld=False, answer="Sorry")
    other = make.staff("second@example.org", "Moderators")
    client_for(other).post(f"/cms/network/appeals/{asked.pk}/", {"upheld": "no", "answer": "Sorry"})
    post.refresh_from_db()
    decision.refresh_from_db()
    assert (post.state, decision.undone_by) == ("published", other.pk)


def test_a_suspended_member_may_appeal_and_nobody_else_may(
    writer: Profile, moderator: User, reporter: Profile
) -> None:
    decision = moderating.suspend(member=writer, actor=moderator, reason="Unkind", days=7)
    with pytest.raises(PermissionDenied):
        appeal(decision=decision, member=reporter, words="Let them")
    assert appeal(decision=decision, member=writer, words="I am sorry") == appeal(
        decision=decision, member=writer, words="Again"
    )


def test_what_went_with_its_writer_stays_gone(writer: Profile, moderator: User, post: Post) -> None:
    decision = moderating.hide_post(post=post, actor=moderator, reason="Unkind")
    assert decision is not None
    part_with_posts(profile=writer)
    moderating.undo(decision=decision, actor=moderator)
    post.refresh_from_db()
    assert (post.state, post.body) == ("removed", "")


def test_a_hidden_opening_hides_its_thread_and_comes_back_with_it(writer: Profile, moderator: User) -> None:
    thread = make_network.thread(writer)
    decision = moderating.hide_post(post=thread.posts.get(), actor=moderator, reason="Unkind")
    assert decision is not None
    assert not Thread.objects.visible_to(moderator).exists()
    moderating.undo(decision=decision, actor=moderator)
    assert Thread.objects.visible_to(moderator).exists()


@pytest.mark.django_db
def test_the_way_for_somebody_at_risk_is_open_to_everybody_and_names_no_queue() -> None:
    page = Client().get("/network/risk/").content.decode()
    assert "tel:999" in page
    assert "Leave" in page


def test_what_was_decided_about_somebody_is_told_even_where_everything_is_muted(
    moderator: User, writer: Profile
) -> None:
    choose_ways(person=writer.person, ways=dict.fromkeys(kinds_for(writer.person), "muted"))
    moderating.warn(member=writer, actor=moderator, reason="Unkind")
    told = Notification.objects.get(person=writer.person)
    assert (told.kind, told.way) == ("decisions", "app")


def test_what_its_writer_takes_back_is_still_there_for_moderators(
    client_for: ClientFor, moderator: User, reporter: Profile, writer: Profile, post: Post
) -> None:
    held = report(reporter=reporter, thing=post, reason="harassment")
    take_back(post=post, author=writer)
    assert "Unkind words." in client_for(moderator).get(f"/cms/network/reports/{held.pk}/").content.decode()


@pytest.mark.parametrize("words", ["His NHS number 943 476 5919 is in it", "She is 15 and lives at SE5 8AZ"])
def test_no_words_of_a_reporter_stand_in_the_way_of_a_report(
    client_for: ClientFor, reporter: Profile, post: Post, words: str
) -> None:
    sent = {"reason": "identifies", "words": words}
    client_for(user(reporter)).post(f"/network/report/post/{post.pk}/", sent)
    post.refresh_from_db()
    assert (Report.objects.get().words, post.state) == (words, Post.State.HELD)


NUMBER = "His NHS number is 943 476 5919."


def test_taking_back_what_was_hidden_lets_it_wait_again_where_it_had_waited(
    client_for: ClientFor, moderator: User, reporter: Profile
) -> None:
    thread = make_network.thread(reporter)
    held = make_network.post(thread, reporter, body=NUMBER, state="held", held_because="screening")
    decision = moderating.hide_post(post=held, actor=moderator, reason="A real number")
    assert decision is not None
    assert moderating.undo(decision=decision, actor=moderator)
    held.refresh_from_db()
    assert (held.state, held.held_because) == ("held", "screening")
    assert "943 476 5919" in client_for(moderator).get("/cms/network/held/").content.decode()
    assert "943 476 5919" not in Client().get(thread.get_absolute_url()).content.decode()


def test_what_was_reported_and_hidden_is_shown_again_when_that_is_taken_back(
    moderator: User, reporter: Profile, post: Post
) -> None:
    report(reporter=reporter, thing=post, reason="identifies")
    post.refresh_from_db()
    decision = moderating.hide_post(post=post, actor=moderator, reason="Too near")
    assert decision is not None
    moderating.undo(decision=decision, actor=moderator)
    post.refresh_from_db()
    assert post.state == "published"


@pytest.mark.parametrize("verb", ["warn", "suspend", "hide"])
def test_deciding_twice_decides_once_and_says_so(
    client_for: ClientFor, moderator: User, reporter: Profile, post: Post, verb: str
) -> None:
    held = report(reporter=reporter, thing=post, reason="harassment")
    room, address = client_for(moderator), f"/cms/network/reports/{held.pk}/work/"
    sent = {"do": "decide", "verb": verb, "reason": "Unkind", "days": "7"}
    room.post(address, sent)
    page = room.post(address, sent, follow=True).content.decode()
    assert "already" in page
    assert held.decisions.count() == 1
    assert Notification.objects.filter(fact__startswith="decision:").count() == 1


def test_letting_a_hidden_post_stand_says_that_the_decision_is_to_be_taken_back(
    client_for: ClientFor, moderator: User, reporter: Profile, post: Post
) -> None:
    held = report(reporter=reporter, thing=post, reason="harassment")
    moderating.hide_post(post=post, actor=moderator, reason="Unkind", report=held)
    sent = {"do": "decide", "verb": "let", "reason": "", "days": "7"}
    room = client_for(moderator)
    page = room.post(f"/cms/network/reports/{held.pk}/work/", sent, follow=True).content.decode()
    assert "take that decision back below" in page


def test_a_note_sent_twice_is_noted_once(
    client_for: ClientFor, moderator: User, reporter: Profile, post: Post
) -> None:
    held = report(reporter=reporter, thing=post, reason="spam")
    for _time in range(2):
        client_for(moderator).post(f"/cms/network/reports/{held.pk}/work/", {"do": "note", "text": "Seen"})
    assert held.notes.count() == 1
