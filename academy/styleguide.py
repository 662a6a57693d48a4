"""What the style page shows: one example of every component, long names and errors included."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from academy.models import Place

COLOURS = [
    "paper",
    "surface",
    "sunk",
    "ink",
    "muted",
    "learn",
    "evidence",
    "network",
    "ground",
    "good",
    "warn",
    "stop",
    "warm",
    "focus",
]
ICONS = [
    "check",
    "arrow-right",
    "arrow-left",
    "search",
    "person",
    "bell",
    "alert",
    "info",
    "warning",
    "phone",
    "message",
    "leave",
    "download",
    "play",
    "clock",
    "lock",
    "close",
    "chevron",
    "pause",
    "pencil",
    "external",
    "plus",
    "shield",
    "place",
    "book",
    "mail",
]
LONG = "An introduction to contextual safeguarding for multi-agency partnerships in outer London boroughs"


class SampleForm(forms.Form):
    """Every kind of field, so that its label, hint and error can be seen."""

    name = forms.CharField(label="Your name", help_text="As colleagues know you.")
    email = forms.EmailField(label="Email address")
    text = forms.CharField(label="Your message", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    borough = forms.ChoiceField(
        label="Borough", choices=[("", "Choose one"), ("h", "Hackney")], required=False
    )
    way = forms.ChoiceField(
        label="How would you like an answer?",
        choices=[("e", "By email"), ("p", "By telephone"), ("n", "I do not need one")],
        widget=forms.RadioSelect,
    )
    roles = forms.MultipleChoiceField(
        label="Which of these are you?",
        choices=[("n", "Nurse"), ("t", "Teacher"), ("y", "Youth worker")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label="I have read how this is used", help_text="One page, plain words.")


def examples() -> dict[str, Any]:
    """The context of the style page."""
    return {
        "colours": COLOURS,
        "icons": ICONS,
        "long": LONG,
        "wings": [
            ("learn", "Learn"),
            ("evidence", "Evidence"),
            ("network", "Network"),
            ("academy", "Academy"),
        ],
        "banners": [
            ("info", "A new version of this lesson is open."),
            ("success", "Your answer is saved."),
            ("warning", "This summary has not been checked for a year."),
            ("error", "The file could not be read. Save it as CSV and try again."),
        ],
        "steps": _steps(),
        "form": SampleForm(prefix="fresh"),
        "wrong": SampleForm({"wrong-email": "nobody@", "wrong-text": "Kept as typed."}, prefix="wrong"),
        "page_obj": Paginator(range(200), 10).page(7),
        "crumbs": [{"title": "Learn", "url": "#learn"}, {"title": LONG, "url": "#course"}],
        "facts": [
            {"term": "Length", "text": "2 hours in 21 short lessons"},
            {"term": "Made by", "text": LONG, "url": "#made"},
        ],
        "columns": ["Model", "Impact", "How sure"],
        "rows": [["Hospital youth work", "Moderate", "Low"], ["CBT-informed programmes", "High", "Moderate"]],
        "places": _places(),
        "lines": _lines(),
        "blocks": _blocks(),
    }


def _steps() -> list[dict[str, str]]:
    return [
        {"title": "Starting safely", "state": "done", "url": "#a", "meta": "3 min"},
        {"title": "Event, experience, effect", "state": "current", "url": "#b", "meta": "5 min"},
        {"title": LONG, "state": "todo", "url": "#c", "meta": "4 min"},
        {"title": "Final check", "state": "todo", "meta": "10 min"},
    ]


def _places() -> list[Place]:
    cells = [("Barnet", 4, 2), ("Haringey", 5, 2), ("Hammersmith and Fulham", 2, 4), ("Lambeth", 4, 5)]
    return [
        Place(name=name, slug=name.lower().replace(" ", "-"), column=column, row=row)
        for name, column, row in cells
    ]


def _lines() -> list[dict[str, str]]:
    return [
        {"name": "Emergency", "number": "999", "href": "tel:999", "how": "call", "hours": _("Day and night")},
        {"name": "Shout", "number": "85258", "href": "sms:85258", "how": "text", "message": "SHOUT"},
    ]


def _blocks() -> list[tuple[str, Any]]:
    """The blocks every page may hold, drawn with their own preview values."""
    from academy.blocks import standard_blocks

    return [(name, block.render(block.get_preview_value())) for name, block in standard_blocks()]
