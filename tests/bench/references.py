"""Importing 10,000 references, then the same file again: seconds, and the most memory the process ever held."""

import random
import resource
from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import Any

from django.contrib.auth.models import Group

from academy.actions.roles import ensure_roles
from academy.models import User
from evidence.actions.import_running import run_import
from evidence.actions.importing import receive_import
from evidence.models import ImportedRecord, Reference, ReferenceImport

MANY = 10_000
SECONDS, MEGABYTES = 60, 300
FAMILIES = ["Lee", "Khan", "Smith", "Jones", "Wang", "Garcia", "Okafor", "Novak", "Silva", "Müller", "Rossi"]


def words(dice: random.Random, number: int) -> str:
    """Made-up words, some of them common."""
    return " ".join(
        f"{dice.choice('bdfgklmnprst')}{dice.choice('aeiou')}w{dice.randrange(3_000)}" for _ in range(number)
    )


def ris(number: int) -> Iterator[bytes]:
    """So many records as databases export them, with abstracts; one in five has no DOI. Always the same."""
    dice = random.Random(7)
    for place in range(number):
        lines = ["TY  - JOUR", f"TI  - {words(dice, 11).capitalize()}"]
        lines += [
            f"AU  - {dice.choice(FAMILIES)}, {dice.choice('ABCDEFGH')}" for _ in range(dice.randint(1, 8))
        ]
        lines += [
            f"PY  - {dice.randint(1990, 2025)}",
            f"JO  - Journal of {words(dice, 2)}",
            f"VL  - {place % 90}",
        ]
        lines += [f"SP  - {place}", f"AB  - {words(dice, 220)}", f"KW  - {words(dice, 1)}"]
        lines += [f"DO  - 10.1234/bench.{place}"] if place % 5 else []
        yield "\n".join([*lines, "ER  - ", "", ""]).encode()


def editor() -> User:
    """Somebody who may import."""
    ensure_roles()
    person = User.objects.create_user("bench@example.org", "long enough 12")
    person.groups.add(Group.objects.get(name="Evidence editors"))
    return person


def imported(person: User, content: Iterable[bytes]) -> tuple[float, ReferenceImport]:
    """Import a file as the worker does; seconds and the import."""
    batch = receive_import(actor=person, name="bench.ris", format_name="ris", content=content)
    ReferenceImport.objects.filter(pk=batch.pk).update(state=ReferenceImport.State.RUNNING)
    began = perf_counter()
    run_import(batch.pk)
    batch.refresh_from_db()
    return perf_counter() - began, batch


def held() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(options: Any) -> int:
    """Print seconds and megabytes; returns how many targets were missed."""
    person = editor()
    print(f"\nImporting {MANY:,} references with abstracts, 20 MB (target: {SECONDS} s, {MEGABYTES} MB)")
    print(f"  before it                          {held():8.0f} MB")
    missed = 0
    for name in ("first time", "again"):
        seconds, batch = imported(person, ris(MANY))
        added = batch.records.filter(outcome=ImportedRecord.Outcome.ADDED).count()
        print(f"  {name:34} {seconds:8.1f} s   {added:,} added, {batch.done:,} reported")
        missed += seconds > SECONDS or batch.done != MANY
    peak = held()
    print(f"  most memory of the whole process   {peak:8.0f} MB")
    return missed + (peak > MEGABYTES) + (Reference.objects.count() != MANY)
