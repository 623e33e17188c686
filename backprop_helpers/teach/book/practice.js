// What a kernel says to questions, problems and pencils, said from their records. Each
// kernel here follows its twin in backprop_helpers/practice: quiz.py, parsons.py,
// pencil.py. Tests lead both through the same work, and compare all that is said.

import { judge } from "./judge.js";

// What gives answers away is packed, so that no eye falls on it: see practice_record.py.
export async function reveal(hidden) {
  const bytes = Uint8Array.from(atob(hidden), (sign) => sign.charCodeAt(0));
  const opened = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(opened).json();
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export async function question(record) {
  const { replies } = await reveal(record.hidden);
  return {
    isKept: true,
    startsAnew: true,
    follow({ values }, { values: before }) {
      if (values.check > before.check) return { status: replies[values.answer] };
      return values.answer === before.answer ? {} : { status: "" }; // so the next is read out
    },
  };
}

// The place of an order of lines among all arrangements: short ones come first, those of
// one length as in a dictionary.
export function placeOf(order, count) {
  const ways = (from, taken) => Array.from({ length: taken }, (_, k) => from - k).reduce((a, b) => a * b, 1);
  let place = 0;
  for (let taken = 0; taken < order.length; taken += 1) place += ways(count, taken);
  order.forEach((line, done) => {
    const smaller = line - order.slice(0, done).filter((other) => other < line).length;
    place += smaller * ways(count - 1 - done, order.length - 1 - done);
  });
  return place;
}

export async function problem(record) {
  const { steps, replies, orders, factors } = await reveal(record.hidden);
  const [{ lines }] = record.spec;
  let step = 0;
  const check = ({ lines: { used }, factor }, status) => {
    if (step > 1) return { status };
    const [right, said] = step === 0
      ? replies[orders.charCodeAt(placeOf(used, lines.length)) - "0".charCodeAt(0)]
      : factors[factor];
    if (right) step += 1;
    return right ? { spec: steps[step], status: said } : { status: said };
  };
  return {
    isKept: true,
    startsAnew: true,
    follow({ values }, { values: before, status }) {
      if (values.again > before.again) {
        step = 0;
        return { spec: steps[0], status: "" };
      }
      if (values.check > before.check) return check(values, status);
      return same(values, before) ? {} : { status: "" };
    },
    step: () => step,
    isDone: () => step === steps.length - 1,
    goTo(other) {
      step = other;
      return steps[step];
    },
  };
}

// As panel.py writes negative numbers: with a minus sign, and none before 0.00.
function withMinusSigns(sentence) {
  return sentence
    .replace(/(?<![\p{L}\p{N}_.])[-−](?=0(\.0+)?(?!\.?\p{Decimal_Number}|e))/gu, "")
    .replace(/(?<![\p{L}\p{N}_.])-(?=[\p{Decimal_Number}.])/gu, "−");
}

export async function pencil(record) {
  const { rules, progress, sets } = await reveal(record.hidden);
  const { spec: [{ blanks: order }], initial: { sheet: start } } = record;
  const put = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const verdictsOn = ({ written }, wanted) => Object.fromEntries(
    Object.entries(written).map(([blank, text]) => [blank, judge(text, wanted[blank], rules)]));
  const wantedIn = (numbers) => sets[numbers % sets.length];
  const rightOnes = (verdicts) => order.filter((blank) => verdicts[blank]?.isRight);

  // The next empty blank is lit, or a clean sheet comes with new numbers.
  function turned({ sheet, numbers }, before) {
    if (numbers !== before.numbers) return { sheet: start, numbers };
    const { at, written, shown } = sheet;
    if (same([written, shown], [before.sheet.written, before.sheet.shown])) return { sheet, numbers };
    const done = new Set([...rightOnes(verdictsOn(sheet, wantedIn(numbers))), ...shown]);
    if (!done.has(at)) return { sheet, numbers };
    const place = order.indexOf(at);
    const following = [...order.slice(place), ...order.slice(0, place)].find((blank) => !done.has(blank));
    return { sheet: { ...sheet, last: at, at: following ?? at }, numbers };
  }

  // What the last number was, and what is asked for next.
  function sentenceOn({ sheet, numbers }) {
    const wanted = wantedIn(numbers);
    const { at, last, shown } = sheet;
    const verdicts = verdictsOn(sheet, wanted);
    const right = rightOnes(verdicts);
    const filled = new Set([...right, ...shown]);
    if (verdicts[at] && !filled.has(at)) {
      const { said } = verdicts[at];
      return put(progress[said.includes(rules.more_digits) ? "short" : "wrong"], { said });
    }
    let said = "";
    if (right.includes(last)) said = put(progress.right, verdicts[last]);
    else if (shown.includes(last)) said = `${wanted[last].worked} `;
    const total = order.length;
    if (filled.size === total) return said + put(progress.done, { total, right: right.length });
    if (filled.has(at)) return wanted[at].worked;
    return said + put(progress.asked, { number: order.indexOf(at) + 1, total, ask: wanted[at].ask });
  }

  // The layers that make the picture, as the Layers of layers.py choose them.
  const layersOf = ({ sheet, numbers }) => ({ layers }) => {
    const done = new Set([...rightOnes(verdictsOn(sheet, wantedIn(numbers))), ...sheet.shown]);
    const lit = done.has(sheet.at) ? null : order.indexOf(sheet.at);
    return layers[numbers % sets.length]
      .filter(([filled, asked]) => filled.every((n) => done.has(order[n])) && (asked < 0 || asked === lit))
      .map(([, , frame]) => frame);
  };

  return {
    isKept: true, // and has a button to reset it
    follow({ values }, { values: before }) {
      const now = turned(values, before);
      return { values: now, sentence: withMinusSigns(sentenceOn(now)), frames: layersOf(now) };
    },
  };
}
