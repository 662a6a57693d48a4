"""Bring the database to where the code is: migrate, cache table, roles, first content."""

import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory, NodeNotFoundError
from django.db.migrations.loader import MigrationLoader

from academy import environment
from academy.actions.examples import make_examples
from academy.actions.roles import ensure_roles
from academy.models import SearchEntry, StarterRecord
from academy.search.rebuilding import rebuild
from academy.starter import load_all

CANNOT_MIGRATE = 3


class Command(BaseCommand):
    """Safe to run again; a database that cannot be migrated is named and left alone."""

    help = "Migrate, make the cache table and roles, and load the starter content the first time."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is still to do, saying each step."""
        reason = self.why_not()
        if reason:
            sys.stderr.write(f"{reason}\n")
            sys.exit(CANNOT_MIGRATE)
        self.say("Preparing the database")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        ensure_roles()
        if not StarterRecord.objects.exists():
            load_all(self.say)
        if not SearchEntry.objects.exists():
            self.say("Filling the search index")
            rebuild(lambda line: None)
        if settings.MODE == "local":
            made = make_examples(environment.accounts_file(settings.VAR_DIR, settings.DATABASES["default"]))
            self.say(f"Example accounts made: {made}" if made else "Example accounts are there")

    def say(self, line: str) -> None:
        """Print a step."""
        self.stdout.write(f"  {line}")

    def why_not(self) -> str:
        """Why this database cannot be migrated, in one sentence, or nothing."""
        name = connection.settings_dict["NAME"]
        try:
            loader = MigrationLoader(connection)
            loader.check_consistent_history(connection)
        except (InconsistentMigrationHistory, NodeNotFoundError) as error:
            return f"The database {name} cannot be migrated ({error}). It was left as it is."
        except DatabaseError as error:
            line = str(error).strip().splitlines()[0]
            return f"The database {name} cannot be opened ({line}). It was left as it is."
        unknown = unknown_migrations(loader)
        if unknown:
            return (
                f"The database {name} comes from a newer or another version of this site "
                f"(it knows {unknown[0]}). It was left as it is."
            )
        tables = connection.introspection.table_names()
        if tables and not loader.applied_migrations:
            return f"The database {name} holds tables of something else. It was left as it is."
        return ""


def unknown_migrations(loader: MigrationLoader) -> list[str]:
    """Migrations of our own apps that the database has and this code does not."""
    ours = {"academy", "courses", "evidence", "network"}
    applied = {key for key in loader.applied_migrations if key[0] in ours}
    return sorted(f"{app}.{name}" for app, name in applied - set(loader.disk_migrations or {}))
