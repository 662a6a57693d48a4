"""A letter that somebody sent to an address of ours: an answer to post, or our own that came back."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy.letters.addresses import read_signed
from academy.letters.bounces import came_back
from academy.limits import within
from academy.models import User
from academy.tasks import post_letter
from network.actions.posting import CannotPost, Writing, is_unnamed_in, reply
from network.mail.addresses import ReplyTo, read_reply_address
from network.mail.incoming import Incoming, read_letter
from network.markup import LONGEST
from network.models import Post
from network.permissions import profile_of

log = logging.getLogger(__name__)
LARGEST = 10 * 1024 * 1024
ANSWERS_A_DAY = 5
A_DAY = 86_400
#: Why an answer was not posted, as its sender is told. Nothing here says who else is known or what was written.
REASONS = {
    "late": gettext_lazy(
        "The letter you answered is more than 90 days old. Please open the discussion on the site."
    ),
    "other": gettext_lazy(
        "It came from another address than the letter was sent to. Please answer from that address, or on the site."
    ),
    "closed": gettext_lazy("The discussion can no longer be answered by you. Please look at it on the site."),
    "empty": gettext_lazy(
        "We found no words of yours in it. Please write them above the quoted text, or on the site."
    ),
    "long": gettext_lazy(
        "It is longer than a post can be. Please shorten it, or write it on the site in parts."
    ),
    "flood": gettext_lazy("You have written a lot today. Please go on tomorrow."),
    "links": gettext_lazy("It holds more links than a post may have. Please take some out."),
    "again": gettext_lazy("You have already written the same."),
}
FILES = gettext_lazy("Files that came with it were left out: add them on the site.")


def receive_letter(raw: bytes, *, envelope: Sequence[str] = ()) -> str:
    """Take a letter in, once; returns in a word what became of it.

    `posted`, `held`, `bounce`, `ignored` (a machine wrote it, or it is for nobody here), or why it was refused.
    """
    letter = read_letter(raw[:LARGEST])
    recipients = [address.lower() for address in envelope] or list(letter.recipients)
    came = [numbers for numbers in (read_signed("bounce", each) for each in recipients) if numbers]
    if came:
        return _came_back(letter, came[0][0])
    found = next(filter(None, map(read_reply_address, recipients)), None)
    if found is None or letter.is_automatic or letter.failed or len(letter.senders) != 1:
        return "ignored"
    outcome = _answer(letter, found)
    _tell_sender(letter, outcome)
    return outcome


def _came_back(letter: Incoming, number: int) -> str:
    """Stop an address that is no more; what another fault sent back is for those who run the site to mend."""
    if letter.is_gone:
        came_back(number, status=letter.failed)
        return "bounce"
    if letter.failed:
        log.warning("letter %s came back: %s", number, letter.failed)
    return "ignored"


def _answer(letter: Incoming, found: ReplyTo) -> str:
    person = User.objects.filter(pk=found.person_id, is_active=True).first()
    verified = EmailAddress.objects.filter(user=person, verified=True, email__iexact=letter.senders[0])
    if person is None or not verified.exists():
        return "other"
    if found.is_over(timezone.localdate()):
        return "late"
    if not letter.text or len(letter.text) > LONGEST:
        return "long" if letter.text else "empty"
    return _post(letter, person, found.post_id)


def _post(letter: Incoming, person: User, post_id: int) -> str:
    mine = profile_of(person)
    answered = Post.objects.visible_to(person).filter(pk=post_id).select_related("thread__group").first()
    if mine is None or answered is None:
        return "closed"
    thread = answered.thread
    unnamed = is_unnamed_in(thread, mine)
    writing = Writing(body=letter.text, token=f"mail:{letter.digest}", by_email=True, unnamed=unnamed)
    if answered.state == Post.State.PUBLISHED:
        writing = replace(writing, reply_to=answered)
    try:
        with transaction.atomic():
            post = reply(author=mine, thread=thread, writing=writing)
    except PermissionDenied:
        return "closed"
    except CannotPost as refused:
        return refused.reason
    return "held" if post.state == Post.State.HELD else "posted"


def _tell_sender(letter: Incoming, outcome: str) -> None:
    """Say what became of an answer where its sender would not see it; once a letter, and never in a flood."""
    if outcome == "posted" and not letter.has_files:
        return
    sender = letter.senders[0]
    if outcome in REASONS and not within(f"answered:{sender}", most=ANSWERS_A_DAY, seconds=A_DAY):
        return
    first = {"posted": _("Your answer is posted."), "held": _("Thank you. Somebody reads your answer first.")}
    lines: list[Any] = [first.get(outcome, ""), REASONS.get(outcome, ""), FILES if letter.has_files else ""]
    if outcome in REASONS:
        lines[0] = _("Your answer was not posted. Nothing is lost: it stands in the letter you sent.")
    post_letter(
        to=sender,
        subject=_("Your answer by email"),
        text="\n\n".join(str(line) for line in lines if line) + "\n",
        headers={"Auto-Submitted": "auto-replied"},
        key=f"answered:{letter.digest}",
    )
