// A delivery report of the provider's, and the callback that the platform gets for it.

import { copied, element, fill, word } from "./dom.js";
import { advice } from "./notes.js";
import { call, Gone } from "./transport.js";

const PAUSE = 200;
const STATES = ["delivered", "failed"];
let waiting = 0;
let turn = 0;

export function showReports(panel, page) {
  const { report } = page;
  report.text ??= "";
  report.zone ??= "";
  report.answers ??= [];
  const result = element("div", { id: "mapped", "aria-live": "polite" });
  const show = () => mapped(result, page);
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  };
  const changed = (name) => (event) => {
    report[name] = event.target.value;
    if (name === "text" && !report.text.trim()) report.answers = [];
    later();
  };
  const plain = { autocomplete: "off", spellcheck: "false", translate: "no", dir: "ltr" };
  fill(
    panel,
    element("p", { class: "do" }, word("report-says")),
    element(
      "form",
      { onsubmit: (event) => event.preventDefault() },
      element("label", { class: "field" }, word("report"), element("textarea", { id: "report", value: report.text, rows: 4, oninput: changed("text"), ...plain })),
      element("label", { class: "field" }, word("report-zone"), element("input", { id: "report-zone", value: report.zone, placeholder: "Asia/Kolkata", oninput: changed("zone"), ...plain })),
    ),
    result,
  );
  show();
}

/** The answers as the API takes them: one point for each part, and the states that are final. */
function callbackOf(answers) {
  const callback = {};
  for (const [name, answer] of answers) {
    if (STATES.includes(name)) (callback[name] ??= []).push(answer);
    else callback[name] = answer;
  }
  return callback;
}

async function mapped(result, page) {
  const { answer, report } = page;
  const mine = ++turn;
  if (!report.text.trim()) {
    fill(result);
    return;
  }
  let made;
  try {
    made = await call("receipt", { report: report.text, template: answer.template, callback: callbackOf(report.answers), ...(report.zone.trim() && { zone: report.zone.trim() }) });
  } catch (failure) {
    if (!(failure instanceof Gone)) throw failure;
    made = { error: { message: word("gone"), do: word("gone-do") } };
  }
  if (mine !== turn) return;
  const again = (answers) => {
    report.answers = answers;
    mapped(result, page);
  };
  const undo = report.answers.length > 0 && element("button", { class: "quiet", type: "button", id: "report-undo", onclick: () => again(report.answers.slice(0, -1)) }, word("undo"));
  if (made.error) {
    fill(result, element("div", { class: "card stopped" }, element("p", {}, made.error.message, " ", advice(made.error)), undo));
  } else if (made.question) {
    const take = (chosen) => again([...report.answers, ...chosen.map((one) => [one.name, one.answer])]);
    const likely = likelyOf(made.question.candidates);
    const all = likely.length > 1 && element("button", { class: "main", type: "button", id: "report-all", onclick: () => take(likely) }, word("report-all"));
    fill(result, element("div", { class: "card asks" }, element("p", {}, made.question.message, " ", word("report-asks")), element("div", { class: "acts" }, all, undo)), candidates(made.question, (one) => take([one])));
  } else {
    fill(result, said(made), element("h3", {}, word("report-callback")), copied(JSON.stringify(made.callback, null, 2), word("report-callback"), { block: true }), report.answers.length > 0 && settled(made), undo);
  }
}

/** The first candidate of each part; of a state that may mean both, neither meaning. */
function likelyOf(all) {
  const first = all.filter((one, at) => all.findIndex((other) => other.name === one.name) === at);
  const open = STATES.every((name) => first.some((one) => one.name === name));
  return first.filter((one) => !open || !STATES.includes(one.name));
}

function candidates(question, choose) {
  return element("ul", { class: "candidates" }, question.candidates.map((one) => element(
    "li",
    {},
    element(
      "button",
      { type: "button", onclick: () => choose(one) },
      element("b", {}, word(`report-${one.name}`)),
      element("span", { class: "found", dir: "auto" }, one.value),
      element("span", { class: "why" }, STATES.includes(one.name) ? one.reasons.join(" · ") : [element("code", {}, one.answer), one.reasons.map((reason) => ` · ${reason}`)]),
    ),
  )));
}

/** What was read, report by report, and what there is to know of it. */
function said(made) {
  return [
    made.read.map((one) => element("dl", { class: "difference" }, Object.entries(one).map(([part, value]) => [element("dt", {}, word(`report-${part}`)), element("dd", { dir: "auto" }, value ?? word("nothing"))]))),
    [...made.unmapped, ...made.notes].map((one) => element("p", { class: "card warned" }, one.message, " ", advice(one))),
  ];
}

/** What a person has said of the reports, as the template holds it. */
function settled(made) {
  return [element("h3", {}, word("report-for-template")), copied(JSON.stringify({ callback: made.reads }, null, 2), word("report-for-template"), { block: true })];
}
