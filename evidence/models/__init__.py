"""The nouns of evidence, one family a file."""

from evidence.models.duplicates import LikelyPair, ReferenceMerge
from evidence.models.effects import Effect, Outcome
from evidence.models.pages import Finding, LibraryPage, ModelLink, ModelPage
from evidence.models.practice import PracticeSubmission
from evidence.models.ratings import Rating, RatingScheme
from evidence.models.references import (
    ImportedFile,
    ImportedRecord,
    Reference,
    ReferenceImport,
    ReferenceKey,
)
from evidence.models.screening import Screening, ScreeningDecision
from evidence.models.stored import StoredPage, Synthesis
from evidence.models.studies import BiasJudgement, Study, StudyReference
from evidence.models.summaries import (
    Analysis,
    EvidenceSummaryPage,
    GradeReason,
    IncludedStudy,
)
from evidence.models.taxonomies import Factor, Term

__all__ = [
    "Analysis",
    "BiasJudgement",
    "Effect",
    "EvidenceSummaryPage",
    "Factor",
    "Finding",
    "GradeReason",
    "ImportedFile",
    "ImportedRecord",
    "IncludedStudy",
    "LibraryPage",
    "LikelyPair",
    "ModelLink",
    "ModelPage",
    "Outcome",
    "PracticeSubmission",
    "Rating",
    "RatingScheme",
    "Reference",
    "ReferenceImport",
    "ReferenceKey",
    "ReferenceMerge",
    "Screening",
    "ScreeningDecision",
    "StoredPage",
    "Study",
    "StudyReference",
    "Synthesis",
    "Term",
]
