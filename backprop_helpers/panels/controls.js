// The controls of a panel: native inputs with a label each, so that every keyboard and
// every screen reader can use them. Nothing is fetched.
//
// All values live in one model attribute, `state`, so that a preset that moves three
// sliders makes one picture. The widget manager sends a change only when the kernel has
// finished with the one before, and then the newest: a panel never falls behind a drag.

const REST = 300; // ms without a change after which a setting counts as settled

// JupyterLab and Notebook take keys such as "d d" (delete the cell) from every element
// that does not carry this attribute itself; on an ancestor it has no effect.
const KEEP_KEYS = { "data-lm-suppress-shortcuts": "true" };

function element(tag, attributes = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

// ---- numbers: a slider has positions 0 … count, the model holds values --------------

function valueAt(control, position) {
  const { low, high, count, log, integer } = control;
  const part = position / count;
  const value = log ? low * (high / low) ** part : low + (high - low) * part;
  return integer ? Math.round(value) : Number(value.toPrecision(control.digits));
}

function positionOf(control, value) {
  const { low, high, count, log } = control;
  const part = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.round(part * count);
}

function format(control, value) {
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
    if (event.key === "Escape") { typing = false; refresh(); }
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
  const shape = control.stacked ? "bp-choice bp-stacked" : "bp-choice";
  const refresh = () => buttons.forEach((button) => {
    button.checked = button.value === panel.values()[control.name];
  });
  return { nodes: [element("fieldset", { class: shape }, [legend, ...rows])], refresh };
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

const BUILD = { slider: buildSlider, choice: buildChoice, bank: buildBank, buttons: buildButtons };

// ---- the panel -------------------------------------------------------------------------

function render({ model, el }) {
  const id = `bp-${model.model_id ?? ""}-${Math.random().toString(36).slice(2, 8)}`;
  const problem = element("p", { class: "bp-problem", role: "alert" });
  const status = element("p", { class: "bp-status", role: "status" });
  let timer = null;

  const send = (change) => {
    model.set("state", { ...model.get("state"), ...change });
    model.save_changes();
  };
  const settle = () => send({ moving: false });

  const panel = {
    values: () => model.get("state").values,
    complain: (sentence) => { problem.textContent = sentence; },
    change(values) {
      problem.textContent = "";
      send({
        values: { ...panel.values(), ...values },
        moving: true,
        ratio: window.devicePixelRatio || 1,
      });
      clearTimeout(timer);
      timer = setTimeout(settle, REST);
    },
    press({ set = {}, add = {}, reset = false, action = "" }) {
      const values = reset ? { ...model.get("initial") } : { ...set };
      for (const [name, amount] of Object.entries(add)) {
        const { low, high } = model.get("spec").find((control) => control.name === name);
        values[name] = Math.min(high, Math.max(low, panel.values()[name] + amount));
      }
      if (action) values[action] = (panel.values()[action] ?? 0) + 1;
      panel.change(values);
    },
  };

  const parts = model.get("spec").map((control, index) => BUILD[control.kind](control, `${id}-${index}`, panel));
  const body = element("div", { class: "bp-controls", role: "group", "aria-label": model.get("title") },
    parts.flatMap((part) => part.nodes));
  const refresh = () => parts.forEach((part) => part.refresh());
  const announce = () => { status.textContent = model.get("status"); };
  model.on("change:state", refresh);
  model.on("change:status", announce);
  refresh();
  el.classList.add("bp-root");
  el.append(body, problem, status);
  if (model.get("visible_status")) status.classList.add("bp-visible");
  return () => {
    clearTimeout(timer);
    model.off("change:state", refresh);
    model.off("change:status", announce);
  };
}

export default { render };
