"""Whose is which file: notebooks, folders and zip files as students hand them in."""

import lzma
import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath

# How Moodle and Canvas name what they collect: in front the student and a number.
MOODLE = re.compile(r"(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_[a-z]+_?(.*)")
CANVAS = re.compile(r"(?P<name>[^_]+)(_LATE)?_(?P<number>\d{3,})_\d{3,}_(.+)")
NOTEBOOKS, ZIP = (".ipynb", ".ipynb.txt", ".ipynb.json"), ".zip"
OTHERS = (".7z", ".rar", ".gz", ".tgz")  # told to be no notebook
LEFT_OVER = {".ipynb_checkpoints", "__MACOSX"}
DAMAGED = (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error)
DAMAGED += (lzma.LZMAError,)
LARGEST_ZIP, MOST_FILES = 200 * 2**20, 200  # bytes, unpacked; notebooks in one


def submissions(folder, unpacked):
    """Return a dict from students to their notebook files, in order.

    A file directly in the folder is one student's, named after it; a folder is a
    student with all the notebooks in it; both may have one name. Zip files, such as the
    last page's button makes, are unpacked into the folder `unpacked`.
    """
    found = {}
    for path in sorted(Path(folder).iterdir()):
        if _is_left_over(path):
            continue
        if path.is_dir() or path.name.lower().endswith((*NOTEBOOKS, ZIP, *OTHERS)):
            inside = sorted(path.rglob("*")) if path.is_dir() else [path]
            files = [each for p in inside for each in _notebooks(p, Path(unpacked))]
            found.setdefault(student_of(path.name), []).extend(files)
    return {name: found[name] for name in sorted(found)}


def student_of(name):
    """Return who handed in a file or folder of this name, as "name_number" if known."""
    known = MOODLE.fullmatch(name) or CANVAS.fullmatch(name)
    if known:
        return f"{known['name']}_{known['number']}"
    ends = r"\.(ipynb(\.(txt|json))?|zip|7z|rar|tgz|(tar\.)?gz)$"
    return re.sub(ends, "", name, flags=re.IGNORECASE)


def _is_left_over(path):
    """Whether a system left it beside what somebody made."""
    return path.name.startswith(".") or bool(LEFT_OVER & {*path.parts})


def _notebooks(path, unpacked):
    name = path.name.lower()
    if _is_left_over(path) or not name.endswith((*NOTEBOOKS, ZIP, *OTHERS)):
        return []
    try:
        if not path.is_file():
            return []
    except OSError:  # in a folder that cannot be entered: who reads it says so
        return [path]
    return _from_zip(path, unpacked) if name.endswith(ZIP) else [path]


def _from_zip(path, unpacked):
    """Unpack the notebooks of a zip file, and nothing else of it; return them.

    A file that cannot be unpacked stands for itself: who reads it says that it is no
    notebook.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            wanted = [
                each for each in packed.infolist()
                if each.filename.lower().endswith(NOTEBOOKS)
                and not _is_left_over(PurePosixPath(each.filename))
            ]  # fmt: skip
            if len(wanted) > MOST_FILES:
                return [path]
            if sum(each.file_size for each in wanted) > LARGEST_ZIP:
                return [path]
            place = unpacked / f"{len([*unpacked.iterdir()])}"
            place.mkdir()
            files, bad = [], []
            for number, each in enumerate(wanted):  # two folders may have one name
                file = place / f"{path.name} {number}" / Path(each.filename).name
                file.parent.mkdir()
                try:
                    with packed.open(each) as source:
                        file.write_bytes(source.read(each.file_size))
                    files.append(file)
                except DAMAGED:
                    bad = [path]
            return files + bad
    except DAMAGED:
        return [path]
