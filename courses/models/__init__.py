"""The nouns of learning, one family a file."""

from courses.models.certificates import Certificate
from courses.models.credentials import Credential, IssuerKey
from courses.models.learning import CompletionEvent, Enrolment, Learner
from courses.models.pages import CataloguePage, CoursePage, LessonPage, ModulePage, Outcome
from courses.models.papers import Attempt, AttemptAnswer
from courses.models.questions import Option, Question
from courses.models.stored import CourseOutline, LessonBody
from courses.models.work import LessonAnswer, Reflection

__all__ = [
    "Attempt",
    "AttemptAnswer",
    "CataloguePage",
    "Certificate",
    "CompletionEvent",
    "CourseOutline",
    "CoursePage",
    "Credential",
    "Enrolment",
    "IssuerKey",
    "Learner",
    "LessonAnswer",
    "LessonBody",
    "LessonPage",
    "ModulePage",
    "Option",
    "Outcome",
    "Question",
    "Reflection",
]
