"""Making, renewing and stopping the address of one's own feed."""

import secrets

from django.core import signing
from django.utils import timezone

from network.models import FeedKey, Profile

SALT = "network.feed"
LARGEST = 2**53


def renew_feed(*, profile: Profile) -> FeedKey:
    """A new address; the one before leads nowhere from now on."""
    values = {"number": secrets.randbelow(LARGEST), "made_at": timezone.now()}
    return FeedKey.objects.update_or_create(profile=profile, defaults=values)[0]


def stop_feed(*, profile: Profile) -> None:
    """No feed any more; again is the same."""
    FeedKey.objects.filter(profile=profile).delete()


def token_of(key: FeedKey) -> str:
    """What stands in the address."""
    return signing.dumps([key.profile_id, key.number], salt=SALT)


def find_reader(token: str) -> Profile | None:
    """Whose feed it is; None when it was renewed or stopped, or its owner may take no part now."""
    try:
        profile_id, number = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = Profile.objects.active().filter(pk=profile_id, feed_key__number=number)
    return found.select_related("person").first()
