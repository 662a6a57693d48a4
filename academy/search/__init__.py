"""One search for the whole site: one table, fed by the wings, asked under the person's own permissions.

A wing registers its `Source`s with the `academy_search` hook; what it publishes is followed by itself
(`following`), and anything else calls `indexing.index` and `indexing.forget`. `finding.find` answers.
"""

from academy.search.sources import EntryValues, Source

__all__ = ["EntryValues", "Source"]
