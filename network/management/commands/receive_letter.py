"""Where a mail server hands over letters to `REPLY_DOMAIN`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from network.actions.receiving import LARGEST, receive_letter

#: EX_TEMPFAIL of sysexits.h: the mail server keeps the letter and comes again.
COME_AGAIN = 75


class Command(BaseCommand):
    """Takes one letter from standard input; says in a word what became of it."""

    help = "Take in one letter from standard input: an answer to a post, or a letter of ours that came back."

    def add_arguments(self, parser: CommandParser) -> None:
        """The recipients that the mail server names; without them those in the letter's headers."""
        parser.add_argument("--to", action="append", default=[], metavar="ADDRESS")

    def handle(self, *args: Any, **options: Any) -> None:
        """Receive; while the database is away the mail server is asked to come again."""
        raw = sys.stdin.buffer.read(LARGEST)
        try:
            self.stdout.write(receive_letter(raw, envelope=options["to"]))
        except DatabaseError as error:
            self.stderr.write(f"the database is away: {type(error).__name__}")
            sys.exit(COME_AGAIN)
