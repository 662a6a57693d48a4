"""Every page of the site, as whom it is visited, and what must be done before it shows."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from academy.models import Membership
from courses.models import Certificate, Roster
from evidence.models import EvidenceSummaryPage, ModelPage, PracticeSubmission, Reference, ReferenceImport
from tests.browser import around, credentials, ground, letters, network
from tests.browser.bank import bank_places

Act = Callable[[Page], None]


def nothing(page: Page) -> None:
    """The page shows by itself."""


def press(name: str) -> Act:
    """Press a button and wait for what comes."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).first.click()

    return act


def fill(fields: dict[str, str], button: str) -> Act:
    """Fill fields by their labels, then press a button."""

    def act(page: Page) -> None:
        for label, text in fields.items():
            page.locator("main").get_by_label(label, exact=True).fill(text)
        press(button)(page)

    return act


def answer(page: Page) -> None:
    """Choose the first answer of a lesson's check and ask for feedback."""
    page.locator(".check input[type=radio]").first.check()
    press("See feedback")(page)


def erase(page: Page) -> None:
    """Tick the box and erase the account."""
    page.get_by_role("checkbox").check()
    press("Erase my account")(page)


@dataclass(frozen=True)
class Visit:
    """A page to look at; `path` may name `{lesson}`, `{valid}`, `{revoked}` or `{person}`."""

    path: str
    who: str = ""
    act: Act = nothing
    asked_lately: bool = True

    @property
    def name(self) -> str:
        """What a report calls it."""
        done = "" if self.act is nothing else " after something was done"
        return f"{self.path}{' as ' + self.who if self.who else ''}{done}"


