"""From a key press to the new picture on the screen: our panels against plain interact.

uv run python tests/benchmarks/slider_latency.py [page …]

Without a page: the same picture (900 × 400, contours with a path, and a cost curve) on
the same page, the two ways in turn. `interact` makes a new figure for each value, as
courses do. Goals: a third and a half of its median time, an eighth of its CPU time, at
least 14 pictures a second in a drag.

With the numbers of pages, or `all`: a row for the slowest slider of each panel. There
the goals need not hold, for a long page costs the browser more.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, median, quantiles

import common
import nbformat
from playwright.sync_api import TimeoutError

from tests.browser.browser import (
    KERNEL_IDLE,
    chromium,
    command,
    copy_notebooks,
    jupyter_server,
    next_frame,
    open_notebook,
    run_all,
)
from tests.rules.package_source import NOTEBOOKS, number_of

ROUNDS, PRESSES = 4, 12  # of each way, in turn: 48 presses
DRAGS, DRAG_SECONDS = 2, 3.0
SHORT = "short.ipynb"
COMMON = """
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatSlider, interact

from backprop_helpers.datasets.shipped import load_iris
from backprop_helpers.figures.curve import draw_costs
from backprop_helpers.figures.surface import draw_moving_path, draw_surface
from backprop_helpers.nets.descent import gradient_descent
from backprop_helpers.pages.gradient_descent_on_a_line import example as line
from backprop_helpers.panels.controls import Slider
from backprop_helpers.panels.panel import Panel

iris = load_iris()
x, y = iris.petal_length - iris.petal_length.mean(), iris.petal_width
best = line.best_line(x, y)
cost = lambda w, b: line.cost(w, b, x, y)


def compute(eta):
    slope = lambda p: line.gradient(*p, x, y)
    return eta, gradient_descent(lambda p: cost(*p), slope, [-0.8, 3.0], eta, 30)
"""
# What draw_surface calculates for its contours, a student's page calculates once too.
WAYS = {
    "interact": """
w, b = np.meshgrid(np.linspace(-1.2, 2.0, 81), np.linspace(-1.0, 3.4, 81))
height = np.vectorize(cost)(w, b) - cost(*best)
heights = np.geomspace(height.max() / 1500, height.max(), 12)


def picture(eta):
    _, path = compute(eta)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4), dpi=100)
    left.contourf(w, b, height, heights, cmap="Blues", extend="min")
    left.contour(w, b, height, heights, colors="C0", linewidths=0.5)
    left.plot(*path.parameters.T, "o-", color="C1")
    right.semilogy(path.costs, color="C1")
    plt.show()


eta = FloatSlider(value=0.1, min=0.01, max=0.31, step=0.005, readout_format=".3f")
interact(picture, eta=eta);
""",
    "Panel": """
def draw(figure):
    left, right = figure.subplots(1, 2)
    draw_surface(left, cost, (-1.2, 2.0), (-1.0, 3.4), best)
    draw_moving_path(left, lambda r: r[1].parameters)
    draw_costs(right, 30, 0.01, 10, lambda r: r[1].costs)


