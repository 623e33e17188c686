// The controls of a panel: native inputs with a label each, so that every keyboard and
// every screen reader can use them. Nothing is fetched.
//
// All values live in one model attribute, `state`, so that a preset that moves three
// sliders makes one picture. The widget manager sends a change only when the kernel has
// finished with the one before, and then the newest: a panel never falls behind a drag.

export const NARROW = 520; // CSS px: below it a picture comes in its form for phones
const REST = 300; // ms without a change after which a setting counts as settled
const LOST = "These controls do nothing now: the kernel was restarted or has stopped. Choose Run → Run All Cells.";

// JupyterLab and Notebook take keys such as "d d" (delete the cell) from every element
// that does not carry this attribute itself; on an ancestor it has no effect. VS Code
// takes them from its window: there they must not arrive, see ownKey.
const KEEP_KEYS = { "data-lm-suppress-shortcuts": "true" };

function element(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// Whether a key is for these controls alone. What leaves them, and what a hand sends to
// the program with Ctrl, Alt or a function key, goes on.
function ownKey({ key, ctrlKey, altKey, metaKey }) {
  return !(ctrlKey || altKey || metaKey || key === "Escape" || key === "Tab" || /^F\d/.test(key));
}

// ---- numbers: a slider has positions 0 … count, the model holds values --------------
// In the book, which has no kernel, it stops only at the places of which it has pictures.

function valueAt(control, position) {
  const { low, high, count, log, integer, places } = control;
  if (places) return places[position];
  const part = position / count;
  const value = log ? low * (high / low) ** part : low + (high - low) * part;
  return integer ? Math.round(value) : Number(value.toPrecision(control.digits));
}

// Where a value lies between the ends, 0 to 1.
export function partOf({ low, high, log }, value) {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

function positionOf(control, value) {
  const { count, places } = control;
  if (!places) return Math.round(partOf(control, value) * count);
  const far = places.map((place) => Math.abs(partOf(control, place) - partOf(control, value)));
  return far.indexOf(Math.min(...far));
}

export function format(control, value) {
  const rounded = Number(value.toPrecision(Math.max(control.digits, 1)));
  const tiny = rounded !== 0 && Math.abs(rounded) < 0.001; // 1e-5: 0.00001 has no room
  return tiny ? rounded.toExponential() : String(rounded);
}

function spoken(control, value) {
  const name = control.names && control.names[Math.round(value - control.low)];
  const text = format(control, value).replace(/^-/, "minus ").replace("e-", " times 10 to the minus ");
  return name ? `${text}, ${name}` : text + (control.unit ? ` ${control.unit}` : "");
}

// A typed text becomes a number inside the range, or a sentence that says what is wrong.
function read(control, text) {
  const typed = text.trim().replace("−", "-");
  const keeps = (value) => `${control.label} stays at ${format(control, value)}.`;
  if (typed === "") return { refuse: (value) => `The box was empty: ${keeps(value)}` };
  if (/^[-+]?\d+,\d+$/.test(typed)) {
    return { refuse: (value) => `Write ${typed.replace(",", ".")} with a point, not a comma: ${keeps(value)}` };
  }
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(typed)) {
    return { refuse: (value) => `“${text}” is not a number: ${keeps(value)}` };
  }
  const number = Number(typed) + 0; // + 0 turns -0 into 0
  if (!(number >= control.low && number <= control.high)) {
    const range = `${format(control, control.low)} to ${format(control, control.high)}`;
    return { refuse: (value) => `${text} is outside ${range}: ${keeps(value)}` };
  }
  if (control.integer && !Number.isInteger(number)) {
    return { refuse: (value) => `${text} is not a whole number: ${keeps(value)}` };
  }
  return { number };
}

// ---- one builder for each kind of control: build(control, id, panel) → { nodes, refresh }

function buildSlider(control, id, panel) {
  const label = element("label", { for: id, class: "bp-label" }, [control.label]);
  const range = element("input", {
    type: "range", id, class: "bp-range", min: 0, max: control.count, step: 1, ...KEEP_KEYS,
  });
  const box = element("input", {
    type: "text", class: "bp-box", inputmode: "decimal", autocomplete: "off", spellcheck: "false",
    "aria-label": `${control.label}, type a number`, ...KEEP_KEYS,
  });
  // As wide as the longest word, so that what stands behind it does not jump about.
  const longest = Math.max(control.unit.length, ...control.names.map((name) => name.length));
  const words = element("span", { class: "bp-words", style: `min-width: ${0.6 * longest}em`, "aria-hidden": "true" });
  const value = () => panel.values()[control.name];
  let typing = false; // what comes from elsewhere must not take a half-typed number away
  const refresh = () => {
    range.value = positionOf(control, value());
    range.setAttribute("aria-valuetext", spoken(control, value()));
    if (!typing) box.value = format(control, value());
    words.textContent = control.names.length ? control.names[Math.round(value() - control.low)] : control.unit;
  };
  const commit = () => {
    typing = false;
    if (box.value === format(control, value())) return;
    const { number, refuse } = read(control, box.value);
    if (refuse) {
      panel.complain(refuse(value()));
      refresh();
    } else {
      panel.change({ [control.name]: number });
    }
  };
  range.addEventListener("input", () => panel.change({ [control.name]: valueAt(control, +range.value) }));
  box.addEventListener("input", () => { typing = true; });
  box.addEventListener("change", commit);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
    if (event.key === "Escape" && typing) {
      typing = false;
      refresh();
      event.preventDefault(); // only the next one leaves the box
    }
  });
  return { nodes: [element("div", { class: "bp-slider" }, [label, range, box, words])], refresh };
}

