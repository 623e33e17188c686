// What `practice/typed.py` and `practice/wanted.py` say to a typed number, said without
// Python. Sentences and limits come with the record (`rules`); a test lets both judge
// thousands of texts, and compares verdicts and sentences. Change both sides together.

// Python's \s, which is not that of JavaScript.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const SPACES = new RegExp(SPACE, "g");
const ENDS = new RegExp(`^${SPACE}+|${SPACE}+$`, "g");
const HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const RAISED = /[⁻⁰¹²³⁴-⁹]+/g;
const POWER = /(?:^([-+]?)|[*·×x])10(?:\^|\*\*)\(?([-+]?\d+)\)?$/; // alone it is 1 times it
const lower = (raised) => `^${[...raised].map((sign) => (sign === "⁻" ? "-" : HIGH.indexOf(sign))).join("")}`;

const fill = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const count = (text, sign) => text.split(sign).length - 1;

function isClose(one, other, relative, absolute = 0) {
  const within = Math.max(relative * Math.max(Math.abs(one), Math.abs(other)), absolute);
  return one === other || Math.abs(one - other) <= within;
}

// A number with its value, what its last digit counts, and how many digits count; or a
// sentence on why it is none.
function readNumber(text, rules) {
  let plain = text.replace(SPACES, "").replace(/^=+/, "").replace(/[−–]/g, "-").replace(RAISED, lower);
  plain = plain.replace(POWER, (_, sign, power) => `${sign === undefined ? "" : `${sign}1`}e${power}`);
  if (count(plain, ",") === 1 && !plain.includes(".")) plain = plain.replace(",", ".");
  const refuse = (why) => ({ refused: fill(rules.refused[why], { text: text.replace(ENDS, "") }) });
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) {
    if (!plain) return refuse("nothing");
    if (plain.includes("/")) return refuse("fraction");
    return refuse(count(plain, ",") + count(plain, ".") > 1 ? "points" : "no number");
  }
  const [mantissa, power = "0"] = plain.toLowerCase().replace(/^[-+]/, "").split("e");
  const [whole, part = ""] = mantissa.split(".");
  const digits = (whole + part).replace(/^0+/, "").length || 1;
  const exponent = Number(power) - part.length; // of the last digit
  if (Math.abs(exponent + digits - 1) > rules.largest) return refuse("size");
  return { value: Number(plain), unit: Number(`1e${exponent}`), digits };
}

// What can be asked of such a number.
function comparing({ value, unit, digits }, rules) {
  const isShort = digits < rules.enough;
  const isExactly = (number) => isClose(value, number, rules.exact.rel_tol, rules.exact.abs_tol);
  const third = unit * Number(`1e${digits - rules.enough}`);
  const within = isShort ? unit : Math.max(unit, rules.forgiven * third);
  return {
    isShort,
    isExactly,
    agrees: (number) => isExactly(number) || Math.abs(value - number) < within,
    isAbout: (number) => Math.abs(value - number) <= unit / 2,
  };
}

function either([first, second = ""], rules) {
  if (!second || [...first].length + [...second].length > rules.room) return first;
  const plain = /^[A-Za-z]+$/.test(second.split(/\s/)[0]);
  const begin = plain ? second[0].toLowerCase() : second[0];
  return fill(rules.said.or, { first, second: begin + second.slice(1) });
}

// What a wrong number looks like; null if all that is wrong is that it has too few digits.
function explain(typed, { agrees, isAbout, isShort }, wanted, rules) {
  const { right, named, generic, comes_out: comesOut } = wanted;
  const { value, unit, digits } = typed;
  for (const wrongs of [named, generic]) {
    const exact = wrongs.filter(([wrong]) => Math.abs(value - wrong) < rules.same);
    if (exact.length) return either([...new Set(exact.map(([, said]) => said))], rules);
  }
  const isTheStart = value !== 0 && !comesOut && (digits > 1 ? agrees(right) : isAbout(right));
  if (isTheStart) return null;
  const near = [...named, ...generic]
    .filter(([wrong]) => (isShort ? isAbout : agrees)(wrong) && !isClose(wrong, right, rules.same))
    .map(([wrong, said]) => [Math.abs(value - wrong), said]);
  if (near.length && digits > 1) { // one digit is too little to tell
    const within = Math.min(...near.map(([distance]) => distance)) + unit / 2;
    return near.find(([distance]) => distance <= within)[1];
  }
  if (digits > 1 && comesOut && agrees(right)) return rules.said.exact;
  const steps = named.map(([wrong]) => Math.abs(wrong - right));
  const step = steps.length ? Math.min(...steps) : Math.abs(right);
  const [part, ofStep] = rules.near;
  if (Math.abs(value - right) < Math.min(part * Math.abs(right), ofStep * step)) return rules.said.near;
  return wanted.ask;
}

// Whether a typed text is right for a blank, and a sentence on it.
export function judge(text, wanted, rules) {
  const typed = readNumber(text, rules);
  if (typed.refused) return { isRight: false, said: typed.refused };
  const { right, blank } = wanted;
  const compared = comparing(typed, rules);
  if (compared.isExactly(right) || (compared.agrees(right) && !compared.isShort)) {
    return { isRight: true, said: fill(rules.said.right, { blank, number: wanted.number }) };
  }
  const said = explain(typed, compared, wanted, rules);
  if (said !== null) return { isRight: false, said: fill(rules.said.wrong, { text, blank, said }) };
  const plain = wanted.rounded.replace("−", "-");
  const lacksZero = !plain.includes("e") && isClose(typed.value, Number(plain), rules.same);
  const more = lacksZero ? fill(rules.said.zero, { rounded: wanted.rounded }) : "";
  return { isRight: false, said: fill(rules.said.short, { text, more }) };
}
