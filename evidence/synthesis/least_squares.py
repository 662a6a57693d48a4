"""Weighted least squares for a few columns: the algebra under pooling and meta-regression.

All sums are correctly rounded (`math.fsum`), so the order of the studies never changes a digit.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

Vector = Sequence[float]
Matrix = list[list[float]]


@dataclass(frozen=True)
class Problem:
    """Estimates with sampling variances, and the columns of a design (a column of ones when nothing else)."""

    estimates: Vector
    variances: Vector
    columns: tuple[Vector, ...]

    @property
    def k(self) -> int:
        """How many estimates there are."""
        return len(self.estimates)

    @property
    def spare(self) -> int:
        """Degrees of freedom left: estimates less columns."""
        return len(self.estimates) - len(self.columns)


@dataclass(frozen=True)
class Fit:
    """A weighted fit: coefficients, their covariance when weights are inverse variances, and what is left over.

    `q` is the weighted sum of squared residuals, `q_slope` its derivative with respect to tau2.
    """

    weights: list[float]
    coefficients: list[float]
    covariance: Matrix
    residuals: list[float]
    q: float
    q_slope: float


def intercept_only(estimates: Vector, variances: Vector) -> Problem:
    """The design of plain pooling: one column of ones."""
    return Problem(estimates, variances, ([1.0] * len(estimates),))


def dot(left: Vector, right: Vector) -> float:
    """The sum of products, correctly rounded but for the products."""
    return math.fsum(map(mul, left, right))


def products(left: Vector, right: Vector) -> list[float]:
    """Element by element."""
    return list(map(mul, left, right))


def gram(columns: Sequence[Vector], weights: Vector) -> Matrix:
    """The matrix X'WX of the columns X and diagonal weights W."""
    size = len(columns)
    matrix = [[0.0] * size for _ in columns]
    for i in range(size):
        weighted = products(columns[i], weights)
        for j in range(i, size):
            matrix[i][j] = matrix[j][i] = dot(weighted, columns[j])
    return matrix


def inverse(matrix: Matrix) -> Matrix:
    """The inverse of a small positive definite matrix, by elimination with row exchange.

    Raises ValueError when the matrix is singular, that is when columns repeat one another.
    """
    size = len(matrix)
    rows = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        best = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        pivot = rows[i][i]
        if abs(pivot) <= SINGULAR * max(map(abs, matrix[i])):
            raise ValueError("The columns repeat one another.")
        rows[i] = [value / pivot for value in rows[i]]
        for r in range(size):
            if r != i and rows[r][i]:
                factor = rows[r][i]
                rows[r] = [value - factor * above for value, above in zip(rows[r], rows[i], strict=True)]
    return [row[size:] for row in rows]


SINGULAR = 1e-13


def times(left: Matrix, right: Matrix) -> Matrix:
    """The product of two small matrices."""
    turned = list(zip(*right, strict=True))
    return [[dot(row, column) for column in turned] for row in left]


def trace(matrix: Matrix) -> float:
    """The sum along the diagonal."""
    return math.fsum(row[i] for i, row in enumerate(matrix))


def fit(problem: Problem, tau2: float) -> Fit:
    """Fit with weights 1 / (variance + tau2)."""
    return fit_weighted(problem, [1 / (variance + tau2) for variance in problem.variances])


def fit_weighted(problem: Problem, weights: list[float]) -> Fit:
    """Fit with given weights."""
    covariance = inverse(gram(problem.columns, weights))
    weighted = products(weights, problem.estimates)
    right = [dot(column, weighted) for column in problem.columns]
    coefficients = [dot(row, right) for row in covariance]
    residuals = list(problem.estimates)
    for coefficient, column in zip(coefficients, problem.columns, strict=True):
        residuals = [left - coefficient * x for left, x in zip(residuals, column, strict=True)]
    pulls = products(weights, residuals)
    return Fit(weights, coefficients, covariance, residuals, dot(pulls, residuals), -dot(pulls, pulls))


def projection_traces(problem: Problem, weights: Vector, inverted: Matrix) -> tuple[float, float]:
    """The traces of P and of PP, where P = W - W X (X'WX)^-1 X'W takes what the columns do not explain."""
    squares = products(weights, weights)
    second = times(inverted, gram(problem.columns, squares))
    third = times(inverted, gram(problem.columns, products(squares, weights)))
    of_p = math.fsum(weights) - trace(second)
    of_pp = math.fsum(squares) - 2 * trace(third) + trace(times(second, second))
    # By Cauchy and Schwarz the second is at least this; very unequal weights cancel its digits away.
    return of_p, max(of_pp, of_p * of_p / problem.spare)


def log_determinant(matrix: Matrix) -> float:
    """The logarithm of the determinant of a small positive definite matrix (Cholesky's pivots)."""
    rows = [list(row) for row in matrix]
    total = 0.0
    for i, row in enumerate(rows):
        total += math.log(row[i])
        for lower in rows[i + 1 :]:
            factor = lower[i] / row[i]
            for j in range(i, len(rows)):
                lower[j] -= factor * row[j]
    return total
