"""Builders of questions of every kind, and of plain wordings for the rules of marking."""

from typing import Any

from courses.models import Item, Outcome, Question

SAID = {"feedback_right": "Yes, because.", "feedback_wrong": "Look at the lesson again."}
STEPS = [
    {
        "type": "step",
        "value": {
            "key": "door",
            "text": "Somebody stands at the door.",
            "choices": [
                {"text": "Offer a seat", "points": 2, "feedback": "A seat gives choice.", "next": "seat"},
                {"text": "Ask for a name", "points": 0, "feedback": "It can wait.", "next": "seat"},
                {"text": "Look away", "points": 0, "feedback": "They leave.", "next": ""},
            ],
        },
    },
    {
        "type": "step",
        "value": {
            "key": "seat",
            "text": "They sit down.",
            "choices": [
                {"text": "Wait", "points": 2, "feedback": "Waiting is care.", "next": ""},
                {"text": "Hurry", "points": 1, "feedback": "They tense up.", "next": ""},
            ],
        },
    },
]


def statement(outcome: Outcome, key: str = "statement", *, truth: bool = True, **fields: Any) -> Question:
    """A statement that is true or false."""
    values = {"text": "Trust grows slowly.", "kind": "truefalse", "truth": truth} | SAID | fields
    return settled(Question.objects.create(outcome=outcome, key=key, **values))


def matching(outcome: Outcome, key: str = "matching", **fields: Any) -> Question:
    """Three items and their matches, and a distractor."""
    values = {"text": "What helps with what?", "kind": "matching"} | SAID | fields
    made = Question.objects.create(outcome=outcome, key=key, **values)
    pairs = [("Noise", "A quiet room"), ("Waiting", "Saying how long"), ("Cold", "A blanket"), ("", "A form")]
    for place, (text, match) in enumerate(pairs):
        Item.objects.create(question=made, sort_order=place, text=text, match=match)
    return settled(made)


def ordering(outcome: Outcome, key: str = "ordering", **fields: Any) -> Question:
    """Three things in their order."""
    values = {"text": "What comes first?", "kind": "ordering"} | SAID | fields
    made = Question.objects.create(outcome=outcome, key=key, **values)
    for place, text in enumerate(["Make it safe", "Listen", "Plan together"]):
        Item.objects.create(question=made, sort_order=place, text=text)
    return settled(made)


def numeric(outcome: Outcome, key: str = "numeric", **fields: Any) -> Question:
    """A number with a tolerance."""
    values = {"text": "How many minutes?", "kind": "numeric", "number": "20", "tolerance": "2.5"}
    return settled(Question.objects.create(outcome=outcome, key=key, **(values | SAID | fields)))


def short_text(outcome: Outcome, key: str = "short-text", **fields: Any) -> Question:
    """A word that may be given in two ways."""
    values = {"text": "What is it called?", "kind": "text", "accepted": "Café\nCoffee house"}
    return settled(Question.objects.create(outcome=outcome, key=key, **(values | SAID | fields)))


def scenario(outcome: Outcome, key: str = "scenario", **fields: Any) -> Question:
    """Two steps, three ways through."""
    values = {"text": "What would you do?", "kind": "scenario", "steps": STEPS} | fields
    return settled(Question.objects.create(outcome=outcome, key=key, **values))


def settled(question: Question) -> Question:
    """The question as it stands once its author has saved it."""
    question.settle()
    return question


EVERY_KIND = (statement, matching, ordering, numeric, short_text, scenario)


def every_kind(outcome: Outcome, **fields: Any) -> list[Question]:
    """One question of each kind beyond choosing among options."""
    return [build(outcome, **fields) for build in EVERY_KIND]
