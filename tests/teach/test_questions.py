"""What a teacher can export: nothing is lost or changed, whatever a text holds."""

import csv
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import chain

import pytest

from backprop_helpers.pages import PAGES
from backprop_helpers.practice.beliefs import all_beliefs
from backprop_helpers.practice.registry import QUIZZES, Question, quizzes_of
from backprop_helpers.teach import questions as exported
from backprop_helpers.teach.__main__ import main
from backprop_helpers.teach.question_formats import PACKAGING, QTI, gift, write_qti
from backprop_helpers.teach.questions import (
    COLUMNS,
    chapters,
    number_of,
    printed,
    title_of,
)

ALL = [*chain.from_iterable(QUIZZES.values())]
HOSTILE = Question(
    name='a "name": {x} = 1 ~ #2',
    prompt="Is {a} ~ b = c # d : e\\f < g & h > \"i\" 'j' C = (w₁ − 2)², or $y_{1}$?",
    right="=%50% <b>right</b> }{",
    replies={
        "=%50% <b>right</b> }{": "Yes: ~ = # { } :: -> // \\n \\\\ &amp; ]]> <!--",
        "%100% wrong": "####general? ~%-50%",
        "[html]<i>in a format?</i>": "two\n\nlines",
        "// a comment\\": "::name::$CATEGORY: elsewhere",
    },
    beliefs={"%100% wrong": "a <belief> & more"},
)
HOSTILE_CODE = (
    "if a < b and c & d:\n    x['k'] = {\"#\": ~1}  # =50% \\n &lt;\n\ny -= 1"
)
WITH_CODE = replace(HOSTILE, name="with code", code=HOSTILE_CODE)
HOSTILE_CHAPTER = {"01 a & b <c>": {"hostile-1": HOSTILE, "hostile-2": WITH_CODE}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("questions") / "new"
    assert main(["questions", str(out)]) == 0
    return out


# GIFT, read as Moodle does


def read_gift(text):
    """Yield category, name, prompt, code, [(weight, option, reply)] of each question.

    What has code is HTML; then each option and reply must say that it is not.
    """
    category = None
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith("$CATEGORY:"):
            category = block.removeprefix("$CATEGORY:").strip()
            continue
        name, rest = re.fullmatch(r"::((?:\\.|[^:\\])+)::(.*)", block, re.S).groups()
        parts = re.fullmatch(r"((?:\\.|[^{}\\])*)\{((?:\\.|[^{}\\])*)\}", rest, re.S)
        prompt, answers = parts.groups()
        found = re.findall(r"([=~])((?:\\.|[^=~\\])*)", answers)
        asked, code = plain(prompt), ""
        if prompt.startswith("[html]"):
            parts = re.fullmatch(r"<p>([^<]*)</p><pre>([^<]*)</pre>", asked).groups()
            asked, code = map(unescape, parts)
            assert all(a.startswith("[plain]") and "#[plain]" in a for _, a in found)
        answers = [read_answer(*answer) for answer in found]
        yield category, plain(name), asked, code, answers


def read_answer(mark, text):
    option, reply = re.fullmatch(
        r"((?:\\.|[^#\\])*)#((?:\\.|[^#\\])*)", text.strip(), re.S
    ).groups()
    weight = re.match(r"%(-?[\d.]+)%", option)
    if weight:
        return float(weight[1]), plain(option[weight.end() :]), plain(reply)
    return 100.0 if mark == "=" else 0.0, plain(option), plain(reply)


def plain(text):
    """Return a text without its format and its backslashes."""
    text = re.sub(r"^\[(plain|html|markdown|moodle)\]", "", text.strip())
    return re.sub(
        r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text, flags=re.S
    )


def as_gift_has_it(question):
    right = question.right
    return (
        question.name,
        question.prompt,
        question.code,
        [(100.0 * (o == right), o, reply) for o, reply in question.replies.items()],
    )


def test_gift_holds_every_question_with_its_replies(folder):
    found = [*read_gift((folder / "questions.gift").read_text("utf-8"))]
    assert [each[1:] for each in found] == [*map(as_gift_has_it, in_order())]
    categories = [*dict.fromkeys(each[0] for each in found)]
    assert categories == [f"Backpropagation by hand/{title}" for title in chapters()]


def in_order():
    return [q for questions in chapters().values() for q in questions.values()]


def test_all_questions_are_exported_page_by_page():
    assert sorted(q.name for q in in_order()) == sorted(q.name for q in ALL)
    assert [*chapters()] == [title_of(page) for page in PAGES]
    assert title_of("one_neuron") == f"{PAGES['one_neuron']} one neuron"


def test_hostile_text_survives_gift():
    assert [*read_gift(gift(HOSTILE_CHAPTER))] == [
        ("Backpropagation by hand/01 a & b <c>", *as_gift_has_it(question))
        for question in (HOSTILE, WITH_CODE)
    ]


def test_a_slash_in_a_title_makes_no_category_of_its_own():
    assert "$CATEGORY: Backpropagation by hand/a//b\n" in gift({"a/b": {"x": HOSTILE}})


# QTI

OF_ITEM = (  # the parts of an item, in the order of the schema
    "responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing",
    "modalFeedback",
)  # fmt: skip
NAME = re.compile(r"[A-Za-z_][\w.-]*")  # of anything that has an identifier


def read_package(path):
    """Return the roots of all files of a package, by name."""
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name: ET.fromstring(package.read(name)) for name in package.namelist()}


