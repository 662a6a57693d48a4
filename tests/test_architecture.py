"""The house holds: who may know whom, how large things may grow, what must be said."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest
from django.apps import apps

ROOT = Path(__file__).parent.parent
ORDER = ["academy", "evidence", "courses", "network"]
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "services.py"}
INCLUDE = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")
pytestmark = pytest.mark.pure

#: Named exceptions to a budget, each with its reason.
LONG_FILES: dict[str, str] = {}


def python_files() -> Iterator[Path]:
    for app in ORDER:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def wing_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


def upward(wing: str) -> set[str]:
    return set(ORDER[ORDER.index(wing) + 1 :])


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.AST) -> int:
    return (node.end_lineno or 0) - node.lineno + 1  # type: ignore[attr-defined]


def test_no_module_imports_a_wing_above_its_own() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in python_files()
        for name in imported(path)
        if name.split(".")[0] in upward(wing_of(path))
    ]
    assert wrong == []


def test_no_foreign_key_points_to_a_wing_above_its_own() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for wing in ORDER
        if apps.is_installed(wing)
        for model in apps.get_app_config(wing).get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label in upward(wing)
    ]
    assert wrong == []


def test_no_template_includes_one_of_a_wing_above_its_own() -> None:
    wrong = []
    for path in (ROOT / "templates").rglob("*.html"):
        wing = path.relative_to(ROOT / "templates").parts[0]
        wing = wing if wing in ORDER else "academy"
        for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if name.split("/")[0] in upward(wing):
                wrong.append(f"{path.relative_to(ROOT)} includes {name}")
    assert wrong == []


def test_no_module_is_a_drawer_of_leftovers() -> None:
    assert [path for path in python_files() if path.name in FORBIDDEN_NAMES] == []


def test_files_stay_within_their_budget() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files()
    }
    assert {name: size for name, size in lengths.items() if size > 300 and name not in LONG_FILES} == {}
    assert quantiles(lengths.values(), n=20)[-1] <= 250


def test_functions_stay_within_their_budget() -> None:
    lengths = [
        (length(node), f"{path.name}:{node.name}") for path in python_files() for node in functions(path)
    ]
    sizes = [size for size, _name in lengths]
    assert [name for size, name in lengths if size > 40] == []
    assert median(sizes) <= 7
    assert quantiles(sizes, n=20)[-1] <= 25


def test_templates_stay_within_their_budget() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "templates").rglob("*.html")
    }
    assert {name: size for name, size in lengths.items() if size > 100} == {}
    assert quantiles(lengths.values(), n=20)[-1] <= 60


def test_test_functions_stay_within_their_budget() -> None:
    tests = [
        (length(node), f"{path.name}:{node.name}")
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in functions(path)
        if node.name.startswith("test_")
    ]
    assert [name for size, name in tests if size > 30] == []
    assert quantiles([size for size, _name in tests], n=20)[-1] <= 20


def missing_words(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        public = isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
        if public and not ast.get_docstring(node):  # type: ignore[arg-type]
            yield f"{path.relative_to(ROOT)}:{node.name}"  # type: ignore[attr-defined]


def test_every_public_class_and_function_says_what_it_is() -> None:
    assert [name for path in python_files() for name in missing_words(path)] == []


def test_every_parameter_and_return_is_annotated() -> None:
    bare = [
        f"{path.name}:{node.name}"
        for path in python_files()
        for node in functions(path)
        if node.returns is None
        or any(arg.annotation is None for arg in node.args.args if arg.arg not in ("self", "cls"))
    ]
    assert bare == []


def test_lock_files_name_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_the_readme_stays_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150
