"""The questions of an evaluation, as a form: every scale, later whether practice changed, and a comment."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.evaluation.waves import BEFORE, SIX_MONTHS, THREE_MONTHS
from courses.models import Measure, MeasureItem, WaveResponse


class ResponseForm(forms.Form):
    """Statements to rate; none has to be answered."""

    def __init__(self, *args: Any, measures: Sequence[Measure], wave: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures = measures
        for measure in measures:
            for item in measure.items.all():
                self.fields[self.name_of(item)] = rating(measure, item)
        if wave in (THREE_MONTHS, SIX_MONTHS):
            self.fields["practice"] = forms.ChoiceField(
                label=_("Have you changed something in how you work because of the course?"),
                choices=WaveResponse.Practice.choices,
                widget=forms.RadioSelect,
                required=False,
            )
        if wave != BEFORE:
            self.fields["comment"] = forms.CharField(
                label=_("Anything you would like to tell us"),
                help_text=_("Somebody reads it, without your name, before others may. No patients, please."),
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=2000,
                required=False,
            )

    @staticmethod
    def name_of(item: MeasureItem) -> str:
        """The name of an item's field."""
        return f"item-{item.pk}"

    def answers(self) -> dict[str, Any]:
        """What was answered, as `keep_response` takes it."""
        data = self.cleaned_data
        scores = {
            str(measure.pk): {
                str(item.pk): int(data[self.name_of(item)])
                for item in measure.items.all()
                if data.get(self.name_of(item))
            }
            for measure in self.measures
        }
        return {
            "scores": scores,
            "practice": data.get("practice", ""),
            "comment": data.get("comment", ""),
        }


def rating(measure: Measure, item: MeasureItem) -> forms.ChoiceField:
    """Radio buttons from 1 to the number of points, the ends in words."""
    ends = {1: measure.low, measure.points: measure.high}
    choices = [
        (str(point), f"{point}, {ends[point]}" if point in ends else str(point))
        for point in range(1, measure.points + 1)
    ]
    return forms.ChoiceField(label=item.text, choices=choices, widget=forms.RadioSelect, required=False)
