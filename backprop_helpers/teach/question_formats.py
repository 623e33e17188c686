"""Questions as other programs read them: GIFT for Moodle, QTI 2.1 for the others."""

import re
import xml.etree.ElementTree as ET
import zipfile
from html import escape

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGING = "http://www.imsglobal.org/xsd/imscp_v1p1"
SCHEMAS = "http://www.imsglobal.org/xsd/qti/qtiv2p1"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # so that the same questions make the same bytes
COURSE = "Backpropagation by hand"


def gift(chapters):
    """Return all questions as GIFT: a category for each page, a reply for each option.

    chapters maps the title of a page to its questions, by identifier.
    """
    parts = []
    for title, questions in chapters.items():
        parts.append(f"$CATEGORY: {COURSE}/{title.replace('/', '//')}")
        parts += [_gift(question) for question in questions.values()]
    return "\n\n".join(parts) + "\n"


def _gift(question):
    # Options and replies have the format of the prompt, if they do not say their own.
    asked, form, always = question.prompt, "[plain]", False
    if question.code:
        asked = f"<p>{escape(asked)}</p><pre>{escape(question.code)}</pre>"
        form, always = "[html]", True
    lines = [f"::{_escaped(question.name)}::{form}{_escaped(asked)}{{"]
    for option, reply in question.replies.items():
        mark = "=" if option == question.right else "~"
        lines.append(f"{mark}{_escaped(option, always)}#{_escaped(reply, always)}")
    return "\n".join([*lines, "}"])


def _escaped(text, plain=False):
    """Return a text in which no sign means anything to Moodle.

    An empty line would end the question; a % in front would be a weight, and a [ the
    name of a format, if the format did not stand there already: as it does with plain.
    """
    plain = "[plain]" if plain or text[:1] in ("%", "[") else ""
    return plain + re.sub(r"([~=#{}:\\])", r"\\\1", text).replace("\n", r"\n")


def write_qti(path, chapters):
    """Write the questions as a QTI 2.1 package: an item for each, a section a page."""
    items = {f"items/{name}.xml": name for one in chapters.values() for name in one}
    files = {"imsmanifest.xml": _manifest(items), "test.xml": _test(chapters)}
    for questions in chapters.values():
        for name, question in questions.items():
            files[f"items/{name}.xml"] = _item(name, question)
    with zipfile.ZipFile(path, "w") as package:
        for name, root in files.items():
            ET.indent(root)
            text = ET.tostring(root, "utf-8", xml_declaration=True)
            place = zipfile.ZipInfo(name, LONG_AGO)
            package.writestr(place, text, zipfile.ZIP_DEFLATED)


def _root(name, namespace, schema, **attributes):
    """Return the root of a document, which says where its schema is."""
    places = {f"{{{INSTANCE}}}schemaLocation": f"{namespace} {schema}"}
    ET.register_namespace("xsi", INSTANCE)
    return ET.Element(name, {"xmlns": namespace, **places, **attributes})


def _child(parent, name, text=None, **attributes):
    child = ET.SubElement(parent, name, attributes)
    child.text = text
    return child


def _manifest(items):
    schema = f"{SCHEMAS}/qtiv2p1_imscpv1p2_v1p0.xsd"
    root = _root("manifest", PACKAGING, schema, identifier="backpropagation")
    about = _child(root, "metadata")
    _child(about, "schema", "QTIv2.1 Package")
    _child(about, "schemaversion", "1.0.0")
    _child(root, "organizations")
    resources = _child(root, "resources")
    for place, name in {"test.xml": "test", **items}.items():
        kind = "test" if name == "test" else "item"
        resource = _child(
            resources, "resource", href=place,
            identifier=f"resource-{name}", type=f"imsqti_{kind}_xmlv2p1",
        )  # fmt: skip
        _child(resource, "file", href=place)
        for needed in items.values() if kind == "test" else ():
            _child(resource, "dependency", identifierref=f"resource-{needed}")
    return root


def _of_qti(name, **attributes):
    return _root(name, QTI, f"{SCHEMAS}/imsqti_v2p1.xsd", **attributes)


def _test(chapters):
    root = _of_qti("assessmentTest", identifier="test", title=COURSE)
    whole = _child(
        root, "testPart", identifier="course",
        navigationMode="nonlinear", submissionMode="individual",
    )  # fmt: skip
    for number, (title, questions) in enumerate(chapters.items(), 1):
        section = _child(
            whole, "assessmentSection",
            identifier=f"section-{number}", title=title, visible="true",
        )  # fmt: skip
        for name in questions:
            place = f"items/{name}.xml"
            _child(section, "assessmentItemRef", identifier=name, href=place)
    return root


def _item(name, question):
    """Return an item: one choice, one point for the right one, a reply to each."""
    root = _of_qti(
        "assessmentItem", identifier=name, title=question.name,
        adaptive="false", timeDependent="false",
    )  # fmt: skip
    choices = {option: f"choice-{i}" for i, option in enumerate(question.options, 1)}
    chosen = {"cardinality": "single", "baseType": "identifier"}
    answer = _child(root, "responseDeclaration", identifier="RESPONSE", **chosen)
    right = _child(answer, "correctResponse")
    _child(right, "value", choices[question.right])
    score = {"cardinality": "single", "baseType": "float"}
    points = _child(root, "outcomeDeclaration", identifier="SCORE", **score)
    _child(_child(points, "defaultValue"), "value", "0")
    _child(root, "outcomeDeclaration", identifier="REPLY", **chosen)
    body = _child(root, "itemBody")
    if question.code:
        _child(body, "pre", question.code)  # a prompt may hold no block
    asked = _child(
        body, "choiceInteraction",
        responseIdentifier="RESPONSE", shuffle="false", maxChoices="1",
    )  # fmt: skip
    _child(asked, "prompt", question.prompt)
    for option, choice in choices.items():
        _child(asked, "simpleChoice", option, identifier=choice)
    _judge(_child(root, "responseProcessing"))
    for option, choice in choices.items():
        shown = {"outcomeIdentifier": "REPLY", "showHide": "show"}
        reply = _child(root, "modalFeedback", identifier=choice, **shown)
        _child(reply, "p", question.replies[option])
    return root


def _judge(processing):
    """Say that the right choice is one point, and that each choice has its reply."""
    if_right = _child(_child(processing, "responseCondition"), "responseIf")
    equal = _child(if_right, "match")
    _child(equal, "variable", identifier="RESPONSE")
    _child(equal, "correct", identifier="RESPONSE")
    point = _child(if_right, "setOutcomeValue", identifier="SCORE")
    _child(point, "baseValue", "1", baseType="float")
    reply = _child(processing, "setOutcomeValue", identifier="REPLY")
    _child(reply, "variable", identifier="RESPONSE")
