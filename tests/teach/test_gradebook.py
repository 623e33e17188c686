"""The tables for Moodle and Canvas are what their importers ask for.

The heads are those of Moodle 4.1 and 5.0 and of Canvas in 2026.
"""

import csv

import pytest

from backprop_helpers.teach.edition import EditionError
from backprop_helpers.teach.gradebook import match, write_gradebook
from backprop_helpers.teach.grading import Row

NAMES = ["warm_up", "delta2", "delta3", "step"]
MOODLE = [
    ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade",
     "Grade can be changed", "Last modified (submission)", "Last modified (grade)",
     "Feedback comments"],
    ["Participant 4711", "Anna Maier", "anna@example.org", "Submitted", "", "10.00",
     "Yes", "Monday, 2 November 2026, 10:00 AM", "-", ""],
    ["Participant 4712", "Zoë Δelta", "zoe@example.org", "Submitted", "", "10.00",
     "Yes", "Monday, 2 November 2026, 11:00 AM", "-", ""],
    ["Participant 4713", "Nobody Here", "n@example.org", "No submission", "", "10.00",
     "Yes", "-", "-", ""],
]  # fmt: skip
CANVAS = [
    ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Essay (88)",
     "Backpropagation by hand (99)", "Final Score"],
    ["    Points Possible", "", "", "", "", "10", "8", "(read only)"],
    ["Maier, Anna", "4711", "s-1", "anna", "A", "7", "", "70"],
    ["Δelta, Zoë", "4712", "s-2", "zoe", "A", "8", "", "80"],
]  # fmt: skip


def table_at(path, lines, mark=""):
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(mark)
        csv.writer(file).writerows(lines)
    return path


def written(system, tmp_path, lines, rows, **options):
    """Return the table that is written, and what is told."""
    roster, target = table_at(tmp_path / "roster.csv", lines, "\ufeff"), tmp_path / "t"
    told = write_gradebook(system, roster, rows, NAMES, target, **options)
    assert target.read_bytes()[:1] != b"\xef"  # neither importer needs a mark
    return list(csv.reader(target.read_text("utf-8").splitlines())), told


def row(student, right, mistakes=()):
    outcomes = {name: "correct" for name in NAMES[:right]}
    outcomes |= {name: "wrong" for name in NAMES[right:]}
    return Row(student, outcomes, {NAMES[-1]: [*mistakes]})


ROWS = [row("Anna Maier_4711", 3, ["= for +="]), row("zoe δelta", 4)]


def test_moodle_gets_its_worksheet_back_with_grades_and_words(tmp_path):
    table, told = written("moodle", tmp_path, MOODLE, ROWS)
    assert told == []
    head, anna, zoe, nobody = table
    assert head == MOODLE[0]
    # The import asks for these three columns, and reads the number in the first.
    for name in ("Identifier", "Grade", "Last modified (grade)"):
        assert name in head
    assert (anna[4], zoe[4], nobody) == ("7.50", "10.00", MOODLE[3])
    kept = [p for p, name in enumerate(head) if name not in ("Grade", head[-1])]
    assert [anna[p] for p in kept] == [MOODLE[1][p] for p in kept]
    assert anna[-1].startswith("3 of 4 right. warm_up: correct. ")
    assert anna[-1].endswith("step: wrong (= for +=).")


def test_canvas_gets_its_assignment_and_no_other(tmp_path):
    table, told = written("canvas", tmp_path, CANVAS, ROWS)
    assert told == []
    head, possible, anna, zoe = table
    # The import asks for this order, then takes each column for an assignment.
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert head[5:] == ["Backpropagation by hand (99)"]
    assert "Points Possible" in possible[0]
    assert possible[-1] == "8"  # the table's own, not ours
    assert (anna[1], anna[-1], zoe[1], zoe[-1]) == ("4711", "6.00", "4712", "8.00")


