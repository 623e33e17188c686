// What a kernel would say to a panel: the picture and the sentence of the recorded
// setting that is nearest. See panel_record.py.

import { format, partOf } from "./controls.js";

const UNDER_THE_HAND = 100; // times as far: the picture follows what was moved last
const OTHER_OPTION = 1e3; // farther than any number can be: an option counts first
const OTHER_PICK = 1e-3; // what only shows which number of a bank is being moved

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function slidersIn(spec) {
  const all = spec.flatMap((control) => control.sliders ?? [control]);
  return Object.fromEntries(all.map((control) => [control.name, control]));
}

export async function panel(record) {
  const { axes, settings, sentences, said, spec } = record;
  const controls = slidersIn(spec);
  const steps = {}; // by what the buttons change a number alone
  for (const { add } of spec.flatMap((control) => control.buttons ?? [])) {
    const [[name, by] = [], ...others] = Object.entries(add);
    if (name && !others.length) (steps[name] ??= new Set()).add(by);
  }
  const parts = axes.map(({ name, kind, values }) => (
    kind === "number" ? values.map((value) => partOf(controls[name], value)) : []));
  const samples = axes.filter((axis) => axis.kind === "sample");
  let moved = new Set();

  // A button steps to the next place, also where the book has no picture in between.
  function stepped(values, before) {
    const now = { ...values };
    for (const { name, kind, values: places } of axes) {
      const by = values[name] - before[name];
      const isStep = kind === "number" && [...(steps[name] ?? [])].some((step) => Math.abs(by - step) < 1e-9);
      if (!isStep || places.includes(values[name])) continue;
      const ahead = places.filter((place) => (by > 0 ? place > before[name] : place < before[name]));
      const reached = ahead.filter((place) => Math.abs(place - before[name]) <= Math.abs(by));
      const way = by > 0 ? 1 : -1;
      const near = (list, end) => list.sort((a, b) => way * (a - b)).at(end);
      now[name] = reached.length ? near(reached, -1) : near(ahead, 0) ?? before[name];
    }
    return now;
  }

  function distanceTo(setting, places) {
    let sum = 0;
    axes.forEach((axis, n) => {
      const weight = moved.has(axis.name) ? UNDER_THE_HAND : 1;
      if (axis.kind === "number") sum += weight * (parts[n][setting[n]] - places[n]) ** 2;
      else if (setting[n] !== places[n]) sum += axis.kind === "pick" ? OTHER_PICK : weight * OTHER_OPTION;
    });
    return sum;
  }

  // Say what the picture shows otherwise than the controls; "" for nothing.
  function difference(setting, values) {
    const others = axes.flatMap(({ name, kind, values: known }, n) => {
      const shown = known[setting[n]];
      if (kind === "pick" || same(shown, values[name])) return [];
      const { label } = controls[name];
      return [kind === "number" ? `${label} = ${format(controls[name], shown).replace(/^-/, "−")}` : `${label}: ${shown}`];
    });
    return others.length ? `The book shows the nearest picture it has: ${others.join(", ")}.` : "";
  }

  return {
    follow({ values }, { values: before }) {
      const now = stepped(values, before);
      const changed = Object.keys(now).filter((name) => !same(now[name], before[name]));
      if (changed.length) moved = new Set(changed);
      const unknown = samples.find(({ name, values: known }) => !known.some((each) => same(each, now[name])));
      if (unknown) {
        const { kind, label } = controls[unknown.name];
        const what = kind === "grid" ? "what you paint" : `what you type at ${label}`;
        return { values: now, nearest: `The book has pictures of its examples only: ${what} moves the live page.` };
      }
      const places = axes.map(({ name, kind, values: known }) => (
        kind === "number" ? partOf(controls[name], now[name]) : known.findIndex((each) => same(each, now[name]))));
      const distances = settings.map((setting) => distanceTo(setting, places));
      const nearest = distances.indexOf(Math.min(...distances));
      return {
        values: now,
        sentence: sentences[said[nearest]],
        frames: ({ frames }) => [frames[nearest]],
        nearest: difference(settings[nearest], now),
      };
    },
  };
}
