"""Real Jupyter front ends in headless Chromium, for the tests and the benchmarks."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import v4
from playwright.sync_api import Browser, expect, sync_playwright

from tests.rules.package_source import room_of, trains_for_seconds
from tests.waiting import CEILING, wait_until

REPOSITORY = Path(__file__).resolve().parents[2]
LONGEST = 1000 * CEILING  # as Playwright counts
POLL = 100  # ms; by itself Playwright looks, and Chromium draws, at every frame
expect.set_options(timeout=LONGEST)
VIEWPORT = {"width": 1280, "height": 800}
# Without the background flags Chromium looks up hosts of its own at every start.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING_CHROMIUM = (
    "Chromium is missing, so the pages are not tried in a browser. Install it, for "
    "instance with `apt install chromium` or `brew install --cask chromium`, or name "
    "its file in the environment variable CHROMIUM."
)
# One server serves both; each lets a test give commands to it.
APPLICATIONS = {
    "lab": "lab/tree/{}?reset",
    "notebook": "notebooks/{}",
    "site": "lab/index.html?path=notebooks/{}",  # without a server: see site_on_page.py
}
EXPOSED = (
    "--LabApp.expose_app_in_browser=True",
    "--JupyterNotebookApp.expose_app_in_browser=True",
)
SESSION = "window.jupyterapp.shell.currentWidget.sessionContext"
KERNEL = f"{SESSION}.session.kernel"
CLOSE = f"""async () => {{
  await {SESSION}.shutdown();
  window.jupyterapp.shell.currentWidget.dispose();
}}"""
KERNEL_IDLE = """() => window.jupyterapp?.shell.currentWidget
  ?.sessionContext?.session?.kernel?.status === 'idle'"""
BUSY = """code => {
  const kernel = KERNEL;
  const [sent, pictures, complaints] = [{}, {}, []];
  const count = (many, name) => { many[name] = (many[name] ?? 0) + 1; };
  kernel.anyMessage.connect((_, { msg: { header, content }, direction }) => {
    const kind = direction === 'send' ? `sent ${header.msg_type}` : header.msg_type;
    if (kind === 'sent comm_msg') count(sent, content.comm_id);
    if (kind === 'update_display_data') count(pictures, content.transient.display_id);
    if (kind === 'stream' || kind === 'error') complaints.push(content);
  });
  kernel.requestExecute({ code, silent: true, store_history: false });
  window.notesOfMessages = { sent, pictures, complaints };
}""".replace("KERNEL", KERNEL)
# How long, in ms, a control must be left alone until the hand is said to rest.
SCRIPT = (REPOSITORY / "backprop_helpers/panels/controls.js").read_text("utf-8")
REST = int(re.search(r"\bREST = (\d+);", SCRIPT)[1])
ERRORS = ", ".join(
    f"[data-mime-type='application/vnd.jupyter.{kind}']" for kind in ("stderr", "error")
)
NOTEBOOK = "window.jupyterapp.shell.currentWidget.content"
# JupyterLab before 4.5 hides the cells that are out of sight; a test looks at all. On a
# busy machine the button at the end of the page may then lie over the last of them.
SHOW_ALL = f"""() => {{
  const notebook = {NOTEBOOK};
  if (notebook.notebookConfig.windowingMode !== 'full') return;
  notebook.notebookConfig = {{ ...notebook.notebookConfig, windowingMode: 'none' }};
  const button = notebook.node.querySelector('.jp-Notebook-footer');
  if (button) button.style.pointerEvents = 'none';
}}"""


def chromium_path():
    """Where the system's Chromium is, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = (shutil.which(name) for name in names)
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)


@contextmanager
def jupyter_server(folder):
    """Serve `folder` on 127.0.0.1 with a home of its own; yields the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        _silence_news(Path(home, "settings"))
        environment = os.environ | {
            "JUPYTER_CONFIG_DIR": f"{home}/config",
            "JUPYTERLAB_SETTINGS_DIR": f"{home}/settings",
            "JUPYTER_DATA_DIR": f"{home}/data",
            "JUPYTER_RUNTIME_DIR": f"{home}/runtime",
            "IPYTHONDIR": f"{home}/ipython",
            "OPENBLAS_NUM_THREADS": "1",
        }
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter", "lab"),
                *("--no-browser", "--allow-root", "--ip=127.0.0.1"),
                *(f"--port={port}", "--IdentityProvider.token="),
                *(f"--ServerApp.root_dir={folder}", *EXPOSED),
            ],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}/"
        try:
            wait_until(
                lambda: _answers(address + "api", server), "an answer of Jupyter"
            )
            yield address
        finally:
            server.terminate()
            server.wait(CEILING)


def _silence_news(settings):
    """Answer JupyterLab's question about news, which would lie over screenshots."""
    folder = settings / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True)
    answer = '{"fetchNews": "false", "checkForUpdates": false}'
    (folder / "notification.jupyterlab-settings").write_text(answer)


