"""Blocks of a lesson, beyond those every page may hold."""

from typing import Any

from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from academy.blocks import SHORT_FEATURES, SHORT_PREVIEW, RevealBlock, TextBlock, standard_blocks


class ChoiceBlock(blocks.StructBlock):
    """One thing a learner may do in a scenario, and what comes of it."""

    text = blocks.CharBlock(max_length=250)
    feedback = blocks.RichTextBlock(features=SHORT_FEATURES)
    best = blocks.BooleanBlock(required=False, label=_("A good way"))
    next = blocks.CharBlock(required=False, max_length=40, label=_("Leads to step"))

    class Meta:
        icon = "arrow-right"
        label = _("Choice")
        description = _("A choice, kind feedback on it, and the step it leads to.")
        template = "courses/blocks/choice.html"
        preview_value = {"text": "Offer the seat", "feedback": SHORT_PREVIEW, "best": True, "next": ""}


class StepBlock(blocks.StructBlock):
    """A moment in a scenario."""

    key = blocks.CharBlock(max_length=40)
    text = blocks.RichTextBlock(features=SHORT_FEATURES)
    choices = blocks.ListBlock(ChoiceBlock(), min_num=2, max_num=5)

    class Meta:
        icon = "form"
        label = _("Step")
        description = _("What happens, and what somebody could do.")
        template = "courses/blocks/step.html"
        preview_value = {
            "key": "start",
            "text": SHORT_PREVIEW,
            "choices": [
                {"text": "Offer the seat", "feedback": SHORT_PREVIEW, "best": True, "next": ""},
                {"text": "Insist", "feedback": SHORT_PREVIEW, "best": False, "next": ""},
            ],
        }


class ScenarioBlock(blocks.StructBlock):
    """A made-up situation with branching choices, drawn as nested disclosures: no script, nothing stored."""

    title = blocks.CharBlock(max_length=160)
    setting = blocks.RichTextBlock(features=SHORT_FEATURES)
    steps = blocks.ListBlock(StepBlock(), min_num=1, max_num=8)

    def clean(self, value: Any) -> Any:
        """Refuse a choice that leads to a step that is not there, or back to one already passed."""
        cleaned = super().clean(value)
        keys = [step["key"] for step in cleaned["steps"]]
        if len(set(keys)) != len(keys):
            raise blocks.StructBlockValidationError(non_block_errors=[_("Two steps have the same key.")])
        for place, step in enumerate(cleaned["steps"]):
            for choice in step["choices"]:
                if choice["next"] and choice["next"] not in keys[place + 1 :]:
                    message = _("“%(key)s” must be the key of a later step.") % {"key": choice["next"]}
                    raise blocks.StructBlockValidationError(non_block_errors=[message])
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Turn the list of steps into the tree that the template walks."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        steps = {step["key"]: step for step in value["steps"]}
        first = value["steps"][0] if value["steps"] else None
        return context | {"tree": branch(first, steps) if first else None}

    class Meta:
        icon = "decisions"
        label = _("Scenario")
        description = _("A made-up situation; each choice opens what comes of it.")
        template = "courses/blocks/scenario.html"
        preview_value = {"title": "The seat by the door", "setting": SHORT_PREVIEW, "steps": []}


def branch(step: Any, steps: dict[str, Any]) -> dict[str, Any]:
    """A step with, below each choice, the step it leads to (later steps only, so it ends)."""
    later = dict(steps)
    later.pop(step["key"], None)
    choices = [
        {
            "text": choice["text"],
            "feedback": choice["feedback"],
            "best": choice["best"],
            "then": branch(later[choice["next"]], later) if choice["next"] in later else None,
        }
        for choice in step["choices"]
    ]
    return {"text": step["text"], "choices": choices}


class SlotBlock(blocks.StructBlock):
    """A block that looks different to each person: a stored page keeps a mark in its place.

    While a lesson is stored, the context holds `slots`, a dict that takes each block's values by name.
    """

    def slot(self, value: Any) -> tuple[str, dict[str, Any]]:
        """The slot's name and its plain values."""
        raise NotImplementedError

    def render(self, value: Any, context: Any = None) -> Any:
        """Leave a mark when the page is being stored; else draw the block for a preview."""
        slots = (context or {}).get("slots")
        if slots is None:
            return super().render(value, context)
        name, values = self.slot(value)
        slots[name] = values
        return mark_safe(f"<!--slot:{name}-->")  # noqa: S308 - the name is a slug of ours


