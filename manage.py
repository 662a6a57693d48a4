#!/usr/bin/env python3
"""Django's own command line. For everything else see `python3 -m academy`."""

import os
import sys


def main() -> None:
    """Run one of Django's administrative commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
