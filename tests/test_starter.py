"""What loading the starter content makes, keeps and takes away; it is loaded once for all these tests."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from academy.models import Membership, Organisation, Profession, StarterRecord, Topic, User
from academy.starter import Keeper, load_all, remove_all
from academy.starter.markdown import read_yaml
from courses.actions.enrol import enrol
from courses.actions.pathways import follow_pathway
from courses.matrix import matrix_of
from courses.models import (
    CataloguePage,
    Completion,
    CourseOutline,
    CoursePage,
    Invitation,
    LessonPage,
    Option,
    PathwayPage,
    PathwayStep,
    PublishException,
    Question,
)
from courses.publishing import holds_back
from courses.starter.pathways import FILE, load_pathways
from courses.starter.team import NAME, PEOPLE, make_team
from evidence.models import (
    Effect,
    Factor,
    ModelPage,
    Outcome,
    Rating,
    RatingScheme,
    Reference,
    StoredPage,
    Study,
    Synthesis,
    Term,
)
from tests import make
from tests.courses.test_starter_content import SHAPES
from tests.evidence.test_starter_content import MODELS, studies

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]
PROFESSIONS = {"emergency-nurse", "teacher", "police-officer", "youth-worker", "probation-practitioner"}
#: What loading makes of the library, besides pages and the frozen numbers, which are kept for ever.
LIBRARY = (Term, Factor, Outcome, RatingScheme, Reference, Study, Effect, Rating, StoredPage)


def everything() -> dict[str, Any]:
    """What a second loading could change: pages, revisions, rows, questions, steps, stored pages."""
    pathways = PathwayPage.objects.order_by("pk").values_list("pk", "title", "latest_revision")
    return {kind.__name__: kind.objects.count() for kind in (*LIBRARY, Synthesis)} | {
        "pages": list(Page.objects.order_by("pk").values_list("pk", "path", "title", "latest_revision")),
        "records": list(StarterRecord.objects.order_by("pk").values_list("pk", "key", "checksum")),
        "questions": list(Question.objects.order_by("pk").values_list("pk", "key", "text")),
        "options": list(Option.objects.order_by("pk").values_list("pk", "question", "text")),
        "outlines": list(CourseOutline.objects.values_list("pk", "data")),
        "pathways": list(pathways),
        "steps": list(PathwayStep.objects.order_by("pk").values_list("pk", "course", "sort_order", "why")),
    }


def steps_of(slug: str) -> list[tuple[str, bool]]:
    """A pathway's courses in its order, and whether each is required."""
    rows = PathwayStep.objects.filter(pathway__slug=slug).order_by("sort_order")
    return list(rows.values_list("course__slug", "required"))


class TestComingAndGoing:
    """Loading again, editing in between, and removing."""

    def test_loading_again_changes_nothing(self) -> None:
        before = everything()
        load_all()
        assert everything() == before

    def test_removing_takes_all_of_it_and_nothing_else(self) -> None:
        own = Topic.objects.create(name="Our own", slug="our-own")
        assert remove_all() > 200
        kinds = (*LIBRARY, StarterRecord, LessonPage, ModelPage, PathwayPage, Profession)
        assert {kind.__name__: kind.objects.count() for kind in kinds if kind.objects.exists()} == {}
        assert Topic.objects.get() == own

    def test_removing_keeps_a_page_that_an_editor_made_below_the_front_page(self) -> None:
        make.standard_page("Ours")
        remove_all()
        assert Page.objects.filter(slug="ours").exists()

    def test_removing_keeps_a_course_on_which_somebody_is_enrolled(self) -> None:
        enrol(person=make.person(), course=CoursePage.objects.get(slug="trauma-awareness"))
        said: list[str] = []
        remove_all(said.append)
        assert CourseOutline.objects.filter(slug="trauma-awareness").exists()
        assert LessonPage.objects.live().count() == SHAPES["trauma-awareness"][1]
        assert [line for line in said if "trauma-awareness" in line]

    def test_removing_keeps_a_pathway_that_somebody_follows_with_its_courses(self) -> None:
        pathway = PathwayPage.objects.get(slug="emergency-nurses")
        follow_pathway(person=make.person(), pathway=pathway)
        remove_all()
        assert list(PathwayPage.objects.all()) == [pathway]
        kept = {"trauma-awareness", "asking-about-violence", "supporting-families"}
        assert set(dict(steps_of("emergency-nurses"))) == kept
        assert set(CourseOutline.objects.values_list("slug", flat=True)) == kept

    def test_a_page_that_an_editor_changed_is_left_alone_and_others_follow_their_files(self) -> None:
        edited = LessonPage.objects.get(slug="starting-safely")
        edited.title = "Starting in our own words"
        edited.save_revision(user=make.person()).publish()
        LessonPage.objects.filter(slug="adultification").update(title="As an older release had it")
        StarterRecord.objects.filter(key__startswith="page:").update(checksum="older")
        load_all()
        assert LessonPage.objects.get(pk=edited.pk).title == "Starting in our own words"
        assert LessonPage.objects.get(slug="adultification").title == "Adultification"

    def test_a_pathway_follows_its_file_and_one_that_an_editor_changed_is_left_alone(self) -> None:
        edited = PathwayPage.objects.get(slug="teachers")
        edited.title = "In our own words"
        edited.save_revision(user=make.person()).publish()
        steps = PathwayStep.objects.filter(pathway__slug="youth-workers")
        steps.update(why="As before")
        kept = set(steps.values_list("pk", flat=True))
        StarterRecord.objects.filter(key__startswith="page:pathway:").update(checksum="older")
        load_pathways(Keeper(), CataloguePage.objects.get())
        assert PathwayPage.objects.get(pk=edited.pk).title == "In our own words"
        assert set(steps.values_list("pk", flat=True)) == kept
        assert not steps.filter(why="As before").exists()

    def test_a_course_that_goes_by_another_name_now_is_left_out_of_a_pathway(self) -> None:
        CoursePage.objects.filter(slug="supporting-families").update(slug="families")
        StarterRecord.objects.filter(key="page:pathway:teachers").update(checksum="older")
        load_pathways(Keeper(), CataloguePage.objects.get())
        assert steps_of("teachers") == [("trauma-awareness", True), ("trauma-informed-youth-work", False)]


