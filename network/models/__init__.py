"""The nouns of the network, one family a file."""

from network.models.discussion import Attachment, HelpfulMark, Post, PostRevision, Reading, Thread
from network.models.drafts import Draft, WaitingFile
from network.models.events import Attendance, CalendarKey, Event
from network.models.feeds import FeedKey
from network.models.groups import GroupFile, GroupMembership, NetworkGroup
from network.models.meeting import ContactRelay, Mentoring, SavedSearch
from network.models.people import AUDIENCES, Block, Profile, ProfileFact, not_suspended
from network.models.polls import Poll, PollOption, PollVote
from network.models.safety import Appeal, Decision, Report, ReportNote, SafetyRecord, WatchWord
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
    "Appeal",
    "Attachment",
    "Attendance",
    "Block",
    "CalendarKey",
    "ContactRelay",
    "Decision",
    "Draft",
    "Event",
    "FeedKey",
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
    "Report",
    "ReportNote",
    "SafetyRecord",
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
    "WaitingFile",
    "WatchWord",
    "not_suspended",
]