function buildChoice(control, id, panel) {
  if (control.menu) return buildMenu(control, id, panel);
  const buttons = control.options.map((option, index) =>
    element("input", { type: "radio", id: `${id}-${index}`, name: id, value: option, ...KEEP_KEYS }));
  const rows = buttons.map((button, index) =>
    element("span", { class: "bp-option" }, [button, element("label", { for: button.id }, [control.options[index]])]));
  buttons.forEach((button) =>
    button.addEventListener("change", () => panel.change({ [control.name]: button.value })));
  const legend = element("legend", { class: "bp-label" }, [control.label]);
  const heard = `${id}-code`;
  const code = control.code ? buildCode(control.code, heard) : [];
  const shape = control.stacked ? "bp-choice bp-stacked" : "bp-choice";
  const refresh = () => buttons.forEach((button) => {
    button.checked = button.value === panel.values()[control.name];
  });
  const group = { class: shape, "aria-describedby": control.code ? heard : undefined };
  return { nodes: [element("fieldset", group, [legend, ...code, ...rows])], refresh };
}

// Lines of Python to be judged. Who comes to the options by Tab hears them line by line,
// with the spaces in front: a description read as one text has neither.
function buildCode(code, id) {
  const lines = code.split("\n").map((line, index) => {
    const spaces = line.search(/\S/);
    return `line ${index + 1}${spaces > 0 ? `, ${spaces} spaces in` : ""}: ${line.trim()}`;
  });
  const seen = element("pre", { class: "bp-code", translate: "no" }, [element("code", {}, [code])]);
  return [seen, element("p", { id, hidden: "" }, [`Code, ${lines.join("; ")}`])];
}

function buildMenu(control, id, panel) {
  const label = element("label", { for: id, class: "bp-label" }, [control.label]);
  const select = element("select", { id, class: "bp-select", ...KEEP_KEYS },
    control.options.map((option) => element("option", { value: option }, [option])));
  select.addEventListener("change", () => panel.change({ [control.name]: select.value }));
  const refresh = () => { select.value = panel.values()[control.name]; };
  return { nodes: [element("div", { class: "bp-pick" }, [label, select])], refresh };
}

