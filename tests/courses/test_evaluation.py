"""Does it help? Scoring, waves, change with its interval, small groups hidden, comments reviewed."""

from datetime import date, timedelta
from statistics import mean
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from academy.models import Notification
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.evaluation import NotAsked, ask_again, keep_response, wave_of
from courses.evaluating import anonymous_rows, evaluate
from courses.evaluation.change import FEWEST, change_of, matched, share, shown_count
from courses.evaluation.scoring import score
from courses.evaluation.strength import how_sure, in_words
from courses.evaluation.waves import ORDER, open_wave
from courses.models import Completion, CoursePage, Enrolment, LessonPage, Measure, MeasureItem, WaveResponse
from tests import make

PAIRS = [(2.0, 3.0), (3.0, 3.5), (2.5, 2.0), (1.0, 4.0), (3.0, 3.0), (2.0, 2.5)] + [(2.0, 3.0)] * 6


@pytest.mark.pure
class TestRules:
    """Without a database."""

    @given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=8))
    def test_a_score_lies_on_the_scale_and_turning_every_item_round_mirrors_it(
        self, given: list[tuple[int, bool]]
    ) -> None:
        answers = {str(place): value for place, (value, _turned) in enumerate(given)}
        items = [(str(place), turned) for place, (_value, turned) in enumerate(given)]
        one = score(answers, items, 5)
        other = score(answers, [(key, not turned) for key, turned in items], 5)
        assert one is not None
        assert other is not None
        assert 1 <= one <= 5
        assert one + other == pytest.approx(6)

    def test_a_scale_that_is_not_whole_or_out_of_range_is_not_scored(self) -> None:
        items = [("a", False), ("b", False)]
        assert score({"a": 3}, items, 5) is None
        assert score({"a": 3, "b": 6}, items, 5) is None
        assert score({}, [], 5) is None

    @given(st.integers(-10, 400), st.integers(0, 30))
    def test_at_most_one_wave_is_open_on_any_day(self, since: int, lessons: int) -> None:
        today = date(2026, 6, 1)
        wave = open_wave(lessons_done=lessons, completed_on=today - timedelta(days=since), today=today)
        assert wave in (None, *ORDER[1:])
        before = open_wave(lessons_done=lessons, completed_on=None, today=today)
        assert before == ("before" if lessons <= 1 else None)

    def test_a_change_agrees_with_a_paired_t_test_worked_out_by_hand(self) -> None:
        # The gaps add up to 10.5 over 12 people; 2.2010 is the tabled t for 11 degrees of freedom.
        change = change_of(PAIRS)
        assert change is not None
        assert (change.pairs, round(change.change, 4)) == (12, 0.875)
        assert (round(change.low, 3), round(change.high, 3)) == pytest.approx(interval_by_hand(), abs=0.002)

    def test_fewer_than_ten_people_are_never_shown(self) -> None:
        assert change_of(PAIRS[: FEWEST - 1]) is None
        assert shown_count(FEWEST - 1) == "fewer than 10"
        assert share(3, 40) is None
        assert share(0, 40) == 0

    def test_words_follow_the_interval_and_never_claim_more(self) -> None:
        change = change_of(PAIRS)
        assert change is not None
        assert "higher" in str(in_words(change))
        assert "could be chance" in str(in_words(change_of([(2.0, 3.0), (3.0, 2.0)] * 6)))
        assert str(how_sure(change, finished=20)[0]) == "Very weak evidence."
        assert "Fewer than half" in str(how_sure(change, finished=200)[1])

    def test_only_those_who_answered_both_times_are_matched(self) -> None:
        assert matched({"a": 1.0, "b": 2.0}, {"b": 3.0, "c": 4.0}) == [(2.0, 3.0)]


def interval_by_hand() -> tuple[float, float]:
    """Mean and t(0.975, 11) = 2.2010 times the standard error."""
    gaps = [after - before for before, after in PAIRS]
    spread = (sum((gap - mean(gaps)) ** 2 for gap in gaps) / 11) ** 0.5
    half = 2.2010 * spread / 12**0.5
    return mean(gaps) - half, mean(gaps) + half


@pytest.fixture
def measure(course: CoursePage) -> Measure:
    made = Measure.objects.create(key="confidence", title="Confidence", about="Not tested.")
    for place in range(2):
        MeasureItem.objects.create(measure=made, text=f"I can {place}", turned=place == 1, sort_order=place)
    course.measures.add(made)
    course.save()
    return made


@pytest.fixture
def enrolment(measure: Measure, course: CoursePage, learner: Any) -> Enrolment:
    return enrol(person=learner, course=course)


def completed(enrolment: Enrolment, *, days_ago: int) -> None:
    moment = timezone.now() - timedelta(days=days_ago)
    Completion.objects.filter(enrolment=enrolment).update(completed_at=moment)


def many(course: CoursePage, measure: Measure, count: int) -> list[WaveResponse]:
    """People who answered before and after, each one point higher then."""
    items = [str(item.pk) for item in measure.items.all()]
    made = []
    for number in range(count):
        enrolment = enrol(person=make.person(f"m{number}@example.org"), course=course)
        for wave, value in (("before", 2 + number % 2), ("after", 3 + number % 2)):
            scores = {str(measure.pk): {items[0]: value, items[1]: 6 - value}}
            comment = f"Word {number}" if wave == "after" else ""
            made.append(
                WaveResponse.objects.create(enrolment=enrolment, wave=wave, scores=scores, comment=comment)
            )
    return made


