"""Help with typing mistakes: near words of titles, and only of titles this person may see."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Length

from academy.models import SearchWord
from academy.permissions import AnyUser
from academy.search import engines, rules
from academy.search.engines import Asked
from academy.search.sources import still_theirs
from academy.search.words import Query, parse

MOST_KNOWN = 4_000
MOST_TRIED = 6


def did_you_mean(query: Query, asked: Asked, person: AnyUser) -> str:
    """The query with mistyped words put right, or nothing; two queries, and one a source that holds a word."""
    doubtful = [word for word in query.terms if rules.allowed_slips(word)]
    known = known_near(doubtful)
    tried = {word: near(word, known) for word in doubtful if word not in known}
    seen = seen_in_titles({other for others in tried.values() for other in others}, asked, person)
    instead = {
        word: next((other for other in others if other in seen), word) for word, others in tried.items()
    }
    corrected = " ".join(instead.get(word, word) for word in query.every)
    return corrected if any(word != other for word, other in instead.items()) else ""


def near(word: str, known: set[str]) -> list[str]:
    """The few nearest known words."""
    return list(rules.nearest(word, known))[:MOST_TRIED]


def known_near(words: list[str]) -> set[str]:
    """Words of all titles that begin like one of these (in either order) and are about as long; bounded."""
    if not words:
        return set()
    windows = reduce(or_, map(_window, words))
    rows = SearchWord.objects.annotate(letters=Length("word")).filter(windows)
    return set(rows.values_list("word", flat=True)[:MOST_KNOWN])


def _window(word: str) -> Q:
    most = rules.allowed_slips(word)
    begins = Q(word__startswith=word[0]) | Q(word__startswith=word[1])
    return begins & Q(letters__range=(len(word) - most, len(word) + most))


def seen_in_titles(words: set[str], asked: Asked, person: AnyUser) -> set[str]:
    """Those of these words that stand in a title this person may find, and still see at this moment."""
    queries = {word: parse(word) for word in sorted(words)[: MOST_TRIED * 4]}
    rows = engines.titles_holding({word: query for word, query in queries.items() if query.words}, asked)
    theirs = still_theirs(((source, pk) for _word, source, pk in rows), person)
    return {word for word, source, pk in rows if (source, pk) in theirs}
