"""A moderator's evening, behind a second factor: once with the keyboard alone, once without JavaScript."""

from itertools import count
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from network.actions import moderating
from network.actions.posting import Writing, open_thread
from network.actions.reporting import appeal, report
from network.models import Appeal, Decision, Post, Report, WatchWord
from tests import make, make_network
from tests.browser import ground
from tests.browser.conftest import Open
from tests.browser.hands import Hands, Keyboard, Pointer

pytestmark = pytest.mark.browser
numbers = count(1)
SECRET = "B" * 32


def fill_evening(name: str) -> str:
    """A report, an appeal and a held post; returns the address of a moderator who begins with none of them."""
    writer, reader = make_network.member(f"Wil {name}"), make_network.member(f"Rea {name}")
    words = Writing(body="Buy my book.", title=f"{name} books", token=f"a-moderator-reads-{next(numbers)}")
    thread = open_thread(author=writer, writing=words, kind="discussion")
    report(reporter=reader, thing=thread.posts.get(), reason="other", words="He sells.")
    make_network.post(thread, reader, body="May this stand?", state="held", held_because="watch-word")
    decided = moderating.suspend(member=reader, actor=ground.named("owner"), reason="A hard word.", days=1)
    appeal(decision=decided, member=reader, words=f"I meant {name}.")
    moderator = make.staff(f"moderator-{name.lower()}@example.org", "Moderators")
    TOTP.activate(moderator, SECRET)
    return moderator.email


def code() -> str:
    """What the moderator's telephone shows now."""
    return str(format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time())))))


@pytest.mark.parametrize("way", ["the keyboard alone", "no JavaScript"])
def test_a_moderator_works_through_an_evening(window: Open, way: str) -> None:
    name, keys = ("Typed", True) if way == "the keyboard alone" else ("Bare", False)
    email = fill_evening(name)
    page = window(java_script_enabled=keys).page("/cms/network/reports/")
    hands: Hands = Keyboard(page) if keys else Pointer(page)
    enter(hands, email)
    work_on_a_report(hands, name)
    answer_an_appeal(hands, name)
    look_at_what_is_held(hands, name)
    add_a_word(hands, f"{name} word")
    hands.follow("Safety records")
    assert Path(hands.take("Everything as one file").path()).read_bytes().startswith(b"PK")
    assert_done(name)


def enter(hands: Hands, email: str) -> None:
    """Sign in with a password and the code of a second factor."""
    hands.write("Email", email)
    hands.write("Password", ground.PASSWORD)
    hands.press("Sign In")
    hands.write("Code", code())
    hands.press("Sign In")


def work_on_a_report(hands: Hands, name: str) -> None:
    """Take it, note something, decide and close it."""
    hands.follow("Something else")
    hands.press("I look into it")
    hands.write("Note for other moderators", f"Seen by {name}.")
    hands.press("Note it")
    hands.pick("Do not show the post")
    hands.write("Why? The member reads this. (optional)", "This is no place to sell.")
    hands.press("Decide")
    hands.pick("We acted on it")
    hands.write("A few words to who reported it", "Thank you.")
    hands.press("Close")


def answer_an_appeal(hands: Hands, name: str) -> None:
    """Take back what somebody else decided."""
    hands.follow("Appeals")
    hands.follow(f"No part in the network for a time @rea-{name.lower()}")
    hands.pick("It is taken back")
    hands.write("Why? The member reads this.", "You are right.")
    hands.press("Answer")


def look_at_what_is_held(hands: Hands, name: str) -> None:
    """Let readers meet a post that waited."""
    hands.follow("Held posts")
    hands.press(f"Let readers see it {name} books")


def add_a_word(hands: Hands, word: str) -> None:
    """Put a word on the watch list."""
    hands.follow("Watched words")
    hands.write("Word or phrase", word)
    hands.write("Why it is watched", "It is sold here.")
    hands.press("Add")


def assert_done(name: str) -> None:
    closed = Report.objects.get(post__thread__title=f"{name} books")
    assert (closed.outcome, closed.notes.get().text) == ("acted", f"Seen by {name}.")
    assert Decision.objects.get(report=closed).kind == "hide"
    assert Appeal.objects.get(words=f"I meant {name}.").upheld is False
    assert Post.objects.get(thread=closed.post.thread, body="May this stand?").state == "published"  # type: ignore[union-attr]
    assert WatchWord.objects.filter(word=f"{name} word").count() == 1
