"""The text of a cell as plain Python statements, and the names that these touch.

Nothing is executed here. The text is a stranger's: whatever cannot be read as Python
has a sentence, and costs no more than the lines in which it stands.
"""

import ast
import contextlib
import re
import symtable
import warnings

from IPython.core.inputtransformer2 import TransformerManager

UNREADABLE = (SyntaxError, ValueError, RuntimeError, MemoryError)
RUN_THEIR_BODY = ("time", "timeit", "capture", "prun")  # of the magics of a cell
LONGEST = 20_000  # characters, and
MOST_LINES = 50  # with syntax of IPython: each of them reads the whole text once more
MOST_BLOCKS = 40  # that may belong together, in a cell with a syntax error
_GOES_ON = re.compile(r"\s|[)\]}#]|$|(else|elif|except|finally)\b")
_OF_IPYTHON = re.compile(
    r"\A\s|^[ \t]*([%!?/;,]|>>>|In \[)|\?\s*$|=\s*[%!]", re.MULTILINE
)
_OPTIONS = re.compile(r"(\s*-\w+(\s+\d+)?)*\s*")


def statements(source):
    """Return the top-level statements of a cell, and what is wrong with the others.

    They are nodes of `ast`; "" if nothing is wrong. Magics become calls of
    get_ipython(); the body of %%time is kept, that of %%bash is not.
    """
    source = without_cell_magics(source.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        found, problem = parsed(source), ""
    except UNREADABLE as error:
        found, problem = _those_that_parse(source), _told(error)
    return [each for node in found for each in _timed(node)], problem


def _timed(node):
    """Return the statements behind %time, or else the statement itself."""
    match node:
        case ast.Expr(
            ast.Call(
                ast.Attribute(attr="run_line_magic"),
                [ast.Constant("time"), ast.Constant(str(code))],
            )
        ):
            with contextlib.suppress(*UNREADABLE):
                return parsed(code)
    return [node]


def without_cell_magics(source):
    """Return what is Python in a cell: "" of %%html, the lines below %%time."""
    first, _, body = source.lstrip().partition("\n")
    if not first.startswith("%%"):
        return source
    name, _, rest = first[2:].strip().partition(" ")
    if name not in RUN_THEIR_BODY:
        return ""
    setup = _OPTIONS.sub("", rest, count=1) if name == "timeit" else ""
    return without_cell_magics(f"{setup}\n{body}" if setup else body)


def parsed(source):
    """Return the statements of a text, with IPython's syntax made plain if it has any.

    One of UNREADABLE if that is no Python.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a stranger's escape sequences
        try:
            return ast.parse(source).body
        except UNREADABLE:
            if len(source) > LONGEST:
                raise
            if not 0 < len(_OF_IPYTHON.findall(source)) <= MOST_LINES:
                raise
        return ast.parse(TransformerManager().transform_cell(source)).body


def _told(error):
    line = getattr(error, "lineno", None)
    where = f" in line {line}" if line else ""
    return f"has a syntax error{where}: {getattr(error, 'msg', '') or 'unreadable'}"


def _those_that_parse(source):
    """Return the statements of those blocks of lines that can be read."""
    blocks, found, start = _blocks(source), [], 0
    if len(source) > LONGEST:  # each try reads it once more
        return []
    while start < len(blocks):
        last = min(len(blocks), start + MOST_BLOCKS)
        for end in range(start + 1, last + 1):
            nodes = _parsed_or_none("".join(blocks[start:end]), alone=end == start + 1)
            if nodes is not None:
                found += nodes
                start = end
                break
        else:
            start += 1
    return found


def _parsed_or_none(source, alone):
    """Return the statements of a few blocks, None if they cannot be read.

    Only a block that stands alone is looked at for magics, which takes its time.
    """
    with contextlib.suppress(*UNREADABLE):
        return parsed(source) if alone else ast.parse(source).body
    return None


def _blocks(source):
    """Cut a text before each line that can begin a statement."""
    blocks = []
    for line in source.splitlines(keepends=True):
        if blocks and _GOES_ON.match(line):
            blocks[-1] += line
        else:
            blocks.append(line)
    return blocks


def key(source):
    """Return what two cells have in common that differ in form only."""
    found, problem = statements(source)
    try:
        return ("", *map(ast.dump, found)) if not problem else (source.strip(),)
    except UNREADABLE:
        return (source.strip(),)


def text_of(statement):
    """Return the text of a statement, "" if it is nested too deeply to be written."""
    try:
        return ast.unparse(statement)
    except UNREADABLE:
        return ""


def mentions(statement):
    """Return all the names that stand in a statement, also those of definitions."""
    return {
        name
        for node in ast.walk(statement)
        for name in (getattr(node, "id", None), getattr(node, "name", None))
        if isinstance(name, str)
    }


def globals_of(statement):
    """Return the variables of the page that a statement uses, and those that it sets.

    All its names count as both where Python itself cannot tell.
    """
    try:
        tables = [symtable.symtable(text_of(statement), "cell", "exec")]
    except UNREADABLE:
        return mentions(statement), mentions(statement)
    uses, sets = set(), set()
    for table in tables:  # it grows
        tables += table.get_children()
        for symbol in table.get_symbols():
            if table.get_type() == "module" or symbol.is_global():
                if symbol.is_referenced():
                    uses.add(symbol.get_name())
                if symbol.is_assigned() or symbol.is_imported():
                    sets.add(symbol.get_name())
    return uses, sets


def checks_in(statement, exercises):
    """Yield (exercise, argument) for each call check.exercise(argument)."""
    for node in ast.walk(statement):
        match node:
            case ast.Call(
                ast.Attribute(ast.Name("check") | ast.Attribute(attr="check"), name)
            ) if name in exercises:
                for argument in [*node.args, *(word.value for word in node.keywords)]:
                    yield name, argument


def lasts(statement):
    """Whether a statement makes a function, which may use its variables later on."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    return any(isinstance(node, kinds) for node in ast.walk(statement))
