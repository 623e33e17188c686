"""What a page shows that is alive: its panels, pencils, questions and problems."""

import contextlib
import io
import json
import os
from pathlib import Path

from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from backprop_helpers.panels.controls import Controls
from backprop_helpers.panels.panel import Panel
from backprop_helpers.panels.watch import SILENT
from backprop_helpers.teach.edition import EditionError, source_of

QUIET = Config(
    {"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "NoColor"}}
)


class BookError(EditionError):
    """The book cannot be made; the message says why, and what to do."""


def things_of(path):
    """Run the cells of a notebook in this process; return what they show that is alive.

    Returns
    -------
    dict of lists : for the id of each cell that shows such things, their owners in the
        order in which they stand there: a Panel, Pencil, QuestionOnPage, ProblemOnPage
        or AnswersOnPage. None of them has been displayed, so that nothing is drawn
        which nobody asks for.

    Raises
    ------
    BookError
        If a cell does not run to its end.
    """
    path = Path(path)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    things = {}
    with _shell() as (shell, shown), contextlib.chdir(path.parent):
        for cell in notebook["cells"]:
            if cell["cell_type"] != "code":
                continue
            done = shell.run_cell(source_of(cell))
            if not done.success:
                problem = done.error_before_exec or done.error_in_exec
                raise BookError(f"{path.name}, cell {cell['id']}: {problem!r}")
            if shown:
                things[cell["id"]] = [*shown]
                shown.clear()
    return things


@contextlib.contextmanager
def _shell():
    """Make an IPython of our own, and a list that gets the owners of what it shows.

    There can be one in a process, whose `display` it becomes for a time.
    """
    shown, before = [], os.environ.get(SILENT[0])
    InteractiveShell.clear_instance()
    os.environ[SILENT[0]] = "1"  # what is watched shows its last picture only
    shell = InteractiveShell.instance(
        config=QUIET, display_pub_class=CapturingDisplayPublisher
    )
    displays = shell.display_formatter.ipython_display_formatter
    displays.for_type(Controls, lambda controls: shown.append(controls.owner))
    displays.for_type(Panel, shown.append)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield shell, shown
    finally:
        shell.restore_sys_module_state()
        InteractiveShell.clear_instance()
        os.environ.pop(SILENT[0])
        if before is not None:
            os.environ[SILENT[0]] = before
