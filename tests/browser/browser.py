"""Real Jupyter front ends in headless Chromium, for the tests and the benchmarks."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

REPOSITORY = Path(__file__).resolve().parents[2]
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
KERNEL_IDLE = """() => {
  const page = window.jupyterapp && window.jupyterapp.shell.currentWidget;
  const kernel = page && page.sessionContext && page.sessionContext.session
    && page.sessionContext.session.kernel;
  return Boolean(kernel) && kernel.status === 'idle';
}"""
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
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
            _wait_for(address + "api", server)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _silence_news(settings):
    """Answer JupyterLab's question about news, which would lie over screenshots."""
    folder = settings / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True)
    answer = '{"fetchNews": "false", "checkForUpdates": false}'
    (folder / "notification.jupyterlab-settings").write_text(answer)


def _wait_for(address, server, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"Jupyter stopped at once with code {server.returncode}")
        try:
            urllib.request.urlopen(address, timeout=1).read()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"no answer from {address} in {seconds} s")


@contextmanager
def chromium():
    """A headless Chromium with a fresh profile."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_FLAGS
        )
        yield browser
        browser.close()


def open_notebook(browser, address, name, application="lab", seconds=60, **options):
    """Open a notebook and wait for its kernel; further options are Playwright's.

    Returns the page, which takes notes: `page.strangers` are the addresses asked for
    that were not the server's own, `page.failures` what scripts did not catch;
    `page.name` is the name of the notebook without its ending.
    """
    page = browser.new_page(**{"viewport": VIEWPORT} | options)
    page.set_default_timeout(seconds * 1000)
    page.name, page.strangers, page.failures = Path(name).stem, [], []
    own = (address, address.replace("http", "ws", 1), "data:", "blob:", "about:")

    def note(request):
        if not request.url.startswith(own):
            page.strangers.append(request.url)

    page.on("request", note)
    page.on("pageerror", lambda error: page.failures.append(str(error)))
    page.goto(address + APPLICATIONS[application].format(name))
    page.wait_for_function(KERNEL_IDLE)
    page.evaluate(SHOW_ALL)
    page.failures.clear()  # those of Jupyter's own start are not ours
    return page


def open_without_kernel(browser, address, name):
    """Open a notebook where no kernel can start, as one that is only read."""
    page = browser.new_page(viewport=VIEWPORT)

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
    page.wait_for_function(KERNEL_IDLE)
    # Widgets and pictures are put on the page after the kernel has finished.
    page.wait_for_function(
        f"""() => {NOTEBOOK}.widgets.every(cell => {{
          const outputs = cell.model.sharedModel.outputs || [];
          const widgets = outputs.filter(output => output.data
            && output.data['application/vnd.jupyter.widget-view+json']);
          const shown = cell.node.querySelectorAll('.bp-controls').length;
          return shown === widgets.length;
        }})"""
    )


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


def save(page):
    """Save the notebook as a student would."""
    command(page, "docmanager:save")


def copy_notebooks(folder):
    """Copy the notebooks to a folder that a test may write to."""
    shutil.copytree(
        REPOSITORY / "notebooks",
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns(".*"),
    )
    return folder
