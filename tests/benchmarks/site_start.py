"""The site without a server: its size, its start, and from a key press to the picture.

uv run python tests/benchmarks/site_start.py

Page 01 is opened and run at once, as by a student who cannot wait. Cold: a new profile;
warm: the same page once more. The clock stops when the first panel has its picture.
Goals: 55 MB; cold 15 s on a quiet machine with two cores; key to picture 60 ms.
"""

import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import common
from slider_latency import PROBE, TimedSlider

from tests.browser.browser import APPLICATIONS, KERNEL_IDLE, VIEWPORT, chromium
from tests.browser.site_on_page import build_site, serve

PAGE = "01_gradient_descent_on_a_line.ipynb"
STARTS, PRESSES = 2, 40
# Unlike a `command` of the tests, this does not wait for the last cell.
RUN = "() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
FIRST = """() => {
  const controls = document.querySelector('.jp-CodeCell .bp-controls');
  const image = controls && controls.closest('.jp-CodeCell').querySelector(
    '.jp-OutputArea img');
  return Boolean(image) && image.complete && image.naturalWidth > 0;
}"""


def start(page, address):
    """Open the page and run it; returns the seconds until the first panel is there."""
    begin = time.perf_counter()
    page.goto(address + APPLICATIONS["site"].format(PAGE))
    page.wait_for_function(KERNEL_IDLE)
    page.evaluate(RUN)
    page.wait_for_function(FIRST)
    return time.perf_counter() - begin


def press_keys(page):
    """Press arrow keys on the first slider; returns the delay of each in ms."""
    cell = page.locator(".jp-CodeCell", has=page.locator(".bp-controls")).first
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    page.wait_for_timeout(3000)
    cell.evaluate(PROBE)
    slider = cell.locator("input[type=range]").first
    timed = TimedSlider(page, cell, slider, slider)
    timed.press_keys(PRESSES)
    return timed.delays


def measure(site):
    """Return cold starts, warm starts, and delays of the slider."""
    cold, warm, delays = [], [], []
    with serve(site) as server, chromium() as browser:
        for _ in range(STARTS):
            page = browser.new_page(viewport=VIEWPORT)
            page.set_default_timeout(120_000)
            cold.append(start(page, server.address))
            page.goto("about:blank")
            warm.append(start(page, server.address))
            delays += press_keys(page)
            page.close()
    return cold, warm, delays


def main():
    """Print what was measured, and whether the goals are met."""
    with tempfile.TemporaryDirectory() as folder:
        site = build_site(Path(folder, "site"))
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        cold, warm, delays = measure(site)
    best, delay, p95 = min(cold), median(delays), quantiles(delays, n=20)[-1]
    print(f"  {min(warm):.1f} s warm, {max(warm):.1f} at worst")
    return common.reached(
        {
            f"{size / 1e6:.1f} MB (goal 55)": size <= 55e6,
            f"{best:.1f} s cold, {max(cold):.1f} at worst (goal 15)": best <= 15,
            f"{delay:.0f} ms from key to picture, p95 {p95:.0f} (goal 60)": delay <= 60,
        }
    )


if __name__ == "__main__":
    sys.exit(main())
