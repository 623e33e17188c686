"""Every slider of every page: from a key press to the new picture on the screen.

usage: python tests/benchmarks/panel_latency.py [--every-slider] [page …]

One browser, one page after the other; before and after them `interact` with a picture
of its own on a short page, as the measure. (The goals for the same picture on the same
page are those of slider_latency.py; a long page costs the browser more.) A row is the
slowest slider of a panel, or with --every-slider each of them. Pages go by their
numbers.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from slider_latency import CPU_SECONDS, PROBE, WAYS, Way, write_page

from tests.browser.browser import (
    KERNEL_IDLE,
    chromium,
    copy_notebooks,
    jupyter_server,
    open_notebook,
    run_all,
)

PRESSES = 10
KEYS = ("ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowRight")
LEANER = 8  # the goal: times less CPU than interact
SHOWN = "cell => cell.probe.shown.length"


class SliderTimes:
    """One slider of a panel: delays in ms, and CPU time of the kernel in ms a move."""

    def __init__(self, page, cell, control):
        self.page, self.cell, self.control = page, cell, control
        self.name = control.get_attribute("aria-label") or control.evaluate(
            "input => input.labels[0].textContent"
        )

    def measure(self):
        """Move to the middle, then press arrow keys there, one at a time."""
        self.control.scroll_into_view_if_needed()
        self.control.focus()
        self.control.press("Home")
        for _ in range(4):
            self.control.press("PageUp")
        self.wait()
        before, delays = self.page.evaluate(CPU_SECONDS), []
        for k in range(PRESSES):
            self.cell.evaluate(
                "cell => { cell.probe.keys = []; cell.probe.shown = []; }"
            )
            self.page.keyboard.press(KEYS[k % 4])
            try:
                handle = self.cell.element_handle()
                self.page.wait_for_function(SHOWN, arg=handle, timeout=2000)
            except Exception:  # a move that changes no pixel: nothing to be measured
                continue
            delay = "cell => cell.probe.shown.at(-1) - cell.probe.keys[0]"
            delays.append(self.cell.evaluate(delay))
            self.page.wait_for_timeout(60)
        self.wait()
        self.cpu = 1000 * (self.page.evaluate(CPU_SECONDS) - before) / PRESSES
        self.delays = delays
        return self

    def wait(self):
        """Wait until the words for the ear, which come 300 ms later, are there too."""
        self.page.wait_for_timeout(450)
        self.page.wait_for_function(KERNEL_IDLE)

    @property
    def median(self):
        return statistics.median(self.delays)

    @property
    def p95(self):
        return statistics.quantiles(self.delays, n=20)[-1]


def measure_interact(browser, address):
    """Return median delay and CPU time, in ms, of plain interact."""
    page = open_notebook(browser, address, "interact.ipynb")
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells') && 0")
    page.wait_for_function(
        "() => document.querySelectorAll('.jp-OutputArea img').length === 2"
    )
    page.wait_for_timeout(2000)
    cells = page.locator(".jp-CodeCell").all()[1:]
    way = Way(page, "interact", cells[list(WAYS).index("interact")])
    for _ in range(2):
        way.press_keys()
    page.close()
    return statistics.median(way.delays), 1000 * statistics.mean(way.cpu)


def measure_page(browser, address, name):
    """Yield (title of the panel, its SliderTimes) for each slider of a page."""
    page = open_notebook(browser, address, name)
    run_all(page)
    controls = page.locator(".bp-controls")
    cells = page.locator(".jp-Notebook-cell", has=controls)
    for cell in cells.filter(has=page.locator(".jp-OutputArea img")).all():
        cell.evaluate(PROBE)
        title = cell.locator(".bp-controls").get_attribute("aria-label")
        for control in cell.locator("input[type=range]").all():
            times = SliderTimes(page, cell, control).measure()
            if len(times.delays) > 1:
                yield title, times
    page.close()


def main():
    """Print the table, and how it stands beside interact."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pages", nargs="*", help="numbers of pages, by default all")
    parser.add_argument("--every-slider", action="store_true")
    chosen = parser.parse_args()
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "TQDM_DISABLE": "1"}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        copy_notebooks(folder)
        write_page(Path(folder, "interact.ipynb"))
        with jupyter_server(folder) as address, chromium() as browser:
            references = [measure_interact(browser, address)]
            print(
                f"{'':33}{'median':>7}{'p95':>5}{'CPU ms':>7}{'moves':>6}", flush=True
            )
            for path in sorted(Path(folder).glob("[0-9]*.ipynb")):
                if chosen.pages and path.name[:2] not in chosen.pages:
                    continue
                panels = {}
                for title, times in measure_page(browser, address, path.name):
                    panels.setdefault(title, []).append(times)
                for title, sliders in panels.items():
                    sliders.sort(key=lambda times: -times.median)
                    for each in sliders if chosen.every_slider else sliders[:1]:
                        what = f"{path.name[:2]} {title}: {each.name}"
                        rows.append((each.median, each.cpu, what))
                        print(
                            f"{what:33.33}{each.median:7.0f}{each.p95:5.0f}"
                            f"{each.cpu:7.1f}{len(each.delays):6}",
                            flush=True,
                        )
            references.append(measure_interact(browser, address))
    report(rows, references)


def report(rows, references):
    """Say how the panels stand beside interact."""
    median, cpu = (statistics.mean(column) for column in zip(*references, strict=True))
    print(f"\ninteract: {median:.0f} ms, CPU {cpu:.0f} ms (mean of before and after)")
    heavy = [f"{what} ({cpu / c:.1f})" for _, c, what in rows if cpu / c < LEANER]
    print(f"less than {LEANER} times as lean: {'; '.join(heavy) or 'none'}")
    medians = sorted(m for m, _, _ in rows)
    print(
        f"{len(rows)} rows, from {medians[0]:.0f} to {medians[-1]:.0f} ms, half at "
        f"most {statistics.median(medians):.0f} ms: {median / medians[-1]:.1f} to "
        f"{median / medians[0]:.1f} times as fast as interact"
    )


if __name__ == "__main__":
    main()
