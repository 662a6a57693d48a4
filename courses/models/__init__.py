"""The nouns of learning, one family a file."""

from courses.models.certificates import Certificate
from courses.models.checks import HumanCheck, PublishException
from courses.models.claims import EvidenceFlag, LessonClaim, MicroRefresher
from courses.models.cohorts import Cohort, CohortMember, LiveSession
from courses.models.completion import CheckRequest, Completion, Correction
from courses.models.credentials import Credential, IssuerKey
from courses.models.enrolling import EnrolmentRequest, Invitation
from courses.models.learning import CompletionEvent, Enrolment, Learner
from courses.models.pages import CataloguePage, CoursePage, LessonPage, ModulePage, Outcome
from courses.models.papers import AnotherTry, Attempt, AttemptAnswer
from courses.models.pathways import PathwayEnrolment, PathwayPage, PathwayStep
from courses.models.prior import PriorLearning
from courses.models.questions import Item, Option, Question
from courses.models.stored import CourseOutline, CourseVersion, LessonBody
from courses.models.usage import QuestionImport, QuestionUsage
from courses.models.work import Bookmark, ChosenChange, LessonAnswer, Note, Reflection

__all__ = [
    "AnotherTry",
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
    "Enrolment",
    "EnrolmentRequest",
    "EvidenceFlag",
    "HumanCheck",
    "Invitation",
    "IssuerKey",
    "Item",
    "Learner",
    "LessonAnswer",
    "LessonBody",
    "LessonClaim",
    "LessonPage",
    "LiveSession",
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
]
