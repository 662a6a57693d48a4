"""What a pooling gives: frozen numbers that name their method and travel through JSON unchanged."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from evidence.synthesis.measures import Direction, Interval, Measure, Model, Prediction

ENGINE_VERSION = "1.0"


@dataclass(frozen=True)
class Pooled:
    """A pooled effect on the scale of analysis (logarithms for ratios); `back()` gives the natural scale.

    `df` is None when the interval is normal. `weights` are per cents in the order of the effects. `tau2` is 0
    by assumption in fixed-effect models. Fields of heterogeneity are None when one study stands alone, those
    of the prediction interval when there is none; `warnings` then say why. `prediction_df` is None for a
    normal one, `prediction_se` the standard deviation of the distribution it is taken from.
    """

    measure: Measure
    direction: Direction
    k: int
    model: Model
    interval: Interval
    level: float
    estimate: float
    se: float
    low: float
    high: float
    statistic: float
    df: int | None
    p: float
    tau2: float | None
    tau2_low: float | None
    tau2_high: float | None
    i2: float | None
    h2: float | None
    q: float | None
    q_df: int | None
    q_p: float | None
    prediction: Prediction | None
    prediction_low: float | None
    prediction_high: float | None
    prediction_se: float | None
    prediction_df: int | None
    weights: tuple[float, ...]
    warnings: tuple[str, ...] = ()
    engine: str = ENGINE_VERSION

    def back(self) -> tuple[float, float, float]:
        """Estimate, low and high on the natural scale."""
        return tuple(map(self.measure.back, (self.estimate, self.low, self.high)))  # type: ignore[return-value]

    def prediction_back(self) -> tuple[float, float] | None:
        """The prediction interval on the natural scale, or None when there is none."""
        if self.prediction_low is None or self.prediction_high is None:
            return None
        return self.measure.back(self.prediction_low), self.measure.back(self.prediction_high)

    @property
    def method_in_words(self) -> str:
        """How every number was made, in sentences to print beside them."""
        return " ".join(filter(None, (self._effect_words, self._prediction_words, self._heterogeneity_words)))

    @property
    def _effect_words(self) -> str:
        if self.k == 1:
            return (
                f"One study alone, nothing pooled; {self.level:.0%} interval {Interval.NORMAL.in_words},"
                f" p by the z test."
            )
        test = "z test" if self.df is None else f"t test with {self.df} degrees of freedom"
        return (
            f"{self.k} studies; {self.model.in_words}; {self.level:.0%} interval {self.interval.in_words};"
            f" p by the {test}."
        )

    @property
    def _prediction_words(self) -> str:
        if self.prediction is None:
            return ""
        words = f"{self.level:.0%} prediction interval from {self.prediction.in_words}"
        return words + (f" ({self.prediction_df})." if self.prediction_df is not None else ".")

    @property
    def _heterogeneity_words(self) -> str:
        if self.q is None:
            return ""
        if not self.model.is_random:
            return "Q by Cochran's test; I² and H² from Q (Higgins and Thompson)."
        return (
            f"Q by Cochran's test; {self.level:.0%} interval of tau² by the Q-profile method;"
            " I² and H² from tau² and the typical sampling variance (Higgins and Thompson)."
        )

    def to_dict(self) -> dict[str, Any]:
        """A dict for JSON; floats come back exactly."""
        return plain(self)

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> "Pooled":
        """The result that `to_dict` was asked of; raises KeyError, TypeError or ValueError for anything else."""
        values = {field.name: kept[field.name] for field in dataclasses.fields(cls)}
        prediction = values["prediction"]
        values |= {
            "measure": Measure(values["measure"]),
            "direction": Direction(values["direction"]),
            "model": Model(values["model"]),
            "interval": Interval(values["interval"]),
            "prediction": None if prediction is None else Prediction(prediction),
            "weights": tuple(values["weights"]),
            "warnings": tuple(values["warnings"]),
        }
        return cls(**values)


def plain(result: Any) -> Any:
    """Any result of this package as dicts, lists, strings, numbers and None, for JSON or a template."""
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return {field.name: plain(getattr(result, field.name)) for field in dataclasses.fields(result)}
    if isinstance(result, tuple | list):
        return [plain(item) for item in result]
    if isinstance(result, dict):
        return {str(key): plain(value) for key, value in result.items()}
    return str(result) if isinstance(result, str) else result
