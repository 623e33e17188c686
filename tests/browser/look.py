"""Photograph the pages as readers with other settings see them, to be looked at.

    uv run python -m tests.browser.look OUT [part of a page's name ...]

For each page, run from top to bottom in JupyterLab, `OUT` gets tall pictures of it at
a zoom of 200 %, in the dark theme, and on a screen of 1024 × 768; and a PDF of what
`python -m backprop_helpers.teach print` makes of it (formulas need the internet).
"""

import os
import sys
from pathlib import Path

from backprop_helpers.teach.paper import for_paper
from tests.browser.browser import (
    NOTEBOOK,
    close,
    next_frame,
    place_of_copies,
    run_all,
    save,
)
from tests.browser.keys_and_views import DARK, LIGHT, UNFOLD, set_theme, toggle_files

# A window of 1280 × 800 holds half as many CSS pixels at a zoom of 200 %. The height is
# that of a picture: what decides what is cut off is the width.
VIEWS = {
    "zoom": (640, 2, LIGHT),
    "dark": (1280, 1, DARK),
    "small": (1024, 1, LIGHT),
}
HEIGHT = 3000
SCROLL = f"""top => {{
  const outer = {NOTEBOOK}.node.querySelector('.jp-WindowedPanel-outer');
  outer.scrollTop = top;
  const {{ x, y, width, height }} = outer.getBoundingClientRect();
  return [{{ x, y, width, height }}, outer.scrollTop, outer.scrollHeight];
}}"""


# Whether all pictures are there, and all formulas set.
READY = """() => [...document.images].every(image => image.complete)
  && ![...document.querySelectorAll('.jp-RenderedMarkdown')].some(
    text => /\\$[^$]+\\$/.test(text.textContent))"""


def photograph(place, name, view, path):
    """Save what a page looks like in one of the VIEWS, piece by piece."""
    width, scale, theme = VIEWS[view]
    size = {"width": width, "height": HEIGHT}
    page = place.open(name, device_scale_factor=scale, viewport=size)
    if page.locator("#jp-left-stack").is_visible() and view == "zoom":
        toggle_files(page)
    set_theme(page, theme)
    run_all(page)
    save(page)
    page.add_style_tag(content=UNFOLD)
    top, number = 0, 0
    while True:
        page.evaluate(SCROLL, top)
        page.wait_for_function(READY)
        next_frame(page)
        clip, reached, whole = page.evaluate(SCROLL, top)
        page.screenshot(path=path.with_name(f"{path.name}_{number}.png"), clip=clip)
        top, number = top + clip["height"], number + 1
        if reached + clip["height"] >= whole - 1:
            break
    close(page)


def print_page(browser, file, path):
    """Save a notebook as PDF, on paper of A4."""
    page = browser.new_page()
    page.set_content(for_paper(file))
    page.pdf(path=path, format="A4", print_background=True)
    page.close()


def main(out, parts):
    """Take all pictures of the pages whose names hold one of the parts."""
    os.environ["TQDM_DISABLE"] = "1"  # the bars are widgets that run_all does not know
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    with place_of_copies() as place:
        for file in sorted(place.folder.glob("*.ipynb")):
            if not any(part in file.name for part in parts or [""]):
                continue
            for view in VIEWS:
                to = out / f"{file.stem}_{view}"
                photograph(place, file.name, view, to)
                print(to)
            print_page(place.browser, file, out / f"{file.stem}.pdf")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
