"""The example members and communities: what is there, that it is labelled and harmless, and how it goes again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.db.models import Count, F, Q
from django.test import Client
from django.utils import timezone

from academy.actions.notify import follow
from academy.models import Follow, Notification, SearchEntry, StarterRecord, User
from academy.search.finding import find
from academy.starter import Keeper, remove_all
from academy.starter.markdown import read_yaml
from network.actions.groups import join_group, set_steward
from network.actions.posting import Writing, reply
from network.actions.tending import take_back
from network.models import (
    Attendance,
    Event,
    GroupMembership,
    HelpfulMark,
    NetworkGroup,
    Poll,
    Post,
    Profile,
    ProfileFact,
    Thread,
    Verification,
)
from network.permissions import can_ask_mentoring, can_contact
from network.screening import Outcome, screen_all
from network.starter.communities import FOLDER, load, working_day
from network.starter.examples import kept_groups
from tests import make_network

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter")]
ClientFor = Callable[..., Client]
ROWS = (
    Profile,
    ProfileFact,
    NetworkGroup,
    GroupMembership,
    Thread,
    Post,
    HelpfulMark,
    Poll,
    Event,
    Attendance,
)
FILES = sorted(FOLDER.glob("*.yaml")) + sorted((FOLDER / "threads").glob("*.yaml"))


def everything() -> dict[str, Any]:
    """Every row that a second loading could change."""
    return {kind.__name__: list(kind._default_manager.order_by("pk").values()) for kind in (User, *ROWS)}


def left() -> dict[str, int]:
    """What of the network is there, by kind."""
    counts = {kind.__name__: kind._default_manager.count() for kind in ROWS}
    return {name: count for name, count in counts.items() if count}


def words_of(value: Any) -> list[str]:
    """Every text in a starter file."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in words_of(part)]
    if isinstance(value, list):
        return [text for part in value for text in words_of(part)]
    return [value] if isinstance(value, str) else []


@pytest.fixture
def asking() -> NetworkGroup:
    """The open community."""
    return NetworkGroup.objects.get(slug="asking-about-violence")


@pytest.fixture
def newcomer(asking: NetworkGroup) -> Profile:
    """A real member who joined the open community."""
    made = make_network.member("Nia Newcomer")
    join_group(group=asking, profile=made)
    return made


