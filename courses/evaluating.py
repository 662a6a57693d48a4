"""An evaluation worked out from what was answered, for groups of ten people and more."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from courses.evaluation.change import FEWEST, Change, change_of, matched, share, shown_count
from courses.evaluation.scoring import score
from courses.evaluation.strength import LEVELS, how_sure, in_words
from courses.evaluation.waves import AFTER, BEFORE, SIX_MONTHS, THREE_MONTHS
from courses.models import Completion, CoursePage, Enrolment, Measure, WaveResponse
from courses.words import spoken

LATER = (AFTER, THREE_MONTHS, SIX_MONTHS)
WAVE_WORDS = dict(WaveResponse.Wave.choices)


@dataclass(frozen=True)
class Row:
    """One measure at one later time against before."""

    wave: str
    change: Change | None
    words: str


@dataclass(frozen=True)
class Result:
    """One measure with its rows, its level and how sure one can be."""

    measure: Measure
    level: str
    rows: list[Row]
    sure: str


@dataclass
class Evaluation:
    """Everything the evaluation page of a course says."""

    enrolled: str
    finished: str
    responses: list[tuple[str, str, int | None]]
    results: list[Result]
    practice: list[tuple[str, list[tuple[str, int | None]]]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def evaluate(course: CoursePage) -> Evaluation:
    """Work a course's evaluation out, in five queries however many have answered."""
    responses = list(WaveResponse.objects.filter(enrolment__course=course))
    enrolled = Enrolment.objects.filter(course=course).count()
    finished = Completion.objects.finished().filter(enrolment__course=course).count()
    measures = course.measures.prefetch_related("items")
    counts = Counter(response.wave for response in responses)
    reached = {BEFORE: enrolled, AFTER: finished, THREE_MONTHS: finished, SIX_MONTHS: finished}
    return Evaluation(
        enrolled=shown_count(enrolled),
        finished=shown_count(finished),
        responses=[
            (str(WAVE_WORDS[wave]), shown_count(counts[wave]), share(counts[wave], total))
            for wave, total in reached.items()
        ],
        results=[_result(measure, responses, finished) for measure in measures],
        practice=_practice(responses),
        comments=_comments(responses),
    )


def scores_of(measure: Measure, responses: list[WaveResponse]) -> dict[str, dict[str, float]]:
    """For each wave, the score of each enrolment that answered the whole scale."""
    items = [(str(item.pk), item.turned) for item in measure.items.all()]
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for response in responses:
        value = score(response.scores.get(str(measure.pk), {}), items, measure.points)
        if value is not None:
            found[response.wave][str(response.enrolment_id)] = value
    return found


def _result(measure: Measure, responses: list[WaveResponse], finished: int) -> Result:
    scores = scores_of(measure, responses)
    changes = {wave: change_of(matched(scores[BEFORE], scores[wave])) for wave in LATER}
    rows = [Row(str(WAVE_WORDS[wave]), change, spoken(in_words(change))) for wave, change in changes.items()]
    return Result(
        measure, spoken(LEVELS[measure.level]), rows, spoken(*how_sure(changes[AFTER], finished=finished))
    )


def _practice(responses: list[WaveResponse]) -> list[tuple[str, list[tuple[str, int | None]]]]:
    """Whether something changed at work, in shares, for each later wave that enough people answered."""
    told = []
    for wave in (THREE_MONTHS, SIX_MONTHS):
        counts = Counter(row.practice for row in responses if row.wave == wave and row.practice)
        total = counts.total()
        if total >= FEWEST:
            parts = [(str(label), share(counts[key], total)) for key, label in WaveResponse.Practice.choices]
            if any(
                part is None for _label, part in parts
            ):  # the hidden one could be worked out from the rest
                parts = [(label, None) for label, _part in parts]
            told.append((str(WAVE_WORDS[wave]), parts))
    return told


def _comments(responses: list[WaveResponse]) -> list[str]:
    """Comments a reviewer let through, in no order that says who wrote them; none while few have answered."""
    if len({response.enrolment_id for response in responses}) < FEWEST:
        return []
    return sorted(row.comment for row in responses if row.review == "shown" and row.comment)


def anonymous_rows(course: CoursePage) -> list[dict[str, Any]]:
    """Scores for whoever wants to work them out again: a line a person, shuffled by their scores alone.

    No name, id, day, organisation or comment. A scale at a time that fewer than ten people answered whole
    is left out.
    """
    responses = list(WaveResponse.objects.filter(enrolment__course=course))
    people: dict[str, dict[str, Any]] = defaultdict(dict)
    for measure in course.measures.prefetch_related("items"):
        for wave, scores in scores_of(measure, responses).items():
            if len(scores) < FEWEST:
                continue
            for person, value in scores.items():
                people[person][f"{measure.key}_{wave}"] = round(value, 3)
    return sorted(people.values(), key=lambda row: sorted(row.items()))
