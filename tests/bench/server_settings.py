"""The benchmark's settings for a server of its own, on the database that is already made."""

import os

from tests.bench.settings import *  # noqa: F403
from tests.bench.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["BENCH_DATABASE"]
DATABASES["default"]["CONN_MAX_AGE"] = 600
