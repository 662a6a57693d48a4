"""The nouns of the ground, one family a file."""

from academy.models.audit import AuditEntry
from academy.models.contact import ContactMessage
from academy.models.jobs import JobRun
from academy.models.letters import Bounce, Letter
from academy.models.media import AcademyDocument, AcademyImage, AcademyRendition
from academy.models.notifications import (
    Follow,
    Mute,
    Notification,
    NotificationChoice,
    QuietHours,
    ThingChoice,
    Way,
)
from academy.models.organisations import Membership, Organisation, Profession
from academy.models.pages import BasePage, HomePage, StandardPage
from academy.models.people import User
from academy.models.places import Place
from academy.models.records import GlossaryTerm, Statistic, SupportLine
from academy.models.search import SearchEntry, SearchWord
from academy.models.starter import StarterRecord
from academy.models.topics import PageTopic, Topic

__all__ = [
    "AcademyDocument",
    "AcademyImage",
    "AcademyRendition",
    "AuditEntry",
    "BasePage",
    "Bounce",
    "ContactMessage",
    "Follow",
    "GlossaryTerm",
    "HomePage",
    "JobRun",
    "Letter",
    "Membership",
    "Mute",
    "Notification",
    "NotificationChoice",
    "Organisation",
    "PageTopic",
    "Place",
    "Profession",
    "QuietHours",
    "SearchEntry",
    "SearchWord",
    "StandardPage",
    "StarterRecord",
    "Statistic",
    "SupportLine",
    "ThingChoice",
    "Topic",
    "User",
    "Way",
]
