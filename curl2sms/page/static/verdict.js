// The card at the top: what became of the text, or what is asked, or what is wrong.

import { byId, counted, element, fill, word } from "./dom.js";
import { advice, item, lossesOf, notesBeside, placeLink } from "./notes.js";
import { proofChip } from "./proof.js";

const SHORT = 60;

export function showVerdict(page) {
  const { answer } = page;
  const show = { converted, template: converted, question, error, gone }[answer.state];
  fill(byId("verdict"), show ? show(page) : []);
  fill(byId("question"), answer.state === "question" ? candidates(page) : []);
}

function card(kind, ...children) {
  return element("section", { class: `card ${kind}` }, children);
}

function heading(text) {
  return element("h2", { dir: "auto" }, text);
}

function undoButton(page) {
  return page.order.length > 0 && element("button", { class: "quiet", type: "button", id: "undo", onclick: page.undo }, word("undo"));
}

function converted(page) {
  const { answer } = page;
  const losses = lossesOf(answer);
  const known = notesBeside(answer).length;
  const secrets = answer.credentials.length;
  return card(
    losses.length ? "warned" : "",
    heading(word("made", { name: answer.name, method: answer.method, host: answer.host })),
    element("p", {}, answer.state === "template" ? word("is-template") : places(answer)),
    secrets > 0 && element("p", { class: "do" }, counted("secrets", secrets)),
    losses.length > 0 && [element("p", { class: "losing" }, element("b", {}, word("losses"))), element("ul", { class: "notes losses" }, losses.map((one) => item(one, page)))],
    element(
      "div",
      { class: "acts" },
      element("button", { class: "main", type: "button", id: "prove", onclick: page.prove }, word("prove")),
      proofChip(page),
      known > 0 && element("button", { class: "link", type: "button", onclick: toNotes }, counted("known", known)),
      undoButton(page),
    ),
  );
}

/** Which values give way to the number and the text. */
function places(answer) {
  const chip = (role) => {
    const found = answer.values.find((one) => one.role === role);
    return found && element("span", { class: `chipped ${role}`, dir: "auto" }, short(found.value));
  };
  const number = chip("recipient");
  const text = chip("message");
  return [number && [word("number-instead"), " ", number, text && `${word("and-text")} `], text && [!number && `${word("text-instead")} `, text]];
}

function short(text) {
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}

function toNotes() {
  byId("notes-heading").scrollIntoView({ block: "start" });
  byId("notes-heading").focus({ preventScroll: true });
}

function question(page) {
  const said = page.answer.question;
  return card("asks", heading(said.message), element("p", {}, word("asked"), " ", advice(said)), undoButton(page));
}

function candidates(page) {
  return element(
    "ul",
    { class: "candidates" },
    page.answer.question.candidates.map((one) => {
      const at = one.name === "nth" ? word("command-number", { number: one.answer }) : one.answer;
      const point = () => page.point(one.name === "nth" ? null : one.answer);
      return element(
        "li",
        {},
        element(
          "button",
          { type: "button", "data-row": at, onclick: () => page.choose(one.name, one.answer), onmouseenter: point, onfocus: point },
          element("span", { class: "found", dir: "auto" }, one.value),
          element("span", { class: "why" }, element("code", {}, at), one.reasons.length > 0 && ` · ${one.reasons.slice(0, 2).join(" · ")}`),
        ),
      );
    }),
  );
}

function error(page) {
  const said = page.answer.error;
  return card(
    "stopped",
    heading(said.message),
    element("p", {}, advice(said), said.span && [" ", placeLink(said.span, page)]),
    said.pointer && element("p", {}, word("in-template"), " ", element("code", {}, said.pointer)),
    undoButton(page),
  );
}

function gone(page) {
  return card("stopped", heading(word("gone")), element("p", {}, word("gone-do")), element("div", { class: "acts" }, element("button", { class: "main", type: "button", onclick: page.retry }, word("retry"))));
}