class TestCourses:
    """What a reader and an author find."""

    def test_minutes_are_those_of_a_break_and_about_what_was_planned(self) -> None:
        for slug, (_modules, _lessons, planned) in SHAPES.items():
            data = CourseOutline.objects.get(slug=slug).data
            minutes = [lesson["minutes"] for module in data["modules"] for lesson in module["lessons"]]
            assert [count for count in minutes if not 2 <= count <= 9] == []
            assert planned * 0.8 <= data["minutes"] == sum(minutes) <= planned * 1.2

    def test_the_starter_courses_hold_every_rule_but_those_they_say_they_go_without(self) -> None:
        pages = [*CoursePage.objects.all(), *LessonPage.objects.all()]
        held = {page.title: holds_back(page) for page in pages}
        assert {title: found for title, found in held.items() if found} == {}
        assert set(PublishException.objects.values_list("rule", flat=True)) == {"lived-experience", "subject"}

    def test_five_professions_have_a_pathway_of_two_to_four_courses(self) -> None:
        pages = list(PathwayPage.objects.live())
        assert {row.slug for page in pages for row in page.professions.all()} == PROFESSIONS
        assert len(pages) == len(read_yaml(FILE)) == 5
        assert all(2 <= page.steps.count() <= 4 for page in pages)
        assert all(step.why for step in PathwayStep.objects.all())

    def test_a_reader_sees_the_courses_of_a_pathway_in_their_order(self) -> None:
        page = Client().get("/learn/pathways/emergency-nurses/").content.decode()
        titles = [CoursePage.objects.get(slug=slug).title for slug, _needed in steps_of("emergency-nurses")]
        places = [page.index(title) for title in titles]
        assert places == sorted(places)
        assert steps_of("emergency-nurses")[:2] == [
            ("trauma-awareness", True),
            ("asking-about-violence", True),
        ]


class TestLibrary:
    """What the evidence rests on."""

    def test_the_result_of_58_studies_is_frozen_as_computed(self) -> None:
        frozen = Synthesis.objects.get(outcome__slug="not-reoffending").result
        pooled = frozen["pooled"]
        scale = [round(pooled[name], 4) for name in ("estimate", "low", "high")]
        assert (len(studies()), pooled["k"], scale) == (64, 56, [0.4171, 0.2948, 0.5394])
        assert Synthesis.objects.exclude(outcome__slug="not-reoffending").count() == 2

    def test_every_model_has_its_rating(self) -> None:
        bare = [page.slug for page in ModelPage.objects.live() if not page.ratings.ours().exists()]
        assert bare == []
        assert ModelPage.objects.live().count() == len(MODELS)


class TestExampleTeam:
    """The example team of a machine of one's own: every state, once, and gone with one command."""

    @pytest.fixture
    def team(self, db: None) -> Organisation:
        made = make_team(manager=make.person("lead@example.org", name="Example network lead"))
        assert made is not None
        return made

    def test_somebody_stands_at_every_state(self, team: Organisation) -> None:
        lines = matrix_of(team).lines
        states = {line.member.name: line.cells[0].status for line in lines}
        assert set(states.values()) == {"done", "due", "overdue", "exempt"}
        assert states["Example sessional worker (overdue)"] == "overdue"
        assert states["Example new starter (just joined)"] == "due"
        assert Completion.objects.filter(until__isnull=False).count() == 1
        assert Invitation.objects.filter(organisation=team, used_at=None).count() == 1

    def test_making_it_again_makes_nothing_and_nobody_can_sign_in_as_one(self, team: Organisation) -> None:
        make_team(manager=User.objects.get(email="lead@example.org"))
        people = User.objects.filter(email__endswith="@team.example.org")
        assert people.count() == len(PEOPLE)
        assert not any(person.has_usable_password() for person in people)
        assert Organisation.objects.filter(name=NAME).count() == 1

    def test_its_manager_opens_the_team_at_once(self, team: Organisation, client_for: Any) -> None:
        browser: Client = client_for(User.objects.get(email="lead@example.org"))
        page = browser.get("/learn/teams/example-youth-service/").content.decode()
        assert "Example youth worker (finished)" in page

    def test_removing_the_starter_content_takes_the_team_and_leaves_its_manager(
        self, team: Organisation
    ) -> None:
        remove_all()
        assert not Organisation.objects.filter(name=NAME).exists()
        assert not User.objects.filter(email__endswith="@team.example.org").exists()
        assert User.objects.filter(email="lead@example.org").exists()
        assert not Membership.objects.exists()

    def test_without_the_course_there_is_no_team(self) -> None:
        CoursePage.objects.filter(slug="trauma-awareness").update(live=False)
        assert make_team(manager=make.person()) is None
        assert not Organisation.objects.filter(name=NAME).exists()
