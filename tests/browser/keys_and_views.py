"""What the keyboard reaches on an open page, and what other views of it would lose."""

from tests.browser.browser import NOTEBOOK, VIEWPORT, command, next_frame

LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
# A screen of 1024 × 768; half of one of 1280 × 800, as at a zoom of 200 %, with the
# list of files and without it.
NARROW = ((1024, True), (640, True), (640, False))
# How many controls Tab stops at, and which of them stand neither right of the one
# before nor below it; and a note of where the focus goes from now on.
STOPS = """controls => {
  const fields = [...controls.querySelectorAll('input, select, button, [tabindex]')];
  const radios = name => fields.filter(field => field.name === name);
  const chosen = name => radios(name).find(radio => radio.checked) ?? radios(name)[0];
  const stops = fields.filter(field => field.type !== 'radio'
    || field === chosen(field.name));
  const places = stops.map(stop => stop.getBoundingClientRect());
  const astray = stops.filter((_, i) => i > 0
    && places[i].left < places[i - 1].right - 1
    && places[i].top < places[i - 1].bottom - 1);
  // Where none is chosen, Tab may stop at any radio button of the group.
  controls.stop = node => stops.findIndex(stop => stop === node
    || node.type === 'radio' && stop.name === node.name);
  controls.visited = [];
  document.addEventListener('focusin', controls.note = ({ target }) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    controls.visited.push([controls.stop(target), `${outlineStyle} ${outlineWidth}`]);
  });
  return [stops.length, astray.map(stop => stop.outerHTML)];
}"""
VISITED = """controls => {
  document.removeEventListener('focusin', controls.note);
  return controls.visited;
}"""
COMMAND_MODE = f"""cell => document.activeElement === cell
  && {NOTEBOOK}.mode === 'command' && {NOTEBOOK}.activeCell.node === cell"""
# Whatever of our outputs is wider than its place.
CUT_OFF = """() => {
  const parts = '.bp-root :not(.bp-status, .bp-unseen, option), img, img + p';
  return [...document.querySelectorAll('.jp-OutputArea-output')].flatMap(area => {
    const { left, right } = area.getBoundingClientRect();
    return [...area.querySelectorAll(parts)].filter(node => {
      const box = node.getBoundingClientRect();
      return box.width && (box.right > right + 1 || box.left < left - 1);
    }).map(node => node.outerHTML.slice(0, 100));
  });
}"""
# Whether JupyterLab has given the notebook the room that this window has for it.
LAID_OUT = f"""([width, files]) => {{
  const list = document.querySelector('#jp-left-stack').getBoundingClientRect();
  const {{ left, right }} = {NOTEBOOK}.node.getBoundingClientRect();
  return innerWidth === width && left >= list.right && left - list.right < 50
    && (list.width > 0) === files && right <= width && right > width - 50;
}}"""
# Texts, borders and frames of focus without the contrast that WCAG 2.2 asks for.
FAINT = """() => {
  const paint = document.createElement('canvas').getContext('2d');
  const channels = colour => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const light = colour => channels(colour).slice(0, 3).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = node => {
    const colour = getComputedStyle(node).backgroundColor;
    const opaque = channels(colour)[3] || !node.parentElement;
    return opaque ? colour : ground(node.parentElement);
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const faint = [];
  const judge = (what, colour, behind, least) => {
    const reached = contrast(colour, behind).toFixed(1);
    if (reached < least) faint.push(`${what}: ${colour} on ${behind}, ${reached}`);
  };
  for (const node of document.querySelectorAll('.bp-root *, .jp-OutputArea img + p')) {
    const style = getComputedStyle(node);
    const name = node.className || node.localName;
    const spoken = [...node.childNodes].some(child => child.nodeType === 3);
    if (spoken || node.matches('.bp-box, .bp-problem, .bp-status')) {
      judge(name, style.color, ground(node), 4.5);
    }
    if (node.matches('.bp-box, .bp-select, .bp-button, .bp-grid')) {
      judge(`border of ${name}`, style.borderTopColor, ground(node.parentElement), 3);
    }
    if (node === document.activeElement) {
      judge(`frame of ${name}`, style.outlineColor, ground(node.parentElement), 3);
    }
  }
  return [...new Set(faint)];
}"""
# Cells that are not on the screen are not drawn, and have a size that is guessed.
UNFOLD = ".jp-Cell { content-visibility: visible !important }"


def walk_through(page, controls):
    """Tab through the controls of one panel or question, and leave them by Escape.

    Asserts that each control is reached once, in reading order and with a frame; that
    Tab and Shift+Tab lead out; and that Escape gives the keys back to the notebook.
    """
    cell = controls.locator("xpath=ancestor::*[contains(@class, 'jp-Notebook-cell')]")
    count, astray = controls.evaluate(STOPS)
    assert astray == []
    cell.focus()
    press_until(page, "Tab", controls, 0)
    for _ in range(count):
        page.keyboard.press("Tab")
    assert not controls.evaluate("one => one.contains(document.activeElement)")
    press_until(page, "Shift+Tab", controls, count - 1)
    page.keyboard.press("Escape")
    assert cell.evaluate(COMMAND_MODE)
    visited = controls.evaluate(VISITED)
    stops = [stop for stop, _ in visited]
    first = stops.index(0)
    assert stops[first : first + count] == [*range(count)]
    assert {frame for stop, frame in visited if stop >= 0} == {"solid 3px"}


def press_until(page, key, controls, stop):
    """Press Tab or Shift+Tab until this stop has the focus.

    Tools of the cell may come before, and the questions above it in the same cell.
    """
    here = "(controls, stop) => controls.stop(document.activeElement) === stop"
    for _ in range(12):
        page.keyboard.press(key)
        if controls.evaluate(here, stop):
            return
    raise AssertionError(f"{key} does not lead to stop {stop}")


def set_theme(page, theme):
    """Choose a theme of JupyterLab and wait until it is there."""
    command(page, "apputils:change-theme", {"theme": theme})
    body = page.locator(f"body[data-jp-theme-name='{theme}']")
    body.wait_for(state="attached")  # its height is 0


def toggle_files(page):
    """Show or hide the list of files, as Ctrl+B does."""
    command(page, "application:toggle-left-area")


def cut_off_when_narrow(page):
    """What of our outputs has no room in a narrow window, by the window."""
    style = page.add_style_tag(content=UNFOLD)
    found = {}
    for width, files in NARROW:
        set_window(page, width, files)
        found[width, files] = page.evaluate(CUT_OFF)
    set_window(page, VIEWPORT["width"], files=True)
    style.evaluate("node => node.remove()")
    return {window: nodes for window, nodes in found.items() if nodes}


def set_window(page, width, files):
    """Make the window so wide, with the list of files or without; wait for the page."""
    page.set_viewport_size(VIEWPORT | {"width": width})
    if page.locator("#jp-left-stack").is_visible() != files:
        toggle_files(page)
    page.wait_for_function(LAID_OUT, arg=[width, files])
    next_frame(page)


def faint_in(page, themes):
    """What of our outputs is hard to see, by the theme; the focus is on one of them."""
    found = {}
    for theme in themes:
        set_theme(page, theme)
        found[theme] = page.evaluate(FAINT)
    return {theme: faint for theme, faint in found.items() if faint}
