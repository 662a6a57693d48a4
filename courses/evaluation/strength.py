"""Saying plainly how strong the evidence of an evaluation is."""

from courses.evaluation.change import Change

ALWAYS = (
    "There is no comparison group: people may have changed for other reasons. "
    "Answers are people’s own view of themselves, and those who answered twice may differ from those who did "
    "not. Nothing here says whether violence was reduced."
)
LEVELS = {
    1: "level 1, reaction: what people thought of it",
    2: "level 2, learning: what people know and feel able to do",
    3: "level 3, behaviour: what people say they do at work",
    4: "level 4, results: what changed for others",
}


def in_words(change: Change | None, *, asked: int, unit: str) -> str:
    """One plain sentence on what the answers show."""
    if change is None:
        return "Too few people have answered both times to show anything yet."
    if change.low > 0:
        return f"People rated themselves higher afterwards, by {change.change:.1f} {unit} on average."
    if change.high < 0:
        return f"People rated themselves lower afterwards, by {-change.change:.1f} {unit} on average."
    return f"No clear change: the average moved by {change.change:+.1f} {unit}, which could be chance."


def how_sure(change: Change | None, *, finished: int) -> str:
    """How strong the evidence is, and why."""
    if change is None:
        return f"No evidence yet. {ALWAYS}"
    share = change.pairs / finished if finished else 0
    low_response = "Fewer than half of those who finished answered both times. " if share < 0.5 else ""
    return f"Very weak evidence. {low_response}{ALWAYS}"
