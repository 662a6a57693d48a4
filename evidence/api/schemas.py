"""What the API answers, described. Keys that are here stay; new ones may come."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from evidence.api.paging import Page


class Word(Schema):
    """A word that things are filed under."""

    slug: str
    name: str


class FactorWord(Word):
    """A risk or protective factor, with its level of the ecological model."""

    level: str
    direction: str


class OwnRating(Schema):
    """One of our own ratings."""

    word: str = Field(description="strong, promising, mixed, early, none or harmful.")
    sure: str = Field(description="How sure: very low, low, moderate, high, or empty.")
    aspect: str
    family: str
    change: float | None = Field(description="Relative change for the better, in per cent.")
    basis: str = Field(description="computed by our stored rules, or judged by our editors.")
    reason: str
    rated_on: date


class OtherRating(Schema):
    """What another body says. It is never mixed with our own scale."""

    scheme: str
    body: str
    word: str
    aspect: str
    reason: str
    url: str
    rated_on: date


class ModelRow(Schema):
    """A model's line in the toolkit."""

    slug: str
    url: str
    title: str
    summary: str
    ranked: bool = Field(
        description="False for what harms or adds nothing: it is never ranked among the rest."
    )
    maturity: str
    cost: str
    rating: OwnRating | None = Field(description="The rating that lists show.")
    ratings: list[OwnRating]
    others: list[OtherRating]
    terms: dict[str, list[Word]] = Field(description="Words by facet: level, setting, sector, age, violence.")
    factors: list[FactorWord]
    topics: list[Word]
    studies: int = Field(description="Studies in our summaries about it.")
    coproduced: str
    review_due: date | None


class ModelPageOut(ModelRow):
    """Everything a model's page says; texts that may hold markup are HTML."""

    texts: dict[str, str]
    findings: list[dict[str, Any]]
    references: list["Citation"]
    links: list[dict[str, str]]
    summaries: list[Word]
    history: list[dict[str, Any]]
    numbers: dict[str, Any] | None = Field(description="What the newest synthesis about it means for people.")


class SummaryRow(Schema):
    """A living summary's line in lists."""

    slug: str
    url: str
    title: str
    summary: str
    studies: int
    searched_on: date | None
    next_due: date | None
    certainty: list[str]
    superseded: bool
    models: list[Word]
    topics: list[Word]


class SummaryPageOut(SummaryRow):
    """Everything a summary's page says; texts that may hold markup are HTML."""

    texts: dict[str, str]
    prisma: dict[str, int | None]
    analyses: list[dict[str, Any]]
    included: list[dict[str, Any]] = Field(description="The studies.")
    references: list["Citation"]
    log: list[dict[str, Any]]
    superseded_by: Word | None


class Citation(Schema):
    """A publication as a page cites it."""

    id: int
    text: str
    url: str
    retracted: bool
    retraction: str


class ReferenceRow(Citation):
    """A publication, and the published pages that cite it."""

    cited_by: list[str]


class StudyRow(Schema):
    """A study of a published summary."""

    slug: str
    label: str
    summary: str = Field(description="The summary's slug.")
    design: str
    country: str
    setting: str
    population: str
    people: int | None
    year: int | None
    independence: str
    bias: str
    note: str


class EffectRow(Schema):
    """What one study found on one outcome, as it went into the newest published synthesis."""

    summary: str
    synthesis: int
    outcome: str
    measure: str
    study: str
    label: str
    year: int | None
    data: str
    numbers: dict[str, Any]


class SynthesisRow(Schema):
    """Numbers as they were published at one time; they are never changed."""

    id: int
    url: str
    summary: str
    outcome: str
    published_at: datetime
    engine: str
    input_hash: str
    certainty: str
    change_note: str
    words: str
    pooled: dict[str, Any] | None


class SynthesisOut(SynthesisRow):
    """The same with everything that went in and everything that came out: anybody can work it out again."""

    inputs: dict[str, Any]
    result: dict[str, Any]


class ModelRows(Page):
    """Models; `unknown` are wishes that no facet has."""

    unknown: list[str]
    results: list[ModelRow]


class SummaryRows(Page):
    """Summaries."""

    results: list[SummaryRow]


class StudyRows(Page):
    """Studies."""

    results: list[StudyRow]


class EffectRows(Page):
    """Effects."""

    results: list[EffectRow]


class SynthesisRows(Page):
    """Syntheses, newest first."""

    results: list[SynthesisRow]


class ReferenceRows(Page):
    """References."""

    results: list[ReferenceRow]
