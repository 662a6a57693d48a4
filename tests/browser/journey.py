"""The steps of a learner's journey, the same for every pair of hands."""

import re
from typing import Any

from django.core import mail

from academy.models import User
from courses.models import Attempt, Certificate, Enrolment, LessonBody
from tests.browser import ground
from tests.browser.hands import Hands

TITLE = "Trauma awareness for frontline professionals"
CODE = re.compile(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", re.MULTILINE)


class Journey:
    """One learner with an address of their own, and their hands on a page."""

    def __init__(self, hands: Hands, origin: str, name: str) -> None:
        self.hands, self.page, self.origin, self.name = hands, hands.page, origin, name
        self.email = f"{name.lower().replace(' ', '.')}@example.org"

    @property
    def enrolment(self) -> Enrolment:
        """The learner's enrolment on the real course."""
        return Enrolment.objects.get(learner__user__email=self.email)

    @property
    def attempt(self) -> Attempt:
        """Their open attempt."""
        return self.enrolment.attempts.get(submitted_at=None)

    def heading(self) -> str:
        """What the page says that it is."""
        return self.page.locator("h1").inner_text()

    def find_the_course(self) -> None:
        """From the front page to the course."""
        self.page.goto(self.origin)
        self.hands.follow("Start learning")
        self.hands.follow(TITLE)

    def sign_up(self) -> None:
        """Make an account, with the code from the letter."""
        self.hands.follow("Create an account to enrol")
        self.hands.write("Your name", self.name)
        self.hands.write("Email", self.email)
        self.hands.write("Password", "a long enough one 12")
        self.hands.press("Sign Up")
        letter = next(letter for letter in mail.outbox if letter.to == [self.email])
        found = CODE.search(letter.body)
        assert found, letter.body
        self.hands.write("Code", found[1])
        self.hands.press("Confirm")

    def work_through(self, body: LessonBody) -> None:
        """Do what a lesson asks: its scenarios, its checks and its reflections."""
        for block in body.lesson.body:
            if block.block_type == "scenario":
                self.play(block.value)
            if block.block_type == "check":
                self.check(body)
            if block.block_type == "reflection":
                self.reflect(block.value["prompt"])

    def play(self, scenario: Any) -> None:
        """Open one choice after another, the last of each step, until the story ends."""
        steps = {step["key"]: step for step in scenario["steps"]}
        step = scenario["steps"][0]
        while step is not None:
            choice = step["choices"][-1]
            self.hands.unfold(choice["text"])
            verdict = self.page.locator("details[open] > .feedback > .verdict").last
            assert verdict.is_visible()
            step = steps.get(choice["next"])

    def check(self, body: LessonBody) -> None:
        """Answer a lesson's check rightly and read why."""
        slot = next(slot for slot in body.slots.values() if slot["kind"] == "check")
        for question in slot["questions"]:
            right = [option for option in question["options"] if option["right"]]
            self.hands.choose(question, [option["key"] for option in right])
            explained = right[0]["feedback"]
        self.hands.press("See feedback")
        assert explained in self.page.locator(".check").inner_text()

    def reflect(self, prompt: str) -> None:
        """Write privately and save it."""
        self.hands.write("Your thoughts", f"About “{prompt}”: a queue.")
        self.hands.press("Save my writing")
        assert "Saved. Only you can read it." in self.page.locator("main").inner_text()

    def first_module(self) -> None:
        """Every lesson of the first module, worked through and marked done on its page."""
        for lesson in ground.lessons()[:4]:
            assert lesson.title == self.heading()
            self.work_through(LessonBody.objects.get(lesson=lesson))
            self.hands.press(self.done_button())

    def later_modules(self) -> None:
        """The other lessons but the last are marked without a look at their pages, to save time."""
        ground.mark_done(ground.enrolled(User.objects.get(email=self.email)), ground.lessons()[4:-1])
        self.page.goto(f"{self.origin}/my/")
        self.hands.follow("Continue")
        self.hands.press(self.done_button())

    def done_button(self) -> str:
        """What the button that marks this lesson done says."""
        button = self.page.locator(".lesson-nav form button")
        return button.inner_text().removesuffix("→").strip()

    def fail(self) -> None:
        """Hand in nothing, be asked whether that is meant, and say so."""
        self.hands.press("Begin")
        self.hands.press("Hand in")
        assert self.page.locator(".error-summary a").count() == 14
        self.hands.press("Hand in as it is")

    def succeed(self) -> None:
        """Try again, with the right answers taken from the attempt's own row."""
        self.hands.press("Try again")
        right = ground.right_answers(self.attempt)
        for question in self.attempt.paper:
            self.hands.choose(question, right[str(question["id"])])
        self.hands.press("Hand in")

    def certificate(self, name: str) -> Certificate:
        """Confirm a name and get the certificate."""
        self.hands.follow("Get your certificate")
        self.hands.write("Your name, as it should stand on the certificate", name)
        self.hands.press("Make my certificate")
        return self.enrolment.certificates.get()
