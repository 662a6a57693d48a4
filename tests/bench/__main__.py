"""Run the benchmarks: `python3 -m academy bench [--entries 100000] [--rounds 200]`."""

import argparse
import os
import sys
from typing import Any

PARTS = ["pages", "search", "clients", "synthesis", "references", "screening", "network"]


def arguments() -> argparse.Namespace:
    """What to measure and how long."""
    parser = argparse.ArgumentParser(prog="python3 -m academy bench")
    parser.add_argument("--entries", type=int, default=100_000, help="search entries to make")
    parser.add_argument("--rounds", type=int, default=200, help="rounds of each page")
    parser.add_argument("--clients", type=int, default=32, help="clients at once")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    return parser.parse_args()


def main() -> int:
    """Make a database of its own, measure, print, and take it away."""
    options = arguments()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    kept = setup_databases(verbosity=0, interactive=False)
    print(f"Database: {connection.vendor}")
    try:
        return run(options)
    finally:
        teardown_databases(kept, verbosity=0)


def run(options: Any) -> int:
    """The parts that were asked for; returns 1 when any request failed."""
    from tests.bench import clients, network, pages, references, screening, search, synthesis

    parts = {
        "pages": pages.measure,
        "search": search.measure,
        "clients": clients.measure,
        "synthesis": synthesis.measure,
        "references": references.measure,
        "screening": screening.measure,
        "network": network.measure,
    }
    wanted = [options.only] if options.only else list(parts)
    errors = sum(parts[name](options) for name in wanted)
    print(f"\nErrors: {errors}")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
