"""Founding groups, joining them by each door, stewards, files, enrolling on a course, and how a group fares."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from academy.models import Notification, Place, User
from courses.models import CoursePage, Enrolment
from network.actions import groups as verbs
from network.health import health_of
from network.models import GroupMembership, NetworkGroup, Profile, Reading, Verification
from tests import make_network
from tests.make_network import user
from tests.network.screening.asked import choice

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def steward() -> Profile:
    """Who looks after the groups."""
    return make_network.member("Steward")


@pytest.fixture
def sam() -> Profile:
    """A member of the network."""
    return make_network.member("Sam Peer")


def states(profile: Profile) -> list[str]:
    """How somebody stands in every group."""
    return list(GroupMembership.objects.filter(profile=profile).values_list("state", flat=True))


def test_a_checked_member_founds_a_group_and_looks_after_it(client_for: ClientFor, sam: Profile) -> None:
    data = {"name": "Night shift", "summary": "For nights.", "openness": "closed", "joining": "request"}
    browser = client_for(user(sam))
    assert browser.post("/network/groups/new/", data).status_code == 404
    tomorrow = timezone.localdate() + timedelta(days=1)
    Verification.objects.create(
        profile=sam, method="register", what="Nurse", where="A register", until=tomorrow
    )
    browser.post("/network/groups/new/", data)
    row = GroupMembership.objects.get()
    assert (row.group.slug, row.profile, row.role) == ("night-shift", sam, "steward")


@pytest.mark.parametrize("openness", ["open", "closed", "hidden"])
@pytest.mark.parametrize(("joining", "state"), [("free", "member"), ("request", "asked"), ("invitation", "")])
def test_each_door_of_each_group_does_what_it_says(
    steward: Profile, sam: Profile, openness: str, joining: str, state: str
) -> None:
    group = make_network.group(steward=steward, openness=openness, joining=joining)
    if openness == "hidden" or not state:
        with pytest.raises(PermissionDenied):
            verbs.join_group(group=group, profile=sam)
        verbs.invite(group=group, profile=sam, actor=steward)
        state = "member"
    for _time in range(2):
        assert verbs.join_group(group=group, profile=sam).state == state


def test_a_request_is_answered_once_and_both_hear(steward: Profile, sam: Profile) -> None:
    group = make_network.group(steward=steward, joining="request")
    asked = verbs.join_group(group=group, profile=sam, message="I work nights")
    assert make_network.told(steward) == ["Sam Peer asks to join"]
    answers = [verbs.answer_request(membership=asked, actor=steward, accept=True) for _time in range(2)]
    assert (answers, states(sam)) == ([True, False], ["member"])
    assert make_network.told(steward) == [""]
    assert make_network.told(sam) == ["You are a member now"]


def test_only_stewards_answer_invite_and_take_out(steward: Profile, sam: Profile) -> None:
    group = make_network.group(steward=steward, joining="request")
    row = make_network.belong(group, sam)
    other = make_network.belong(group, make_network.member("Other"), state="asked")
    for act in (
        lambda: verbs.answer_request(membership=other, actor=sam, accept=True),
        lambda: verbs.invite(group=group, profile=make_network.member("Third"), actor=sam),
        lambda: verbs.take_out(membership=row, actor=sam),
        lambda: verbs.set_steward(membership=row, actor=sam, steward=True),
        lambda: verbs.change_group(group=group, actor=sam, values={"name": "Mine"}),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_somebody_taken_out_reads_no_more_and_cannot_ask_again(steward: Profile, sam: Profile) -> None:
    group = make_network.group(steward=steward, openness="closed", joining="free")
    row = make_network.belong(group, sam)
    assert [verbs.take_out(membership=row, actor=steward) for _time in range(2)] == [True, False]
    assert not NetworkGroup.objects.readable_by(user(sam)).exists()
    with pytest.raises(PermissionDenied):
        verbs.join_group(group=group, profile=sam)


def test_the_last_steward_stays_until_there_is_another(steward: Profile, sam: Profile) -> None:
    group = make_network.group(steward=steward)
    with pytest.raises(verbs.LastSteward):
        verbs.leave_group(group=group, profile=steward)
    row = make_network.belong(group, sam)
    verbs.set_steward(membership=row, actor=steward, steward=True)
    assert verbs.leave_group(group=group, profile=steward)
    assert GroupMembership.objects.get(profile=steward).role == "member"


def test_a_hidden_group_is_named_to_members_and_the_invited_alone(
    client_for: ClientFor, steward: Profile, sam: Profile
) -> None:
    group = make_network.group("Quiet", steward=steward, openness="hidden")
    browser = client_for(user(sam))
    assert browser.get("/network/groups/quiet/").status_code == 404
    assert "Quiet" not in browser.get("/network/groups/").content.decode()
    verbs.invite(group=group, profile=sam, actor=steward)
    page = client_for(user(sam)).get("/network/groups/quiet/").content.decode()
    assert "You are invited" in page
    assert "What is said here is for its members" in page


def test_a_groups_file_is_handed_to_its_readers_alone(
    client_for: ClientFor, steward: Profile, sam: Profile
) -> None:
    make_network.group("Closed", steward=steward, openness="closed")
    browser = client_for(user(steward))
    sent = {"title": "Leaflet", "file": SimpleUploadedFile("leaflet.pdf", b"%PDF-1.7 words")}
    browser.post("/network/groups/closed/files/", sent)
    held = NetworkGroup.objects.get().files.get()
    address = f"/network/groups/files/{held.pk}/"
    handed = browser.get(address)
    assert handed["Content-Disposition"] == 'attachment; filename="Leaflet.pdf"'
    assert handed.content == b"%PDF-1.7 words"
    assert [one.get(address).status_code for one in (Client(), client_for(user(sam)))] == [404, 404]


def test_a_group_is_enrolled_once_and_told(steward: Profile, sam: Profile, course: CoursePage) -> None:
    group = make_network.group(steward=steward)
    make_network.belong(group, sam)
    make_network.belong(group, make_network.member("Asking"), state="asked")
    assert [verbs.enrol_group(group=group, course=course, actor=steward) for _time in range(2)] == [2, 2]
    assert Enrolment.objects.count() == 2
    assert Notification.objects.filter(kind="learning").count() == 2
    with pytest.raises(PermissionDenied):
        verbs.enrol_group(group=group, course=course, actor=sam)


def test_a_course_by_invitation_is_not_opened_by_a_group(steward: Profile, course: CoursePage) -> None:
    course.joining = CoursePage.Joining.INVITATION
    course.save()
    assert verbs.enrol_group(group=make_network.group(steward=steward), course=course, actor=steward) == 0


def test_a_group_fares_in_sums_and_says_nothing_of_few(steward: Profile) -> None:
    group = make_network.group(steward=steward)
    people = [make_network.member(f"Member {number}") for number in range(6)]
    for number, one in enumerate(people):
        make_network.belong(group, one)
        one.facts.create(field="sector", value=("nhs", "police")[number % 2], label="X", audience=2)
    few = health_of(group)
    for number in range(5):
        opened = timezone.now() - timedelta(days=3 if number == 4 else 0)
        values = {"kind": "question", "group": group, "opened_at": opened}
        asked = make_network.thread(people[0], title=f"Q{number}", **values)
        if number < 4:
            make_network.post(asked, people[1 + number % 2])
    make_network.thread(people[0], title="Just asked", kind="question", group=group)
    late = make_network.thread(people[0], title="Late", kind="question", group=group)
    make_network.post(late, people[1], written_at=timezone.now() + timedelta(days=3))
    fares = health_of(group)
    assert (few.answered, few.across) == (None, None)
    assert (fares.questions, fares.answered, fares.across) == (7, 67, 60)


def test_words_to_stewards_that_point_to_somebody_are_given_back_and_nothing_is_asked(
    client_for: ClientFor, steward: Profile, sam: Profile
) -> None:
    group = make_network.group(steward=steward, joining="request")
    browser = client_for(User.objects.get(pk=sam.person_id))
    sent = {"message": "Ring me on 020 7946 0123"}
    page = browser.post(f"/network/groups/{group.slug}/join/", sent)
    assert "Ring me on 020 7946 0123" in page.content.decode()
    assert states(sam) == []
    browser.post(f"/network/groups/{group.slug}/join/", sent | choice(page, "looked"))
    assert states(sam) == ["asked"]


def test_who_reads_from_outside_counts_as_no_reader_of_the_group(group: NetworkGroup, asker: Profile) -> None:
    thread = make_network.thread(asker, group=group)
    inside = [make_network.member(f"In {number}") for number in range(3)]
    for one in inside:
        make_network.belong(group, one)
    for one in (inside[0], *(make_network.member(f"Out {number}") for number in range(4))):
        Reading.objects.create(thread=thread, profile=one, read_to=timezone.now())
    assert health_of(group).readers == 20


def test_a_list_of_groups_says_what_it_is_narrowed_to_and_leads_to_all(steward: Profile) -> None:
    place = Place.objects.create(name="Hackney", slug="hackney", kind="borough", column=1, row=1)
    make_network.group("Here", steward=steward, place=place)
    make_network.group("Elsewhere", steward=steward)
    page = Client().get("/network/groups/?place=hackney").content.decode()
    assert "Narrowed by" in page
    assert "Here" in page
    assert "Elsewhere" not in page
    assert "Narrowed by" not in Client().get("/network/groups/?place=nowhere&model=x").content.decode()