// Many numbers and room for one slider: a list says which number the slider moves.
function buildBank(control, id, panel) {
  const label = element("label", { for: id, class: "bp-label" }, [control.label]);
  const select = element("select", { id, class: "bp-select", ...KEEP_KEYS },
    control.sliders.map((slider) => element("option", { value: slider.name }, [slider.label])));
  const place = element("div");
  let current = null;
  let shown = null;
  const refresh = () => {
    const picked = panel.values()[control.name];
    select.value = picked;
    if (picked !== shown) {
      shown = picked;
      current = buildSlider(control.sliders.find((slider) => slider.name === picked), `${id}-value`, panel);
      place.replaceChildren(...current.nodes);
    }
    current.refresh();
  };
  select.addEventListener("change", () => panel.change({ [control.name]: select.value }));
  return { nodes: [element("div", { class: "bp-pick" }, [label, select, place])], refresh };
}

function buildButtons(control, id, panel) {
  const buttons = control.buttons.map((spec) => {
    const button = element("button", { type: "button", class: "bp-button", ...KEEP_KEYS }, [spec.label]);
    button.addEventListener("click", () => panel.press(spec));
    return button;
  });
  const caption = control.label ? [element("span", { class: "bp-label", id }, [control.label])] : [];
  const group = { class: "bp-buttons", role: "group", "aria-labelledby": control.label ? id : undefined };
  return { nodes: [element("div", group, [...caption, ...buttons])], refresh: () => {} };
}

// Pixels to paint. One tab stop: the arrow keys move a cursor, Space paints under it. A
// screen reader hears the pixel that the cursor reaches, and what a key press made of it.
const REACH = [1.2, 0.7]; // in pixels: no ink beyond the first, full ink 0.7 before it
const LEVELS = 16; // grey levels, as in scans that count the inked ones of 4 × 4 parts

function inkAt(distance) {
  const part = Math.min(Math.max((REACH[0] - distance) / REACH[1], 0), 1);
  return Math.round(LEVELS * part) / LEVELS;
}

function inWords(ink) {
  if (ink === 0) return "paper";
  return ink === 1 ? "ink" : `grey, ${Math.round(100 * ink)}% ink`;
}

