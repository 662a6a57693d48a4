"""The nouns of learning, one family a file."""

from courses.models.certificates import Certificate
from courses.models.checks import HumanCheck, PublishException
from courses.models.cohorts import Cohort, CohortMember, LiveSession
from courses.models.completion import CheckRequest, Completion, Correction
from courses.models.credentials import Credential, IssuerKey
from courses.models.enrolling import EnrolmentRequest, Invitation
from courses.models.feeds import Delivery, FeedEntry, FeedKey, Webhook
from courses.models.learning import CompletionEvent, Enrolment, Learner
from courses.models.pages import CataloguePage, CoursePage, LessonPage, ModulePage, Outcome
from courses.models.papers import Attempt, AttemptAnswer
from courses.models.pathways import PathwayEnrolment, PathwayPage, PathwayStep
from courses.models.prior import PriorLearning
from courses.models.questions import Option, Question
from courses.models.rosters import Roster
from courses.models.stored import CourseOutline, CourseVersion, LessonBody
from courses.models.teams import Assignment, Exemption, WeeklyLetter
from courses.models.work import LessonAnswer, Reflection

__all__ = [
    "Assignment",
    "Attempt",
    "AttemptAnswer",
    "CataloguePage",
    "Certificate",
    "CheckRequest",
    "Cohort",
    "CohortMember",
    "Completion",
    "CompletionEvent",
    "Correction",
    "CourseOutline",
    "CoursePage",
    "CourseVersion",
    "Credential",
    "Delivery",
    "Enrolment",
    "EnrolmentRequest",
    "Exemption",
    "FeedEntry",
    "FeedKey",
    "HumanCheck",
    "Invitation",
    "IssuerKey",
    "Learner",
    "LessonAnswer",
    "LessonBody",
    "LessonPage",
    "LiveSession",
    "ModulePage",
    "Option",
    "Outcome",
    "PathwayEnrolment",
    "PathwayPage",
    "PathwayStep",
    "PriorLearning",
    "PublishException",
    "Question",
    "Reflection",
    "Roster",
    "Webhook",
    "WeeklyLetter",
]
