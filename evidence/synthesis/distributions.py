"""The normal, t, chi-squared and F distributions in pure Python: tails and quantiles to about 1e-12.

Tails come from the regularised incomplete gamma and beta functions: series and continued fractions as in
Abramowitz and Stegun (1964, 6.5.29, 6.5.31, 26.5.8), the fractions evaluated by Lentz's method (1976). Upper
tails are calculated as such, never as one minus a lower tail, so small p values keep their digits. Quantiles
invert the tails by Newton steps inside a bracket.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

EPSILON = 1e-16
TINY = 1e-300
MOST_TERMS = 100_000
MOST_STEPS = 400
STANDARD = NormalDist()


def normal_upper(z: float) -> float:
    """The chance that a standard normal lies above z."""
    return 0.5 * math.erfc(z / math.sqrt(2))


def normal_quantile(p: float) -> float:
    """The z with chance p below it; raises ValueError unless 0 < p < 1."""
    return STANDARD.inv_cdf(_probability(p))


def t_upper(t: float, df: float) -> float:
    """The chance that Student's t with `df` degrees of freedom lies above t."""
    half = 0.5 * beta_share(df / 2, 0.5, df / (df + t * t), t * t / (df + t * t))
    return half if t >= 0 else 1 - half


@lru_cache(maxsize=1024)
def t_quantile(p: float, df: float) -> float:
    """The t with chance p below it; raises ValueError unless 0 < p < 1."""
    tail = min(_probability(p), 1 - p)
    if tail == 0.5:
        return 0.0
    found = _upper_quantile(lambda t: t_upper(t, df), lambda t: _t_density(t, df), tail)
    return found if p > 0.5 else -found


def chi2_upper(x: float, df: float) -> float:
    """The chance that chi-squared with `df` degrees of freedom lies above x."""
    return gamma_shares(df / 2, x / 2)[1] if x > 0 else 1.0


def chi2_lower(x: float, df: float) -> float:
    """The chance that chi-squared with `df` degrees of freedom lies below x."""
    return gamma_shares(df / 2, x / 2)[0] if x > 0 else 0.0


@lru_cache(maxsize=1024)
def chi2_quantile(p: float, df: float) -> float:
    """The x with chance p below it; raises ValueError unless 0 < p < 1."""
    if _probability(p) > 0.5:
        return _upper_quantile(lambda x: chi2_upper(x, df), lambda x: _chi2_density(x, df), 1 - p)
    return _lower_quantile(lambda x: chi2_lower(x, df), lambda x: _chi2_density(x, df), p, df)


def f_upper(f: float, df1: float, df2: float) -> float:
    """The chance that F with `df1` and `df2` degrees of freedom lies above f."""
    if f <= 0:
        return 1.0
    whole = df2 + df1 * f
    return beta_share(df2 / 2, df1 / 2, df2 / whole, df1 * f / whole)


def gamma_shares(a: float, x: float) -> tuple[float, float]:
    """The regularised lower and upper incomplete gamma functions of x > 0 with shape a > 0."""
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        lower = front * _gamma_series(a, x)
        return lower, 1 - lower
    upper = front * _gamma_fraction(a, x)
    return 1 - upper, upper


def beta_share(a: float, b: float, x: float, rest: float) -> float:
    """The regularised incomplete beta function of x with shapes a and b.

    `rest` is 1 - x, passed apart because a caller knows it without cancellation.
    """
    if x <= 0 or rest <= 0:
        return 0.0 if x <= 0 else 1.0
    log_beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    front = math.exp(a * math.log(x) + b * math.log(rest) - log_beta)
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x) / a
    return 1 - front * _beta_fraction(b, a, rest) / b


def _probability(p: float) -> float:
    if not 0 < p < 1:
        raise ValueError(f"A probability for a quantile lies between 0 and 1, not at {p}.")
    return p


def _gamma_series(a: float, x: float) -> float:
    term = total = 1 / a
    for n in range(1, MOST_TERMS):
        term *= x / (a + n)
        total += term
        if term < total * EPSILON:
            break
    return total


def _gamma_fraction(a: float, x: float) -> float:
    """The continued fraction of the upper incomplete gamma function, by Lentz's method."""
    b = x + 1 - a
    c = 1 / TINY
    d = 1 / b
    total = d
    for n in range(1, MOST_TERMS):
        step = -n * (n - a)
        b += 2
        d = 1 / _not_zero(step * d + b)
        c = _not_zero(b + step / c)
        total *= c * d
        if abs(c * d - 1) < 4 * EPSILON:
            break
    return total


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    c = 1.0
    d = 1 / _not_zero(1 - (a + b) * x / (a + 1))
    total = d
    for n in range(1, MOST_TERMS):
        even = n * (b - n) * x / ((a + 2 * n - 1) * (a + 2 * n))
        odd = -(a + n) * (a + b + n) * x / ((a + 2 * n) * (a + 2 * n + 1))
        for step in (even, odd):
            d = 1 / _not_zero(1 + step * d)
            c = _not_zero(1 + step / c)
            total *= c * d
        if abs(c * d - 1) < 4 * EPSILON:
            break
    return total


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def _t_density(t: float, df: float) -> float:
    log_front = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - 0.5 * math.log(df * math.pi)
    return math.exp(log_front - (df + 1) / 2 * math.log1p(t * t / df))


def _chi2_density(x: float, df: float) -> float:
    return 0.5 * math.exp((df / 2 - 1) * math.log(x / 2) - x / 2 - math.lgamma(df / 2))


def _upper_quantile(upper: Callable[[float], float], density: Callable[[float], float], tail: float) -> float:
    """The x > 0 whose upper tail is `tail`."""
    high = 1.0
    while upper(high) > tail:
        high *= 2
    return _inverted(lambda x: upper(x) - tail, density, 0.0, high)


def _lower_quantile(
    lower: Callable[[float], float], density: Callable[[float], float], share: float, start: float
) -> float:
    """The x > 0 below which lies `share`; `start` is any point of the right size."""
    high = start
    while lower(high) < share:
        high *= 2
    low = high / 2
    while lower(low) > share:
        high, low = low, low / 2
    return _inverted(lambda x: share - lower(x), density, low, high)


def _inverted(
    excess: Callable[[float], float], density: Callable[[float], float], low: float, high: float
) -> float:
    """The root of a falling `excess` with slope minus `density`: Newton, halving when a step leaves the bracket."""
    x = (low + high) / 2
    for _step in range(MOST_STEPS):
        over = excess(x)
        low, high = (x, high) if over > 0 else (low, x)
        slope = density(x)
        following = x + over / slope if slope > 0 else high
        if not low < following < high:
            following = (low + high) / 2
        if abs(following - x) <= 2 * EPSILON * abs(x):
            return following
        x = following
    return x
