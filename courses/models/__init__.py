"""The nouns of learning, one family a file."""

from courses.models.certificates import Certificate
from courses.models.learning import CompletionEvent, Enrolment, Learner
from courses.models.pages import CataloguePage, CoursePage, LessonPage, ModulePage, Outcome
from courses.models.papers import AnotherTry, Attempt, AttemptAnswer
from courses.models.questions import Item, Option, Question
from courses.models.stored import CourseOutline, LessonBody
from courses.models.usage import QuestionImport, QuestionUsage
from courses.models.work import LessonAnswer, Reflection

__all__ = [
    "AnotherTry",
    "Attempt",
    "AttemptAnswer",
    "CataloguePage",
    "Certificate",
    "CompletionEvent",
    "CourseOutline",
    "CoursePage",
    "Enrolment",
    "Item",
    "Learner",
    "LessonAnswer",
    "LessonBody",
    "LessonPage",
    "ModulePage",
    "Option",
    "Outcome",
    "Question",
    "QuestionImport",
    "QuestionUsage",
    "Reflection",
]