LOGIN = {"Email": "guarded@example.org", "Password": ground.PASSWORD}
SIGNUP = {"Your name": "Vi Sitor", "Email": "visitor@example.org", "Password": "a long enough one 12"}
PASTED = (
    credentials.valid,
    credentials.altered,
    credentials.replaced,
    credentials.foreign,
    credentials.of_a_key,
    credentials.rubbish,
)
ANYBODY = [
    *(Visit(path) for path in ("/", "/about/", "/accessibility/", "/privacy/", "/terms/")),
    *(Visit(path) for path in ("/learn/", "/learn/?role=nobody", "/learn/trauma-awareness/", "{lesson}")),
    Visit("{lesson}", act=answer),
    *(Visit(path) for path in ("/topics/", "/topics/trauma/", "/places/", "/places/hackney/", "/support/")),
    *(Visit(path) for path in ("/search/", "/search/?q=trauma", "/search/?q=zzzzqqqq", "/contact/")),
    Visit("/contact/", act=press("Send message")),
    *(Visit(f"/verify/{code}") for code in ("", "{valid}/", "{expired}/", "{revoked}/", "NOSUCHCODE/")),
    *(Visit("/verify/", act=credentials.paste(what)) for what in PASTED),
    *(Visit(path) for path in ("/nowhere/", "/?q=%00", "/drawn/403/", "/drawn/500/", "/drawn/503/")),
    *(Visit(f"/drawn/{name}/") for name in ("form", "mailbox", "no-letters", "module", "styleguide")),
    *(Visit(f"/account/{name}/") for name in ("login", "signup", "password/reset", "inactive")),
    Visit("/account/login/", act=press("Sign In")),
    Visit("/account/login/", act=fill(LOGIN, "Sign In")),
    Visit("/account/signup/", act=press("Sign Up")),
    Visit("/account/signup/", act=fill(SIGNUP, "Sign Up")),
    Visit("/account/password/reset/", act=fill({"Email": "fresh@example.org"}, "Reset My Password")),
]
CBT = "/evidence/summaries/cbt-reoffending/"
LIBRARY = [
    *(Visit(f"/evidence/{room}") for room in ("", "?q=zzzz", "matrix/", "factors/", "gaps/", "practice/")),
    Visit("/evidence/compare/?model=iris&model=mentoring&model=prison-awareness"),
    *(
        Visit(f"/evidence/{slug}/")
        for slug in ("cbt-informed-programmes", "prison-awareness", "iris", "summaries")
    ),
    Visit(CBT),
    Visit(
        CBT,
        act=fill(
            {"Of 100 people like yours, how many would reoffend without it?": "lots"}, "Work it out for us"
        ),
    ),
    Visit("/evidence/summaries/cardiff-model-admissions/"),
    Visit("/evidence/practice/share/", "fresh"),
    Visit("/evidence/practice/share/", "fresh", press("Send it to the reviewers")),
    Visit("/evidence/mentoring/", "fresh"),
    Visit("/evidence/practice/{practice}/", "fresh"),
    Visit("/drawn/study/"),
    *(
        Visit(f"/cms/references/{room}", "owner")
        for room in ("", "import/", "imports/", "imports/{waiting}/")
    ),
    *(Visit(f"/cms/references/{room}", "owner") for room in ("imports/{done}/", "pairs/", "compare/?{two}")),
    *(Visit(f"/cms/screening/{room}", "owner") for room in ("", "{summary}/")),
    *(
        Visit(f"/cms/{room}", "owner")
        for room in ("practice/", "practice/{practice}/", "ratings/", "ratings/{model}/")
    ),
]
ROOMS = ("email", "password/change", "2fa", "2fa/totp/activate", "2fa/webauthn/add", "sessions", "logout")
MEMBERS = [
    *(
        Visit(f"/my/{room}", "fresh")
        for room in ("", "notifications/", "name/", "privacy/", "privacy/erase/")
    ),
    *(Visit(f"/account/{room}/", "fresh") for room in ROOMS),
    Visit("/account/3rdparty/", "fresh"),
    Visit("/account/second-factor/?next=/cms/", "fresh"),
    Visit("/account/reauthenticate/?next=/my/", "fresh", asked_lately=False),
    Visit("/my/name/", "fresh", fill({"Your name": ""}, "Save")),
    Visit("/my/privacy/erase/", "fresh", press("Erase my account")),
    Visit("/my/privacy/erase/", "leaving", erase),
    Visit("/learn/trauma-awareness/progress/", "fresh"),
    Visit("/learn/empty/paper/", "fresh-on-empty", press("Begin")),
    *(Visit(f"/account/2fa/{room}/", "guarded") for room in ("recovery-codes", "totp/deactivate")),
    *(Visit(f"/account/2fa/{room}/", "guarded") for room in ("recovery-codes/generate", "webauthn")),
    Visit("/account/2fa/", "guarded"),
    Visit("/account/2fa/reauthenticate/?next=/my/", "guarded", asked_lately=False),
]
C = "/learn/trauma-awareness/"
LEARNERS = [
    *(Visit(path, "halfway") for path in ("/my/", "/my/notifications/", "/learn/", C, "{lesson}")),
    Visit("{lesson}", "halfway", answer),
    Visit("{written}", "halfway"),
    *(Visit(f"{C}{name}/", "halfway") for name in ("progress", "certificate", "paper", "paper/1")),
    Visit(f"{C}paper/", "halfway", press("Hand in")),
    *(Visit(path, "ready") for path in ("/my/", C, f"{C}progress/", f"{C}paper/", f"{C}paper/1/")),
    Visit(f"{C}certificate/", "ready"),
    Visit(
        f"{C}certificate/",
        "ready",
        fill({"Your name, as it should stand on the certificate": ""}, "Make my certificate"),
    ),
    *(Visit(f"/learn/certificates/{{{code}}}/", "holder") for code in ("valid", "revoked")),
    *(Visit(path, "holder") for path in ("/my/", C)),
    Visit("/cms/signing-keys/", "owner"),
    *(Visit(f"/cms/people/{which}", "owner") for which in ("", "?q=zzzz", "{person}/", "{owner}/")),
]
W = "/learn/ways/"
BANK = [
    Visit(f"{W}module-0/lesson-0/"),
    Visit(f"{W}module-0/lesson-0/", "asked"),
    Visit(f"{W}paper/", "asked"),
    Visit(f"{W}paper/", "asked", press("Hand in")),
    *(Visit(f"{W}{room}", "spent") for room in ("paper/", "paper/3/")),
    *(Visit(f"/cms/questions/{room}", "owner") for room in ("", "?q=zzzz", "{question}/", "import/")),
    Visit("/cms/questions/import/", "owner", press("Send and look at it")),
    Visit("/cms/questions/imports/{sent}/", "owner"),
    *(Visit(f"/cms/questions/export/{asked}", "owner") for asked in ("", "?format=gift")),
    Visit("/cms/tries/", "owner"),
]
T = "/learn/teams/youth-service/"
TEAMS = [
    Visit("/learn/teams/", "fresh"),
    *(Visit(path, "lead") for path in ("/my/", "/learn/teams/", T, f"{T}?status=overdue", f"{T}seen/")),
    *(Visit(f"{T}{room}/", "lead") for room in ("assignments", "lists", "connections", "people/{member}")),
    Visit(f"{T}lists/{{roster}}/", "lead"),
    Visit(f"{T}invitations/", "lead"),
    Visit(f"{T}assignments/", "lead", press("Assign")),
    Visit(f"{T}lists/", "lead", press("Look at it")),
    Visit(f"{T}connections/", "lead", fill({"What reads the feed?": "HR"}, "Make a key")),
    Visit(f"{T}connections/", "lead", press("Add an address")),
    Visit("/my/", "mo"),
    Visit(f"{T}seen/", "mo"),
]
S = "/network/support/"
SERVICES = [
    *(Visit(f"{S}{what}") for what in ("", "?q=zzzz", "?need=domestic-abuse&open=now&day=MO&age=20")),
    *(
        Visit(f"{S}{room}")
        for room in ("shout/", "shout/sheet/", "sheet/", "sheet/?service=shout&service=childline")
    ),
    *(Visit(f"/cms/network/services/{room}", "owner") for room in ("", "import/")),
    Visit("/cms/network/services/import/", "owner", press("Read it")),
]
ROUND = [*around.visits(Visit, press), *network.visits(Visit, press), *letters.visits(Visit, press)]
VISITS = [*ANYBODY, *LIBRARY, *MEMBERS, *LEARNERS, *BANK, *TEAMS, *SERVICES, *ROUND]


