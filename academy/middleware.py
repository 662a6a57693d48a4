"""What happens to every request before and after its view."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes, urlencode

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from academy.answers import problem
from academy.permissions import may_use_editors_rooms
from academy.rules import readable

GetResponse = Callable[[HttpRequest], HttpResponseBase]
EDITORS_ROOMS = "/cms/"
APIS = "/api/"


def unreadable(request: HttpRequest) -> HttpResponse:
    """What is said of characters that no database can store: a page to people, a problem to programs."""
    if request.path_info.startswith(APIS):
        return problem(400, "The address or the body holds characters that no computer can store.")
    return render(request, "400.html", status=400)


class RefuseUnreadableInput:
    """Answers 400 to NUL bytes and broken Unicode anywhere in the address or a form."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Check the address now; check form fields just before the view."""
        if not self._address_readable(request):
            return unreadable(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Refuse a form whose names or values no database could store."""
        if request.method in ("POST", "PUT", "PATCH") and not self._form_readable(request):
            return unreadable(request)
        return None

    @staticmethod
    def _address_readable(request: HttpRequest) -> bool:
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        return b"\x00" not in query and readable(request.path_info)

    @staticmethod
    def _form_readable(request: HttpRequest) -> bool:
        lists = request.POST.lists()
        return all(readable(name) and all(map(readable, values)) for name, values in lists)


class ContentPolicy(CSPMiddleware):
    """The strict content policy, except in the editors' rooms, whose pages need inline scripts."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Choose the policy by address, then let django-csp write it."""
        if request.path_info.startswith(EDITORS_ROOMS):
            response._csp_config = settings.EDITORS_POLICY  # type: ignore[attr-defined]
        return super().process_response(request, response)


class StaffNeedSecondFactor:
    """Lets staff into the editors' rooms only when this session was opened with a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Send staff without it to set up or enter their second factor, then back."""
        if not request.path_info.startswith(EDITORS_ROOMS) or settings.STAFF_MFA_RELAXED:
            return self.get_response(request)
        if getattr(request, "is_dummy", False) or not may_use_editors_rooms(request.user):
            return self.get_response(request)
        if used_second_factor(request):
            return self.get_response(request)
        return redirect(f"{self._next_step(request)}?{urlencode({'next': request.get_full_path()})}")

    @staticmethod
    def _next_step(request: HttpRequest) -> str:
        from allauth.mfa.utils import is_mfa_enabled

        return reverse("mfa_reauthenticate" if is_mfa_enabled(request.user) else "staff_second_factor")


class PrivateWhenSignedIn:
    """Keeps pages made for one person out of every cache, shared or not."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Mark what was made for a signed-in person, and what sets a cookie, as private."""
        response = self.get_response(request)
        person = getattr(request, "user", None)
        if (person is not None and person.is_authenticated) or response.cookies:
            response["Cache-Control"] = "private, no-store"
        elif "Cache-Control" not in response:
            patch_cache_control(response, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        )
        return response


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session holds a second-factor record (authenticator, passkey or recovery code)."""
    from allauth.account.authentication import get_authentication_records

    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


class OwnTimeZone:
    """Shows days and hours in the time zone of whoever is signed in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Ask who it is only where a session was sent, so that a visitor costs nothing."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone):
            return self.get_response(request)
