"""The network by hand: a peer found by keyboard alone, a question asked without scripts, and nothing executed."""

import pytest

from academy.models import User
from network.actions.profiles import join_network
from network.markup import to_html
from network.models import ContactRelay, Draft, GroupMembership, Post, Profile, Report, Thread
from tests import make_network
from tests.browser import ground
from tests.browser.conftest import Open
from tests.browser.hands import Keyboard

pytestmark = pytest.mark.browser
#: What has run scripts elsewhere, in HTML, in Markdown, in addresses and out of attributes.
HOSTILE = [
    "<script>window.hurt = 1</script>",
    "<img src=x onerror='window.hurt = 1'>",
    "<svg/onload=window.hurt=1>",
    "<svg><animate onbegin=window.hurt=1 attributeName=x>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.hurt=1>",
    "<iframe srcdoc='<script>parent.hurt = 1</script>'>",
    "<a href='javascript:window.hurt=1'>x</a>",
    "[x](javascript:window.hurt=1)",
    "[x](JaVaScRiPt&colon;window.hurt=1)",
    "[x](&#106;avascript:window.hurt=1)",
    "[x](data:text/html;base64,PHNjcmlwdD53aW5kb3cuaHVydD0xPC9zY3JpcHQ+)",
    "<javascript:window.hurt=1>",
    "![x](x' onerror='window.hurt=1)",
    "[x](x 'onmouseover=window.hurt=1')",
    "`<script>window.hurt = 1</script>`",
    '"><script>window.hurt = 1</script>',
    "'-window.hurt=1-'",
    "{{constructor.constructor('window.hurt=1')()}}",
    "<details open ontoggle=window.hurt=1>",
    "<form><button formaction=javascript:window.hurt=1>x",
    "<style>@import 'x'; *{background:url(javascript:window.hurt=1)}</style>",
    "@nora<script>window.hurt = 1</script>",
    "\u202e<script>window.hurt = 1</script>",
    "```html\n<script>window.hurt = 1</script>\n```",
    "| a |\n|---|\n| <img src=x onerror=window.hurt=1> |",
]


def member(name: str = "Sam Learner") -> User:
    """Somebody new who has joined the network."""
    person = ground.somebody(name)
    join_network(person=person)
    return User.objects.get(pk=person.pk)


def test_a_youth_worker_finds_a_checked_peer_and_writes_by_keyboard_alone(window: Open) -> None:
    person = member()
    page = window(person).page("/network/people/")
    keyboard = Keyboard(page)
    keyboard.unfold("Find somebody")
    keyboard.tab_to("Places", "combobox")
    page.keyboard.type("Hackney")
    keyboard.tab_to("Checked members only", "checkbox")
    page.keyboard.press("Space")
    keyboard.press("Show")
    keyboard.follow("Nora")
    keyboard.follow("Write to them")
    keyboard.tab_to("Your message", "textbox")
    page.keyboard.type("May I visit your service?")
    keyboard.press("Send")
    page.get_by_text("Sent. If they answer").wait_for()
    assert ContactRelay.objects.get(sender__person=person).receiver.handle == "nora"


def test_joining_asking_being_screened_and_reporting_without_scripts(window: Open) -> None:
    person = ground.somebody("Ash Without")
    page = window(person, java_script_enabled=False).page("/network/join/")
    page.locator("main").get_by_role("button", name="Join the network").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(page.url.split("/network/")[0] + "/network/threads/new/")
    page.get_by_label("Title").fill("Whom do I ring?")
    page.get_by_label("Your words").fill("Is 020 7946 0123 still right?")
    page.get_by_role("button", name="Post", exact=True).click()
    page.get_by_text("Please look once more").wait_for()
    assert page.get_by_label("Your words").input_value() == "Is 020 7946 0123 still right?"
    page.get_by_label("This is a service's contact").check()
    page.get_by_role("button", name="Post", exact=True).click()
    page.get_by_text("Posted.").wait_for()
    thread = Thread.objects.get(title="Whom do I ring?")
    news = Thread.objects.get(title="News")
    page.goto(page.url.split("/network/")[0] + news.get_absolute_url())
    page.get_by_role("link", name="Report", exact=True).first.click()
    page.get_by_role("button", name="It advertises, or is rubbish").click()
    assert thread.author is not None
    assert Report.objects.filter(reporter=thread.author, reason="spam").count() == 1


