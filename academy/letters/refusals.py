"""Which refusals say that a mailbox does not exist, so that no letter will ever reach it. No Django here.

The class alone does not tell: 5.7.1 and a bare 554 come from a wrong relay, a blocked address of ours or a policy,
which somebody can mend, and then they hold for every letter. Nobody is cut off for such a thing.
"""

import re

#: No such mailbox, domain or spelling, moved, a domain without post (RFC 7505), a mailbox closed for good.
GONE = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
#: These codes say only that it failed; so do the words that stand beside them have to say why.
SAYS_NOTHING = {"", "5.0.0", "5.1.0"}
#: The replies of SMTP that can be about a mailbox.
OF_MAILBOXES = ("550", "551", "553")
STATUS = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")
_WHO = r"(?:user|recipient|mailbox|account|address|addressee)"
_NONE = r"(?:unknown|not found|not exist|no longer exists?|invalid|disabled|not known|does ?n[o']t exist)"
NAMES_MAILBOX = re.compile(
    rf"\b{_WHO}\b.{{0,40}}?\b{_NONE}\b|\b(?:no such|unknown|invalid|non-?existent) {_WHO}\b"
    rf"|\bno mailbox\b|\bmailbox is inactive\b",
    re.IGNORECASE,
)
ABOUT_US = re.compile(
    r"\b(?:sender|relay\w*|polic\w+|spam|block\w*|blacklist\w*|authenticat\w+|spf|dkim)\b", re.I
)
LONGEST = 1_000


def enhanced(words: str) -> str:
    """The enhanced status (RFC 3463) that a server's words hold; "" without one."""
    found = STATUS.search(words[:LONGEST])
    return found.group() if found else ""


def is_mailbox_gone(status: str, words: str = "") -> bool:
    """Whether a refusal is about this mailbox and will stay: by its status, or by its words where that is silent."""
    if status not in SAYS_NOTHING:
        return status in GONE
    words = words[:LONGEST]
    return bool(NAMES_MAILBOX.search(words)) and not ABOUT_US.search(words)


def is_final(code: int, words: str) -> bool:
    """Whether the answer of a mail server to an address we gave it ends the letter."""
    return code >= 500 and is_mailbox_gone(enhanced(words), words if str(code) in OF_MAILBOXES else "")
