"""How the reader stands to the network, for what pages say to them."""

from datetime import datetime

from django import template

from academy.permissions import AnyUser
from network.permissions import asked_profile

register = template.Library()


@register.filter
def suspended_until(user: AnyUser) -> datetime | None:
    """Until when a suspended member takes no part; None for everybody else. No query: pages ask before."""
    mine = asked_profile(user)
    return mine.suspended_until if mine is not None and mine.is_suspended else None
