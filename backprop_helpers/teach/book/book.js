// Brings the pages of the book to life: what stands in a `.bp-book` gets its controls,
// the same as in JupyterLab, and instead of a kernel a record of what one would say.

import controls, { NARROW } from "./controls.js";
import { openPack } from "./frames.js";
import { lineOfReturn, notesOn } from "./notes.js";
import { panel } from "./panel.js";
import { pencil, problem, question } from "./practice.js";

const KERNELS = { panel, pencil, problem, question };
const NEAR = "800px"; // from the window, at which a thing comes to life

// What controls.js asks of a widget's model. tell(state, before) is called with each
// state that the page sends; `last` is what the reader left.
function modelOf(record, last, tell) {
  const { title, spec, initial, pick = {}, visible_status: visible = false } = record;
  const values = {
    title, spec, initial, pick, status: "", visible_status: visible, ...last,
    state: { values: last.values ?? initial, dragging: false, ratio: 1 },
  };
  const heard = new Map();
  const listenersOf = (event) => heard.get(event) ?? heard.set(event, new Set()).get(event);
  let sent = values.state;
  const model = {
    model_id: record.name,
    get: (name) => values[name],
    set(name, value) {
      if (values[name] === value) return;
      values[name] = value;
      listenersOf(`change:${name}`).forEach((listener) => listener());
    },
    save_changes() {
      const before = sent;
      sent = values.state;
      if (sent !== before) tell(sent, before);
      sent = values.state; // which what was told may have changed
    },
    on: (event, listener) => listenersOf(event).add(listener),
    off: (event, listener) => listenersOf(event).delete(listener),
  };
  return model;
}

// The picture and the words under it. They change together: the words wait for their
// picture, which comes at once unless its part of the pack has yet to be unpacked.
function screenOf(box, record, folder) {
  const [picture, sentence, nearest] = ["picture", ".bp-sentence", ".bp-nearest > span"]
    .map((name) => box.querySelector(name));
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  const [packs, opened] = [{}, {}]; // promises of them; those that are here
  let latest = null;

  function packOf(form) {
    packs[form] ??= openPack(`${folder}${record.forms[form].pack}`, `${folder}${record.forms[form].base}`)
      .then((pack) => {
        pack.prepare();
        return (opened[form] = pack);
      });
    return packs[form];
  }

  function say(words, note) {
    if (words !== undefined) {
      sentence.textContent = words;
      canvas.setAttribute("aria-label", `${record.alt} ${words}`);
    }
    if (nearest) nearest.textContent = note;
  }
  function drawn(form) {
    const { width, height } = record.forms[form];
    canvas.style.cssText = `width: ${width}px; max-width: 100%; aspect-ratio: ${width} / ${height}`;
    if (picture.isConnected) picture.replaceWith(canvas);
  }
  // Show what a kernel replied, in the form for this screen.
  async function show({ sentence: words, frames, nearest: note = "" }, form) {
    const turn = {};
    latest = turn;
    if (!frames) {
      say(words, note);
      return;
    }
    try {
      const pack = opened[form] ?? await packOf(form);
      if (latest !== turn) return;
      const shown = pack.show(canvas, frames(record.forms[form]));
      if (shown === true || await shown) {
        drawn(form);
        say(words, note);
      }
    } catch {
      delete packs[form]; // the next one asks again
      if (latest === turn) say(words, "The pictures cannot be had at the moment.");
    }
  }
  return { show, pickOf: (form) => record.forms[form].pick };
}

async function enliven(box) {
  const address = new URL(box.dataset.record, document.baseURI);
  const folder = new URL(".", address).href;
  const record = await (await fetch(address)).json();
  record.name = address.pathname.split("/").at(-1).replace(/\W/g, "-");
  const kernel = await KERNELS[record.kind](record);
  const screen = record.forms && screenOf(box, record, folder);
  const formOf = ({ narrow }) => (narrow ? "narrow" : "wide");

  const onward = box.querySelector(".bp-onward");
  const turn = (spec) => {
    model.set("spec", spec);
    if (onward) onward.hidden = !kernel.isDone();
  };
  const notes = kernel.isKept && notesOn(address.pathname, record.edition);
  const last = (notes && notes.read()) || {};
  const model = modelOf(record, last, (state, before) => {
    const reply = kernel.follow(state, { ...before, status: model.get("status") });
    if (reply.spec) turn(reply.spec);
    if (reply.values) model.set("state", { ...model.get("state"), values: reply.values });
    if (screen) {
      model.set("pick", screen.pickOf(formOf(state)));
      screen.show(reply, formOf(state));
    }
    // The words for the ear come when the hand rests, as in JupyterLab.
    const words = reply.status ?? [reply.sentence, reply.nearest].filter(Boolean).join(" ");
    if (reply.status !== undefined || (words && !state.dragging)) model.set("status", words);
    if (notes) notes.write(model.get("state").values, record.initial, { status: model.get("status"), step: kernel.step?.() });
  });
  if (last.step) turn(kernel.goTo(last.step));
  const el = document.createElement("div");
  box.querySelector(".bp-before")?.remove();
  box.prepend(el);
  if (screen) {
    const narrow = el.clientWidth < NARROW;
    const state = { ...model.get("state"), narrow };
    model.set("pick", screen.pickOf(formOf(state)));
    model.set("state", state);
    const { frames, sentence, nearest } = kernel.follow(state, state);
    screen.show({ frames, sentence, nearest }, formOf(state));
  }
  controls.render({ model, el });
  if (last.values && kernel.startsAnew) {
    el.after(lineOfReturn(record.title, () => {
      if (kernel.step?.()) turn(kernel.goTo(0));
      model.set("state", { ...model.get("state"), values: record.initial, dragging: false });
      model.save_changes();
      model.set("status", "");
      el.querySelector("input, select, [tabindex]").focus();
    }));
  }
  box.dataset.alive = "";
}

const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    // Without a network: the first picture stays, and what is missing comes with it.
    enliven(target).catch(() => addEventListener("online", () => seen.observe(target), { once: true }));
  }
}, { rootMargin: NEAR });
document.querySelectorAll(".bp-book[data-record]").forEach((box) => seen.observe(box));
