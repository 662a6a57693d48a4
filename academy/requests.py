"""Requests as views know them."""

from django.http import HttpRequest

from academy.models import User


class MemberRequest(HttpRequest):
    """A request from somebody signed in, as `login_required` guarantees."""

    user: User