class ReflectionBlock(SlotBlock):
    """A prompt for private writing."""

    key = blocks.CharBlock(max_length=80)
    prompt = blocks.TextBlock()
    help = blocks.CharBlock(required=False, max_length=300)

    def slot(self, value: Any) -> tuple[str, dict[str, Any]]:
        """The prompt, under the block's own key."""
        key = slugify(value["key"])
        values = {"kind": "reflection", "key": key, "prompt": value["prompt"], "help": value["help"]}
        return f"reflection-{key}", values

    class Meta:
        icon = "edit"
        label = _("Reflection")
        description = _("Private writing: sealed, seen by nobody else, never asked for.")
        template = "courses/blocks/reflection_preview.html"
        preview_value = {"key": "first", "prompt": "What helped you feel safe at work?", "help": ""}


class PauseBlock(blocks.StructBlock):
    """A place to stop and breathe; no countdown."""

    text = blocks.RichTextBlock(features=SHORT_FEATURES)

    class Meta:
        icon = "history"
        label = _("Pause")
        description = _("An invitation to stop for a moment.")
        template = "courses/blocks/pause.html"
        preview_value = {"text": "<p>Look around and name five things you can see.</p>"}


class CheckBlock(SlotBlock):
    """Questions from the bank, for learning: answered again as often as one likes, part of no record."""

    title = blocks.CharBlock(max_length=160)
    questions = blocks.ListBlock(SnippetChooserBlock("courses.Question"), min_num=1, max_num=4)

    def clean(self, value: Any) -> Any:
        """Refuse a scored scenario: what is sent from it would show which way somebody took."""
        cleaned = super().clean(value)
        if any(question.kind == "scenario" for question in cleaned["questions"]):
            words = _("A scored scenario is for the final check only; use a scenario of the lesson’s own.")
            raise blocks.StructBlockValidationError(non_block_errors=[words])
        return cleaned

    def slot(self, value: Any) -> tuple[str, dict[str, Any]]:
        """The questions as they are worded now."""
        chosen = (question for question in value["questions"] if question is not None)
        questions = [question.as_data() for question in chosen if question.kind != "scenario"]
        name = "-".join(str(question["id"]) for question in questions)
        return f"check-{name}", {"kind": "check", "title": value["title"], "questions": questions}

    class Meta:
        icon = "tick"
        label = _("Knowledge check")
        description = _("One or two questions from the bank with feedback on every option.")
        template = "courses/blocks/check_preview.html"
        preview_value = {"title": "Check what you know", "questions": []}


class EvidenceBlock(blocks.StructBlock):
    """What a study found, and what is not known."""

    title = blocks.CharBlock(max_length=200)
    finding = blocks.TextBlock()
    certainty = blocks.TextBlock(required=False, label=_("What is not known"))
    source_name = blocks.CharBlock(max_length=300)
    source_url = blocks.CharBlock(required=False, max_length=300)

    class Meta:
        icon = "doc-full"
        label = _("Evidence")
        description = _("A finding with its source and its limits.")
        template = "courses/blocks/evidence.html"
        preview_value = {
            "title": "What the studies found",
            "finding": "A finding in plain words.",
            "certainty": "What is not known.",
            "source_name": "Source",
            "source_url": "",
        }


def activity_blocks() -> list[tuple[str, blocks.Block]]:
    """What may stand on either side of a sensitive activity.

    Nothing here is sent to the server, so that no record can show which way somebody took.
    """
    return [("text", TextBlock()), ("reveal", RevealBlock()), ("scenario", ScenarioBlock())]


class SensitiveBlock(blocks.StructBlock):
    """A content note with two equal ways on. Which one is opened is stored nowhere and sent nowhere."""

    topic = blocks.CharBlock(max_length=160, help_text=_("Specific and neutral: “a knife injury”."))
    form = blocks.CharBlock(max_length=120, help_text=_("For example: a short written scenario."))
    minutes = blocks.IntegerBlock(min_value=1, max_value=15)
    activity = blocks.StreamBlock(activity_blocks(), min_num=1)
    route = blocks.StreamBlock(activity_blocks(), min_num=1, label=_("The other route"))

    class Meta:
        icon = "warning"
        label = _("Content note with an equal route")
        description = _("Says what comes, how long it takes, and offers another way that counts the same.")
        template = "courses/blocks/sensitive.html"
        preview_value = {
            "topic": "a knife injury",
            "form": "a short written scenario",
            "minutes": 2,
            "activity": [("text", SHORT_PREVIEW)],
            "route": [("text", SHORT_PREVIEW)],
        }


class LessonStream(blocks.StreamBlock):
    """Everything a lesson may hold."""

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        own = [
            *standard_blocks(),
            ("sensitive", SensitiveBlock()),
            ("scenario", ScenarioBlock()),
            ("check", CheckBlock()),
            ("reflection", ReflectionBlock()),
            ("pause", PauseBlock()),
            ("evidence", EvidenceBlock()),
        ]
        super().__init__([*own, *(local_blocks or [])], **kwargs)

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
