"""Single sign-on against a real OpenID Connect provider: allauth's own, on a live server."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client as ProviderClient
from allauth.socialaccount.models import SocialAccount
from django.test import override_settings

from academy.environment import WrongSetting, oidc_providers, origins
from academy.models import User
from tests import make

SECRET = "a secret between two servers"


def token_in(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found is not None
    return found.group(1)


def submit(session: requests.Session, response: requests.Response, form: dict[str, str]) -> requests.Response:
    """Send the form of the page that `response` showed, to that page."""
    data = form | {"csrfmiddlewaretoken": token_in(response.text)}
    return session.post(response.url, data=data, headers={"Referer": response.url})


class ElsewhereAdapter(DefaultOIDCAdapter):
    """The provider shares this test's tables, so it must call people by an address of its own."""

    def get_claims(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        claims = super().get_claims(*args, **kwargs)
        return claims | {"email": "ada@work.example", "email_verified": True, "name": "Ada Worker"}


@pytest.fixture
def provider(live_server: Any, transactional_db: None, settings: Any) -> dict[str, Any]:
    """An identity provider on 127.0.0.1 that the site on localhost knows as `work`."""
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    settings.IDP_OIDC_ADAPTER = "tests.academy.test_single_sign_on.ElsewhereAdapter"
    port = urlsplit(live_server.url).port
    client = ProviderClient.objects.create(
        id="academy",
        name="The academy",
        scopes="openid\nprofile\nemail",
        redirect_uris=f"http://localhost:{port}/account/oidc/work/login/callback/",
        skip_consent=True,
    )
    client.set_secret(SECRET)
    client.save()
    app = {
        "provider_id": "work",
        "name": "Work account",
        "client_id": "academy",
        "secret": SECRET,
        "settings": {"server_url": f"http://127.0.0.1:{port}/.well-known/openid-configuration"},
    }
    return {"app": app, "site": f"http://localhost:{port}", "provider": f"http://127.0.0.1:{port}"}


def sign_in_at_provider(session: requests.Session, address: str, email: str) -> None:
    page = session.get(f"{address}/account/login/")
    submit(session, page, {"login": email, "password": "long enough 12"})


@pytest.mark.django_db(transaction=True)
def test_somebody_signs_in_with_their_work_account(provider: dict[str, Any]) -> None:
    make.person("ada@provider.example", name="Ada at the provider")
    with override_settings(
        SOCIALACCOUNT_PROVIDERS={"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [provider["app"]]}}
    ):
        session = requests.Session()
        sign_in_at_provider(session, provider["provider"], "ada@provider.example")
        page = session.get(f"{provider['site']}/account/oidc/work/login/")
        landed = submit(session, page, {})
    signed_in = User.objects.get(email="ada@work.example")
    assert landed.url == f"{provider['site']}/my/"
    assert SocialAccount.objects.get(provider="work").user == signed_in
    assert signed_in.display_name == "Ada Worker"


@pytest.mark.pure
def test_a_provider_that_lacks_a_part_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_PROVIDERS", '[{"provider_id": "work", "name": "Work"}]')
    with pytest.raises(WrongSetting, match="OIDC_PROVIDERS"):
        oidc_providers("OIDC_PROVIDERS")


@pytest.mark.pure
def test_the_content_policy_lets_a_sign_in_reach_its_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "OIDC_PROVIDERS",
        '[{"provider_id": "entra", "name": "Entra", "client_id": "x", "secret": "y",'
        ' "server_url": "https://login.microsoftonline.com/tenant/v2.0"}]',
    )
    assert origins(oidc_providers("OIDC_PROVIDERS")) == ["https://login.microsoftonline.com"]
