"""The oldest Python that will do. Python 3.6 must be able to parse this file."""

OLDEST = (3, 11)


def complaint_about(major: int, minor: int) -> str:
    """Return the sentence for a Python that is too old, or nothing."""
    if (major, minor) >= OLDEST:
        return ""
    sentence = "The academy needs Python {}.{} or newer and this is {}.{}: start it with a newer one."
    return sentence.format(OLDEST[0], OLDEST[1], major, minor)
