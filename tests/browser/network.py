"""What stands in the network of the browser tests' site, and the pages that show it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.actions import moderating, polls, tending
from network.actions.checks import ask_for_check, confirm_check
from network.actions.contact import relay_message
from network.actions.events import answer_event, plan_event, renew_calendar
from network.actions.groups import join_group
from network.actions.mentoring import ask_mentoring
from network.actions.posting import Writing, open_thread, reply
from network.actions.profiles import choose_audiences, choose_facts
from network.actions.reporting import appeal, report
from network.models import SavedSearch, ServiceCorrection, ServiceImport, SupportService, Thread, WatchWord
from tests import make, make_network

ADDRESSES: dict[str, str] = {}
LONG = "Bartholomew-Christopher Wolfeschlegelsteinhausenbergerdorff the Younger"


def writing(body: str, number: int, **fields: Any) -> Writing:
    """Something written."""
    return Writing(body=body, token=f"browser-token-{number:06}", title=fields.pop("title", ""), **fields)


def fill_network(owner: Any) -> None:
    """Members, a closed group with threads of every kind, an event, a report, a decision and an appeal."""
    nora = make_network.member(
        "Nora", role_words="Emergency nurse", about="Nights, mostly.\n\nAsk me anything."
    )
    choose_facts(profile=nora, field="place", values=["hackney", "newham"])
    choose_facts(profile=nora, field="offer", values=["mentoring", "visits"])
    choose_audiences(
        profile=nora, whole=0, chosen={"name": 0, "role": 0, "place": 0, "offer": 0, "verified": 0}
    )
    kit = make_network.member(
        LONG, user=make.person("kit-long@example.org", name=LONG), handle="bartholomew-christopher"
    )
    asked = ask_for_check(profile=nora, method="register", what="Registered nurse")
    confirm_check(asked=asked, actor=owner, where="NMC register")
    waiting = ask_for_check(profile=kit, method="register", what="Social worker")
    ADDRESSES.update({"CHECK": str(waiting.pk), "KIT": kit.handle})
    _meet(nora, kit)
    group = make_network.group(
        "Night shift", steward=nora, openness="closed", joining="request", anonymous_asking=True
    )
    group.welcome, group.rules = "Welcome. *Say who you are.*", "1. Be kind.\n2. Nobody is named."
    group.save()
    make_network.belong(group, kit)
    join_group(group=group, profile=make_network.member("Ash"), message="I work nights too.")
    _talk(nora, kit, group)
    _gather(nora, kit, group)
    _watch_over(nora, kit, owner)
    _keep_services(kit)


def _meet(nora: Any, kit: Any) -> None:
    relay = relay_message(sender=kit, receiver=nora, text="May I visit?\n\nOn a Tuesday.", token="r" * 20)
    ask_mentoring(mentee=kit, mentor=nora, hope="An hour a month, about first words.")
    SavedSearch.objects.create(profile=nora, name="Near me", query="place=hackney")
    ADDRESSES["RELAY"] = str(relay.pk)


def _talk(nora: Any, kit: Any, group: Any) -> None:
    first = open_thread(
        author=kit,
        writing=writing("What do you *say* first?", 1, title="First words"),
        kind="question",
        group=group,
    )
    answer = reply(
        author=nora,
        thread=first,
        writing=writing(
            "> What do you say first?\n\nWho I am.\n\n| When | What |\n|---|---|\n| First | Name |", 2
        ),
    )
    tending.accept_answer(thread=first, post=answer, actor=kit)
    tending.edit_post(post=answer, author=nora, writing=writing("Who I am, and that I have time.", 3))
    mine = reply(author=kit, thread=first, writing=writing("Thank you.", 4))
    tending.take_back(post=mine, author=kit)
    polls.add_poll(
        thread=first, actor=kit, question="When is it quiet?", answers=["At three", "Never"], several=False
    )
    held = open_thread(
        author=kit,
        writing=writing("I froze. What now?", 5, title="I froze", unnamed=True),
        kind="question",
        group=group,
    )
    open_thread(author=nora, writing=writing("A room is free.", 6, title="News"), kind="discussion")
    ADDRESSES.update(
        {
            "FIRST": str(first.pk),
            "UNNAMED": str(held.pk),
            "ANSWER": str(answer.pk),
            "OWN": str(held.posts.get().pk),
        }
    )


def _gather(nora: Any, kit: Any, group: Any) -> None:
    begins = timezone.now() + timedelta(days=3)
    values = {
        "title": "Supervision together",
        "about": "Bring *one* case, with no names.",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=1),
        "where": "Online",
        "link": "https://meet.example/room",
        "capacity": 8,
    }
    event = plan_event(planner=nora, group=group, values=values)
    answer_event(event=event, profile=kit, coming=True)
    renew_calendar(profile=kit)
    ADDRESSES["EVENT"] = str(event.pk)


def _watch_over(nora: Any, kit: Any, owner: Any) -> None:
    public = Thread.objects.get(title="News")
    make_network.post(public, kit, body="Is it warm?", state="held", held_because="watch-word")
    made = report(reporter=kit, thing=public.posts.earliest("pk"), reason="wrong", words="It is not free.")
    decision = moderating.warn(member=kit, actor=owner, reason="Please be kinder.")
    asked = appeal(decision=decision, member=kit, words="I was tired.")
    WatchWord.objects.create(word="a word", why="It hurts people.")
    other = make.staff("second-owner@example.org", "Owners")
    ADDRESSES.update(
        {
            "REPORT": str(made.pk),
            "DECISION": str(decision.pk),
            "APPEAL": str(asked.pk),
            "OTHER": str(other.pk),
        }
    )


def _keep_services(kit: Any) -> None:
    service = SupportService.objects.earliest("pk")
    sent = ServiceCorrection.objects.create(service=service, profile=kit, text="It moved.", token="c" * 20)
    batch = ServiceImport.objects.create(source="A feed", rows=[])
    ADDRESSES.update({"CORRECTION": str(sent.pk), "FEED": str(batch.pk)})


def visits(visit: Any, press: Any) -> list[Any]:
    """Each page of the network, as somebody to whom it shows something."""
    kit = "kit-long"
    mine = ("edit/who", "edit/where", "edit/what", "edit/seen", "checks", "messages", "messages/{RELAY}")
    mine += (
        "mentoring",
        "searches",
        "blocks",
        "settings",
        "reports",
        "standing",
        "standing/{DECISION}/appeal",
    )
    rooms = (
        "reports/",
        "reports/{REPORT}/",
        "held/",
        "appeals/",
        "words/",
        "records/",
        "checks/",
        "checks/{CHECK}/",
    )
    rooms += ("services/corrections/{CORRECTION}/", "services/imports/{FEED}/")
    g, t = "/network/groups/night-shift/", "/network/threads/"
    return [
        *(visit(f"/network/{room}") for room in ("", "people/", "people/map/", "people/nora/", "groups/")),
        *(visit(f"/network/{room}") for room in ("threads/", "events/", "risk/", "people/?q=zzzz")),
        visit("/network/", "fresh"),
        visit("/network/join/", "fresh"),
        *(visit(f"/network/me/{room}/", kit) for room in mine),
        visit("/network/me/edit/who/", kit, press("Save")),
        visit("/network/me/checks/", kit, press("Ask")),
        visit("/network/me/searches/?place=hackney", kit),
        *(
            visit(f"/network/people/{room}", kit)
            for room in ("", "suggested/", "nora/", "{KIT}/", "{KIT}/?as=members")
        ),
        *(visit(f"/network/people/nora/{room}/", kit) for room in ("write", "mentoring")),
        visit("/network/people/nora/write/", kit, press("Send")),
        visit(g),
        *(visit(f"{g}{room}", "nora") for room in ("", "members/", "files/", "edit/")),
        visit("/network/groups/new/", "nora"),
        visit("/network/groups/new/", "nora", press("Save")),
        visit(t, kit),
        *(
            visit(f"{t}{room}", kit)
            for room in ("{FIRST}/", "{UNNAMED}/", "new/?group=night-shift", "{FIRST}/?quote={ANSWER}")
        ),
        visit(f"{t}{{UNNAMED}}/", "nora"),
        visit(f"{t}new/", kit, press("Post")),
        visit(f"{t}{{FIRST}}/", kit, press("Preview")),
        visit("/network/posts/{OWN}/edit/", kit),
        visit("/network/posts/{ANSWER}/history/", kit),
        visit("/network/report/post/{ANSWER}/", kit),
        *(visit(f"/network/events/{room}", kit) for room in ("", "{EVENT}/")),
        *(
            visit(f"/network/events/{room}", "nora")
            for room in ("{EVENT}/", "new/?group=night-shift", "{EVENT}/afterwards/")
        ),
        *(visit(f"/cms/network/{room}", "second-owner") for room in rooms),
        visit("/cms/network/held/", "second-owner", press("Keep it back News")),
        visit("/cms/network/groups/", "second-owner"),
        visit("/cms/network/appeals/{APPEAL}/", "second-owner"),
        visit("/my/", kit),
        visit("/my/notifications/", "nora"),
        visit("/places/hackney/", kit),
    ]
