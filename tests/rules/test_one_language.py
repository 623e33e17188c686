"""One meaning for each sign, one name for each thing, on all pages and in the code."""

import re
from functools import cache

from tests.rules.package_source import (
    EVERY_PAGE,
    NOTATION,
    NOTEBOOKS,
    PACKAGE,
    REPOSITORY,
    Module,
    modules,
    number_of,
    page_cells,
    room_of,
)

PAGE_OF = {number_of(path): path for path in NOTEBOOKS}
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$]+?)\$", re.DOTALL)
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
# What school teaches, and what only sets out a formula.
SCHOOL = {
    *("frac", "dfrac", "tfrac", "cdot", "cdots", "dots", "times", "sqrt", "pm", "to"),
    *("ge", "le", "lvert", "rvert", "left", "right", "bigl", "bigr", "Bigl", "Bigr"),
    *("big", "Big", "begin", "end", "qquad", "quad", "underbrace", "tag", "mathbf"),
}
WORDS = re.compile(r"\\(?:begin|end|text|tag)\s*\{[^}]*\}")
NAMED = re.compile(
    r"\\(?:operatorname|math(?:rm|sf|bf))\s*(?:\{([A-Za-z]+)\}|([A-Za-z]))"
)
GREEK = {
    *("alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "kappa", "lambda"),
    *("mu", "sigma", "tau", "nabla", "rho", "phi"),
}
# Other names for the cost and the learning rate.
STRANGE_WORDS = re.compile(
    r"\b(loss(?:es)?|learning[ -]rates? (?:α|alpha)|step size)\b"
)
QUOTED = re.compile(r"\"[^\"\n]*\"|\*[^*\n]+\*|\]\([^)]*\)")
HALF = r"(?:½|\\[td]?frac\s*\{?1\}?\s*\{?2\}?|0\.5\s*\*|1\s*/\s*2\s*\*)"
# ½ (a − y)², in a formula or in code: the quadratic cost of other books.
HALVED = re.compile(
    HALF
    + r"(?:\\,|[^\n$;,]){0,30}?\([^()\n]*[-−][^()\n]*y[^()\n]*\)\s*(?:\^2|²|\*\* ?2)"
)
# A batch costs the mean of its examples: no sum over them stands alone.
TOTALS = re.compile(r"\b(?:sum|total) of (?:all |the )?costs\b|\btotal cost\b")


@cache
def prose(path):
    """The Markdown of a page without its code."""
    return CODE.sub(" ", "\n\n".join(page_cells(path, "markdown")))


@cache
def code(path):
    return "\n\n".join(page_cells(path, "code"))


def formulas(text):
    return [block or inline for block, inline in FORMULA.findall(text)]


def signs(formula):
    """Return the letters of a formula, and the names of its commands and functions."""
    rest = WORDS.sub(" ", formula)
    found = {long or short for long, short in NAMED.findall(rest)}
    rest = NAMED.sub(" ", rest)
    found |= set(re.findall(r"\\([A-Za-z]+)", rest)) - SCHOOL
    return found | set(re.findall(r"[A-Za-z]", re.sub(r"\\[A-Za-z]+", " ", rest)))


def holds_on(where, number):
    """Whether "03", which is met first there, or "only 02 to 06, 11" includes a page.

    As text, the name of a page without a number comes after all numbers, as the page.
    """
    if not where.startswith("only "):
        return where <= number
    parts = [part.partition(" to ") for part in where.removeprefix("only ").split(", ")]
    return any(first <= number <= (last or first) for first, _, last in parts)


@cache
def notation():
    """Return (signs, where they hold) for every row of the tables."""
    rows = []
    for line in prose(NOTATION).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and re.match(r"(only )?\d\d", cells[3]):
            rows.append((set().union(*map(signs, formulas(cells[0]))), cells[3]))
    return rows


def explained(number, rows):
    """Signs that some row explains for this page."""
    return set().union(*(found for found, where in rows if holds_on(where, number)))


def unexplained(text, number, rows):
    """Signs in the formulas of a text that no row explains for this page."""
    used = set().union(*map(signs, formulas(text)))
    return sorted(used - explained(number, rows))


@EVERY_PAGE
def test_every_sign_stands_in_the_tables(path):
    assert unexplained(prose(path), number_of(path), notation()) == []


def test_no_row_of_the_tables_is_there_for_nothing():
    """Each sign of a row is on a page that the row names."""
    idle = []
    for found, where in notation():
        pages = [path for path in NOTEBOOKS if holds_on(where, number_of(path))]
        used = {s for p in pages for f in formulas(prose(p)) for s in signs(f)}
        used |= {s for p in pages for s in code(p).split() if s in found}
        idle += [f"{sign}: {where}" for sign in sorted(found - used)]
    assert idle == []


def test_the_test_sees_a_sign_without_a_row():
    rows = [({"eta", "C", "partial"}, "01"), ({"k"}, "only 04, 06 to 08")]
    text = r"$\eta\,\frac{\partial C}{\partial k}$ and $$\mathrm{Var}(C) \tag{BP1}$$"
    assert unexplained(text, "07", rows) == ["Var"]
    assert unexplained(text, "04", rows) == ["Var"]
    assert unexplained(text, "05", rows) == ["Var", "k"]
    assert unexplained(text, "bug museum", rows) == ["Var", "k"]
    assert unexplained("$k$", "bug museum", [({"k"}, "only 12, bug museum")]) == []


@EVERY_PAGE
def test_greek_names_in_code_are_signs_of_the_page(path):
    """`eta` in code is η in the tables; so code and formulas have one name."""
    names = set(Module(path.stem, code(path)).identifiers())
    parts = {part.strip("0123456789") for name in names for part in name.split("_")}
    signs_here = explained(number_of(path), notation())
    known = {sign.removeprefix("var") for sign in signs_here}
    assert sorted(parts & GREEK - known - {"epsilon"}) == []


def strange_words(text):
    return STRANGE_WORDS.findall(QUOTED.sub(" ", text))


@EVERY_PAGE
def test_cost_and_learning_rate_have_one_name_and_the_cost_one_formula(path):
    assert strange_words(prose(path)) == []
    for text in (prose(path), code(path)):
        assert HALVED.findall(text) == []
        assert TOTALS.findall(text) == []


def test_the_test_sees_other_words_and_other_costs():
    assert strange_words("The loss, with a step size.") == ["loss", "step size"]
    assert strange_words('*The loss surfaces*, "loss", [x](https://a.b/loss)') == []
    for halved in (
        r"C = \frac{1}{2} \sum_j (a_j - y_j)^2",
        r"C = \tfrac12\,(a - y)^2",
        "½ (a − y)²",
        "cost = 0.5 * np.sum((a[3] - y) ** 2)",
    ):
        assert HALVED.search(halved), halved
    sums = r"\sum_j (a_j - y_j)^2", r"a = \tfrac12, \; (a - y)^2", "½ of (a + b)²"
    for whole in sums:
        assert not HALVED.search(whole), whole
    assert TOTALS.search("the sum of the costs")


@EVERY_PAGE
def test_a_section_that_is_named_exists(path):
    """ "page 04, section 3" and "section 3" lead to a numbered heading."""
    lost = []
    for page, section in sections_in(prose(path)):
        target = PAGE_OF[page.lower()] if page else path
        if not re.search(rf"^## {section}\b", prose(target), re.MULTILINE):
            lost.append(f"{target.stem} has no section {section}")
    assert lost == []


def sections_in(text):
    """Return (page or "", section) for each section that a text names."""
    text = " ".join(text.split())
    page = r"(?:(?:page (?=\d)|the (?=bug))(\d\d|bug museum)(?:\]\([^)]*\))?,? )?"
    return re.findall(page + r"\(?sections? (\d+)", text, re.IGNORECASE)


def test_the_test_finds_sections():
    text = "Page 04, section 3, or section 12 ([page 05](05_x.ipynb), section 2)"
    assert sections_in(text) == [("04", "3"), ("", "12"), ("05", "2")]
    assert sections_in("See the bug museum, section 7") == [("bug museum", "7")]


# Sources

TITLE = re.compile(r"\*([^*]+)\*")


def sources_of(path):
    """The Markdown of a page's Sources, up to what it gives to take away."""
    text = "\n".join(page_cells(path, "markdown"))
    return text.partition("\n## Sources\n")[2].partition("\n## To take away\n")[0]


@cache
def all_sources():
    """Return (text in lower case, pages) for each row of the table beside the pages."""
    table = (REPOSITORY / "notebooks" / "SOURCES.md").read_text("utf-8")
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if "|" in line]
    return [(row[0].lower(), row[2].split(", ")) for row in rows if len(row) == 3][1:]


