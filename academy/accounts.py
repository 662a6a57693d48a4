"""How allauth fits this house: names, letters through the queue, single sign-on."""

from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from academy.forms import NameField
from academy.models import User
from academy.rules import clean_display_name, is_display_name
from academy.tasks import post_letter


class SignupForm(AllauthSignupForm):
    """Sign-up asks for a name, an address and a password, and nothing else."""

    display_name = NameField(help_text=_("As colleagues know you. You can change it at any time."))
    field_order = ["display_name", "email", "password1"]


class AccountAdapter(DefaultAccountAdapter):
    """Saves the display name, sends letters by task, and never redirects off the site."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the name that was given at sign-up."""
        user.display_name = form.cleaned_data.get("display_name", "")
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the letter, so that no page waits for the mail server or shows by its pace who is known."""
        request = self.request
        context = {
            "request": request,
            "email": email,
            "current_site": SimpleNamespace(name=settings.WAGTAIL_SITE_NAME, domain=settings.SITE_URL),
        } | context
        letter = self.render_mail(template_prefix, email, context)
        post_letter(to=email, subject=str(letter.subject), text=str(letter.body))

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this site."""
        hosts = set(settings.ALLOWED_HOSTS)
        return url_has_allowed_host_and_scheme(url or "", allowed_hosts=hosts)

    def get_user_search_fields(self) -> list[str]:
        """Fields by which allauth's own lists may search."""
        return ["email", "display_name"]


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: takes the name from the provider; never links to an account by address alone."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Fill the display name from what the provider says."""
        user: User = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(part for part in parts if part)
        shown = clean_display_name(name or "")[:120]
        user.display_name = shown if is_display_name(shown) else ""
        return user
