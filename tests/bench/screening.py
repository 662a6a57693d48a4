"""Screening 10,000 posts of 2 KB, with and without something to find."""

import random
from time import perf_counter
from typing import Any

from network.screening import counts, screen_all
from tests.bench_data import COMMON

MANY, SIZE, SECONDS = 10_000, 2_048, 10
SEED = 5
TELLING = [
    "Her NHS number is 943 476 5919.",
    "Call me on 07700 900123 or write to sam@example.org.",
    "He lives at SE1 7EH; the car was AB51 ABC.",
    "DOB 12/03/2001, MRN 1234567, CAD 7231.",
    "A 17-year-old from Hackney was stabbed on Tuesday near his school.",
    "In 2019 there were 1,234 attendances (95% CI 0.72 to 1.04) at 12 hospitals.",
]


def posts(number: int, *, telling: int) -> list[dict[str, str]]:
    """So many made-up posts, each with so many telling sentences among its words; always the same."""
    dice = random.Random(SEED)
    made = []
    for place in range(number):
        sentences = [" ".join(dice.choices(COMMON, k=12)).capitalize() + "." for _ in range(SIZE // 60)]
        for _ in range(telling):
            sentences.insert(dice.randrange(len(sentences)), dice.choice(TELLING))
        made.append({"title": f"Post {place}", "body": " ".join(sentences)[:SIZE].ljust(SIZE, ".")})
    return made


def measure(options: Any) -> int:
    """Print the seconds for three kinds of post; returns how many kinds missed the target."""
    print(f"\nScreening {MANY:,} posts of {SIZE:,} characters (target: {SECONDS} s)")
    missed = 0
    for name, telling in {
        "nothing to find": 0,
        "two telling sentences": 2,
        "eight telling sentences": 8,
    }.items():
        texts = posts(MANY, telling=telling)
        began = perf_counter()
        found = sum(sum(counts(screen_all(post)).values()) for post in texts)
        seconds = perf_counter() - began
        print(f"  {name:34} {seconds:8.1f} s   {found:,} found")
        missed += seconds > SECONDS
    return missed
