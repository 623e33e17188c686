"""All answers of a student as one file, where no server is that could collect them."""

import io
import json
import zipfile
from pathlib import Path

from backprop_helpers.panels.controls import Button, Buttons, Controls

FILE, LABEL = "my_answers.zip", "Save my answers"


def packed_pages(folder):
    """Return the notebooks of a folder as the bytes of a zip file, and how many.

    Their outputs are left out: pictures would make the file a hundred times as large.
    What is no notebook is passed over.
    """
    buffer, count = io.BytesIO(), 0
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(Path(folder).glob("*.ipynb")):
            try:
                notebook = json.loads(path.read_text(encoding="utf-8"))
                for cell in notebook["cells"]:
                    if cell["cell_type"] == "code":
                        cell["outputs"] = []
            except (OSError, ValueError, KeyError, TypeError):
                continue
            file.writestr(path.name, json.dumps(notebook, ensure_ascii=False))
            count += 1
    return buffer.getvalue(), count


class AnswersOnPage:
    """A button that downloads all pages in a folder, and a line on what it did."""

    def __init__(self, folder):
        self.folder, self.pressed = folder, 0
        row = Buttons((Button(LABEL, action="pack"),))
        self.widget = Controls(self, LABEL, (row,), visible_status=True)
        self.widget.observe(self._follow, "state")

    def _follow(self, change):
        pressed = change["new"]["values"]["pack"]
        if pressed == self.pressed:  # the hand rests
            return
        self.pressed = pressed
        content, count = packed_pages(self.folder)
        if not count:
            self.widget.status = "There is no notebook beside this page."
            return
        self.widget.send({"name": FILE}, [content])
        self.widget.status = (
            f"{FILE} has {count} page{'s' if count > 1 else ''}, as last saved. If you "
            "have just written something, press Ctrl + S and then this button again."
        )


def save_answers(folder="."):
    """Return a button that downloads all pages in a folder as one file to hand in."""
    return AnswersOnPage(folder).widget
