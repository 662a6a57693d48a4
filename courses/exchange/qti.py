"""Writing a QTI 3 package: a manifest and one item a question, in a zip that is the same each time."""

import io
import zipfile
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from django.utils.translation import gettext as _

from courses.exchange.drafts import Choice, Draft

KINDS = frozenset({"single", "multiple", "truefalse", "matching", "ordering", "numeric", "text"})
ITEM = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
WHEN = (2020, 1, 1, 0, 0, 0)


def lost(draft: Draft) -> str:
    """What a QTI 3 item of ours does not carry."""
    if draft.kind == "ordering":
        return _("In the package an order is right or not; part of a mark is not carried.")
    return ""


def write(drafts: Sequence[Draft]) -> bytes:
    """The package."""
    buffer = io.BytesIO()
    names = [f"item-{number:04}" for number in range(1, len(drafts) + 1)]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        _put(package, "imsmanifest.xml", manifest(names))
        for name, draft in zip(names, drafts, strict=True):
            _put(package, f"items/{name}.xml", item(name, draft))
    return buffer.getvalue()


def _put(package: zipfile.ZipFile, path: str, root: Element) -> None:
    indent(root, " ")
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    package.writestr(zipfile.ZipInfo(path, WHEN), content, zipfile.ZIP_DEFLATED)


def manifest(names: Sequence[str]) -> Element:
    """The list of what is in the package."""
    root = Element("manifest", {"xmlns": PACKAGE, "identifier": "questions"})
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTI Package"
    SubElement(metadata, "schemaversion").text = "3.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    for name in names:
        values = {"identifier": name, "type": "imsqti_item_xmlv3p0", "href": f"items/{name}.xml"}
        SubElement(SubElement(resources, "resource", values), "file", {"href": f"items/{name}.xml"})
    return root


def item(name: str, draft: Draft) -> Element:
    """One question as an assessment item."""
    values = {"xmlns": ITEM, "xmlns:xsi": INSTANCE, "xsi:schemaLocation": f"{ITEM} {SCHEMA}"}
    values |= {"identifier": name, "title": (draft.name or draft.text)[:80], "adaptive": "false"}
    root = Element("qti-assessment-item", values | {"time-dependent": "false", "xml:lang": "en-GB"})
    body = Element("qti-item-body")
    for line in draft.text.split("\n"):
        SubElement(body, "p").text = line
    BODIES[draft.kind](root, body, draft)
    _outcome(root, "SCORE", "float", "single")
    by_option = bool(draft.options) or draft.kind == "truefalse"
    cardinality = "multiple" if draft.kind == "multiple" else "single"
    _outcome(root, "FEEDBACK", "identifier", cardinality)
    root.append(body)
    _processing(root, draft, by_option)
    for key, text in _said(draft):
        shown = {"outcome-identifier": "FEEDBACK", "identifier": key, "show-hide": "show"}
        content = SubElement(SubElement(root, "qti-modal-feedback", shown), "qti-content-body")
        SubElement(content, "p").text = text
    return root


def _said(draft: Draft) -> list[tuple[str, str]]:
    if draft.options:
        return [(key, option.feedback) for key, option in keyed(draft) if option.feedback]
    both = [("right", draft.feedback_right), ("wrong", draft.feedback_wrong)]
    if draft.kind == "truefalse":
        truth = "true" if draft.truth else "false"
        other = "false" if draft.truth else "true"
        both = [(truth, draft.feedback_right), (other, draft.feedback_wrong)]
    return [(key, text) for key, text in both if text]


def keyed(draft: Draft) -> list[tuple[str, Choice]]:
    """Each option with its identifier."""
    return [(f"option-{place}", option) for place, option in enumerate(draft.options, start=1)]


def _outcome(root: Element, name: str, kind: str, cardinality: str) -> None:
    values = {"identifier": name, "cardinality": cardinality, "base-type": kind}
    made = SubElement(root, "qti-outcome-declaration", values)
    if kind == "float":
        SubElement(SubElement(made, "qti-default-value"), "qti-value").text = "0"


def _response(root: Element, kind: str, right: Sequence[str], cardinality: str = "single") -> Element:
    values = {"identifier": "RESPONSE", "cardinality": cardinality, "base-type": kind}
    made = SubElement(root, "qti-response-declaration", values)
    correct = SubElement(made, "qti-correct-response")
    for value in right:
        SubElement(correct, "qti-value").text = value
    return made


def _options(root: Element, body: Element, draft: Draft) -> None:
    right = [key for key, option in keyed(draft) if option.right]
    several = draft.kind == "multiple"
    _response(root, "identifier", right, "multiple" if several else "single")
    _choices(body, [(key, option.text) for key, option in keyed(draft)], "0" if several else "1", "true")


def _choices(body: Element, choices: list[tuple[str, str]], most: str, shuffle: str) -> None:
    values = {"response-identifier": "RESPONSE", "shuffle": shuffle, "max-choices": most}
    interaction = SubElement(body, "qti-choice-interaction", values)
    for key, text in choices:
        SubElement(interaction, "qti-simple-choice", {"identifier": key}).text = text