def _answers(address, server):
    if server.poll() is not None:
        raise RuntimeError(f"Jupyter stopped at once with code {server.returncode}")
    try:
        return urllib.request.urlopen(address, timeout=CEILING).read()
    except OSError:
        return None


@contextmanager
def chromium():
    """A headless Chromium with a fresh profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_FLAGS, timeout=LONGEST
        )
        yield browser
        browser.close()


def open_notebook(browser, address, name, application="lab", **options):
    """Open a notebook and wait for its kernel; further options are Playwright's.

    Returns the page, which takes notes: `page.strangers` are the addresses asked for
    that were not the server's own, `page.failures` what scripts did not catch;
    `page.room` is the name of the folder in which the course keeps its panels.
    """
    page = browser.new_page(**{"viewport": VIEWPORT} | options)
    page.set_default_timeout(LONGEST)
    page.strangers, page.failures = [], []
    own = (address, address.replace("http", "ws", 1), "data:", "blob:", "about:")

    def note(request):
        if not request.url.startswith(own):
            page.strangers.append(request.url)

    page.on("request", note)
    page.on("pageerror", lambda error: page.failures.append(str(error)))
    visit(page, address, name, application)
    page.failures.clear()  # those of Jupyter's own start are not ours
    return page


def visit(page, address, name, application="lab"):
    """Open a notebook on this page of any browser, and wait for its kernel."""
    page.goto(address + APPLICATIONS[application].format(name))
    _wait_for_kernel(page, name)


def turn_to(page, name):
    """Open a notebook in a window of JupyterLab that another was closed in."""
    command(page, "docmanager:open", {"path": name})
    _wait_for_kernel(page, name)


def _wait_for_kernel(page, name):
    page.room = room_of(name)
    page.wait_for_function(KERNEL_IDLE, polling=POLL)
    page.evaluate(SHOW_ALL)


def open_without_kernel(browser, address, name):
    """Open a notebook where no kernel can start, as one that is only read."""
    page = browser.new_page(viewport=VIEWPORT)
    page.set_default_timeout(LONGEST)

    def refuse(route):
        route.abort() if route.request.method == "POST" else route.continue_()

    page.route("**/api/sessions*", refuse)
    page.route("**/api/kernels*", refuse)
    page.goto(address + APPLICATIONS["lab"].format(name))
    page.locator(".jp-OutputArea img").last.wait_for(state="attached")
    page.evaluate(SHOW_ALL)
    return page


def command(page, name, arguments=None):
    """Give one of Jupyter's own commands and wait until it is carried out."""
    page.evaluate(
        "all => window.jupyterapp.commands.execute(...all).then(() => 0)",
        [name, arguments or {}],
    )


def run_all(page):
    """Run every cell from the top to the bottom and wait for the last picture."""
    command(page, "notebook:run-all-cells")
    page.wait_for_function(KERNEL_IDLE, polling=POLL)
    # Widgets and pictures are put on the page after the kernel has finished.
    page.wait_for_function(
        f"""() => {NOTEBOOK}.widgets.every(cell => {{
          const outputs = cell.model.sharedModel.outputs || [];
          const widgets = outputs.filter(output => output.data
            && output.data['application/vnd.jupyter.widget-view+json']);
          const shown = cell.node.querySelectorAll('.bp-controls').length;
          return shown === widgets.length;
        }})""",
        polling=POLL,
    )


def run_to(page, words):
    """Run the cells down to the one that shows these words, as from its Run menu."""
    page.evaluate(
        f"""words => {{
          const {{ widgets }} = {NOTEBOOK};
          {NOTEBOOK}.activeCellIndex = widgets.findIndex(
            cell => cell.model.sharedModel.source.includes(words));
        }}""",
        words,
    )
    command(page, "notebook:run-all-above")
    command(page, "notebook:run-cell")
    page.wait_for_function(
        f"() => {NOTEBOOK}.activeCell.node.querySelector('.bp-controls')"
    )