@EVERY_PAGE
def test_the_table_has_every_source_of_a_page(path):
    titles = TITLE.findall(sources_of(path))
    assert titles, "the page names no source"
    for title in titles:
        rows = [pages for row, pages in all_sources() if title.lower() in row]
        assert rows, f"{title} is not in SOURCES.md"
        assert any(number_of(path) in pages for pages in rows), f"{title}: no such page"


AUTHORS = {"load_iris": "R. A. Fisher", "load_digits": "E. Alpaydin"}


def imported_by(path):
    """What a page and its folder import, and what the modules named there import.

    What judges exercises is left out: it may know the data of other pages.
    """
    known = {module.name: module for module in modules()}
    room = f"{PACKAGE}.pages.{room_of(path)}"
    own = [name for name in known if name.startswith(f"{room}.")]
    found = {*Module("page", code(path)).imports()}
    for name in (*found, *own):
        if name in known and not name.endswith(".exercises"):
            found.update(known[name].imports())
    return found


@EVERY_PAGE
def test_a_page_names_the_source_of_its_data(path):
    for name, author in AUTHORS.items():
        used = any(each.endswith(f".{name}") for each in imported_by(path))
        assert (author in sources_of(path)) == used


def test_every_source_of_the_table_is_on_its_pages():
    for row, pages in all_sources():
        titles = TITLE.findall(row) or [re.search(r"\[(.+?)\]", row)[1]]
        for page in pages:
            if page in ("all", "questions"):  # these: tests/practice/test_beliefs.py
                continue
            named = sources_of(PAGE_OF[page]).lower()
            # A page may shorten a title, but not below its first three words.
            starts = [" ".join(title.split()[:3]).rstrip(":,") for title in titles]
            author = row.split(",")[0].split(" and ")[0].split()[-1]
            assert author in named or any(s in named for s in starts), f"{page}: {row}"