def _statement(root: Element, body: Element, draft: Draft) -> None:
    _response(root, "identifier", ["true" if draft.truth else "false"])
    _choices(body, [("true", _("True")), ("false", _("False"))], "1", "false")


def _matching(root: Element, body: Element, draft: Draft) -> None:
    goals = list(dict.fromkeys(right for _left, right in draft.items))
    asked = [(left, right) for left, right in draft.items if left]
    pairs = [
        f"item-{place} match-{goals.index(right) + 1}" for place, (_left, right) in enumerate(asked, start=1)
    ]
    made = _response(root, "directedPair", pairs, "multiple")
    mapping = SubElement(made, "qti-mapping", {"default-value": "0", "lower-bound": "0", "upper-bound": "1"})
    for pair in pairs:
        entry = {"map-key": pair, "mapped-value": f"{1 / len(pairs):.6f}"}
        SubElement(mapping, "qti-map-entry", entry)
    values = {"response-identifier": "RESPONSE", "shuffle": "true", "max-associations": str(len(pairs))}
    interaction = SubElement(body, "qti-match-interaction", values)
    _set(interaction, "item", [left for left, _right in asked], "1")
    _set(interaction, "match", goals, str(len(pairs)))


def _set(interaction: Element, name: str, texts: Sequence[str], most: str) -> None:
    made = SubElement(interaction, "qti-simple-match-set")
    for place, text in enumerate(texts, start=1):
        values = {"identifier": f"{name}-{place}", "match-max": most}
        SubElement(made, "qti-simple-associable-choice", values).text = text


def _ordering(root: Element, body: Element, draft: Draft) -> None:
    keys = [f"item-{place}" for place in range(1, len(draft.items) + 1)]
    _response(root, "identifier", keys, "ordered")
    values = {"response-identifier": "RESPONSE", "shuffle": "true"}
    interaction = SubElement(body, "qti-order-interaction", values)
    for key, (text, _match) in zip(keys, draft.items, strict=True):
        SubElement(interaction, "qti-simple-choice", {"identifier": key}).text = text


def _typed(body: Element) -> None:
    values = {"response-identifier": "RESPONSE", "expected-length": "20"}
    SubElement(SubElement(body, "p"), "qti-text-entry-interaction", values)


def _number(root: Element, body: Element, draft: Draft) -> None:
    _response(root, "float", [draft.number])
    _typed(body)


def _text(root: Element, body: Element, draft: Draft) -> None:
    made = _response(root, "string", draft.accepted[:1])
    mapping = SubElement(made, "qti-mapping", {"default-value": "0", "upper-bound": "1"})
    for text in draft.accepted:
        values = {"map-key": text, "mapped-value": "1", "case-sensitive": "false"}
        SubElement(mapping, "qti-map-entry", values)
    _typed(body)


def _processing(root: Element, draft: Draft, by_option: bool) -> None:
    processing = SubElement(root, "qti-response-processing")
    if draft.kind in ("matching", "text"):
        SubElement(_set_value(processing, "SCORE"), "qti-map-response", {"identifier": "RESPONSE"})
    else:
        condition = SubElement(processing, "qti-response-condition")
        then = SubElement(condition, "qti-response-if")
        _right(then, draft)
        _value(_set_value(then, "SCORE"), "float", "1")
    if by_option:
        SubElement(_set_value(processing, "FEEDBACK"), "qti-variable", {"identifier": "RESPONSE"})
        return
    condition = SubElement(processing, "qti-response-condition")
    then = SubElement(condition, "qti-response-if")
    enough = SubElement(then, "qti-gte")
    SubElement(enough, "qti-variable", {"identifier": "SCORE"})
    _value(enough, "float", "0.999")
    _value(_set_value(then, "FEEDBACK"), "identifier", "right")
    _value(_set_value(SubElement(condition, "qti-response-else"), "FEEDBACK"), "identifier", "wrong")


def _right(then: Element, draft: Draft) -> None:
    if draft.kind == "numeric":
        values = {"tolerance-mode": "absolute", "tolerance": f"{draft.tolerance} {draft.tolerance}"}
        test = SubElement(then, "qti-equal", values)
    else:
        test = SubElement(then, "qti-match")
    SubElement(test, "qti-variable", {"identifier": "RESPONSE"})
    SubElement(test, "qti-correct", {"identifier": "RESPONSE"})


def _set_value(parent: Element, name: str) -> Element:
    return SubElement(parent, "qti-set-outcome-value", {"identifier": name})


def _value(parent: Element, kind: str, text: str) -> None:
    SubElement(parent, "qti-base-value", {"base-type": kind}).text = text


BODIES: dict[str, Callable[[Element, Element, Draft], None]] = {
    "single": _options,
    "multiple": _options,
    "truefalse": _statement,
    "matching": _matching,
    "ordering": _ordering,
    "numeric": _number,
    "text": _text,
}