def tag(element):
    return element.tag.rpartition("}")[2]


def of(parent, path):
    return parent.findall(path, {"": QTI})


def read_item(item):
    """Return what an item asks, after a look at how its parts belong together."""
    assert item.tag == f"{{{QTI}}}assessmentItem"
    assert {"identifier", "title", "adaptive", "timeDependent"} < set(item.attrib)
    tags = [*dict.fromkeys(map(tag, item))]
    assert tags == [*OF_ITEM]
    (answer,), outcomes = (
        of(item, "responseDeclaration"),
        of(item, "outcomeDeclaration"),
    )
    assert [o.get("identifier") for o in outcomes] == ["SCORE", "REPLY"]
    (asked,) = of(item, "itemBody/choiceInteraction")
    assert asked.get("responseIdentifier") == answer.get("identifier") == "RESPONSE"
    options = {c.get("identifier"): c.text for c in of(asked, "simpleChoice")}
    replies = {
        f.get("identifier"): of(f, "p")[0].text for f in of(item, "modalFeedback")
    }
    assert {f.get("outcomeIdentifier") for f in of(item, "modalFeedback")} == {"REPLY"}
    assert [*options] == [*replies]
    declared = {"RESPONSE", "SCORE", "REPLY"}
    for part in item.find(f"{{{QTI}}}responseProcessing").iter():
        if part.get("identifier"):
            assert part.get("identifier") in declared
    (right,) = of(answer, "correctResponse/value")
    (prompt,) = of(asked, "prompt")
    (body,) = of(item, "itemBody")
    assert [tag(each) for each in body][-1] == "choiceInteraction"
    return Question(
        name=item.get("title"),
        prompt=prompt.text,
        right=options[right.text],
        replies={options[choice]: replies[choice] for choice in options},
        code="".join(pre.text for pre in of(body, "pre")),
    )


def without_beliefs(question):
    return replace(question, beliefs={}, taught="")


def test_the_package_holds_every_question_with_its_replies(folder):
    files = read_package(folder / "questions_qti.zip")
    items = {name: root for name, root in files.items() if name.startswith("items/")}
    assert [read_item(item) for item in items.values()] == [
        *map(without_beliefs, in_order())
    ]


