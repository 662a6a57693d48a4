"""`bench`: measures speed and load with the benchmark that lives among the tests."""

from academy.launcher import install, processes
from academy.launcher.places import VENV, python_of


def run(words: list[str]) -> int:
    """Install what the benchmark needs and hand it its arguments."""
    install.make_ready(install.DEVELOPMENT)
    code = processes.call([str(python_of(VENV)), "-m", "tests.bench", *words])
    return code if code >= 0 else 1
