"""Pooling many studies: the default `pool` (REML, guarded Hartung-Knapp, prediction and Q-profile intervals)."""

import random
from functools import partial
from typing import Any

from evidence.synthesis import EffectSize, Measure, Pooled, pool
from tests.bench.timing import in_turns, report

SMALL, LARGE = 60, 5_000
SEED = 1


def studies(number: int) -> list[EffectSize]:
    """Made-up log odds ratios that differ between places, always the same."""
    dice = random.Random(SEED)
    rows = [(dice.gauss(0.3, 0.4), dice.uniform(0.01, 0.2)) for _ in range(number)]
    return [
        EffectSize(f"Study {n}", estimate, variance, Measure.OR)
        for n, (estimate, variance) in enumerate(rows)
    ]


def measure(options: Any) -> int:
    """Print the time to pool 60 and 5,000 studies; returns how many were not pooled."""
    few, many = studies(SMALL), studies(LARGE)
    names = {f"pool {SMALL} studies": few, f"pool {LARGE:,} studies": many}
    rounds = min(options.rounds, 20)
    times = in_turns({name: partial(pool, some) for name, some in names.items()}, rounds=rounds)
    report("Pooling (target: 20 ms for 60, 1,000 ms for 5,000)", times, against=f"pool {SMALL} studies")
    return sum(not isinstance(pool(some), Pooled) for some in names.values())