function buildGrid(control, id, panel) {
  const { rows, columns, name } = control;
  const places = Array.from({ length: rows * columns }, (_, place) => place);
  const cells = places.map((place) => element("div", { class: "bp-pixel", role: "gridcell", id: `${id}-${place}` }));
  const lines = Array.from({ length: rows }, (_, row) =>
    element("div", { class: "bp-pixels", role: "row" }, cells.slice(row * columns, (row + 1) * columns)));
  const label = element("span", { class: "bp-label", id }, [control.label]);
  const grid = element("div", {
    class: "bp-grid", role: "grid", tabindex: 0, "aria-labelledby": id, "aria-describedby": `${id}-help`, ...KEEP_KEYS,
  }, lines);
  const said = element("span", { class: "bp-unseen", "aria-live": "polite" });
  const help = element("span", { class: "bp-help", id: `${id}-help` }, [
    "Draw with the mouse or a finger. Keys: arrows move, Space paints or erases, Home and End go to the ends of a row.",
  ]);
  const tools = ["pen", "eraser"].map((tool, index) => {
    const button = element("input", {
      type: "radio", id: `${id}-${tool}`, name: `${id}-tool`, value: tool, checked: index === 0 && "", ...KEEP_KEYS,
    });
    return element("span", { class: "bp-option" }, [button, element("label", { for: button.id }, [tool])]);
  });
  const erasing = () => tools[1].firstChild.checked;
  let here = 0;
  let last = null; // where the stroke was, in pixels from the left and from the top

  const words = (place) =>
    `row ${1 + Math.floor(place / columns)}, column ${1 + (place % columns)}, ${inWords(panel.values()[name][place])}`;
  const refresh = () => {
    const inks = panel.values()[name];
    cells.forEach((cell, place) => {
      const grey = Math.round(255 * (1 - inks[place]));
      cell.style.backgroundColor = `rgb(${grey}, ${grey}, ${grey})`;
      cell.setAttribute("aria-label", words(place));
      cell.dataset.ink = inks[place];
      cell.classList.toggle("bp-here", place === here);
    });
    grid.setAttribute("aria-activedescendant", cells[here].id);
  };
  // Ink or erase round each of these points [x, y]; the middle of pixel (r, c) is (c, r).
  const paint = (points, erase) => {
    const inks = panel.values()[name].map((ink, place) => {
      const [x, y] = [place % columns, Math.floor(place / columns)];
      const nearest = Math.min(...points.map((point) => Math.hypot(point[0] - x, point[1] - y)));
      if (erase) return nearest < 0.7 ? 0 : ink;
      return Math.max(ink, inkAt(nearest));
    });
    panel.change({ [name]: inks });
    refresh();
  };
  const pointAt = (event) => {
    const { left, top, width } = cells[0].getBoundingClientRect();
    return [(event.clientX - left) / width - 0.5, (event.clientY - top) / width - 0.5];
  };
  const stroke = (event) => {
    const point = pointAt(event);
    const from = last ?? point;
    const steps = Math.max(1, Math.ceil(4 * Math.hypot(point[0] - from[0], point[1] - from[1])));
    const between = Array.from({ length: steps + 1 }, (_, k) => from.map((f, axis) => f + (k / steps) * (point[axis] - f)));
    last = point;
    const bound = (value, size) => Math.min(Math.max(Math.round(value), 0), size - 1);
    here = bound(point[1], rows) * columns + bound(point[0], columns);
    paint(between, erasing());
  };
  grid.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault(); // no text is selected while one draws
    grid.focus();
    grid.setPointerCapture(event.pointerId);
    last = null;
    stroke(event);
  });
  grid.addEventListener("pointermove", (event) => {
    if (grid.hasPointerCapture(event.pointerId)) stroke(event);
  });
  const MOVES = {
    ArrowUp: (row, column) => [row - 1, column],
    ArrowDown: (row, column) => [row + 1, column],
    ArrowLeft: (row, column) => [row, column - 1],
    ArrowRight: (row, column) => [row, column + 1],
    Home: (row) => [row, 0],
    End: (row) => [row, columns - 1],
    PageUp: (_, column) => [0, column],
    PageDown: (_, column) => [rows - 1, column],
  };
  grid.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const [row, column] = [Math.floor(here / columns), here % columns];
    if (event.key in MOVES) {
      const [r, c] = MOVES[event.key](row, column);
      if (r >= 0 && r < rows && c >= 0 && c < columns) here = r * columns + c;
      refresh();
    } else if (event.key === " " || event.key === "Enter") {
      if (!event.repeat) { // else a key that is held down makes the pixel flicker
        paint([[column, row]], erasing() || panel.values()[name][here] === 1);
        said.textContent = words(here);
      }
    } else {
      return;
    }
    event.preventDefault(); // else the page scrolls
  });
  const chooser = element("div", { class: "bp-buttons", role: "radiogroup", "aria-label": `${control.label}, tool` }, tools);
  const beside = element("div", { class: "bp-beside" }, [label, chooser, help, said]);
  return { nodes: [element("div", { class: "bp-paint" }, [grid, beside])], refresh };
}

