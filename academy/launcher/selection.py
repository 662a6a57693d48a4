"""Which tests belong to which part of the suite when pytest's arguments name some."""

from dataclasses import dataclass

from academy.launcher.places import BASE

EVERYTHING = "tests"
BROWSER = "tests/browser"
LAUNCHER = "tests/launcher"
TAKES_A_VALUE = {"-k", "-m", "-n", "-p", "-o", "-c", "-W", "-r", "--maxfail", "--durations", "--tb"}


@dataclass(frozen=True)
class Selection:
    """The arguments of each part (none: leave the part out) and the options they share."""

    plain: list[str]
    stored: list[str]
    browser: list[str]
    options: list[str]


def select(words: list[str]) -> Selection:
    """Share pytest's arguments out among the parts."""
    paths, options = _sort(words)
    plain = [path for path in paths or [EVERYTHING] if not _under(path, BROWSER)]
    stored = [path for path in plain if not _under(path, LAUNCHER)]
    browser = [path for path in paths if _under(path, BROWSER)]
    if any(_under(BROWSER, path) for path in paths or [EVERYTHING]):
        browser = [BROWSER]
    return Selection(
        plain=_without(plain, [BROWSER]),
        stored=_without(stored, [BROWSER, LAUNCHER]),
        browser=browser if (BASE / BROWSER).is_dir() else [],
        options=options,
    )


def _without(paths: list[str], folders: list[str]) -> list[str]:
    return [*paths, *(f"--ignore={folder}" for folder in folders)] if paths else []


def _sort(words: list[str]) -> tuple[list[str], list[str]]:
    """Tell paths of tests from options and the values of options."""
    paths: list[str] = []
    options: list[str] = []
    previous = ""
    for word in words:
        is_path = not word.startswith("-") and previous not in TAKES_A_VALUE
        (paths if is_path and (BASE / word.partition("::")[0]).exists() else options).append(word)
        previous = word
    return paths, options


def _under(path: str, folder: str) -> bool:
    """Say whether `path` is `folder` or lies in it."""
    found = (BASE / path.partition("::")[0]).resolve()
    return found.is_relative_to((BASE / folder).resolve())
