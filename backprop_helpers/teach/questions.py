"""All questions of the course: to be printed, or read by the program of a school."""

import csv
import re
from html import escape
from pathlib import Path

from backprop_helpers.practice.beliefs import all_beliefs
from backprop_helpers.practice.registry import page_numbers, quizzes_of
from backprop_helpers.teach.edition import EditionError
from backprop_helpers.teach.question_formats import COURSE, gift, write_qti

STYLE = """\
@page { margin: 15mm }
body { font-family: sans-serif; line-height: 1.35; max-width: 50em; margin: auto;
  padding: 0 1em }
h2 { break-after: avoid }
section { break-inside: avoid; margin: 0 0 1em }
p, ul { margin: 0.2em 0 }
ul { list-style: none; padding-left: 1.5em }
pre { margin: 0.3em 0 0.3em 1.5em; white-space: pre-wrap }
.sheet { break-before: page; border-top: 1px solid #000; margin-top: 2em }
table { border-collapse: collapse; font-size: 85% }
th, td { border: 1px solid #000; padding: 0.2em 0.4em; text-align: left;
  vertical-align: top }
tr { break-inside: avoid }"""
COLUMNS = (
    "belief", "as a learner would say it", "treated on page", "question (page)",
    "asked again (page)", "source",
)  # fmt: skip


def chapters():
    """Return the questions by the title of their page, then by an identifier."""
    found = {}
    for page in page_numbers():
        quizzes = quizzes_of(page)
        if quizzes:
            found[title_of(page)] = {
                f"{quiz}-{number}": question
                for quiz, questions in quizzes.items()
                for number, question in enumerate(questions, 1)
            }
    return found


def title_of(page):
    """Return the number and the name of a page, as its file has them."""
    return f"{page_numbers()[page]} {page.replace('_', ' ')}".strip()


def number_of(page):
    """Return the number of a page as text, or the name of one that has none."""
    return page_numbers()[page] or title_of(page)


def beliefs_to_pages(called):
    """Return a row of texts for each belief, as COLUMNS says.

    called maps the name of each question to what it is called in the rows.
    """
    placed = {
        question.name: f"{called[question.name]} ({number_of(page)})"
        for page in page_numbers()
        for questions in quizzes_of(page).values()
        for question in questions
    }
    rows = []
    for belief in all_beliefs().values():
        pages = ", ".join(map(number_of, belief.pages))
        again = "; ".join(placed[name] for name in belief.again)
        sources = "; ".join(belief.sources)
        row = (belief.name, belief.says, pages, placed[belief.item], again, sources)
        rows.append(row)
    return rows


def printed(found):
    """Return a page for paper, as HTML: questions, answers, then the beliefs.

    found is what `chapters` returns.
    """
    asked, answered, called = [], [], {}
    for title, questions in found.items():
        asked.append(f"<h2>{escape(title)}</h2>")
        answered.append(f"<h2>{escape(title)}</h2>")
        for question in questions.values():
            number = len(called) + 1
            called[question.name] = str(number)
            asked.append(_section(number, question, _option))
            answered.append(_section(number, question, _reply))
    head = "".join(f"<th>{escape(column)}</th>" for column in COLUMNS)
    rows = [
        "<tr>" + "".join(f"<td>{_emphasised(cell)}</td>" for cell in row) + "</tr>"
        for row in beliefs_to_pages(called)
    ]
    return "\n".join([
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">',
        f"<title>{COURSE}: questions</title>\n<style>\n{STYLE}\n</style></head><body>",
        f"<h1>{COURSE}: questions</h1>", *asked,
        '<h1 class="sheet">Answers and replies</h1>', *answered,
        '<h1 class="sheet">Beliefs, and where they are asked for</h1>',
        f"<table><thead><tr>{head}</tr></thead><tbody>", *rows,
        "</tbody></table></body></html>\n",
    ])  # fmt: skip


def _section(number, question, line):
    lines = "\n".join(line(question, option) for option in question.options)
    prompt = f"<p><strong>{number}.</strong> {escape(question.prompt)}</p>"
    if question.code:
        prompt += f"\n<pre>{escape(question.code)}</pre>"
    return f"<section>{prompt}\n<ul>\n{lines}\n</ul></section>"


def _option(_, option):
    return f"<li>○ {escape(option)}</li>"


def _reply(question, option):
    mark = "✓" if option == question.right else "✗"
    belief = question.beliefs.get(option)
    named = f" <em>Belief: {escape(belief)}.</em>" if belief else ""
    reply = escape(question.replies[option])
    return f"<li>{mark} <strong>{escape(option)}</strong> – {reply}{named}</li>"


def _emphasised(cell):
    """Return a cell as HTML, with the titles of its sources, *…*, in italics.

    Their links, [*…*](…), cannot be followed on paper, and are left out.
    """
    cell = re.sub(r"\[(.+?)\]\(\S+\)", r"\1", cell)
    return re.sub(r"\*(.+?)\*", r"<em>\1</em>", escape(cell))


def write_questions(target):
    """Write all that a teacher can use into a folder; return how many questions.

    EditionError if the folder cannot be written.
    """
    target, found = Path(target), chapters()
    names = {q.name: q.name for each in found.values() for q in each.values()}
    try:
        target.mkdir(parents=True, exist_ok=True)
        (target / "questions.gift").write_text(gift(found), "utf-8")
        (target / "questions.html").write_text(printed(found), "utf-8")
        write_qti(target / "questions_qti.zip", found)
        with (target / "beliefs.csv").open("w", encoding="utf-8-sig", newline="") as f:
            csv.writer(f).writerows([COLUMNS, *beliefs_to_pages(names)])
    except OSError as error:
        raise EditionError(f"{target} cannot be written: {error.strerror}.") from None
    return len(names)
