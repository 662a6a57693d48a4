"""The first owner of a new site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from academy.actions.roles import OWNERS, ensure_roles, give_role
from academy.models import User


class Command(BaseCommand):
    """Gives the owner's role to an account that has signed up; later owners are made by owners."""

    help = "Make an existing account an owner of the site."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address they signed up with."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Give the role, or say that nobody has signed up with this address."""
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Nobody has signed up as {options['email']}. Sign up on the site first.")
        ensure_roles()
        give_role(person=person, role=OWNERS, actor=None)
        self.stdout.write(f"{person.email} is now an owner. They need a second factor to enter /cms/.")
