"""What passes between two: messages, mentoring, reports, decisions, appeals, searches kept, blocks."""

from datetime import timedelta

from django.utils import timezone

from academy.models import User
from network.actions.contact import block, relay_message
from network.actions.mentoring import answer_mentoring, ask_mentoring
from network.actions.moderating import add_note, answer_appeal, close_report, suspend
from network.actions.reporting import appeal, report
from network.actions.searches import save_search, tell_of_new_members
from network.models import Decision, Post, Profile, Report, SafetyRecord, SavedSearch, WatchWord
from network.permissions import can_ask_mentoring
from network.wanted import Wanted
from tests.network.matrix.expected import AUDIENCES
from tests.network.matrix.marks import mark
from tests.network.matrix.people import Reader, quiet
from tests.network.matrix.talk import Talk


def make_between(talk: Talk) -> None:
    """A message, one that is reported, mentoring asked and answered, a search that everybody keeps."""
    owner, friend = talk.owner, talk.friend
    relay_message(sender=friend, receiver=owner, text=mark("message"), token="m" * 20)
    bad = relay_message(sender=friend, receiver=owner, text=mark("message that was reported"), token="n" * 20)
    words = mark("words of a report of a message")
    report(reporter=owner, thing=bad, reason="harassment", words=words)
    for name in AUDIENCES:
        for other in ("friend", "blocked", "suspended"):
            known(talk, talk.profile(name), talk.profile(other))
    block(blocker=owner, blocked=quiet("who was blocked"))
    save_search(profile=owner, wanted=Wanted(words="nobody"), name=mark("kept search"), alerts=False)


def known(talk: Talk, mentor: Profile, mentee: Profile) -> None:
    """They write to each other, and the one mentors the other where that can be seen to be offered."""
    relay_message(sender=mentor, receiver=mentee, text="Hello there", token=f"to-{mentee.handle}")
    if not can_ask_mentoring(mentee.person, mentor):
        return
    theirs = mentor == talk.owner and mentee == talk.friend
    hope, answer = mark("what is hoped of mentoring"), mark("answer about mentoring")
    asked = ask_mentoring(mentee=mentee, mentor=mentor, hope=hope if theirs else "To learn")
    answer_mentoring(mentoring=asked, accept=True, answer=answer if theirs else "Gladly")


def keep_searches(readers: dict[str, Reader], before: timedelta = timedelta(days=60)) -> None:
    """Everybody keeps a search that everybody fits, and hears of who is new."""
    for reader in readers.values():
        if reader.profile is not None:
            save_search(profile=reader.profile, wanted=Wanted(), name="All", alerts=True)
    SavedSearch.objects.filter(name="All").update(looked_at=timezone.now() - before)
    tell_of_new_members(timezone.localdate())


def moderate(talk: Talk, moderator: User, other: User) -> None:
    """Moderators note, answer and decide about a reported thread; the owner appeals; all of it after the fact."""
    held = Report.objects.get(kind="post")
    add_note(report=held, actor=moderator, text=mark("note of a moderator"))
    plain = Post.objects.filter(thread=talk.threads["no group"]).earliest("written_at", "pk")
    reporter = quiet("who reported")
    report(reporter=reporter, thing=plain, reason="other")
    settled = report(reporter=talk.friend, thing=plain, reason="other", words="Look")
    close_report(report=settled, actor=moderator, outcome="nothing", answer=mark("answer to a report"))
    decided = Decision.objects.get(reason=mark("reason of a decision"))
    asked = appeal(decision=decided, member=talk.owner, words=mark("appeal"))
    answer_appeal(appeal=asked, actor=other, upheld=True, answer=mark("answer to an appeal"))
    late = Decision.objects.get(reason="Unkind")
    appeal(decision=late, member=talk.owner, words=mark("appeal"))
    WatchWord.objects.create(word=mark("watched word"), why="Because")
    day = timezone.localdate()
    SafetyRecord.objects.create(kind="measure", title="A", text=mark("safety record"), done_on=day)


def part(talk: Talk, moderator: User) -> None:
    """In the end one is blocked by every owner, and one is suspended: after they were told of everything."""
    for name in AUDIENCES:
        block(blocker=talk.profile(name), blocked=talk.profile("blocked"))
    suspend(member=talk.profile("suspended"), actor=moderator, reason="For a while", days=3)