@pytest.mark.django_db
class TestAsking:
    """What a learner is asked, and when."""

    def test_before_is_asked_until_the_second_lesson_and_kept_once(
        self, enrolment: Enrolment, client_for: Any, learner: Any
    ) -> None:
        browser: Client = client_for(learner)
        item = MeasureItem.objects.earliest("pk")
        for _time in range(2):
            browser.post("/learn/listening/evaluation/", {f"item-{item.pk}": "4"})
        assert [row.wave for row in WaveResponse.objects.all()] == ["before"]
        assert "nothing to answer just now" in browser.get("/learn/listening/evaluation/").content.decode()

    def test_after_two_lessons_it_is_too_late_for_before(self, enrolment: Enrolment) -> None:
        for lesson in LessonPage.objects.order_by("path")[:2]:
            complete_lesson(enrolment=enrolment, lesson_id=lesson.pk)
        assert wave_of(enrolment, timezone.localdate()) is None
        with pytest.raises(NotAsked):
            keep_response(enrolment=enrolment, wave="before", scores={})

    def test_people_are_asked_again_once_a_wave_and_not_when_they_answered(
        self, enrolment: Enrolment, learner: Any
    ) -> None:
        completed(enrolment, days_ago=90)
        for _time in range(2):
            ask_again(timezone.localdate())
        assert Notification.objects.filter(person=learner).count() == 1
        keep_response(enrolment=enrolment, wave="3-months", scores={}, practice="tried")
        Notification.objects.all().delete()
        ask_again(timezone.localdate())
        assert not Notification.objects.exists()

    def test_a_number_off_the_scale_is_refused_and_the_rest_is_kept_on_the_page(
        self, enrolment: Enrolment, client_for: Any, learner: Any
    ) -> None:
        first, second = MeasureItem.objects.order_by("pk")
        form = {f"item-{first.pk}": "9", f"item-{second.pk}": "3"}
        page = client_for(learner).post("/learn/listening/evaluation/", form).content.decode()
        assert "Problem:" in page
        assert page.count(" checked") == 1
        assert not WaveResponse.objects.exists()


@pytest.mark.django_db
class TestTelling:
    """What everybody may read."""

    def test_a_small_group_is_not_shown(self, course: CoursePage, measure: Measure) -> None:
        many(course, measure, FEWEST - 1)
        told = evaluate(course)
        assert all(row.change is None for row in told.results[0].rows)
        assert told.enrolled == "fewer than 10"
        assert anonymous_rows(course) == []

    def test_ten_people_who_rose_by_one_show_a_change_of_one(
        self, course: CoursePage, measure: Measure
    ) -> None:
        many(course, measure, FEWEST)
        change = evaluate(course).results[0].rows[0].change
        assert change is not None
        assert (change.pairs, change.change, change.before) == (10, 1.0, 2.5)
        page = Client().get("/learn/listening/evaluation/results/").content.decode()
        assert "level 2, learning" in page
        assert "There is no comparison group" in page

    def test_a_comment_shows_only_after_a_reviewer_let_it(
        self, course: CoursePage, measure: Measure, owner: Any, client_for: Any
    ) -> None:
        responses = many(course, measure, FEWEST)
        room: Client = client_for(owner)
        address = "/learn/listening/evaluation/results/"
        assert "Word 0" not in Client().get(address).content.decode()
        assert "m0@example.org" not in room.get("/cms/learning/comments/").content.decode()
        room.post(f"/cms/learning/comments/{responses[1].pk}/", {"show": "yes"})
        room.post(f"/cms/learning/comments/{responses[3].pk}/", {"show": "no"})
        page = Client().get(address).content.decode()
        assert "Word 0" in page
        assert "Word 1" not in page

    def test_the_export_holds_scores_and_nothing_that_tells_who(
        self, course: CoursePage, measure: Measure, owner: Any, client_for: Any
    ) -> None:
        many(course, measure, FEWEST)
        text = client_for(owner).get("/cms/learning/evaluation/listening/").content.decode()
        head, *lines = text.split()
        assert head == "confidence_after,confidence_before"
        assert len(lines) == FEWEST
        assert "example.org" not in text
        assert "Word" not in text

    def test_the_export_leaves_out_a_time_that_few_answered_whole(
        self, course: CoursePage, measure: Measure
    ) -> None:
        many(course, measure, FEWEST)
        row = WaveResponse.objects.filter(wave="after").first()
        assert row is not None
        row.scores = {}
        row.save()
        assert {name for line in anonymous_rows(course) for name in line} == {"confidence_before"}

    def test_an_evaluation_asks_the_same_number_of_queries_whoever_answered(
        self, course: CoursePage, measure: Measure, django_assert_max_num_queries: Any
    ) -> None:
        many(course, measure, 3)
        with django_assert_max_num_queries(6):
            evaluate(course)
        many_more = [make.person(f"x{number}@example.org") for number in range(12)]
        for person in many_more:
            enrol(person=person, course=course)
        with django_assert_max_num_queries(6):
            evaluate(course)