// A line of text. What was typed is kept until it is taken over with Enter.
function buildEntry(control, id, panel) {
  const label = element("label", { for: id, class: "bp-label" }, [control.label]);
  const box = element("input", {
    type: "text", id, class: "bp-box bp-text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    maxlength: control.longest, "aria-describedby": control.help ? `${id}-help` : undefined, ...KEEP_KEYS,
  });
  const value = () => panel.values()[control.name];
  let typing = false;
  const refresh = () => { if (!typing) box.value = value(); };
  const commit = () => {
    typing = false;
    if (box.value !== value()) panel.change({ [control.name]: box.value });
  };
  box.addEventListener("input", () => { typing = true; });
  box.addEventListener("change", commit);
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") commit(); });
  const help = control.help ? [element("span", { class: "bp-help", id: `${id}-help` }, [control.help])] : [];
  return { nodes: [element("div", { class: "bp-entry" }, [label, box, ...help])], refresh };
}

// The blanks of a picture. A number is judged by the kernel, which then lights the next.
function buildBlanks(control, id, panel) {
  const list = element("label", { for: `${id}-list`, class: "bp-label" }, [control.label]);
  const select = element("select", { id: `${id}-list`, class: "bp-select", ...KEEP_KEYS },
    control.blanks.map((blank) => element("option", { value: blank }, [blank])));
  const label = element("label", { for: id, class: "bp-label bp-blank" });
  const box = element("input", {
    type: "text", id, class: "bp-box", inputmode: "text", autocomplete: "off", spellcheck: "false", ...KEEP_KEYS,
  });
  const button = (text) => element("button", { type: "button", class: "bp-button", ...KEEP_KEYS }, [text]);
  const [check, show] = [button("Check"), button("Show me this one")];
  const value = () => panel.values()[control.name];
  let at = null;
  let typing = false;
  const refresh = () => {
    if (value().at !== at) { // the hand stays in the box, and what it types since then
      at = value().at;
      label.textContent = `${at} =`;
    }
    select.value = at;
    if (!typing) box.value = value().written[at] ?? "";
  };
  const change = (changed) => panel.change({ [control.name]: { ...value(), ...changed } });
  const commit = () => {
    typing = false;
    if (box.value.trim()) change({ written: { ...value().written, [at]: box.value.trim().slice(0, control.longest) } });
  };
  box.addEventListener("input", () => { typing = true; });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") commit(); });
  check.addEventListener("click", () => { commit(); box.focus(); });
  show.addEventListener("click", () => { change({ shown: [...value().shown, at] }); box.focus(); });
  select.addEventListener("change", () => {
    typing = false;
    change({ at: select.value });
  });
  return { nodes: [element("div", { class: "bp-blanks" }, [list, select, label, box, check, show])], refresh };
}

// A line of code as far to the right as it is indented; what has no room goes on below.
function codeLine(line) {
  return element("code", { style: `padding-left: ${line.search(/\S/) + 2}ch; text-indent: -2ch` }, [line.trim()]);
}

