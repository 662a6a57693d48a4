"""The address to which a letter about a post is answered: signed, for one person, for 90 days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from academy.letters.addresses import read_signed, signed
from academy.models import User
from network.models import Post

DAYS = 90
ADDRESS_NUMBERS = 3


@dataclass(frozen=True)
class ReplyTo:
    """What a reply address says: whose it is, which post it answers, and from which day it counts."""

    person_id: int
    post_id: int
    day: date

    def is_over(self, today: date) -> bool:
        """Whether it is too old to be answered to."""
        return today > self.day + timedelta(days=DAYS)


def reply_address(person: User, post: Post) -> str:
    """Where `person` answers `post`."""
    return signed("reply", person.pk, post.pk, timezone.localdate().toordinal())


def read_reply_address(address: str) -> ReplyTo | None:
    """What an address says; None when it is not one of ours."""
    numbers = read_signed("reply", address)
    if numbers is None or len(numbers) != ADDRESS_NUMBERS:
        return None
    return ReplyTo(numbers[0], numbers[1], date.fromordinal(numbers[2]))
