// What a value is taken for: its kind (a colour and a word), its marks.

import { element, word } from "./dom.js";

const KINDS = { recipient: "recipient", message: "message", originator: "sender", credential: "secret", unfilled: "unfilled" };
const LONGEST_FAULT = 400;  // characters: more is a whole command, and no place to look at

/** `recipient`, `message`, `sender`, `secret`, `unfilled`, `dropped`, `candidate` or `constant`. */
export function kindOf(value, answer) {
  if (value.role === "dropped") return "dropped";
  if (answer.question?.candidates.some((one) => one.answer === value.at)) return "candidate";
  if (answer.notes?.some((one) => one.id === "value-unfilled" && one.at === value.at)) return "unfilled";
  return KINDS[value.role] ?? "constant";
}

/** The values of an answer, and those that were dropped. */
export function fields(answer) {
  const dropped = (answer.changes ?? []).filter((one) => one.after === null);
  return [...(answer.values ?? []), ...dropped.map((one) => ({ at: one.at, value: one.before, role: "dropped", reasons: [], span: one.span }))];
}

/** The marks of an answer; where it is refused, the place of the fault comes before the values around it. */
export function marksOf(answer) {
  const found = fields(answer).filter((one) => one.span).map((one) => ({ start: one.span[0], end: one.span[1], at: one.at, kind: kindOf(one, answer) }));
  const span = answer.error?.span;
  if (!span || span[1] - span[0] > LONGEST_FAULT) return found;
  const fault = { start: span[0], end: Math.max(span[1], span[0] + 1), at: "", kind: "fault" };
  return [fault, ...found.filter((one) => one.end <= fault.start || one.start >= fault.end)];
}

/** A kind in its colour, in words; a value that stays as it is says what it is for, where that is known. */
export function roleTag(kind, role) {
  const known = kind === "constant" && role !== "constant" ? `role-${role}` : `kind-${kind}`;
  return element("span", { class: `tag ${kind}` }, word(known));
}
