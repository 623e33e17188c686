"""Pages to be printed: nothing is cut off, quizzes and pencils become worksheets."""

import re
from pathlib import Path

from backprop_helpers.practice.registry import QUIZZES, SHEETS
from backprop_helpers.teach.edition import EditionError

QUESTIONS = {each.prompt: each for name in QUIZZES for each in QUIZZES[name]}
CONTROLS = re.compile(r"\[(.*)\] Run this cell to use the controls\.")
PENCIL = re.compile(r"\bpencil\(\s*[\"'](\w+)[\"']")
LINE = "_" * 16  # to write a number on
LIGHT = (
    "Pages for paper are made with nbconvert, which comes with JupyterLab: type "
    "python -m pip install jupyterlab, and try again."
)
# Paper cannot be scrolled: code lines are broken where a page of A4 ends.
STYLE = """<style>
@page { margin: 15mm }
.highlight pre { white-space: pre-wrap !important; overflow-wrap: anywhere }
.jp-InputPrompt, .jp-OutputPrompt { display: none }
h1, h2, h3 { break-after: avoid }
img, table, .jp-OutputArea-child { break-inside: avoid }
</style></head>"""


def for_paper(path):
    """Return the page that a notebook file makes on paper, as HTML.

    Raises
    ------
    EditionError
        If the file is not a notebook that can be read, or if nbconvert is missing.
    """
    try:
        import nbformat  # it and nbconvert take half a second
        from nbconvert import HTMLExporter
    except ImportError:
        raise EditionError(LIGHT) from None
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError):
        raise EditionError(f"{path} is not a notebook that can be read.") from None
    sheets = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [each for each in map(_printed, cell.outputs) if each]
            found = [SHEETS[n] for n in PENCIL.findall(cell.source) if n in SHEETS]
            blanks = [blank for sheet in found for blank in sheet.line_of]
            if blanks:
                text = "\n".join(f"{blank} = {LINE}" for blank in blanks)
                cell.outputs.append(nbformat.v4.new_output("stream", text=text))
            sheets += found
    if sheets:
        notebook.cells.append(nbformat.v4.new_markdown_cell(_answers(sheets)))
    name = {"metadata": {"name": Path(path).stem}}
    html, _ = HTMLExporter().from_notebook_node(notebook, resources=name)
    html = html.replace("<details>", "<details open>")  # nobody can unfold paper
    return html.replace("</head>", STYLE, 1)


def _printed(output):
    """Return what stands for an output on paper: None for the controls of a panel."""
    found = CONTROLS.fullmatch(output.get("data", {}).get("text/plain", ""))
    if not found:
        return output
    question = QUESTIONS.get(found[1])
    if not question:
        return None
    code = [f"    {line}" for line in question.code.splitlines()]
    options = [f"○ {option}" for option in question.options]
    text = "\n".join([question.prompt, *code, *options])
    return output | {"data": {"text/plain": text}}


def _answers(sheets):
    """Return what stands at the end of a page: each number, and how it comes about."""
    parts = ["## Answers for the pencil"]
    for sheet in sheets:
        numbers = sheet.numbers()
        parts.append(f"**{sheet.title}**")
        parts += [f"- {line.worked(b, numbers)}" for b, line in sheet.line_of.items()]
    return "\n".join(f"\n{part}\n" if part[0] != "-" else part for part in parts)


def write_for_paper(notebooks, target):
    """Write notebooks, paths, as pages for paper into a folder; returns their paths.

    EditionError if there is no notebook, or if the folder cannot be written.
    """
    target, written = Path(target), []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted(notebooks):
            page = target / f"{path.stem}.html"
            page.write_text(for_paper(path), encoding="utf-8")
            written.append(page)
    except OSError as error:
        raise EditionError(f"{target} cannot be written: {error.strerror}.") from None
    if not written:
        raise EditionError("There are no notebooks to print.")
    return written
