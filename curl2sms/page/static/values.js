// Every value with its role and the evidence; the plain ones folded.

import { counted, element, fill, word } from "./dom.js";
import { fields, kindOf, roleTag } from "./roles.js";

const ORDER = ["candidate", "recipient", "message", "sender", "secret", "unfilled", "dropped"];
const MOST = 300;  // rows: a list of thousands helps nobody
const REASONS = 4;

export function showValues(panel, page) {
  const { answer } = page;
  const all = fields(answer).map((one) => ({ ...one, kind: kindOf(one, answer) }));
  const asks = answer.state === "question";
  const telling = asks ? [] : ORDER.flatMap((kind) => all.filter((one) => one.kind === kind)).slice(0, MOST);
  const plain = asks ? all.filter((one) => one.kind !== "candidate") : all.filter((one) => one.kind === "constant");
  fill(
    panel,
    element("ul", { class: "values-list" }, telling.map((one) => row(one, page))),
    plain.length > 0 && element(
      "details",
      { open: answer.state === "error" },
      element("summary", {}, counted(asks ? "others" : "plain", plain.length)),
      element("ul", { class: "values-list" }, plain.slice(0, MOST).map((one) => row(one, page))),
      plain.length > MOST && element("p", { class: "do" }, word("too-many", { count: plain.length - MOST })),
    ),
  );
}

function row(one, page) {
  const point = () => page.point(one.at);
  return element(
    "li",
    { "data-row": one.at, onmouseenter: point, onmouseleave: () => page.point(null) },
    roleTag(one.kind, one.role),
    element(
      "div",
      { class: "held" },
      element("p", { class: "found", dir: "auto" }, one.value || element("i", {}, word("empty-value"))),
      element(
        "p",
        { class: "at" },
        element("code", {}, one.at),
        one.span ? element("button", { class: "link", type: "button", onclick: () => page.select(one.span) }, word("show")) : element("i", {}, word("not-spelt")),
        choices(one, page),
      ),
      one.reasons.slice(0, REASONS).map((reason) => element("p", { class: "do" }, word("because", { reason }))),
    ),
  );
}

/** What a person may take a value for, if the program does not. */
function choices(one, page) {
  const { answer } = page;
  const asked = answer.state === "converted" || answer.question || answer.error?.clicked;
  if (!asked || ["dropped", "secret"].includes(one.kind) || one.value === "***") return null;
  const offer = (role, name) => one.role !== role && element("button", { class: "link", type: "button", onclick: () => page.choose(name, one.at) }, word(`take-${name}`));
  return element("span", { class: "choices" }, offer("recipient", "to"), offer("message", "body"));
}
