"""Who may, in the network: asked by pages, lists, searches, counts, feeds, letters and exports alike.

Staff have no more here than other members: moderators read what was reported in rooms of their own, behind
a second factor. A suspended member reads what a visitor reads, and their own.
"""

from network.permissions.discussion import (
    answered_by,
    can_accept,
    can_look_after,
    can_open_thread,
    can_reply,
    posts_open_to,
    threads_open_to,
)
from network.permissions.events import can_attend, can_plan_event, events_open_to
from network.permissions.groups import (
    can_ask_unnamed,
    can_enrol_group,
    can_found_group,
    groups_known_to,
    groups_open_to,
    groups_stewarded_by,
    is_member_of,
    is_steward,
    leads_network,
    stewards_of,
)
from network.permissions.people import (
    acting,
    can_ask_mentoring,
    can_check_members,
    can_contact,
    can_see_field,
    can_vouch,
    is_checked,
    mates_of,
    meant_for,
    member_of,
    profile_of,
    seen_by,
    standing_of,
    standings,
)
from network.permissions.safety import (
    can_judge,
    can_judge_appeal,
    can_moderate,
    can_report,
    may_moderate,
)

__all__ = [
    "acting",
    "answered_by",
    "can_accept",
    "can_ask_mentoring",
    "can_ask_unnamed",
    "can_attend",
    "can_check_members",
    "can_contact",
    "can_enrol_group",
    "can_found_group",
    "can_judge",
    "can_judge_appeal",
    "can_look_after",
    "can_moderate",
    "can_open_thread",
    "can_plan_event",
    "can_reply",
    "can_report",
    "can_see_field",
    "can_vouch",
    "events_open_to",
    "groups_known_to",
    "groups_open_to",
    "groups_stewarded_by",
    "is_checked",
    "is_member_of",
    "is_steward",
    "leads_network",
    "mates_of",
    "may_moderate",
    "meant_for",
    "member_of",
    "posts_open_to",
    "profile_of",
    "seen_by",
    "standing_of",
    "standings",
    "stewards_of",
    "threads_open_to",
]
