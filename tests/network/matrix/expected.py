"""Who may see what: written by hand from what the product promises, not from the rules that the code follows.

`blocked` belongs to all three groups and is blocked by whoever owns a thing; `suspended` belonged to them, was
told what happened in them, and was suspended then. `owner` is whoever wrote or planned a thing or is told of in
it; the others with a profile like the owner's are `mate` to it, and so is `friend`, to whom some things are
addressed. Moderators have no more than other members outside their rooms.
"""

EVERYBODY = frozenset(
    (
        "visitor",
        "account",
        "member",
        "mate",
        "friend",
        "steward",
        "moderator",
        "owner",
        "blocked",
        "suspended",
    )
)
#: Who belongs to the groups. Being blocked by a member shuts nobody out of a group.
INSIDE = frozenset(("mate", "friend", "steward", "owner", "blocked"))
OWNER = frozenset(("owner",))
STEWARDS = OWNER | {"steward"}
BOTH = OWNER | {"friend"}
COMING = OWNER | {"mate", "friend"}
NOBODY: frozenset[str] = frozenset()

FIELDS = (
    *("name", "role in words", "profession", "about", "organisation", "contact form", "check"),
    *("place", "topic", "sector", "language", "offer", "seek", "model", "course"),
)
#: Whoever blocked somebody is seen by them in nothing, not even in what everybody sees.
AUDIENCES = {
    "everyone": EVERYBODY - {"blocked"},
    "members": frozenset(("member", "mate", "friend", "steward", "moderator", "owner")),
    "groups": frozenset(("mate", "friend", "steward", "owner")),
    "me": OWNER,
}
PROFILES = {f"{field} for {circle}": who for circle, who in AUDIENCES.items() for field in FIELDS} | {
    # A form to write with needs a member to write, who is somebody else.
    "contact form for everyone": AUDIENCES["members"] - {"owner"},
    "contact form for members": AUDIENCES["members"] - {"owner"},
    "contact form for groups": AUDIENCES["groups"] - {"owner"},
    "contact form for me": NOBODY,
}
CIRCLES = {"no group": EVERYBODY, "open group": EVERYBODY, "closed group": INSIDE, "hidden group": INSIDE}
PARTS = ("title", "words", "poll", "answer of the poll", "attachment's name", "attachment", "earlier words")
POSTS = {f"{part}, {circle}": who for circle, who in CIRCLES.items() for part in PARTS} | {
    "title, held by screening": STEWARDS,
    "words, held by screening": STEWARDS,
    "title, reported": STEWARDS,
    "words, reported": STEWARDS,
    "attachment's name, reported": STEWARDS,
    "title, hidden": STEWARDS,
    "words, hidden": STEWARDS,
    "poll, hidden": STEWARDS,
    "earlier words, hidden": STEWARDS,
    "title, held in no group": OWNER,
    "words, held in no group": OWNER,
    "reply, held in no group": OWNER,
    "reply, hidden in no group": OWNER,
    "words, taken back": NOBODY,
    "earlier words, taken back": NOBODY,
    "title, taken back": NOBODY,
    "title, moved into the closed group": INSIDE,
    "words, moved into the closed group": INSIDE,
    "title, asked without a name": INSIDE,
    "words, asked without a name": INSIDE,
    "who asked without a name": frozenset(("steward",)),
    "draft of an answer": OWNER,
    "draft of a thread": OWNER,
}
GROUPS = {
    f"{part}, {circle}": who
    for circle, who in (("open group", EVERYBODY), ("closed group", EVERYBODY), ("hidden group", INSIDE))
    for part in ("name", "what it is for", "welcome", "rules")
} | {
    f"{part}, {circle}": CIRCLES[circle]
    for circle in ("open group", "closed group", "hidden group")
    for part in ("file's title", "file")
}
#: Who is in a group is for those who are in it, in an open one too.
MEMBERS = {f"who is in the {circle}": INSIDE for circle in ("open group", "closed group", "hidden group")} | {
    "who asks to join the closed group": frozenset(("steward",)),
    "what they said when they asked": frozenset(("steward",)),
}
EVENTS = {
    f"event's {part}, {circle}": who
    for circle, who in CIRCLES.items()
    for part in ("title", "words", "place", "notes afterwards", "recording")
} | {
    # The link is for those who come and for those who plan: a group's stewards, network leads for everybody's.
    "event's link, no group": COMING,
    "event's link, open group": COMING | {"steward"},
    "event's link, closed group": COMING | {"steward"},
    "event's link, hidden group": COMING | {"steward"},
    # How many come is shown; who comes is shown to nobody.
    "who comes to an event": NOBODY,
}
BETWEEN = {
    "what is hoped of mentoring": BOTH,
    "answer about mentoring": BOTH,
    "message": BOTH,
    "message that was reported": BOTH,
    "words of a report": frozenset(("friend",)),
    "words of a report of a message": OWNER,
    "answer to a report": frozenset(("friend",)),
    "who reported": NOBODY,
    "note of a moderator": NOBODY,
    "reason of a decision": OWNER,
    "appeal": OWNER,
    "answer to an appeal": OWNER,
    "kept search": OWNER,
    "who was blocked": OWNER,
    "watched word": NOBODY,
    "safety record": NOBODY,
}
ROOMS = "/cms/network/"
#: The file of safety records, which holds numbers and what moderators keep on record, but no member's words.
HANDED_OUT = f"{ROOMS}records/file/"
#: What moderators see besides, there alone.
IN_THEIR_ROOMS = frozenset(
    (
        *("title, reported", "words, reported", "title, held in no group", "words, held in no group"),
        *("reply, held in no group", "reply, hidden in no group", "message that was reported"),
        *("words of a report", "words of a report of a message", "note of a moderator", "answer to a report"),
        *("appeal", "watched word", "safety record", "name, closed group"),
    )
)
#: Where a word stands for whoever looks, and says nothing of anybody: organisations to choose from.
CHOICES = {f"organisation for {circle}": "/network/me/checks/" for circle in AUDIENCES}
MAY_SEE: dict[str, frozenset[str]] = PROFILES | POSTS | GROUPS | MEMBERS | EVENTS | BETWEEN
#: Whose things they are, where it is not the member whose profile is for members.
OWNED_BY = {f"{field} for {circle}": circle for circle in AUDIENCES for field in FIELDS}


def may_see(thing: str, reader: str, surface: str = "") -> bool:
    """Whether the table lets somebody meet a thing, there if a surface is named."""
    if surface == HANDED_OUT:
        return reader == "moderator" and thing == "safety record"
    if reader == "moderator" and surface.startswith(ROOMS) and thing in IN_THEIR_ROOMS:
        return True
    return CHOICES.get(thing) == surface or standing(thing, reader) in MAY_SEE[thing]


def must_meet(thing: str, reader: str) -> bool:
    """Whether somebody meets a thing somewhere; where one is no more than a mate, `mate` opens every page for all."""
    only_a_mate = reader in AUDIENCES and standing(thing, reader) == "mate"
    only_a_mate |= reader == "friend" and "mate" in MAY_SEE[thing]
    return may_see(thing, reader) and (thing in PROFILES or not only_a_mate)


def standing(thing: str, reader: str) -> str:
    """How a reader stands to a thing: members with a profile like the owner's are mates to what is not theirs."""
    if reader == OWNED_BY.get(thing, "members"):
        return "owner"
    return "mate" if reader in AUDIENCES else reader