class TestWhatANewcomerFinds:
    """A living directory and conversations worth reading, every one labelled."""

    def test_everybody_finds_the_example_members_by_role_place_and_topic(self, client: Client) -> None:
        page = client.get("/network/people/").content.decode()
        found = client.get("/network/people/?place=hackney&topic=domestic-abuse").content.decode()
        assert page.count("Example: ") >= 8
        assert "Example: GP" in found
        assert "Example: emergency nurse" not in found

    def test_every_example_member_can_be_found_by_each_kind_of_thing(self) -> None:
        kinds = Count("facts__field", distinct=True, filter=Q(facts__audience=0))
        counts = Profile.objects.annotate(kinds=kinds).values_list("handle", "kinds")
        assert len(counts) == 8
        assert [handle for handle, kinds in counts if kinds < 7] == []

    def test_a_visitor_reads_the_open_community_and_sees_that_it_is_an_example(
        self, client: Client, asking: NetworkGroup
    ) -> None:
        thread = Thread.objects.get(title__startswith="How do you introduce")
        pages = [client.get(thing.get_absolute_url()) for thing in (asking, thread, asking.events.get())]
        assert all(page.status_code == 200 and "Example" in page.content.decode() for page in pages)
        assert "Reason, limit, choice" in pages[1].content.decode()

    def test_what_is_said_of_supervision_is_for_those_who_join(self, client_for: ClientFor) -> None:
        closed = NetworkGroup.objects.get(slug="looking-after-each-other")
        member = make_network.member("Nia Newcomer")
        before = Thread.objects.visible_to(member.person).filter(group=closed).count()
        join_group(group=closed, profile=member)
        assert (before, Thread.objects.visible_to(member.person).filter(group=closed).count()) == (0, 4)

    def test_conversations_are_of_every_kind_and_as_long_as_promised(self) -> None:
        threads = Thread.objects.annotate(said=Count("posts"))
        assert {thread.kind for thread in threads} == set(Thread.Kind.values)
        assert all(3 <= thread.said == thread.posts_count <= 6 for thread in threads)
        solved = threads.filter(kind="question", accepted__isnull=False, solved_at__isnull=False)
        assert solved.count() == 2
        assert {thread.pinned for thread in threads.filter(kind="announcement")} == {True}

    def test_nobody_speaks_or_marks_where_they_could_not_and_nobody_marks_their_own(self) -> None:
        strangers = Post.objects.exclude(author__group_memberships__group=F("thread__group"))
        marks = HelpfulMark.objects.filter(post__thread__group__openness="closed")
        assert not strangers.exists()
        assert not marks.exclude(profile__group_memberships__group=F("post__thread__group")).exists()
        assert not HelpfulMark.objects.filter(profile=F("post__author")).exists()

    def test_a_conversation_reads_in_its_order_and_its_paragraphs_are_not_broken(self) -> None:
        for thread in Thread.objects.all():
            moments = list(thread.posts.order_by("pk").values_list("written_at", flat=True))
            assert moments == sorted(moments)
            assert thread.opened_at == moments[0]
            assert thread.last_at == moments[-1] < timezone.now()
        assert not Post.objects.filter(html__contains="<br").exists()

    def test_lessons_a_model_and_a_summary_are_talked_of(self) -> None:
        about = Thread.objects.exclude(about=None).values_list("about__content_type__model", flat=True)
        assert set(about) == {"lessonpage", "modelpage", "evidencesummarypage"}

    def test_events_are_to_come_online_and_have_places(self) -> None:
        assert Event.objects.to_come().filter(where="Online", capacity__gt=0).count() == 2
        assert all(event.starts_at.astimezone().weekday() < 5 for event in Event.objects.all())
        assert all("example and will not take place" in event.about for event in Event.objects.all())

    def test_conversations_are_found_by_their_words(self) -> None:
        titles = [row.title for row in find("introduce accusation", AnonymousUser()).results]
        assert any(title.startswith("How do you introduce") for title in titles)


class TestHarmless:
    """Roles, not persons: labelled, unchecked, unreachable, and nothing that screening would stop."""

    def test_everything_is_labelled(self) -> None:
        for kind in (Profile, NetworkGroup, Thread, Event):
            assert not kind._default_manager.filter(is_example=False).exists()
        assert all(person.display_name.startswith("Example: ") for person in examples())

    def test_nobody_can_sign_in_as_one_and_nothing_was_checked(self) -> None:
        assert not any(person.has_usable_password() for person in examples())
        assert not any(person.emailaddress_set.exists() or person.groups.exists() for person in examples())
        assert not Verification.objects.exists()
        assert not ProfileFact.objects.filter(field="verified").exists()

    def test_nobody_is_led_to_write_to_one_or_ask_for_mentoring(self, client_for: ClientFor) -> None:
        asker = make_network.member("Nia Newcomer").person
        browser = client_for(asker)
        for profile in Profile.objects.filter(is_example=True):
            assert not can_contact(asker, profile)
            assert not can_ask_mentoring(asker, profile)
            assert "Write to them" not in browser.get(profile.get_absolute_url()).content.decode()

    def test_no_letter_goes_to_an_address_that_is_made_up(
        self, newcomer: Profile, django_capture_on_commit_callbacks: Any
    ) -> None:
        lead = Profile.objects.get(handle="example-network-lead")
        thread = Thread.objects.filter(group__slug="asking-about-violence").first()
        assert thread is not None
        follow(person=lead.person, thing=thread)
        with django_capture_on_commit_callbacks(execute=True):
            answer(thread, newcomer)
        assert Notification.objects.filter(person=lead.person).exists()
        assert mail.outbox == []

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_screening_finds_nothing_in_any_text(self, path: Any) -> None:
        texts = {str(number): text for number, text in enumerate(words_of(read_yaml(path)))}
        seen = {text: screen_all({"": text}).findings for text in texts.values()}
        assert {text: found for text, found in seen.items() if found} == {}
        assert screen_all(texts).outcome == Outcome.CLEAR


