"""The form of a question in the editors' rooms, which looks at the question as a whole."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from courses.question_rules import Shape, problem_of
from courses.scored_blocks import plain_steps


class QuestionForm(WagtailAdminModelForm):
    """Refuses a question that nobody could get right, or everybody would."""

    def is_valid(self) -> bool:
        """Options and items are forms of their own, known only once all of them are clean."""
        if not super().is_valid():
            return False
        problem = problem_of(self.shape())
        if problem is not None:
            self.add_error(problem.field, problem.message)
        return problem is None

    def shape(self) -> Shape:
        """What the rules of a sound question look at."""
        return Shape(
            kind=self.cleaned_data["kind"],
            right=[row["right"] for row in self._rows("options")],
            items=[(row["text"], row["match"]) for row in self._rows("items")],
            accepted=[line for line in self.cleaned_data["accepted"].splitlines() if line.strip()],
            steps=plain_steps(self.cleaned_data["steps"]),
        )

    def _rows(self, name: str) -> list[dict[str, Any]]:
        forms = [form for form in self.formsets[name].forms if form.has_changed() or form.instance.pk]
        return [form.cleaned_data for form in forms if not form.cleaned_data.get("DELETE")]
