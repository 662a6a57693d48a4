"""The question bank."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from courses.question_form import QuestionForm
from courses.question_rules import Shape, problem_of
from courses.scored_blocks import StepsBlock, plain_steps
from courses.showing import Tell, shown
from courses.wording import as_data, fingerprint

CHILDREN = ("options", "items")


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions in the field's words."""

    def for_final(self) -> "QuestionQuerySet":
        """Live questions that the final check may draw."""
        return self.filter(use=Question.Use.FINAL, live=True)

    def of_final(self, course_id: int) -> "QuestionQuerySet":
        """The questions of a course's final check, with all that their wording needs."""
        return self.for_final().filter(outcome__course=course_id).prefetch_related(*CHILDREN).order_by("pk")

    def counts_of_final(
        self, course_id: int, outcomes: Collection[int] | None = None
    ) -> list[tuple[int, int]]:
        """How many questions, and how many always asked, each outcome (of `outcomes`) of a check has."""
        rows = self.for_final().filter(outcome__course=course_id).order_by().values("outcome")
        if outcomes is not None:
            rows = rows.filter(outcome__in=outcomes)
        counted = rows.annotate(total=Count("pk"), fixed=Count("pk", filter=Q(always=True)))
        return list(counted.values_list("total", "fixed"))


class Question(ClusterableModel):
    """A question aligned to one outcome, with feedback on what was answered.

    `revision` counts up whenever wording or answers change, so that figures of different wordings stay apart.
    """

    class Kind(models.TextChoices):
        """How it is answered."""

        SINGLE = "single", _("One right answer")
        MULTIPLE = "multiple", _("One or more right answers")
        TRUE_FALSE = "truefalse", _("True or false")
        MATCHING = "matching", _("Matching")
        ORDERING = "ordering", _("Putting in order")
        NUMERIC = "numeric", _("A number")
        TEXT = "text", _("A short text")
        SCENARIO = "scenario", _("A scored scenario, for the final check")

    class Use(models.TextChoices):
        """Where the question is asked."""

        LESSON = "lesson", _("In a lesson, for learning")
        FINAL = "final", _("In the final check, for the record")

    class Difficulty(models.TextChoices):
        """How hard its author thinks it is."""

        EASY = "easy", _("Easy")
        MEDIUM = "medium", _("Medium")
        HARD = "hard", _("Hard")

    key = models.SlugField(max_length=80)
    outcome = models.ForeignKey("courses.Outcome", on_delete=models.PROTECT, related_name="questions")
    use = models.CharField(max_length=8, choices=Use.choices, default=Use.FINAL)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.SINGLE)
    difficulty = models.CharField(max_length=8, choices=Difficulty.choices, default=Difficulty.MEDIUM)
    text = models.TextField()
    source = models.CharField(max_length=80, blank=True)
    live = models.BooleanField(_("in use"), default=True)
    always = models.BooleanField(_("asked in every final check"), default=False)
    truth = models.BooleanField(
        _("the statement is"),
        null=True,
        blank=True,
        choices=[(None, _("Not a statement")), (True, _("True")), (False, _("False"))],
    )
    number = models.DecimalField(
        _("the right number"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    tolerance = models.DecimalField(
        _("right within"), max_digits=18, decimal_places=6, default=0, validators=[MinValueValidator(0)]
    )
    accepted = models.TextField(
        _("accepted answers"),
        blank=True,
        help_text=_("One a line. Capitals, accents and spaces make no difference."),
    )
    steps = StreamField(StepsBlock(), blank=True, default=list)
    feedback_right = models.TextField(_("what to say when it is right"), blank=True)
    feedback_wrong = models.TextField(_("what to say when it is not"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    base_form_class = QuestionForm
    panels = [
        FieldPanel("outcome"),
        FieldRowPanel([FieldPanel("use"), FieldPanel("kind"), FieldPanel("difficulty")]),
        FieldPanel("text"),
        InlinePanel("options", label=_("Options"), heading=_("One or more right answers"), max_num=8),
        MultiFieldPanel([FieldPanel("truth")], heading=_("True or false")),
        InlinePanel("items", label=_("Items"), heading=_("Matching, or putting in order"), max_num=10),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("number"), FieldPanel("tolerance")])], heading=_("A number")
        ),
        MultiFieldPanel([FieldPanel("accepted")], heading=_("A short text")),
        MultiFieldPanel([FieldPanel("steps")], heading=_("A scored scenario")),
        MultiFieldPanel(
            [FieldPanel("feedback_right"), FieldPanel("feedback_wrong")],
            heading=_("Feedback, unless options have their own"),
        ),
        FieldPanel("source"),
        FieldRowPanel([FieldPanel("live"), FieldPanel("always")]),
        FieldPanel("key"),
    ]

    class Meta:
        ordering = ["outcome", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "key"],
                name="courses_question_key_once",
                violation_error_message=_("Another question of this outcome has this key."),
            ),
            models.CheckConstraint(
                condition=Q(tolerance__gte=0),
                name="courses_question_tolerance_not_negative",
                violation_error_message=_("“Right within” cannot be below zero."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="numeric") | Q(number__isnull=False),
                name="courses_question_numeric_has_number",
                violation_error_message=_("Give the right number."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="truefalse") | Q(truth__isnull=False),
                name="courses_question_statement_has_truth",
                violation_error_message=_("Say whether the statement is true or false."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="text") | ~Q(accepted=""),
                name="courses_question_text_has_answers",
                violation_error_message=_("Give at least one accepted answer."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="scenario") | Q(use="final"),
                name="courses_question_scenario_in_final_only",
                violation_error_message=_(
                    "A scored scenario is for the final check only; a lesson has scenarios of its own."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("single", "multiple", "scenario"))
                | (~Q(feedback_right="") & ~Q(feedback_wrong="")),
                name="courses_question_has_feedback",
                violation_error_message=_("Say something useful to whoever is right, and to whoever is not."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:100]

    def require_sound(self) -> None:
        """Refuse a question that nobody could get right, or everybody would. Raises ValidationError."""
        problem = problem_of(self.shape())
        if problem is not None:
            raise ValidationError({problem.field: problem.message})

    def shape(self) -> Shape:
        """What the rules of a sound question look at."""
        return Shape(
            kind=self.kind,
            right=[option.right for option in self.options.all()],
            items=[(item.text, item.match) for item in self.items.all()],
            accepted=self.accepted_answers(),
            steps=plain_steps(self.steps),
        )

    def accepted_answers(self) -> list[str]:
        """The accepted answers, one a line."""
        return [line.strip() for line in self.accepted.splitlines() if line.strip()]

    def as_data(self) -> dict[str, Any]:
        """The wording as it stands now, for an attempt or a stored lesson; holds the right answers."""
        return as_data(self)

    def as_shown(self) -> dict[str, Any]:
        """The question as a learner meets it, for previews; tells nothing of what is right."""
        return shown(as_data(self), [], Tell.NOTHING)

    def settle(self) -> None:
        """Count the revision up if wording or answers changed since it was last settled."""
        now = fingerprint(as_data(self))
        if now == self.fingerprint:
            return
        changed = {"fingerprint": now} | ({"revision": F("revision") + 1} if self.fingerprint else {})
        Question.objects.filter(pk=self.pk).update(**changed)
        self.refresh_from_db(fields=["revision", "fingerprint"])


class Option(Orderable):
    """One answer to choose, with what to say to somebody who chose it."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(max_length=300)
    right = models.BooleanField(default=False)
    feedback = models.TextField()

    panels = [FieldPanel("text"), FieldPanel("right"), FieldPanel("feedback")]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(feedback=""),
                name="courses_option_has_feedback",
                violation_error_message=_("Say something useful to whoever chooses this option."),
            )
        ]

    def __str__(self) -> str:
        return self.text


class Item(Orderable):
    """One thing to match, or to put in order; for matching, an empty text makes its match a distractor."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="items")
    text = models.CharField(_("item"), max_length=300, blank=True)
    match = models.CharField(_("goes with (for matching)"), max_length=300, blank=True)

    panels = [FieldPanel("text"), FieldPanel("match")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["question", "text"],
                condition=~Q(text=""),
                name="courses_item_once",
                violation_error_message=_("Two items are the same."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(match=""),
                name="courses_item_says_something",
                violation_error_message=_("An item needs a text, or a match that goes with nothing."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.match