def test_every_identifier_of_the_package_is_unique_and_is_referred_to(folder):
    files = read_package(folder / "questions_qti.zip")
    manifest, test = files.pop("imsmanifest.xml"), files.pop("test.xml")
    assert manifest.tag == f"{{{PACKAGING}}}manifest"
    resources = manifest.findall(".//{*}resource")
    places = [resource.get("href") for resource in resources]
    assert places == [each.get("href") for each in manifest.findall(".//{*}file")]
    assert sorted(places) == sorted(["test.xml", *files])
    names = [resource.get("identifier") for resource in resources]
    needed = [d.get("identifierref") for d in manifest.findall(".//{*}dependency")]
    assert sorted(needed) == sorted(set(names) - {"resource-test"})
    kinds = {"test.xml": "imsqti_test_xmlv2p1"}
    for resource in resources:
        kind = kinds.get(resource.get("href"), "imsqti_item_xmlv2p1")
        assert resource.get("type") == kind
    items = {name: root.get("identifier") for name, root in files.items()}
    refs = of(test, ".//assessmentItemRef")
    assert {ref.get("href"): ref.get("identifier") for ref in refs} == items
    sections = of(test, ".//assessmentSection")
    assert [section.get("title") for section in sections] == [*chapters()]
    own = [s.get("identifier") for s in sections]
    for all_names in (names, [*items.values()], own):
        assert len(set(all_names)) == len(all_names)
        assert all(NAME.fullmatch(name) for name in all_names)


def test_hostile_text_survives_qti(tmp_path):
    write_qti(tmp_path / "hostile.zip", HOSTILE_CHAPTER)
    package = read_package(tmp_path / "hostile.zip")
    for number, question in enumerate((HOSTILE, WITH_CODE), 1):
        item = package[f"items/hostile-{number}.xml"]
        assert read_item(item) == without_beliefs(question)


def test_the_same_questions_make_the_same_package(folder, tmp_path):
    write_qti(tmp_path / "again.zip", chapters())
    written = (folder / "questions_qti.zip").read_bytes()
    assert (tmp_path / "again.zip").read_bytes() == written


# Paper


class Texts(HTMLParser):
    """The text of a page, and what it would fetch."""

    def __init__(self, html):
        super().__init__()
        self.text, self.fetched, self.tags = [], [], []
        self.feed(html)

    def handle_starttag(self, name, attributes):
        self.tags.append(name)
        self.fetched += [v for k, v in attributes if k in ("src", "href")]

    def handle_data(self, data):
        self.text.append(data)


def test_the_page_has_the_questions_first_and_the_replies_on_a_sheet_of_their_own(
    folder,
):
    page = Texts((folder / "questions.html").read_text("utf-8"))
    whole = "".join(page.text)
    asked, rest = whole.split("Answers and replies")
    answered, beliefs = rest.split("Beliefs, and where they are asked for")
    assert page.fetched == []
    for number, question in enumerate(in_order(), 1):
        assert f"{number}. {question.prompt}\n{question.code}".strip() in asked
        assert f"✓ {question.right} – {question.replies[question.right]}" in answered
        for option, reply in question.replies.items():
            assert f"○ {option}" in asked
            assert f"{option} – {reply}" in answered
            assert reply not in asked
    for belief in all_beliefs().values():
        assert f"Belief: {belief.name}." in answered
        assert belief.says in beliefs


def test_hostile_text_survives_paper(monkeypatch):
    monkeypatch.setattr(exported, "beliefs_to_pages", lambda _: [("*a* <b>",)])
    page = Texts(printed(HOSTILE_CHAPTER))
    whole = "".join(page.text)
    assert f"{HOSTILE.prompt}\n{HOSTILE_CODE}" in whole
    assert page.tags.count("pre") == 2  # with the questions, and with the answers
    for option, reply in HOSTILE.replies.items():
        assert f"○ {option}" in whole
        assert f"{option} – {reply}" in whole
    assert not {"b", "i", "belief", "c"} & {*page.tags}


def test_the_map_names_the_questions_and_pages_of_each_belief(folder):
    with (folder / "beliefs.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == [*COLUMNS]
    names = {
        f"{question.name} ({number_of(page)})"
        for page in PAGES
        for questions in quizzes_of(page).values()
        for question in questions
    }
    numbers = {number_of(page) for page in PAGES}
    assert number_of("bug_museum") == "bug museum"
    assert [row[0] for row in rows] == [*all_beliefs()]
    for row, belief in zip(rows, all_beliefs().values(), strict=True):
        assert row[1] == belief.says
        assert set(row[2].split(", ")) <= numbers
        assert {row[3], *row[4].split("; ")} <= names


def test_a_folder_that_cannot_be_written_is_named(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["questions", str(tmp_path / "file")]) == 1
    assert f"{tmp_path / 'file'} cannot be written" in capsys.readouterr().err
