"""Saying plainly how strong the evidence of an evaluation is."""

from courses.evaluation.change import Change
from courses.said import Said, said
from courses.said import gettext_noop as _

ALWAYS = said(
    _(
        "There is no comparison group: people may have changed for other reasons. "
        "Answers are people’s own view of themselves, and those who answered twice may differ from those who did "
        "not. Nothing here says whether violence was reduced."
    )
)
LEVELS = {
    1: said(_("level 1, reaction: what people thought of it")),
    2: said(_("level 2, learning: what people know and feel able to do")),
    3: said(_("level 3, behaviour: what people say they do at work")),
    4: said(_("level 4, results: what changed for others")),
}


def in_words(change: Change | None) -> Said:
    """One plain sentence on what the answers show, in points of the scale."""
    if change is None:
        return said(_("Too few people have answered both times to show anything yet."))
    if change.low > 0:
        text = _("People rated themselves higher afterwards, by %(change)s points on average.")
        return said(text, change=f"{change.change:.1f}")
    if change.high < 0:
        text = _("People rated themselves lower afterwards, by %(change)s points on average.")
        return said(text, change=f"{-change.change:.1f}")
    text = _("No clear change: the average moved by %(change)s points, which could be chance.")
    return said(text, change=f"{change.change:+.1f}")


def how_sure(change: Change | None, *, finished: int) -> list[Said]:
    """How strong the evidence is, and why, in a few sentences."""
    if change is None:
        return [said(_("No evidence yet.")), ALWAYS]
    share = change.pairs / finished if finished else 0
    low_response = (
        [said(_("Fewer than half of those who finished answered both times."))] if share < 0.5 else []
    )
    return [said(_("Very weak evidence.")), *low_response, ALWAYS]