@pytest.mark.parametrize("with_points", [True, False])
def test_a_new_assignment_of_canvas_has_its_points(with_points, tmp_path):
    lines = CANVAS if with_points else [CANVAS[0], *CANVAS[2:]]
    table, _ = written("canvas", tmp_path, lines, ROWS, column="Week 4")
    assert table[0][-1] == "Week 4"
    assert ("Points Possible" in table[1][0], table[1][-1]) == (True, "4")
    assert [line[-1] for line in table[2:]] == ["3.00", "4.00"]


def test_who_is_called_by_nobody_or_by_two_is_told(tmp_path):
    twins = [*MOODLE, [*MOODLE[1][:1], *MOODLE[1][1:]]]
    twins[-1][0] = "Participant 4714"
    rows = [row("Anna Maier", 1), row("Ben", 1), row("Maier, Anna_4714", 2)]
    table, told = written("moodle", tmp_path, twins, rows)
    assert [line[4] for line in table[1:]] == ["", "", "", "5.00"]
    assert told == [
        "Anna Maier: may be more than one in the table, so no points are entered.",
        "Ben: is called so by nobody in the table, so no points are entered.",
    ]


def test_names_in_any_script_are_told_apart():
    students = {1: ["李娜"], 2: ["Anna Weiß"], 3: ["Иван Петров"]}
    found, told = match(["王伟", "Петров, Иван", "anna weiss"], students)
    assert found == {"Петров, Иван": 3, "anna weiss": 2}
    assert told[0].startswith("王伟: is called so by nobody")


def test_a_number_of_ones_own_is_none_of_the_table():
    students = {1: ["1", "Anna Maier"], 2: ["2", "Ben Li"]}
    assert match(["Anna Maier_2"], students)[0] == {}
    assert match(["Anna Maier_99"], students)[0] == {"Anna Maier_99": 1}


def test_tables_as_spreadsheets_save_them(tmp_path):
    lines = [[each.replace("10.00", "10,00") for each in line] for line in MOODLE]
    text = "".join(";".join(line) + "\r\n" for line in lines) + "\r\n"
    (tmp_path / "roster.csv").write_text(text, "utf-8", newline="")
    write_gradebook("moodle", tmp_path / "roster.csv", ROWS, NAMES, tmp_path / "t")
    table = list(csv.reader((tmp_path / "t").read_text("utf-8").splitlines()))
    assert [line[4] for line in table] == ["Grade", "7.50", "10.00", ""]


def test_last_empty_cells_may_be_left_out(tmp_path):
    lines = [MOODLE[0], *(line[:-1] for line in MOODLE[1:])]
    table, _ = written("moodle", tmp_path, lines, ROWS)
    assert {len(line) for line in table} == {len(MOODLE[0])}
    assert [line[4] for line in table] == ["Grade", "7.50", "10.00", ""]
    assert table[1][-1].startswith("3 of 4 right.")


def test_a_table_of_canvas_with_a_line_cut_off_is_refused(tmp_path):
    roster = table_at(tmp_path / "roster.csv", [*CANVAS, ["Maier, Bo", "4713"]])
    with pytest.raises(EditionError, match="is not a table of Canvas"):
        write_gradebook("canvas", roster, ROWS, NAMES, tmp_path / "t")


def test_who_handed_in_nothing_has_no_points(tmp_path):
    roster = table_at(tmp_path / "roster.csv", MOODLE)
    write_gradebook("moodle", roster, [Row("Anna Maier")], [], tmp_path / "t")
    assert ",10.00," in (tmp_path / "t").read_text("utf-8")


def test_no_two_fill_in_one_line():
    found, told = match(["anna", "Anna"], {1: ["Anna"]})
    assert found == {"anna": 1}
    assert len(told) == 1


@pytest.mark.parametrize("system", ["moodle", "canvas"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b\n1,2\n", b'"'])
def test_another_table_is_refused_with_the_way_to_the_right_one(
    system, content, tmp_path
):
    (tmp_path / "roster.csv").write_bytes(content)
    with pytest.raises(EditionError, match=f"is not a table of {system.title()}"):
        write_gradebook(system, tmp_path / "roster.csv", ROWS, NAMES, tmp_path / "t")
    assert not (tmp_path / "t").exists()