class TestComingAndGoing:
    """Loading again, words and handles of others in between, and removing."""

    def test_loading_again_changes_nothing(self) -> None:
        before = everything()
        load(Keeper())
        assert everything() == before

    def test_loading_again_keeps_what_was_changed_on_the_site(self, asking: NetworkGroup) -> None:
        NetworkGroup.objects.filter(pk=asking.pk).update(welcome="Our own welcome.")
        Thread.objects.filter(pinned=True).update(title="Begin here", pinned=False)
        before = everything()
        load(Keeper())
        assert everything() == before

    def test_removing_takes_all_of_it(self, newcomer: Profile) -> None:
        thread = Thread.objects.filter(group__openness="open").first()
        assert thread is not None
        follow(person=newcomer.person, thing=thread)
        remove_all()
        assert left() == {"Profile": 1}
        assert list(User.objects.all()) == [newcomer.person]
        assert not SearchEntry.objects.filter(kind__in=["thread", "member"]).exists()
        assert not Follow.objects.exists()

    def test_what_a_real_member_wrote_stays_with_those_who_speak_there(self, newcomer: Profile) -> None:
        thread = Thread.objects.get(title__startswith="How do you introduce")
        before = thread.posts.count()
        mine = answer(thread, newcomer)
        remove_examples()
        assert list(Thread.objects.all()) == [thread]
        assert thread.posts.count() == before + 1
        speakers = Profile.objects.filter(is_example=True)
        assert not Post.objects.filter(author=None).exists()
        assert "example-parent-champion" not in set(speakers.values_list("handle", flat=True))
        take_back(post=mine, author=newcomer)
        remove_examples()
        assert left() == {"Profile": 1}

    def test_a_community_stays_with_a_real_steward_and_goes_with_plain_members(
        self, newcomer: Profile, asking: NetworkGroup
    ) -> None:
        lead = Profile.objects.get(handle="example-network-lead")
        membership = newcomer.group_memberships.get()
        set_steward(membership=membership, actor=lead, steward=True)
        remove_examples()
        assert list(NetworkGroup.objects.all()) == list(kept_groups()) == [asking]
        assert not Thread.objects.exists()

    def test_a_thread_of_a_real_member_keeps_its_community(
        self, newcomer: Profile, asking: NetworkGroup
    ) -> None:
        mine = make_network.thread(newcomer, title="Our own", group=asking)
        remove_examples()
        assert list(Thread.objects.all()) == [mine]
        assert set(Profile.objects.values_list("handle", flat=True)) == {
            "nia-newcomer",
            "example-network-lead",
        }

    def test_a_real_member_or_group_of_the_same_name_is_left_alone(self) -> None:
        remove_examples()
        taken = make_network.member("Example GP", handle="example-gp")
        group = make_network.group("Asking about violence", steward=taken)
        load(Keeper())
        assert not taken.posts.exists()
        assert not taken.facts.exists()
        assert (group.threads.count(), group.memberships.count()) == (0, 1)
        assert Thread.objects.count() == 4


def remove_examples() -> None:
    """Remove the examples alone, which is quick: the other parts count as other people's."""
    ours = Q(key__startswith="network.") | Q(key__startswith="academy.user:member-")
    StarterRecord.objects.exclude(ours).delete()
    remove_all()


def examples() -> list[User]:
    """The accounts behind the example members."""
    return list(User.objects.filter(network_profile__is_example=True))


def answer(thread: Thread, profile: Profile) -> Post:
    """A real member answers in an example thread."""
    writing = Writing(body="We tried the three steps.", token="a-token-of-20-letters-1")
    return reply(author=profile, thread=thread, writing=writing)


def test_an_event_of_a_weekend_is_moved_to_the_monday() -> None:
    assert working_day(date(2026, 11, 28), "12:30").isoformat() == "2026-11-30T12:30:00+00:00"
