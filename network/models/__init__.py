"""The nouns of the network, one family a file."""

from network.models.discussion import Attachment, Draft, HelpfulMark, Post, PostRevision, Reading, Thread
from network.models.groups import GroupFile, GroupMembership, NetworkGroup
from network.models.meeting import ContactRelay, Mentoring, SavedSearch
from network.models.people import AUDIENCES, Block, Profile, ProfileFact, not_suspended
from network.models.polls import Poll, PollOption, PollVote
from network.models.support import (
    SupportLocation,
    SupportNeed,
    SupportProvider,
    SupportService,
)
from network.models.support_desk import ServiceCorrection, ServiceImport
from network.models.support_parts import (
    ServiceAtLocation,
    SupportArea,
    SupportContact,
    SupportCost,
    SupportLanguage,
    SupportPhone,
    SupportSchedule,
)
from network.models.trust import Verification, VerificationRequest, Vouch

__all__ = [
    "AUDIENCES",
    "Attachment",
    "Block",
    "ContactRelay",
    "Draft",
    "GroupFile",
    "GroupMembership",
    "HelpfulMark",
    "Mentoring",
    "NetworkGroup",
    "Poll",
    "PollOption",
    "PollVote",
    "Post",
    "PostRevision",
    "Profile",
    "ProfileFact",
    "Reading",
    "SavedSearch",
    "ServiceAtLocation",
    "ServiceCorrection",
    "ServiceImport",
    "SupportArea",
    "SupportContact",
    "SupportCost",
    "SupportLanguage",
    "SupportLocation",
    "SupportNeed",
    "SupportPhone",
    "SupportProvider",
    "SupportSchedule",
    "SupportService",
    "Thread",
    "Verification",
    "VerificationRequest",
    "Vouch",
    "not_suspended",
]
