"""The answers of OAI-PMH as XML, built element by element."""

from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET

from django.conf import settings
from django.utils import timezone

from evidence.addresses import model_address, summary_address
from evidence.models import StoredPage
from evidence.oai import harvest
from evidence.oai.protocol import PREFIX, SETS, Wrong, arguments_of, check_prefix, stamp
from evidence.pictures.lettering import clean

OAI = "http://www.openarchives.org/OAI/2.0/"
DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{{{XSI}}}schemaLocation"
ADDRESSES = {"model": model_address, "summary": summary_address}
Answer = Callable[[ET.Element, dict[str, str]], None]

for prefix, namespace in (("", OAI), ("dc", DC), ("oai_dc", OAI_DC), ("xsi", XSI)):
    ET.register_namespace(prefix, namespace)


def answer(pairs: Mapping[str, list[str]], address: str) -> bytes:
    """The whole answer to a request, an error of the protocol included."""
    root = ET.Element(f"{{{OAI}}}OAI-PMH", {SCHEMA: f"{OAI} {OAI}OAI-PMH.xsd"})
    add(root, "responseDate", stamp(timezone.now()))
    request = add(root, "request", address)
    try:
        given = arguments_of(pairs)
        body = ET.Element(f"{{{OAI}}}{given['verb']}")
        VERBS[given["verb"]](body, given)
        root.append(body)
        request.attrib.update({name: clean(value) for name, value in given.items()})
    except Wrong as error:
        if error.code not in ("badVerb", "badArgument"):
            request.attrib.update({name: clean(values[0]) for name, values in pairs.items()})
        add(root, "error", str(error), code=error.code)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def add(parent: ET.Element, name: str, text: str = "", namespace: str = OAI, **attributes: str) -> ET.Element:
    """Put an element into another."""
    element = ET.SubElement(parent, f"{{{namespace}}}{name}", attributes)
    element.text = clean(text) or None
    return element


def identify(body: ET.Element, given: dict[str, str]) -> None:
    """Who we are."""
    add(body, "repositoryName", settings.WAGTAIL_SITE_NAME)
    add(body, "baseURL", settings.SITE_URL + "/evidence/oai/")
    add(body, "protocolVersion", "2.0")
    add(body, "adminEmail", settings.CONTACT_EMAIL or settings.DEFAULT_FROM_EMAIL)
    add(body, "earliestDatestamp", stamp(harvest.earliest()))
    add(body, "deletedRecord", "no")
    add(body, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def list_formats(body: ET.Element, given: dict[str, str]) -> None:
    """Dublin Core, for every record."""
    if "identifier" in given:
        harvest.record_with(given["identifier"])
    form = add(body, "metadataFormat")
    add(form, "metadataPrefix", PREFIX)
    add(form, "schema", f"{OAI}oai_dc.xsd")
    add(form, "metadataNamespace", OAI_DC)


def list_sets(body: ET.Element, given: dict[str, str]) -> None:
    """Both sets at once, so that a token can never be ours."""
    if "resumptionToken" in given:
        raise Wrong("badResumptionToken", "The list of sets comes whole.")
    for spec, name in SETS.items():
        part = add(body, "set")
        add(part, "setSpec", spec)
        add(part, "setName", name)


def list_identifiers(body: ET.Element, given: dict[str, str]) -> None:
    """Headers alone."""
    part = harvest.part_of(given)
    for row in part.rows:
        add_header(body, row)
    add_token(body, part)


def list_records(body: ET.Element, given: dict[str, str]) -> None:
    """Headers and metadata."""
    part = harvest.part_of(given)
    for row in part.rows:
        add_record(body, row)
    add_token(body, part)


def get_record(body: ET.Element, given: dict[str, str]) -> None:
    """One record."""
    row = harvest.record_with(given["identifier"])
    check_prefix(given["metadataPrefix"])
    add_record(body, row)


VERBS: Mapping[str, Answer] = {
    "Identify": identify,
    "ListMetadataFormats": list_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
    "GetRecord": get_record,
}


def add_token(body: ET.Element, part: harvest.Part) -> None:
    """The token for what is left; an empty one ends a list that needed some."""
    if part.is_whole:
        return
    token = add(body, "resumptionToken", part.rest, completeListSize=str(part.size), cursor=str(part.cursor))
    if part.rest:
        token.set("expirationDate", stamp(part.until))


def add_header(parent: ET.Element, row: StoredPage) -> None:
    """Identifier, datestamp and set."""
    header = add(parent, "header")
    add(header, "identifier", harvest.identifier_of(row))
    add(header, "datestamp", stamp(row.stored_at))
    add(header, "setSpec", harvest.SET_OF[StoredPage.Kind(row.kind)])


def add_record(parent: ET.Element, row: StoredPage) -> None:
    """A record in Dublin Core."""
    record = add(parent, "record")
    add_header(record, row)
    metadata = add(record, "metadata")
    core = ET.SubElement(metadata, f"{{{OAI_DC}}}dc", {SCHEMA: f"{OAI_DC} {OAI}oai_dc.xsd"})
    for name, text in core_of(row):
        if clean(text):
            add(core, name, text, DC)


def core_of(row: StoredPage) -> list[tuple[str, str]]:
    """What Dublin Core says of a page."""
    data = row.data
    published = row.page.last_published_at or row.stored_at
    return [
        ("title", row.title),
        ("creator", data.get("authors") or settings.WAGTAIL_SITE_NAME),
        *(("subject", name) for _slug, name in data.get("topics", [])),
        ("description", data.get("summary", "")),
        ("publisher", settings.WAGTAIL_SITE_NAME),
        ("date", published.date().isoformat()),
        ("type", "Text"),
        ("format", "text/html"),
        ("identifier", settings.SITE_URL + ADDRESSES[row.kind](row.slug)),
        ("language", "en-GB"),
        *(("relation", item["url"]) for item in data.get("references", []) if item["url"]),
    ]
