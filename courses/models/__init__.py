"""The nouns of learning, one family a file."""

from courses.models.certificates import Certificate
from courses.models.checks import HumanCheck, PublishException
from courses.models.claims import EvidenceFlag, LessonClaim, MicroRefresher
from courses.models.cohorts import Cohort, CohortMember, LiveSession
from courses.models.completion import CheckRequest, Completion, Correction
from courses.models.credentials import Credential, IssuerKey
from courses.models.enrolling import EnrolmentRequest, Invitation
from courses.models.evaluation import Measure, MeasureItem, WaveResponse
from courses.models.feeds import Delivery, FeedEntry, FeedKey, Webhook
from courses.models.learning import CompletionEvent, Enrolment, Learner
from courses.models.links import LinkCheck
from courses.models.pages import CataloguePage, CoursePage, LessonPage, ModulePage, Outcome
from courses.models.papers import AnotherTry, Attempt, AttemptAnswer
from courses.models.pathways import PathwayEnrolment, PathwayPage, PathwayStep
from courses.models.prior import PriorLearning
from courses.models.questions import Item, Option, Question
from courses.models.rosters import Roster
from courses.models.stored import CourseOutline, CourseVersion, LessonBody
from courses.models.teams import Assignment, Exemption, WeeklyLetter
from courses.models.usage import QuestionImport, QuestionUsage
from courses.models.work import Bookmark, ChosenChange, LessonAnswer, Note, Reflection

__all__ = [
    "AnotherTry",
    "Assignment",
    "Attempt",
    "AttemptAnswer",
    "Bookmark",
    "CataloguePage",
    "Certificate",
    "CheckRequest",
    "ChosenChange",
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
    "EvidenceFlag",
    "Exemption",
    "FeedEntry",
    "FeedKey",
    "HumanCheck",
    "Invitation",
    "IssuerKey",
    "Item",
    "Learner",
    "LessonAnswer",
    "LessonBody",
    "LessonClaim",
    "LessonPage",
    "LinkCheck",
    "LiveSession",
    "Measure",
    "MeasureItem",
    "MicroRefresher",
    "ModulePage",
    "Note",
    "Option",
    "Outcome",
    "PathwayEnrolment",
    "PathwayPage",
    "PathwayStep",
    "PriorLearning",
    "PublishException",
    "Question",
    "QuestionImport",
    "QuestionUsage",
    "Reflection",
    "Roster",
    "WaveResponse",
    "Webhook",
    "WeeklyLetter",
]
