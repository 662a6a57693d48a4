"""Signing up, in and out; second factors; and every door that must not be a way round them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from academy.actions.people import set_active
from academy.models import AuditEntry, User
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "long enough 12"
SIGNUP = {"display_name": "Ada  Learner", "email": "ada@example.org", "password1": "a calm long word"}


def code_in(letter: Any) -> str:
    """The code in the last letter."""
    found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", letter.body, re.MULTILINE)
    assert found is not None, letter.body
    return found.group(1)


def totp_code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


@pytest.fixture
def second_factor() -> Callable[[User], str]:
    def add(person: User) -> str:
        secret = generate_totp_secret()
        TOTP.activate(person, secret)
        return secret

    return add


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/account/login/", {"login": email, "password": password})


def test_somebody_signs_up_with_a_code_and_lands_on_their_page(client: Client) -> None:
    client.post("/account/signup/", SIGNUP)
    response = client.post("/account/confirm-email/", {"code": code_in(mail.outbox[0])})
    person = User.objects.get()
    assert response.url == "/my/"
    assert person.display_name == "Ada Learner"
    assert EmailAddress.objects.get().verified


def test_signing_up_with_a_known_address_looks_the_same_and_tells_its_owner(client: Client) -> None:
    fresh = client.post("/account/signup/", SIGNUP)
    known_client = Client()
    make.person("known@example.org")
    known = known_client.post("/account/signup/", SIGNUP | {"email": "known@example.org"})
    assert (known.status_code, known.url) == (fresh.status_code, fresh.url)
    assert User.objects.filter(email="known@example.org").count() == 1


@pytest.mark.parametrize("address", ["known@example.org", "nobody@example.org"])
def test_asking_for_a_new_password_tells_nobody_who_is_known(client: Client, address: str) -> None:
    make.person("known@example.org")
    response = client.post("/account/password/reset/", {"email": address})
    assert response.status_code == 302
    assert response.url == "/account/password/reset/confirm/"


def test_a_wrong_password_and_an_unknown_address_read_the_same(client: Client) -> None:
    make.person("known@example.org")
    wrong = sign_in(client, "known@example.org", "not this one 1").content.decode()
    unknown = sign_in(client, "nobody@example.org", "not this one 1").content.decode()
    message = "The email address and/or password you specified are not correct."
    assert message in wrong
    assert message in unknown


def test_too_many_wrong_passwords_are_stopped(client: Client) -> None:
    make.person("known@example.org")
    answers = [sign_in(client, "known@example.org", f"wrong {n} wrong") for n in range(12)]
    right = sign_in(client, "known@example.org")
    assert right.status_code != 302
    assert any(b"Too many" in answer.content or answer.status_code == 429 for answer in answers)


def test_a_second_factor_is_asked_for_and_recorded(client: Client, second_factor: Any) -> None:
    person = make.staff("author@example.org", "Course authors")
    secret = second_factor(person)
    asked = sign_in(client, person.email)
    assert asked.url == "/account/2fa/authenticate/"
    client.post(asked.url, {"code": totp_code(secret)})
    assert client.get("/cms/").status_code == 200


def test_staff_without_a_second_factor_are_sent_to_set_one_up(client: Client) -> None:
    person = make.staff("author@example.org", "Course authors")
    sign_in(client, person.email)
    response = client.get("/cms/pages/")
    assert response.url == "/account/second-factor/?next=%2Fcms%2Fpages%2F"
    assert client.get(response.url).status_code == 200


def test_a_factor_added_later_must_be_used_before_the_editors_rooms(
    client: Client, second_factor: Any
) -> None:
    person = make.staff("author@example.org", "Course authors")
    sign_in(client, person.email)
    secret = second_factor(person)
    asked = client.get("/cms/")
    assert asked.url.startswith("/account/2fa/reauthenticate/")
    client.post(asked.url, {"code": totp_code(secret)})
    assert client.get("/cms/").status_code == 200


@pytest.mark.parametrize("door", ["/cms/login/", "/_util/login/"])
def test_wagtails_own_doors_lead_to_ours(client: Client, door: str) -> None:
    make.staff("author@example.org", "Course authors")
    response = client.post(door, {"username": "author@example.org", "password": PASSWORD})
    assert response.url.startswith("/account/login/")
    assert "_auth_user_id" not in client.session


def test_there_is_no_django_admin(client: Client) -> None:
    assert client.get("/admin/").status_code == 404
    assert client.get("/django-admin/").status_code == 404


@pytest.mark.parametrize(
    "where", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_off_the_site(client: Client, where: str) -> None:
    make.person("known@example.org")
    form = {"login": "known@example.org", "password": PASSWORD, "next": where}
    assert client.post("/account/login/", form).url == "/my/"


def test_a_closed_account_is_out_at_the_next_request(owner: User, learner: User, client_for: Any) -> None:
    browser = client_for(learner)
    assert browser.get("/my/").status_code == 200
    set_active(person=learner, active=False, actor=owner)
    assert browser.get("/my/").status_code == 302


def test_an_owner_resets_a_lost_second_factor_and_it_is_on_record(
    owner: User, client_for: Any, second_factor: Any, django_capture_on_commit_callbacks: Any
) -> None:
    other = make.staff("author@example.org", "Course authors")
    second_factor(other)
    browser = client_for(owner)
    reauthenticate(browser, owner)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/cms/people/{other.pk}/change/", {"do": "reset"})
    assert not Authenticator.objects.filter(user=other).exists()
    assert AuditEntry.objects.filter(action="second factor reset", actor_id=owner.pk).exists()
    assert mail.outbox[-1].to == [other.email]


def reauthenticate(browser: Client, person: User) -> None:
    """As if the password had just been given again."""
    session = browser.session
    make.record_second_factor(session, person, just_now=True)
    session.save()


@pytest.mark.parametrize(
    "role", ["Course authors", "Evidence editors", "Network leads", "Moderators", "Owners"]
)
def test_nobody_raises_their_own_rights(role: str, client_for: Any) -> None:
    person = make.staff("climber@example.org", role)
    browser = client_for(person)
    reauthenticate(browser, person)
    browser.post(f"/cms/people/{person.pk}/change/", {"do": "give", "role": "Owners"})
    for address in (f"/cms/users/{person.pk}/", f"/cms/users/edit/{person.pk}/", "/cms/groups/new/"):
        browser.post(address, {"is_superuser": "on", "groups": [1, 2, 3, 4, 5], "email": person.email})
    person.refresh_from_db()
    assert not person.is_superuser
    assert [group.name for group in person.groups.all()] == [role]


def test_letters_go_through_the_queue_and_carry_no_one_elses_host(client: Client) -> None:
    client.post("/account/signup/", SIGNUP, headers={"host": "evil.example"})
    client.post("/account/signup/", SIGNUP)
    assert "evil.example" not in mail.outbox[0].body


def test_the_letter_with_the_code_says_who_writes_and_what_to_do(client: Client) -> None:
    client.post("/account/signup/", SIGNUP)
    body = mail.outbox[0].body
    assert "This is a letter from Violence Reduction Academy." in body
    assert "Enter it on the page you have open." in body
    assert "Hello from" not in body


@pytest.mark.parametrize("name", ["943 476 5919", "Ada ada@example.org", "\u200b \u202e"])
def test_a_name_holds_no_number_and_no_address(
    client_for: Callable[..., Client], learner: User, name: str
) -> None:
    sent = {"display_name": name, "time_zone": "Europe/London"}
    page = client_for(learner).post("/my/name/", sent)
    assert page.status_code == 200
    learner.refresh_from_db()
    assert learner.display_name == "Ada Learner"
