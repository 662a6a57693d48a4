"""What news of the network says: sentences by kind of fact, with a place for what only its reader may know."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

POST = _("%(name)s wrote in “%(thread)s”")
ANSWERED = _(
    "You can answer this letter: what you write above the line at its top is posted in the discussion under your "
    "name. Files are left out."
)
ANSWERED_UNNAMED = _(
    "You can answer this letter: what you write above the line at its top is posted in the discussion without your "
    "name, as you wrote there before; do not sign it. Files are left out."
)
HELD = _("A post waits to be read first")
MESSAGE = _("A message from %(name)s")
ASKS_TO_JOIN = _("%(name)s asks to join")
REPORT_WAITS = _("A report waits for a moderator")
REPORT_LATE = _("The time to look at a report has run out")
APPEAL_WAITS = _("A member asks for a decision to be looked at again")
LOOKED_AFTER = _("You look after this group now")
UNTENDED = _("There are groups that nobody looks after")
ENROLLED = _("Your group “%(group)s” learns together: %(course)s")
#: By the state that mentoring came into: a title and a text.
MENTORING: Mapping[str, tuple[Any, Any]] = {
    "asked": (
        _("%(name)s asks whether you would mentor them"),
        _("There is no hurry. “Not now” is a kind answer too."),
    ),
    "active": (_("%(name)s is glad to mentor you"), _("You can write to each other through the site.")),
    "declined": (_("%(name)s cannot mentor you now"), _("Thank you for asking.")),
    "ended": (
        _("Your mentoring with %(name)s has ended"),
        _("Thank you both. You can ask again at another time."),
    ),
}
#: By what became of an event.
EVENT: Mapping[str, Any] = {
    "changed": _("Changed: %(event)s"),
    "cancelled": _("Called off: %(event)s"),
    "place": _("There is a place for you: %(event)s"),
    "soon": _("Soon: %(event)s"),
}
NEUTRAL: Mapping[str, Any] = {
    "name": _("A member"),
    "thread": _("a discussion"),
    "event": _("an event"),
    "group": _("Group"),
}


def unnamed(words: Any, **known: str) -> str:
    """The sentence as it is kept: it names nobody and nothing that its reader might lose sight of."""
    return str(words) % {**{key: str(word) for key, word in NEUTRAL.items()}, **known}
