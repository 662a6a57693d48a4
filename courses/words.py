"""Speaking the sentences of pure rules in the reader's language."""

from django.utils.translation import gettext

from courses.said import Said


def spoken(*sentences: Said) -> str:
    """Sentences in the language of this request, one after the other."""
    return " ".join(sentence.spoken(gettext) for sentence in sentences)