def next_frame(page):
    """Wait until the page has been drawn."""
    page.evaluate("() => new Promise(requestAnimationFrame)")


def rest(page):
    """Wait until the hand has rested: a timer set now rings after those of a panel."""
    page.evaluate("rest => new Promise(done => setTimeout(done, rest))", REST)


@contextmanager
def busy_kernel(page, folder):
    """Keep the kernel of a notebook in this folder busy inside the block.

    Yields what returns the notes of its messages: `sent`, how many to each widget;
    `pictures`, how many came for each; `complaints`, what it printed and its errors.
    """
    free = Path(folder, "free")
    wait = f"while not os.path.exists({str(free)!r}): time.sleep(0.01)"
    page.evaluate(BUSY, f"exec({f'import os, time{chr(10)}{wait}'!r}, {{}})")
    page.wait_for_function(f"() => {KERNEL}.status === 'busy'")
    try:
        yield lambda: page.evaluate("() => window.notesOfMessages")
    finally:
        free.touch()
        page.wait_for_function(KERNEL_IDLE)
        free.unlink()


def close(page):
    """Close a page, and end its kernel."""
    page.evaluate(f"() => {SESSION}.shutdown()")
    page.close()


def close_notebook(page):
    """Close the notebook of a window of JupyterLab, and end its kernel."""
    page.evaluate(CLOSE)


def save(page):
    """Save the notebook as a student would."""
    command(page, "docmanager:save")


def copy_notebooks(folder):
    """Copy the notebooks to a folder that a test may write to.

    What trains for seconds becomes text there: that it runs, nbval shows.
    """
    shutil.copytree(
        REPOSITORY / "notebooks",
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns(".*"),
    )
    for path in folder.glob("*.ipynb"):
        page = nbformat.read(path, as_version=4)
        for cell in filter(trains_for_seconds, page.cells):
            cell.cell_type, cell.source = "markdown", f"```python\n{cell.source}\n```"
            del cell["outputs"], cell["execution_count"]
        nbformat.write(page, path)
    return folder


def notebook_of(*cells):
    """Return a notebook of these cells: Markdown as text, code as nbformat has it."""
    cells = [v4.new_markdown_cell(c) if isinstance(c, str) else c for c in cells]
    kernel = {"name": "python3", "display_name": "Python 3"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


@dataclass(frozen=True)
class Place:
    """A folder of notebooks, the address where it is served, and a browser."""

    browser: Browser
    address: str
    folder: Path
    free: dict = field(default_factory=dict)  # windows without a notebook, by language

    def open(self, name, application="lab", **options):
        """Open a notebook of the folder; the options are those of `open_notebook`."""
        return open_notebook(self.browser, self.address, name, application, **options)

    def open_made(self, notebook, application="lab", **options):
        """Write a notebook into the folder, and open it."""
        return self.open(self._write(notebook), application, **options)

    def _write(self, notebook):
        name = f"made_{len([*self.folder.glob('made_*')])}.ipynb"
        nbformat.write(notebook, self.folder / name)
        return name

    def show(self, name, locale="en-US"):
        """Open a notebook in JupyterLab, if possible in a window that is there already.

        JupyterLab starts as long as two notebooks are opened. Only `leave` makes a
        window free for the next: what a test that failed has left is not used again.
        """
        if locale not in self.free:
            page = self.open(name, locale=locale)
            page.locale = locale
            return page
        page = self.free.pop(locale)
        turn_to(page, name)
        page.strangers.clear()
        page.failures.clear()
        return page

    def show_made(self, notebook, **options):
        """Write a notebook into the folder, and show it."""
        return self.show(self._write(notebook), **options)

    def leave(self, page):
        """Close the notebook of a window, which stays."""
        close_notebook(page)
        self.free[page.locale] = page


@contextmanager
def place_of_copies():
    """Serve a fresh copy of the pages; yields the Place."""
    with (
        tempfile.TemporaryDirectory() as folder,
        jupyter_server(folder) as address,
        chromium() as browser,
    ):
        yield Place(browser, address, copy_notebooks(Path(folder)))
