"""The tests' settings with the bare views beside the site's own."""

from tests.settings import *  # noqa: F403
from tests.settings import BASE_DIR, TEMPLATES

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
ROOT_URLCONF = "tests.bench.urls"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "tests" / "bench" / "templates"]
