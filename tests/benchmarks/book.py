"""The book: its first text and picture, from a key to the picture, and its size.

uv run python tests/benchmarks/book.py BOOK [PAGE ...]

BOOK is a folder that `python -m backprop_helpers.teach book` has written; PAGE is the
name of a page without .html: all of them if none. A row for each page: ms to its first
text and first picture; kB before anything is moved, and of what is recorded; ms from a
key to its picture, the first key of each panel and then the others. Goals, on a quiet
machine with two cores: 1 s, 1.5 s, 1,500 kB; 20 ms, and 50 ms for 95 of 100; 25 MB.
"""

import argparse
import sys
from pathlib import Path
from statistics import median, quantiles

from common import reached

from tests.browser.browser import LONGEST, VIEWPORT, chromium
from tests.browser.site_on_page import serve

KEYS = 20
FIRST = """() => {
  window.firstPicture = null;
  const look = () => {
    const seen = [...document.querySelectorAll('.bp-book :is(img, canvas)')].find(one =>
      one.localName === 'canvas' || one.complete && one.naturalWidth > 0);
    if (seen) window.firstPicture = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}"""
TEXT = """() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"""
LOADED = """() => performance.getEntriesByType('resource').concat(
  performance.getEntriesByType('navigation'))
  .map(({ name, encodedBodySize }) => [name, encodedBodySize])"""
# From each key to the frame after the words have changed, which wait for the picture.
WATCH = """box => {
  const range = box.querySelector('input[type=range]');
  let pressed = 0;
  box.times = [];
  range.addEventListener('keydown', event => { pressed = event.timeStamp; });
  const note = from => setTimeout(() => box.times.push(performance.now() - from));
  new MutationObserver(() => {
    const from = pressed;
    requestAnimationFrame(() => note(from));
  }).observe(box.querySelector('canvas'), { attributeFilter: ['aria-label'] });
}"""


def main():
    """Print a row for each page; returns 1 if a goal was missed."""
    parser = argparse.ArgumentParser(description="Measure a book.")
    parser.add_argument("book", type=Path)
    parser.add_argument("page", nargs="*")
    given = parser.parse_args()
    records = given.book / "records"
    pages = given.page or sorted(path.name for path in records.iterdir())
    print(f"{'page':28}  text picture  before recorded  first key  keys")
    with chromium() as browser, serve(given.book) as server:
        rows = [measure(browser, server.address, records / name) for name in pages]
    size = sum(p.stat().st_size for p in given.book.rglob("*") if p.is_file()) / 1e6
    text, picture, before, _, _, every = zip(*rows, strict=True)
    keys = [time for times in every for time in times]
    middle, high = median(keys), quantiles(keys, n=20)[-1]
    goals = {
        f"first text within {max(text):.0f} ms": max(text) < 1000,
        f"first picture within {max(picture):.0f} ms": max(picture) < 1500,
        f"at most {max(before):.0f} kB before a panel is moved": max(before) <= 1500,
        f"{len(keys)} keys: median {middle:.1f} ms": middle <= 20,
        f"95 of 100 keys within {high:.1f} ms": high <= 50,
        f"{size:.1f} MB in all": size <= 25,
    }
    return reached(goals)


def measure(browser, address, folder):
    """Print how fast and large the page of these records is; returns the row."""
    page = browser.new_page(viewport=VIEWPORT)
    page.set_default_timeout(LONGEST)
    page.add_init_script(f"addEventListener('DOMContentLoaded', {FIRST})")
    page.goto(f"{address}{folder.name}.html", wait_until="load")
    page.wait_for_function(TEXT)
    loaded = dict(page.evaluate(LOADED))
    before = sum(size for url, size in loaded.items() if "/records/" not in url) / 1e3
    recorded = sum(path.stat().st_size for path in folder.iterdir()) / 1e3
    first, others = [], []
    boxes = page.locator(".bp-book:has(.bp-nearest)")
    for box in (boxes.nth(place) for place in range(boxes.count())):
        box.scroll_into_view_if_needed()
        box.locator("canvas").wait_for()
        slider = box.locator("input[type=range]")
        if not slider.count():
            continue
        box.evaluate(WATCH)
        for key in KEYS // 2 * ["ArrowLeft", "ArrowLeft", "ArrowRight"]:
            slider.first.press(key)
            page.wait_for_timeout(40)
        times = box.evaluate("box => box.times")
        first += times[:1]
        others += times[1:]
    text, picture = page.evaluate(TEXT), page.evaluate("() => window.firstPicture ?? 0")
    row = (text, picture, before, recorded, median(first or [0]), others)
    print(
        "{:28.28} {:5.0f} {:7.0f} {:7.0f} {:8.0f} {:10.1f}".format(folder.name, *row),
        f"{median(others or [0]):5.1f}",
        flush=True,
    )
    page.close()
    return row


if __name__ == "__main__":
    sys.exit(main())
