"""What is written: threads in every circle and in every state a thread can come into."""

from django.core.files.uploadedfile import SimpleUploadedFile

from academy.actions.notify import follow
from academy.models import User
from network.actions.groups import leave_group
from network.actions.moderating import hide_post
from network.actions.polls import add_poll, vote
from network.actions.posting import Writing, open_thread, place_of, reply
from network.actions.reporting import report
from network.actions.telling import tell_readers
from network.actions.tending import edit_post, mark_helpful, release_post, take_back
from network.actions.threads import move_thread
from network.models import Draft, NetworkGroup, Post, Profile, Thread
from tests import make_network
from tests.network.matrix.expected import AUDIENCES
from tests.network.matrix.marks import mark
from tests.network.matrix.people import Reader, quiet

#: What screening holds, in words that the tests of screening use too.
PERSONAL = "NHS number 943 476 5919"


class Talk:
    """Everything written, by where it stands or what became of it."""

    def __init__(self, readers: dict[str, Reader], groups: dict[str, NetworkGroup]) -> None:
        self.readers, self.groups = readers, groups
        self.threads: dict[str, Thread] = {}
        self.number = 0
        self.owner, self.friend = self.profile("members"), self.profile("friend")
        self.steward = self.profile("steward")

    def profile(self, name: str) -> Profile:
        """A reader's profile, their account read anew."""
        return Profile.objects.select_related("person").get(handle=self.readers[name].handle)

    def writing(self, *words: str, title: str = "", **more: object) -> Writing:
        """Something about to be sent."""
        self.number += 1
        return Writing(body=" ".join(words), token=f"sent-{self.number}", title=title, **more)  # type: ignore[arg-type]

    def begin(
        self, where: str, circle: str, *extra: str, author: Profile | None = None, **more: object
    ) -> Thread:
        """A thread with every part a thread can have, which those who follow are told of."""
        file = SimpleUploadedFile(f"{mark(f'attachment{chr(39)}s name, {where}')}.txt", attached(where))
        writing = self.writing(
            mark(f"earlier words, {where}"), *extra, title=mark(f"title, {where}"), files=(file,), **more
        )
        made = open_thread(
            author=author or self.owner, writing=writing, kind="question", group=self.groups.get(circle)
        )
        self.threads[where] = made
        self.follow(made)
        if made.group is None and made.state == Thread.State.OPEN:
            tell_readers(made.posts.get())
        if made.state == Thread.State.OPEN:
            self.talk_of(made, where)
        return made

    def follow(self, thread: Thread) -> None:
        """Everybody with an account follows it, whether they may or not."""
        for reader in self.readers.values():
            if reader.account is not None:
                follow(person=User.objects.get(pk=reader.account), thing=thread)

    def talk_of(self, thread: Thread, where: str) -> None:
        """Change its words, put a poll on it, answer, vote and read: what others keep of it names it."""
        first = thread.posts.get()
        if not first.anonymous:
            edit_post(post=first, author=self.owner, writing=self.writing(mark(f"words, {where}")))
            poll = add_poll(
                thread=thread,
                actor=self.owner,
                question=mark(f"poll, {where}"),
                answers=[mark(f"answer of the poll, {where}"), "Other"],
                several=False,
            )
            vote(poll=poll, profile=self.friend, options=[poll.options.all()[0].pk])
        mark_helpful(post=first, profile=self.friend, helpful=True)
        named = AUDIENCES if where in ("no group", "closed group") else ()
        for name in ("friend", "suspended", *named):
            answer = self.writing(f"Answer of {name}, {where}")
            reply(author=self.profile(name), thread=thread, writing=answer)

    def reply(self, where: str, what: str, **more: object) -> Post:
        """An answer by the owner."""
        return reply(author=self.owner, thread=self.threads[where], writing=self.writing(what, **more))


def attached(where: str) -> bytes:
    """What stands in a thread's file."""
    return mark(f"attachment, {where}").encode()


def make_talk(readers: dict[str, Reader], groups: dict[str, NetworkGroup]) -> Talk:
    """Threads for every circle, and what becomes of others."""
    talk = Talk(readers, groups)
    talk.begin("no group", "")
    for kind in groups:
        talk.begin(f"{kind} group", kind)
    for where in ("reported", "hidden", "taken back"):
        talk.begin(where, "closed")
    talk.begin("moved into the closed group", "open")
    talk.begin("held by screening", "closed", mark("words, held by screening"), PERSONAL, send_anyway=True)
    held = "held in no group"
    talk.begin(held, "", mark(f"words, {held}"), PERSONAL, send_anyway=True)
    without_a_name(talk)
    return talk


def without_a_name(talk: Talk) -> None:
    """Somebody asks without their name, answers so too, and leaves the group, whose list would name them."""
    group, where = talk.groups["closed"], "asked without a name"
    asker = quiet("who asked without a name")
    make_network.belong(group, asker)
    asked = talk.begin(where, "closed", mark(f"words, {where}"), author=asker, unnamed=True)
    release_post(post=asked.posts.get(), actor=talk.steward)
    asked.refresh_from_db()
    talk.talk_of(asked, where)
    again = reply(
        author=asker, thread=asked, writing=talk.writing("Asked again, and still without", unnamed=True)
    )
    release_post(post=again, actor=talk.steward)
    leave_group(group=group, profile=asker)


def drafts(talk: Talk) -> None:
    """What the owner began to write and has not sent."""
    plain, person = talk.threads["no group"], talk.owner.person
    Draft.objects.create(person=person, place=f"thread:{plain.pk}", body=mark("draft of an answer"))
    Draft.objects.create(person=person, place=place_of(None), title="T", body=mark("draft of a thread"))


def settle(talk: Talk, moderator: User, other: User) -> None:
    """What becomes of threads after everybody was told of them."""
    first = {where: thread.posts.earliest("written_at", "pk") for where, thread in talk.threads.items()}
    words = mark("words of a report")
    report(reporter=talk.friend, thing=first["reported"], reason="identifies", words=words)
    hide_post(post=first["hidden"], actor=moderator, reason=mark("reason of a decision"))
    take_back(post=first["taken back"], author=talk.owner)
    moved = talk.threads["moved into the closed group"]
    move_thread(thread=moved, group=talk.groups["closed"], actor=talk.steward)
    late = talk.reply("no group", mark("reply, hidden in no group"))
    hide_post(post=late, actor=other, reason="Unkind")
    waiting = f"{mark('reply, held in no group')} {PERSONAL}"
    talk.reply("no group", waiting, send_anyway=True)
    drafts(talk)