// Lines of code to be put in order. One tab stop: the arrow keys choose a line, with Alt
// they move it, Space leaves it out or puts it back. The buttons do the same.
function buildLines(control, id, panel) {
  const { lines, name } = control;
  const options = lines.map((line, place) =>
    element("div", { class: "bp-line", role: "option", id: `${id}-${place}` },
      [element("span", { class: "bp-number" }), codeLine(line)]));
  const group = (label) => element("div", { role: "group", "aria-label": label });
  const [used, out] = [group("the function"), group("left out")];
  const label = element("span", { class: "bp-label", id }, [control.label]);
  const help = element("span", { class: "bp-help", id: `${id}-help` }, [
    `${control.help} Keys: arrows choose a line, Alt with an arrow moves it, Space leaves it out or puts it back.`,
  ]);
  const list = element("div", {
    class: "bp-lines", role: "listbox", tabindex: 0, "aria-labelledby": id, "aria-describedby": `${id}-help`, ...KEEP_KEYS,
  }, [used, element("div", { class: "bp-label", "aria-hidden": "true" }, ["Left out:"]), out]);
  const said = element("span", { class: "bp-unseen", "aria-live": "polite" });
  const order = () => [...panel.values()[name].used, ...panel.values()[name].out];
  let here = order()[0];
  const words = (place) => {
    const at = panel.values()[name].used.indexOf(place);
    const where = at < 0 ? "left out" : `line ${at + 1} of ${panel.values()[name].used.length}`;
    const inside = lines[place].search(/\S/) > Math.min(...lines.map((line) => line.search(/\S/)));
    return `${where}: ${inside ? "indented, " : ""}${lines[place].trim()}`;
  };
  const refresh = () => {
    const value = panel.values()[name];
    used.replaceChildren(...value.used.map((place) => options[place]));
    out.replaceChildren(...value.out.map((place) => options[place]));
    options.forEach((option, place) => {
      const at = value.used.indexOf(place);
      option.firstChild.textContent = at < 0 ? "–" : at + 1;
      option.setAttribute("aria-label", words(place));
      option.setAttribute("aria-selected", String(place === here));
    });
    list.setAttribute("aria-activedescendant", options[here].id);
    leave.textContent = value.out.includes(here) ? "Put back" : "Leave out";
  };
  const choose = (place) => {
    here = place;
    refresh();
  };
  const put = (value) => {
    panel.change({ [name]: value });
    refresh();
    said.textContent = words(here);
  };
  const move = (by) => {
    const places = [...panel.values()[name].used];
    const [from, to] = [places.indexOf(here), places.indexOf(here) + by];
    if (from < 0 || to < 0 || to >= places.length) {
      said.textContent = words(here); // it stays, and says where
      return;
    }
    places.splice(to, 0, ...places.splice(from, 1));
    put({ ...panel.values()[name], used: places });
  };
  const toggle = () => {
    const without = (places) => places.filter((place) => place !== here);
    const value = panel.values()[name];
    const back = value.out.includes(here);
    put({
      used: back ? [...value.used, here] : without(value.used),
      out: back ? without(value.out) : [...value.out, here],
    });
  };
  const button = (text, act) => {
    const made = element("button", { type: "button", class: "bp-button", ...KEEP_KEYS }, [text]);
    made.addEventListener("click", act);
    return made;
  };
  const leave = button("Leave out", toggle);
  const buttons = [button("Up", () => move(-1)), button("Down", () => move(1)), leave];
  options.forEach((option, place) => option.addEventListener("click", () => choose(place)));
  list.addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (ctrlKey || metaKey) return;
    if (by && altKey) {
      move(by);
    } else if (by) {
      choose(order()[order().indexOf(here) + by] ?? here);
    } else if (key === "Home" || key === "End") {
      choose(order().at(key === "Home" ? 0 : -1));
    } else if (key === " " && !event.repeat) {
      toggle();
    } else {
      return;
    }
    event.preventDefault(); // else the page scrolls
    event.stopPropagation(); // and a program may have a meaning of its own for Alt
  });
  const head = element("code", { class: "bp-head" }, [control.head]);
  const tools = element("div", { class: "bp-buttons", role: "group", "aria-label": "the chosen line" }, buttons);
  return { nodes: [element("div", { class: "bp-code" }, [label, help, head, list, tools, said])], refresh };
}

function buildListing(control) {
  const lines = control.text.trim().split("\n").map((line) => element("div", { class: "bp-line" }, [codeLine(line)]));
  return { nodes: [element("div", { class: "bp-code bp-listing" }, lines)], refresh: () => {} };
}

const BUILD = {
  slider: buildSlider, choice: buildChoice, bank: buildBank, grid: buildGrid, buttons: buildButtons,
  entry: buildEntry, blanks: buildBlanks, lines: buildLines, listing: buildListing,
};

// ---- a click on the picture ------------------------------------------------------------

// The picture is not part of the widget, and every update replaces it. So the page is
// listened to. A panel's picture has its sentence under it, and is ours if our controls
// are the last ones above it: no front end's own marks are needed for that.
// In the book it is a canvas.
const PICTURE = "img[src^='data:image/png']:has(+ p), canvas:has(+ p)";

