"""Addresses of the rooms where references are kept, all under the editors' own `/cms/`."""

from django.urls import URLPattern, path

from evidence.views import importing, merging, references, screening


def keepers_urls() -> list[URLPattern]:
    """Importing, merging, screening and taking away."""
    return [
        path("references/", references.references, name="references"),
        path("references/export/<slug:form>/", references.export, name="reference_export"),
        path("references/import/", importing.new, name="reference_import_new"),
        path("references/imports/", importing.imports, name="reference_imports"),
        path("references/imports/<int:pk>/", importing.one, name="reference_import"),
        path("references/imports/<int:pk>/begin/", importing.begin, name="reference_import_begin"),
        path("references/imports/<int:pk>/undo/", importing.undo, name="reference_import_undo"),
        path("references/pairs/", merging.pairs, name="reference_pairs"),
        path("references/pairs/look/", merging.look, name="reference_pairs_look"),
        path("references/compare/", merging.compare, name="reference_compare"),
        path("references/merge/", merging.merge, name="reference_merge"),
        path("references/merges/<int:pk>/undo/", merging.unmerge, name="reference_unmerge"),
        path("screening/", screening.lists, name="screening"),
        path("screening/<int:pk>/", screening.screening_list, name="screening_list"),
        path("screening/<int:pk>/use/", screening.use, name="screening_use"),
        path("screening/records/<int:pk>/settle/", screening.settle_one, name="screening_settle"),
    ]
