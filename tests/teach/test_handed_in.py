"""Files are somebody's, however they come back: folders, zip files, other systems."""

import zipfile

import pytest

from backprop_helpers.practice.save_answers import FILE, packed_pages
from backprop_helpers.teach import handed_in
from backprop_helpers.teach.handed_in import student_of, submissions


@pytest.fixture
def folders(tmp_path):
    folder, unpacked = tmp_path / "handed in", tmp_path / "unpacked"
    folder.mkdir()
    unpacked.mkdir()
    return folder, unpacked


def names_in(folders):
    found = submissions(*folders)
    return {who: sorted(path.name for path in found[who]) for who in found}


def test_nobody_vanishes(folders):
    for name in ("anna/04.ipynb", "anna/x/05.ipynb", "anna.ipynb", "bo.IPYNB",
                 "anna/.ipynb_checkpoints/04.ipynb", "__MACOSX/anna/._04.ipynb",
                 ".hidden/04.ipynb", "cleo/notes.txt"):  # fmt: skip
        (folders[0] / name).parent.mkdir(parents=True, exist_ok=True)
        (folders[0] / name).write_text("{}")
    assert names_in(folders) == {
        "anna": ["04.ipynb", "05.ipynb", "anna.ipynb"], "bo": ["bo.IPYNB"], "cleo": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("Anna Maier_4711_assignsubmission_file", "Anna Maier_4711"),
        ("Anna Maier_4711_assignsubmission_file_", "Anna Maier_4711"),
        ("Anna Maier_4711_assignsubmission_file_04_two.ipynb", "Anna Maier_4711"),
        ("maieranna_4711_90210_04_two_outputs.ipynb", "maieranna_4711"),
        ("maieranna_LATE_4711_90210_my_answers.zip", "maieranna_4711"),
        ("anna.ipynb", "anna"),
        ("anna.ipynb.txt", "anna"),
        ("anna.tar.gz", "anna"),
        ("Blatt_4_00_anna.ipynb", "Blatt_4_00_anna"),
        ("04_two_outputs_by_hand.ipynb", "04_two_outputs_by_hand"),
    ],
)
def test_the_names_of_moodle_and_canvas_are_known(name, student):
    assert student_of(name) == student


def test_what_the_last_page_packs_is_unpacked(folders):
    folder, _ = folders
    page = '{"cells": []}'
    (folder / "01_one.ipynb").write_text(page)
    (folder / "02_two.ipynb").write_text(page)
    content, _ = packed_pages(folder)
    for file in folder.iterdir():
        file.unlink()
    (folder / "ben").mkdir()
    (folder / "anna.zip").write_bytes(content)
    (folder / "ben" / FILE).write_bytes(content)
    pages = ["01_one.ipynb", "02_two.ipynb"]
    assert names_in(folders) == {"anna": pages, "ben": pages}


def test_a_zip_file_cannot_write_elsewhere_or_fill_the_disk(folders, monkeypatch):
    folder, unpacked = folders
    with zipfile.ZipFile(folder / "anna.zip", "w") as packed:
        for name in ("../../out.ipynb", "/etc/a.ipynb", "x/b.ipynb", "y/b.ipynb",
                     "run.py", "__MACOSX/._b.ipynb"):  # fmt: skip
            packed.writestr(name, "{}")
    found = submissions(folder, unpacked)["anna"]
    assert [path.name for path in found] == ["out.ipynb", "a.ipynb", *["b.ipynb"] * 2]
    assert all(path.resolve().is_relative_to(unpacked) for path in found)
    assert len(set(found)) == 4
    monkeypatch.setattr(handed_in, "LARGEST_ZIP", 7)
    assert submissions(folder, unpacked)["anna"] == [folder / "anna.zip"]
    monkeypatch.undo()
    monkeypatch.setattr(handed_in, "MOST_FILES", 3)
    assert submissions(folder, unpacked)["anna"] == [folder / "anna.zip"]


def test_a_damaged_zip_file_stands_for_itself(folders):
    (folders[0] / "anna.zip").write_bytes(b"PK not really")
    assert names_in(folders) == {"anna": ["anna.zip"]}


def test_what_is_whole_in_a_damaged_zip_file_counts(folders):
    path = folders[0] / "anna.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("00.ipynb", "{}")
        packed.writestr("01.ipynb", "0123456789" * 500)
        place = packed.getinfo("01.ipynb").header_offset + 40
    content = bytearray(path.read_bytes())
    content[place : place + 8] = b"\xff" * 8
    path.write_bytes(content)
    assert names_in(folders) == {"anna": ["00.ipynb", "anna.zip"]}


def test_what_is_no_notebook_has_a_row(folders):
    for name in ("anna.7z", "ben.ipynb.json", "notes.txt"):
        (folders[0] / name).write_text("{}")
    assert names_in(folders) == {"anna": ["anna.7z"], "ben": ["ben.ipynb.json"]}