Panel(
    "Descent",
    [Slider("eta", "learning rate η", 0.01, 0.31, 0.1, count=60)],
    compute,
    draw,
    lambda r: f"η = {r[0]:.3g}: after 30 steps the cost is {r[1].costs[-1]:.3g}.",
    size=(9, 4),
    alt="Left, a path over the contours of the cost; right, the cost.",
)
""",
}
PARTS = {  # what has the focus, and what it runs along
    "interact": (".noUi-handle", ".noUi-target"),
    "Panel": ("input[type=range]", "input[type=range]"),
}
# Notes when each new picture of a cell is decoded and painted.
PROBE = """cell => {
  const image = () => cell.querySelector('.jp-OutputArea img');
  const probe = cell.probe = { keys: [], shown: [] };
  let last = image().src;
  new MutationObserver(async () => {
    const picture = image();
    if (!picture || picture.src === last) return;
    last = picture.src;
    await picture.decode().catch(() => {});
    requestAnimationFrame(() => probe.shown.push(performance.now()));
  }).observe(cell, { subtree: true, childList: true, attributeFilter: ['src'] });
  cell.addEventListener('keydown', () => probe.keys.push(performance.now()), true);
}"""
FORGET = "cell => { cell.probe.keys = []; cell.probe.shown = []; }"
SHOWN = "cell => cell.probe.shown.length"
CPU_SECONDS = """async () => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const code = 'import time; print(time.process_time())';
  const future = kernel.requestExecute({ code });
  let text = '';
  future.onIOPub = ({ content }) => { text += content.text || ''; };
  await future.done;
  return +text;
}"""


class TimedSlider:
    """A slider, and what was measured: delays, and the CPU time of a press, in ms."""

    def __init__(self, page, cell, control, track):
        self.page, self.cell, self.control, self.track = page, cell, control, track
        self.delays, self.cpu, self.rates = [], [], []

    def press_keys(self, presses=PRESSES):
        """Press arrow keys one at a time; note each delay, and the CPU time of all."""
        self.control.scroll_into_view_if_needed()
        self.control.focus()
        self.wait_for_idle()
        before, handle = self.page.evaluate(CPU_SECONDS), self.cell.element_handle()
        for k in range(presses):
            self.cell.evaluate(FORGET)
            self.page.keyboard.press("ArrowLeft" if k % 4 < 2 else "ArrowRight")
            try:
                self.page.wait_for_function(SHOWN, arg=handle, timeout=2000)
            except TimeoutError:  # no pixel has changed: there is nothing to measure
                continue
            delay = "cell => cell.probe.shown.at(-1) - cell.probe.keys[0]"
            self.delays.append(self.cell.evaluate(delay))
            self.page.wait_for_timeout(100)
        self.wait_for_idle()
        seconds = self.page.evaluate(CPU_SECONDS) - before
        self.cpu.append(1000 * seconds / presses)

    def drag(self):
        """Drag to and fro, a move each frame; note the pictures a second."""
        self.control.scroll_into_view_if_needed()
        knob, track = self.control.bounding_box(), self.track.bounding_box()
        y, mouse = track["y"] + track["height"] / 2, self.page.mouse
        mouse.move(knob["x"] + knob["width"] / 2, y)
        mouse.down()
        self.cell.evaluate(FORGET)
        start = time.perf_counter()
        while (seconds := time.perf_counter() - start) < DRAG_SECONDS:
            part = abs(1 - (1 + seconds) % 2)  # from the left to the right in a second
            mouse.move(track["x"] + 8 + (track["width"] - 16) * part, y)
            next_frame(self.page)
        mouse.up()
        self.rates.append(self.cell.evaluate(SHOWN) / seconds)
        self.wait_for_idle()

    def wait_for_idle(self):
        """Wait until the words for the ear, which come 300 ms later, are there too."""
        self.page.wait_for_timeout(450)
        self.page.wait_for_function(KERNEL_IDLE)

    @property
    def median(self):
        return median(self.delays)

    def print(self, name):
        p95, cpu = quantiles(self.delays, n=20)[-1], mean(self.cpu)
        numbers = f"{self.median:7.0f}{p95:5.0f}{cpu:7.1f}{len(self.delays):6}"
        print(f"{name:48.48}{numbers}", flush=True)


def write_short_page(path):
    """Write a notebook with the two ways, each in a cell of its own."""
    sources = [COMMON, *WAYS.values()]
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in sources]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)


def open_short_page(browser, address):
    """Open and run the short page; return the page and {way: its slider}."""
    page = open_notebook(browser, address, SHORT)
    command(page, "notebook:run-all-cells")
    page.wait_for_function(
        "() => document.querySelectorAll('.jp-OutputArea img').length === 2"
    )
    page.wait_for_timeout(2000)
    ways = {}
    for name, cell in zip(WAYS, page.locator(".jp-CodeCell").all()[1:], strict=True):
        cell.evaluate(PROBE)
        ways[name] = TimedSlider(page, cell, *map(cell.locator, PARTS[name]))
    return page, ways


def compare(browser, address):
    """Measure the two ways in turn; print them, and whether the goals are met."""
    _, ways = open_short_page(browser, address)
    for _ in range(ROUNDS):
        for way in ways.values():
            way.press_keys()
    for _ in range(DRAGS):
        for way in ways.values():
            way.drag()
    for name, way in ways.items():
        way.print(f"{name}, {mean(way.rates):.1f} pictures a second in a drag")
    theirs, ours = ways.values()
    faster, leaner = theirs.median / ours.median, mean(theirs.cpu) / mean(ours.cpu)
    rate = mean(ours.rates)
    return common.reached(
        {
            f"{faster:.1f} times as fast as interact (goal 3.5)": faster >= 3.5,
            f"{leaner:.1f} times less CPU (goal 8)": leaner >= 8,
            f"{rate:.1f} pictures a second in a drag (goal 14)": rate >= 14,
        }
    )


def measure_page(browser, address, name):
    """Print a row for the slowest slider of each panel of a page."""
    page = open_notebook(browser, address, name)
    run_all(page)
    cells = page.locator(".jp-Notebook-cell", has=page.locator(".bp-controls"))
    cells = cells.filter(has=page.locator("input[type=range]"))  # a pencil has none
    for cell in cells.filter(has=page.locator(".jp-OutputArea img")).all():
        cell.evaluate(PROBE)
        title, rows = cell.locator(".bp-controls").get_attribute("aria-label"), {}
        for control in cell.locator("input[type=range]").all():
            label = control.get_attribute("aria-label") or control.evaluate(
                "input => input.labels[0].textContent"
            )
            control.press("Home")
            for _ in range(4):  # to the middle
                control.press("PageUp")
            slider = TimedSlider(page, cell, control, control)
            slider.press_keys()
            if len(slider.delays) > 1:
                rows[f"{number_of(name)} {title}: {label}"] = slider
        for row in sorted(rows, key=lambda row: -rows[row].median)[:1]:
            rows[row].print(row)
    page.close()


def main():
    """Compare the two ways on the short page, or print the table of some pages."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pages", nargs="*", help="numbers, “bug museum”, or all")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy_notebooks(Path(folder))
        write_short_page(Path(folder, SHORT))
        with jupyter_server(folder) as address, chromium() as browser:
            print(f"{'':48}{'median':>7}{'p95':>5}{'CPU ms':>7}{'moves':>6}")
            if not chosen.pages:
                return compare(browser, address)
            for name in (path.name for path in NOTEBOOKS):
                if {number_of(name), "all"} & {*chosen.pages}:
                    measure_page(browser, address, name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
