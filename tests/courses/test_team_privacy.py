"""What teams hold about a person is handed over to them, and goes with them."""

import io
import zipfile
from typing import Any

import pytest

from academy import privacy
from academy.models import Membership, Organisation
from courses.actions.assigning import assign, exempt
from courses.actions.feeds import publish_feed
from courses.actions.letters import choose_weekly_letter
from courses.actions.rosters import receive_roster
from courses.models import Assignment, CoursePage, Exemption, FeedEntry, Roster, WeeklyLetter
from tests import make, make_teams

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(course: CoursePage) -> Any:
    organisation, manager = make_teams.team()
    mo = make_teams.member(organisation, "mo@example.org")
    assign(organisation=organisation, thing=course, actor=manager, people=[mo], due_days=30)
    make_teams.completed(mo, course)
    publish_feed(organisation=organisation)
    other = make.course("other", modules=1, lessons=1)
    exempt(organisation=organisation, person=mo, course=other, reason="On long leave", actor=manager)
    choose_weekly_letter(organisation=organisation, person=mo, wanted=True)
    receive_roster(organisation=organisation, content=b"email\nmo@example.org\n", whole=False, actor=manager)
    return mo


def test_a_person_gets_all_that_teams_hold_of_them(known: Any) -> None:
    archive = zipfile.ZipFile(io.BytesIO(privacy.export(known)))
    for name, words in {
        "assignments": "Listening",
        "exemptions": "On long leave",
        "told_to_staff_records": "Youth Service",
        "weekly_letters": "Youth Service",
    }.items():
        assert words in archive.read(f"courses/{name}.json").decode()


def test_erasing_a_person_leaves_nothing_of_them_with_the_organisation(known: Any) -> None:
    privacy.erase(known)
    kinds: tuple[Any, ...] = (Assignment, Exemption, WeeklyLetter, FeedEntry)
    assert [kind.objects.count() for kind in kinds] == [0, 0, 0, 0]
    assert Roster.objects.get().content == ""
    assert not Membership.objects.filter(role="member").exists()
    assert Organisation.objects.exists()
