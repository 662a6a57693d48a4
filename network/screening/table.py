"""The table: every rule, those that are surest first, for a passage is found once."""

from network.screening import (
    dates,
    emails,
    insurance_numbers,
    nhs_numbers,
    phones,
    postcodes,
    references,
    registrations,
)
from network.screening.rule import Rule

RULES: tuple[Rule, ...] = (
    *nhs_numbers.RULES,
    *insurance_numbers.RULES,
    *emails.RULES,
    *dates.RULES,
    *phones.RULES,
    *references.RULES,
    *postcodes.RULES,
    *registrations.RULES,
)
