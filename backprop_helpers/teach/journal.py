"""What was graded so far: rows on disk, so that a stop of any kind costs no row."""

import dataclasses
import hashlib
import json
import os
from pathlib import Path


class Journal:
    """Rows of a run, a line of JSON each, in a file beside the table to be written.

    A row is taken over by a later run if the student's files are the same to the byte
    and `setting` is the same: what was graded with, so the course and its grader. A
    line that was cut off counts for nothing. Use it in a `with` statement; without a
    path nothing is kept.
    """

    def __init__(self, path, setting):
        self.path, self.setting = Path(path or os.devnull), setting
        self._known, self._file = {}, None

    def __enter__(self):
        if self.path.is_file():
            for line in self.path.read_bytes().split(b"\n"):
                try:
                    entry = json.loads(line)
                    if entry["setting"] == self.setting:
                        self._known[entry["handed in"]] = entry["row"]
                except (ValueError, KeyError, TypeError):
                    continue  # the last one, when the power went
        self._file = self.path.open("ab")
        self._file.write(b"\n")  # ends a line that was cut off
        return self

    def __exit__(self, *_):
        self._file.close()

    def known(self, student, files):
        """Return the fields of a row that was graded before, or None."""
        return self._known.get(handed_in(student, files))

    def note(self, row, files):
        """Write a row down; it is on disk when this returns."""
        entry = {"setting": self.setting, "handed in": handed_in(row.student, files)}
        entry["row"] = dataclasses.asdict(row)
        self._file.write(json.dumps(entry).encode() + b"\n")
        self._file.flush()


def handed_in(student, files):
    """Return a short text for what a student handed in: other files, another text."""
    told = hashlib.sha256(student.encode("utf-8", "surrogateescape"))
    for path in files:
        try:
            content = path.read_bytes()
        except OSError:
            content = b""
        told.update(path.name.encode("utf-8", "surrogateescape"))
        told.update(hashlib.sha256(content).digest())
    return told.hexdigest()