def test_a_group_is_joined_and_a_thread_answered_by_keyboard_alone(window: Open) -> None:
    person = member("Jo Keys")
    page = window(person).page("/network/groups/night-shift/")
    keyboard = Keyboard(page)
    keyboard.tab_to("A few words to the stewards", "textbox")
    page.keyboard.type("I work nights.")
    keyboard.press("Ask to join")
    GroupMembership.objects.filter(profile__person=person).update(state="member")
    page.goto(page.url.split("/network/")[0] + "/network/groups/night-shift/")
    keyboard.follow("First words")
    keyboard.tab_to("Your words", "textbox")
    page.keyboard.type("I say my name.")
    keyboard.press("Post")
    page.get_by_text("Posted.").wait_for()
    assert Post.objects.get(author__person=person).body == "I say my name."


def test_a_draft_is_kept_while_it_is_typed(window: Open) -> None:
    person = member("Dee Draft")
    page = window(person).page("/network/threads/new/")
    page.get_by_label("Your words").fill("Half a thought")
    page.get_by_text("Draft saved").wait_for()
    assert Draft.objects.get(person=person).body == "Half a thought"
    page.reload()
    assert page.get_by_label("Your words").input_value() == "Half a thought"


def test_a_draft_keeps_that_it_goes_without_a_name_and_that_it_does_not(window: Open) -> None:
    person = member("Una Named")
    group = make_network.group("Night talk", steward=make_network.member("Nan"), anonymous_asking=True)
    make_network.belong(group, Profile.objects.get(person=person))
    page = window(person).page("/network/threads/new/?group=night-talk")
    page.get_by_label("Your words").fill("Half a thought")
    for ticked in (True, False):
        page.get_by_label("Ask without my name").set_checked(ticked)
        page.get_by_text("Draft saved").wait_for()
        page.reload()
        assert page.get_by_label("Ask without my name").is_checked() is ticked
    assert page.get_by_text("This is your draft of").is_visible()


def test_nothing_hostile_runs_in_any_text_of_a_member(window: Open) -> None:
    person = member("Eve " + HOSTILE[0])
    mine = Profile.objects.get(person=person)
    everything = "\n\n".join(HOSTILE)
    Profile.objects.filter(pk=mine.pk).update(role_words=HOSTILE[1], about=everything[:2000], audience=0)
    opened = window(person)
    page = opened.page("/network/threads/new/")
    page.get_by_label("Title").fill(HOSTILE[0])
    page.get_by_label("Your words").fill(everything)
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("How it will look").wait_for()
    assert page.evaluate("window.hurt") is None
    thread = Thread.objects.create(title=HOSTILE[0], author=mine, posts_count=len(HOSTILE))
    for number, text in enumerate(HOSTILE):
        _post_as_sent(thread, mine, text, number)
    for path in (thread.get_absolute_url(), "/network/threads/", f"/network/people/{mine.handle}/"):
        page.goto(page.url.split("/network/")[0] + path)
        page.locator("main").hover()
        page.wait_for_timeout(200)
        assert page.evaluate("window.hurt") is None
        links = page.evaluate("[...document.querySelectorAll('main a')].map((a) => a.protocol)")
        assert set(links) <= {"http:", "https:", "mailto:", "tel:"}


def _post_as_sent(thread: Thread, mine: Profile, text: str, number: int) -> None:

    Post.objects.create(thread=thread, author=mine, body=text, html=to_html(text), token=f"hostile-{number}")
