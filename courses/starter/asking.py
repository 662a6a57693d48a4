"""What a starter question holds beyond text and options, by its kind."""

from typing import Any

from courses.models import Item, Question

PLAIN = ("difficulty", "always", "truth", "number", "tolerance", "feedback_right", "feedback_wrong")


def other_values(item: dict[str, Any]) -> dict[str, Any]:
    """The fields of a question's kind that its file names; `accepted` and `steps` are lists there."""
    values = {name: item[name] for name in PLAIN if name in item}
    if "accepted" in item:
        values["accepted"] = "\n".join(item["accepted"])
    if "steps" in item:
        values["steps"] = [{"type": "step", "value": step} for step in item["steps"]]
    return values


def load_items(question: Question, items: list[dict[str, str]]) -> None:
    """The items of a matching (`text` and `match`) or an ordering (`text`), in their order."""
    wanted = [(item.get("text", ""), item.get("match", "")) for item in items]
    if [(row.text, row.match) for row in question.items.all()] == wanted:
        return
    question.items.all().delete()
    rows = [
        Item(question=question, sort_order=order, text=text, match=match)
        for order, (text, match) in enumerate(wanted)
    ]
    Item.objects.bulk_create(rows)