def places() -> dict[str, str]:
    """What stands for the names in the paths."""
    codes = {row.name: row.code for row in Certificate.objects.all()}
    with_most = next(lesson for lesson in ground.lessons() if lesson.slug == "adultification")
    written = next(lesson for lesson in ground.lessons() if lesson.slug == "what-your-role-asks")
    return (
        bank_places()
        | around.ADDRESSES
        | letters.places(ground.named("stopped"))
        | network.ADDRESSES
        | {
            "COURSE": str(ground.real_course().pk),
            "first": ground.address(ground.lessons()[0]),
            "valid": codes["Ada Certificate Holder"],
            "revoked": codes["Ada Holder"],
            "expired": codes["Lou Late"],
            "lesson": ground.address(with_most),
            "written": ground.address(written),
            "practice": str(PracticeSubmission.objects.get().pk),
            "waiting": str(ReferenceImport.objects.earliest("pk").pk),
            "done": str(ReferenceImport.objects.latest("pk").pk),
            "two": "&".join(f"reference={row.pk}" for row in Reference.objects.order_by("pk")[:2]),
            "summary": str(EvidenceSummaryPage.objects.get(slug="cbt-reoffending").pk),
            "model": str(ModelPage.objects.get(slug="mentoring").pk),
            "person": str(ground.named("fresh").pk),
            "owner": str(ground.named("owner").pk),
            "member": str(Membership.objects.get(person__email="mo@example.org").pk),
            "roster": str(Roster.objects.get().pk),
        }
    )
