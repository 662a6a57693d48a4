"""Blocks of a scored scenario, a kind of question in the bank."""

import hashlib
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ScoredChoiceBlock(blocks.StructBlock):
    """One thing to do, the points it earns, and the step it leads to."""

    text = blocks.CharBlock(max_length=250)
    points = blocks.IntegerBlock(min_value=0, max_value=100, default=0)
    feedback = blocks.TextBlock(max_length=1000)
    next = blocks.CharBlock(required=False, max_length=40, label=_("Leads to step"))

    class Meta:
        icon = "arrow-right"
        label = _("Choice")
        description = _("A choice, its points, kind feedback on it, and the step it leads to.")


class ScoredStepBlock(blocks.StructBlock):
    """A moment of a scored scenario, with two to five choices."""

    key = blocks.RegexBlock(
        regex=r"^[a-z0-9-]{1,40}$",
        error_messages={"invalid": _("Use small letters, numbers and hyphens.")},
    )
    text = blocks.TextBlock(max_length=2000)
    choices = blocks.ListBlock(ScoredChoiceBlock(), min_num=2, max_num=5)

    class Meta:
        icon = "form"
        label = _("Step")
        description = _("What happens, and what somebody could do; choices lead to later steps.")


class StepsBlock(blocks.StreamBlock):
    """The steps of a scored scenario, the first one first."""

    step = ScoredStepBlock()

    def clean(self, value: Any) -> Any:
        """Refuse keys used twice, the same choice twice, and choices that do not lead to a later step."""
        cleaned = super().clean(value)
        keys = [step.value["key"] for step in cleaned]
        if len(set(keys)) != len(keys):
            raise blocks.StreamBlockValidationError(non_block_errors=[_("Two steps have the same key.")])
        for place, step in enumerate(cleaned):
            choices = step.value["choices"]
            if len({choice["text"] for choice in choices}) != len(choices):
                message = _("Two choices of “%(key)s” are the same.") % {"key": step.value["key"]}
                raise blocks.StreamBlockValidationError(non_block_errors=[message])
            for choice in choices:
                if choice["next"] and choice["next"] not in keys[place + 1 :]:
                    message = _("“%(key)s” must be the key of a later step.") % {"key": choice["next"]}
                    raise blocks.StreamBlockValidationError(non_block_errors=[message])
        return cleaned

    class Meta:
        max_num = 8


def plain_steps(value: Any) -> list[dict[str, Any]]:
    """The steps as plain values, as `courses.marking.paths` reads them."""
    return [
        {
            "key": step.value["key"],
            "text": step.value["text"],
            "choices": [
                {
                    "key": short_digest(choice["text"]),
                    "text": choice["text"],
                    "points": choice["points"],
                    "feedback": choice["feedback"],
                    "next": choice["next"] or "",
                }
                for choice in step.value["choices"]
            ],
        }
        for step in value or []
    ]


def short_digest(text: str) -> str:
    """A key for a text that tells nothing of its place among others."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]
