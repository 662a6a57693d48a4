"""A course that asks in every way, people at each state of its final check, and a file that waits."""

from academy.models import User
from courses.actions.enrol import enrol
from courses.actions.exchange import receive_questions
from courses.actions.paper import start_attempt, submit_attempt
from courses.actions.tries import ask_for_another_try
from courses.models import CoursePage, LessonPage, Question, QuestionImport
from tests import make, make_questions

GIFT = b"$CATEGORY: ways/outcome-0\n\n::seat::Where to sit?{=Beside#Level. ~Behind#Apart.}\n\nAn essay.{}\n"


def fill_bank(owner: User) -> None:
    """Make them."""
    course = make.course("ways", modules=1, lessons=1, outcomes=1, questions=0, questions_an_outcome=6)
    outcome = course.outcomes.get()
    make_questions.every_kind(outcome)
    asked = [build(outcome, f"l-{build.__name__}", use="lesson") for build in make_questions.EVERY_KIND[:5]]
    lesson = LessonPage.objects.descendant_of(course).get()
    lesson.body = [
        ("check", {"title": "Try it", "questions": asked[:3]}),
        ("check", {"title": "Try more", "questions": asked[3:]}),
    ]
    lesson.save_revision().publish()
    course = CoursePage.objects.get(pk=course.pk)
    start_attempt(enrolment=enrol(person=make.person("asked@example.org", name="Al Asked"), course=course))
    spent = enrol(person=make.person("spent@example.org", name="Una Spent"), course=course)
    for _time in range(3):
        submit_attempt(attempt=start_attempt(enrolment=spent))
    ask_for_another_try(enrolment=spent)
    receive_questions(actor=owner, name="bank.gift.txt", format_name="gift", content=GIFT)


def bank_places() -> dict[str, str]:
    """What stands for the names in the paths."""
    return {
        "question": str(Question.objects.get(key="scenario").pk),
        "sent": str(QuestionImport.objects.get().pk),
    }