function isPictureOf(el, image) {
  if (!image.matches?.(PICTURE)) return false;
  const above = [...document.querySelectorAll(".bp-root")].filter(
    (root) => root.compareDocumentPosition(image) & Node.DOCUMENT_POSITION_FOLLOWING);
  return above[above.length - 1] === el;
}

// The values under the mouse, or null outside of the axes.
function placeUnder(event, { x, y, box, limits }, sliders) {
  const frame = event.target.getBoundingClientRect();
  const [left, top, width, height] = box;
  const right = ((event.clientX - frame.left) / frame.width - left) / width;
  const down = ((event.clientY - frame.top) / frame.height - top) / height;
  if (!(right >= 0 && right <= 1 && down >= 0 && down <= 1)) return null;
  const [xLeft, xRight, yBottom, yTop] = limits;
  const within = (name, value) => {
    const { low, high, digits } = sliders.find((control) => control.name === name);
    return Math.min(high, Math.max(low, Number(value.toPrecision(digits))));
  };
  return {
    [x]: within(x, xLeft + right * (xRight - xLeft)),
    [y]: within(y, yTop + down * (yBottom - yTop)),
  };
}

// Let a click on the picture set two sliders; returns what undoes it.
function followClicks(el, model, change) {
  const place = (event) => (
    isPictureOf(el, event.target) ? placeUnder(event, model.get("pick"), model.get("spec")) : null);
  const click = (event) => {
    const values = event.button === 0 && place(event);
    if (values) change(values);
  };
  const point = (event) => {
    if (isPictureOf(el, event.target)) event.target.style.cursor = place(event) ? "crosshair" : "";
  };
  document.addEventListener("click", click);
  document.addEventListener("pointermove", point);
  return () => {
    document.removeEventListener("click", click);
    document.removeEventListener("pointermove", point);
  };
}

// ---- a kernel that went away -----------------------------------------------------------

// The widget manager forgets its widgets when the kernel is started again. It does not
// heed a kernel that is shut down or exchanged: where the page lets us, we listen to the
// kernel itself. Returns what undoes it.
function whenKernelGoes(model, lose) {
  const kernel = model.widget_manager?.kernel;
  const heed = (_, status) => {
    if (["restarting", "autorestarting", "terminating", "dead"].includes(status)) lose();
  };
  model.on("comm_live_update", lose);
  kernel?.statusChanged?.connect(heed);
  kernel?.disposed?.connect(lose);
  return () => {
    model.off("comm_live_update", lose);
    kernel?.statusChanged?.disconnect(heed);
    kernel?.disposed?.disconnect(lose);
  };
}

// ---- a file that the kernel made ---------------------------------------------------------

