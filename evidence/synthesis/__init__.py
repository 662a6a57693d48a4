"""Meta-analysis in pure Python: no Django, no SciPy, no NumPy; nothing here touches a database.

The way through: make an `EffectSize` of each study (`odds_ratio`, `risk_ratio`, ... in `raw_data`), combine
those an editor declared to share people (`combine_clusters`), `pool` them, and put the result into words
(`plain_words`, `pooled_words`, `chance_of_bands`). Around it: subgroups, meta-regression, leave-one-out,
cumulative pooling, Egger's test, trim and fill, Mantel and Haenszel.

Two kinds of "no": numbers that cannot be (events above people, a negative variance, NaN) raise ValueError
with one clear sentence where they enter; questions without an answer (no studies, mixed measures, too few
for a test) come back as `Refused`, or its kind `CannotPool`, whose `reason` can be shown to a reader.

Every convention is that of R's metafor unless its function says otherwise. Estimates are on the scale of
analysis, natural logarithms for ratios; `back()` gives the natural scale.
"""

from evidence.synthesis.absolute import Absolute, absolute_effect
from evidence.synthesis.chances import IMPACT_BANDS, Band, BandChances, chance_of_bands
from evidence.synthesis.conversions import as_odds_ratio, as_smd, log_odds_from_smd, smd_from_log_odds
from evidence.synthesis.effect_sizes import EffectSize, PersonTime, TwoByTwo, turned_round, without_empty
from evidence.synthesis.egger import Egger, EggerForm, egger
from evidence.synthesis.mantel_haenszel import MantelHaenszel, mantel_haenszel
from evidence.synthesis.measures import CannotPool, Direction, Interval, Measure, Model, Prediction, Refused
from evidence.synthesis.moderators import Coefficient, Regression, regress
from evidence.synthesis.pooling import pool
from evidence.synthesis.raw_data import (
    Group,
    correlation,
    from_interval,
    from_standard_error,
    mean_difference,
    odds_ratio,
    rate_ratio,
    risk_difference,
    risk_ratio,
    standardised_mean_difference,
)
from evidence.synthesis.results import ENGINE_VERSION, Pooled, plain
from evidence.synthesis.sensitivity import Series, Step, changed_by, cumulative, leave_one_out
from evidence.synthesis.subgroups import CommonSubgroups, Subgroups, by_subgroup, by_subgroup_in_common
from evidence.synthesis.trim_and_fill import Estimator, Filled, Side, trim_and_fill
from evidence.synthesis.units import Combined, Suggestion, combine_clusters, suggest_shared
from evidence.synthesis.words import band_words, heterogeneity_words, instead_words, plain_words, pooled_words

__all__ = [
    "ENGINE_VERSION",
    "IMPACT_BANDS",
    "Absolute",
    "Band",
    "BandChances",
    "CannotPool",
    "Coefficient",
    "Combined",
    "CommonSubgroups",
    "Direction",
    "EffectSize",
    "Egger",
    "EggerForm",
    "Estimator",
    "Filled",
    "Group",
    "Interval",
    "MantelHaenszel",
    "Measure",
    "Model",
    "PersonTime",
    "Pooled",
    "Prediction",
    "Refused",
    "Regression",
    "Series",
    "Side",
    "Step",
    "Subgroups",
    "Suggestion",
    "TwoByTwo",
    "absolute_effect",
    "as_odds_ratio",
    "as_smd",
    "band_words",
    "by_subgroup",
    "by_subgroup_in_common",
    "chance_of_bands",
    "changed_by",
    "combine_clusters",
    "correlation",
    "cumulative",
    "egger",
    "from_interval",
    "from_standard_error",
    "heterogeneity_words",
    "instead_words",
    "leave_one_out",
    "log_odds_from_smd",
    "mantel_haenszel",
    "mean_difference",
    "odds_ratio",
    "plain",
    "plain_words",
    "pool",
    "pooled_words",
    "rate_ratio",
    "regress",
    "risk_difference",
    "risk_ratio",
    "smd_from_log_odds",
    "standardised_mean_difference",
    "suggest_shared",
    "trim_and_fill",
    "turned_round",
    "without_empty",
]
