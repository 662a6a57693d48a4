"""Forms of those who keep the question bank."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from courses.exchange import UnreadableFile, format_of, read
from courses.models import Outcome, Question

MOST_BYTES = 2_000_000


class SendForm(forms.Form):
    """A file of questions, or a paste of them; the format is told from the content."""

    file = forms.FileField(
        label=_("A file of questions, if you have one"),
        required=False,
        help_text=_("GIFT, Moodle XML or Aiken; up to two megabytes and 2,000 questions."),
        widget=forms.FileInput(attrs={"accept": ".txt,.gift,.xml"}),
    )
    text = forms.CharField(
        label=_("Or paste them here"),
        required=False,
        max_length=MOST_BYTES // 4,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean_file(self) -> UploadedFile | None:
        """Refuse what is too large."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than two megabytes. Please export fewer questions at a time.")
            )
        return file

    def clean(self) -> None:
        """Exactly one of the two, and something in it that can be read."""
        super().clean()
        file, text = self.cleaned_data.get("file"), (self.cleaned_data.get("text") or "").strip()
        if self.errors:
            return
        if (file is None) == (not text):
            both = file is not None
            words = (
                _("Please send a file or a paste, one at a time.") if both else _("Choose a file, or paste.")
            )
            self.add_error("text" if both else "file", words)
            return
        self._look_at("file" if file else "text", file.read() if file else text.encode("utf-8", "replace"))

    def _look_at(self, name: str, content: bytes) -> None:
        try:
            found = format_of(content)
            if not read(content, found):
                raise UnreadableFile(_("There is no question in this that we can read."))
        except UnreadableFile as error:
            self.add_error(name, error.reason)
            return
        self.cleaned_data |= {"content": content, "format": found}

    def values(self) -> dict[str, Any]:
        """What `receive_questions` needs."""
        file = self.cleaned_data.get("file")
        return {
            "name": file.name if file else str(_("Pasted questions")),
            "content": self.cleaned_data["content"],
            "format_name": self.cleaned_data["format"],
        }


class MappingForm(forms.Form):
    """An outcome for each category of a file, where the questions are asked, and what to do with changes."""

    use = forms.ChoiceField(label=_("New questions are asked"), choices=Question.Use.choices)
    change = forms.BooleanField(
        label=_("Bring questions that are here to the file’s wording"),
        required=False,
        help_text=_("Attempts keep the wording that was answered."),
    )

    def __init__(
        self, *args: Any, categories: Sequence[str], guesses: dict[str, int], may_change: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.categories = list(categories)
        if not may_change:
            del self.fields["change"]
        choices = outcome_choices()
        for place, category in enumerate(self.categories):
            self.fields[f"outcome-{place}"] = forms.ChoiceField(
                label=_("Questions of “%(name)s” belong to") % {"name": category}
                if category
                else _("Questions without a category belong to"),
                choices=[("", _("Leave them out")), *choices],
                required=False,
                initial=str(guesses.get(category, "")),
            )
        self.initial.setdefault("use", Question.Use.FINAL)

    def outcomes(self) -> dict[str, int]:
        """An outcome's id for each category that is not left out."""
        values = self.cleaned_data if self.is_bound else {}
        found = {}
        for place, category in enumerate(self.categories):
            name = f"outcome-{place}"
            chosen = values.get(name) if self.is_bound else self.fields[name].initial
            if chosen:
                found[category] = int(chosen)
        return found


def outcome_choices() -> list[Any]:
    """Every outcome under its course."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows = Outcome.objects.select_related("course").order_by("course__title", "sort_order")
    for outcome in rows:
        groups.setdefault(outcome.course.title, []).append((str(outcome.pk), outcome.text))
    return list(groups.items())


class FilterForm(forms.Form):
    """Which questions of the bank to list."""

    q = forms.CharField(label=_("Words in it"), required=False, max_length=100)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *Question.Kind.choices]
    )
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), required=False, choices=[("", _("All")), *Question.Difficulty.choices]
    )
    use = forms.ChoiceField(label=_("Asked"), required=False, choices=[("", _("All")), *Question.Use.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [("", _("All")), *outcome_choices()]  # type: ignore[attr-defined]

    def filters(self) -> dict[str, Any]:
        """The filters that are set and make sense."""
        self.is_valid()
        wanted = {name: self.cleaned_data.get(name) for name in ("outcome", "kind", "difficulty", "use")}
        found = {name: value for name, value in wanted.items() if value}
        words = (self.cleaned_data.get("q") or "").replace("\x00", "").strip()
        return found | ({"text__icontains": words} if words else {})


class ExportForm(forms.Form):
    """Which questions to take out, and as what."""

    outcome = forms.ChoiceField(label=_("Questions of"), required=False)
    format = forms.ChoiceField(label=_("As"))

    def __init__(self, *args: Any, formats: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [("", _("All outcomes")), *outcome_choices()]  # type: ignore[attr-defined]
        self.fields["format"].choices = list(formats)  # type: ignore[attr-defined]