// So it can be had where no server is that could be asked for files.
function download({ name }, [content]) {
  const link = element("a", { href: URL.createObjectURL(new Blob([content])), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}

// ---- the panel -------------------------------------------------------------------------

function render({ model, el }) {
  const id = `bp-${model.model_id ?? ""}-${Math.random().toString(36).slice(2, 8)}`;
  const notice = element("p", { class: "bp-problem" });
  const problem = element("p", { class: "bp-problem", role: "alert" });
  const status = element("p", { class: "bp-status", role: "status" });
  let timer = null;
  let lost = false;
  let held = false; // a key is down: the hand does not rest

  const send = (change) => {
    model.set("state", { ...model.get("state"), ...change });
    model.save_changes();
  };
  const isNarrow = () => el.clientWidth > 0 && el.clientWidth < NARROW;
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (!held) send({ dragging: false }); }, REST);
  };

  const panel = {
    values: () => model.get("state").values,
    complain: (sentence) => { problem.textContent = sentence; },
    change(values) {
      if (lost) {
        notice.textContent = "";
        panel.complain(LOST);
        refresh(); // a knob that moves would say that the picture follows
        return;
      }
      problem.textContent = "";
      send({
        values: { ...panel.values(), ...values },
        dragging: true,
        ratio: window.devicePixelRatio || 1,
        narrow: isNarrow(),
      });
      settle();
    },
    press({ set = {}, add = {}, reset = false, action = "" }) {
      const values = reset ? { ...model.get("initial") } : { ...set };
      const moves = Object.entries(add).map(([name, amount]) => {
        const { low, high } = model.get("spec").find((control) => control.name === name);
        return { name, amount, from: panel.values()[name], end: amount < 0 ? low : high };
      });
      // Sliders that move together stop together, where the first of them is at its end.
      const part = Math.min(1, ...moves.map(({ amount, from, end }) => (end - from) / amount));
      for (const { name, amount, from } of moves) {
        values[name] = Number((from + part * amount).toFixed(10)) + 0; // ten times 0.1 is 1, and -0 is 0
      }
      if (action) values[action] = (panel.values()[action] ?? 0) + 1;
      panel.change(values);
    },
  };

  const body = element("div", { class: "bp-controls", role: "group", "aria-label": model.get("title") });
  let parts = [];
  const build = () => {
    parts = model.get("spec").map((control, index) => BUILD[control.kind](control, `${id}-${index}`, panel));
    body.replaceChildren(...parts.flatMap((part) => part.nodes));
  };
  const rebuild = () => {
    const within = body.contains(document.activeElement);
    build();
    refresh();
    // The hand stays in the controls, although the button under it is gone.
    if (within) body.querySelector("input, select, button, [tabindex]")?.focus();
  };
  const refresh = () => parts.forEach((part) => part.refresh());
  const announce = () => {
    status.textContent = model.get("status");
    // A reply that nobody sees is none: it stands below the button that asked for it.
    if (model.get("visible_status")) status.scrollIntoView({ block: "nearest" });
  };
  model.on("change:spec", rebuild);
  model.on("change:state", refresh);
  model.on("change:status", announce);
  model.on("msg:custom", download);
  build();
  refresh();
  body.addEventListener("keydown", (event) => {
    // A key that is held down waits for longer than REST before it repeats. That a list
    // was left when it comes up again, the page may not be told.
    held = event.target.tagName !== "SELECT";
    // And it would run round radio buttons, so that a picture might flash.
    if (event.repeat && event.target.type === "radio") event.preventDefault();
    // Escape leaves the controls as it leaves an editor: for their cell, where the keys
    // of the notebook count again.
    if (event.key === "Escape" && !event.defaultPrevented) el.closest(".jp-Cell")?.focus();
    if (ownKey(event)) event.stopPropagation();
  });
  for (const end of ["keyup", "focusout"]) {
    body.addEventListener(end, () => {
      held = false;
      if (!lost && model.get("state").dragging) settle();
    });
  }
  el.classList.add("bp-root");
  el.append(body, notice, problem, status);
  if (model.get("visible_status")) {
    status.classList.add("bp-visible");
    status.textContent = model.get("status"); // a reply stays, where the page is built anew
  }
  const ignoreClicks = model.get("pick")?.box ? followClicks(el, model, panel.change) : () => {};
  const width = new ResizeObserver(() => {
    if (!lost && isNarrow() !== Boolean(model.get("state").narrow)) send({ narrow: isNarrow(), dragging: false });
  });
  if (!model.get("visible_status")) width.observe(el); // which a question has, and no picture
  // An alert is read out at once: only where the hand is, not for every panel of a page.
  const forgetKernel = whenKernelGoes(model, () => {
    lost = true;
    clearTimeout(timer);
    const place = el.contains(document.activeElement) ? problem : notice;
    if (!notice.textContent && problem.textContent !== LOST) place.textContent = LOST;
  });
  return () => {
    clearTimeout(timer);
    forgetKernel();
    ignoreClicks();
    width.disconnect();
    model.off("change:spec", rebuild);
    model.off("change:state", refresh);
    model.off("change:status", announce);
    model.off("msg:custom", download);
  };
}

export default { render };
