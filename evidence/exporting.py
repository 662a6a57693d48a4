"""References to take away, in every format they are written in and as text in three styles."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404, StreamingHttpResponse
from django.utils.text import slugify

from evidence.citations import WRITTEN, Record, write
from evidence.citations.formats import BY_NAME
from evidence.citations.formatted import in_bibliography
from evidence.citing import STYLES, record_of
from evidence.models import Reference

#: Setting a reference in a style takes milliseconds; a longer list is better taken into a reference manager.
MOST_IN_A_STYLE = 2_000


@dataclass(frozen=True)
class Form:
    """A form to take references away in."""

    name: str
    label: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[Record]], Iterator[str]]


def written(name: str) -> Form:
    """A format that other software reads."""
    form = BY_NAME[name]
    return Form(name, form.label, form.suffixes[0], form.media_type, lambda records: write(records, name))


def styled(style: str) -> Form:
    """A list of references as text, a line each."""

    def lines(records: Iterable[Record]) -> Iterator[str]:
        for place, record in enumerate(records, 1):
            if place > MOST_IN_A_STYLE:
                yield f"This list ends after {MOST_IN_A_STYLE:,} references; take longer ones away as RIS.\n"
                return
            number = f"{place}. " if style == "vancouver" else ""
            yield f"{number}{in_bibliography(record, style).text}\n"

    label = {"apa": "APA"}.get(style, style.title())
    return Form(style, f"{label}, as text", ".txt", "text/plain", lines)


FORMS: Mapping[str, Form] = {
    form.name: form for form in (*map(written, WRITTEN), *(styled(style) for style in STYLES))
}


def answer(references: Iterable[Reference], form_name: str, name: str) -> StreamingHttpResponse:
    """The references as a download called `name`, streamed. Raises Http404 for a form that is none."""
    form = FORMS.get(form_name)
    if form is None:
        raise Http404
    records = (record_of(reference) for reference in references)
    charset = "; charset=utf-8" if form.media_type.startswith("text/") else ""
    response = StreamingHttpResponse(form.write(records), content_type=form.media_type + charset)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)[:100]}-{form_name}{form.suffix}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
