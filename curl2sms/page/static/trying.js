// One message: a number and a text, how it travels, and the request as it would be sent.

import { copied, element, fill, word } from "./dom.js";
import { advice } from "./notes.js";
import { call, Gone } from "./transport.js";

const PAUSE = 200;
const MASK = "***";
let waiting = 0;
let turn = 0;

export function showTrying(panel, page) {
  const { answer, message } = page;
  message.to ??= word("try-number");
  message.body ??= answer.sheet.test_text;
  message.values ??= {};
  const result = element("div", { id: "rendered", "aria-live": "polite" });
  const show = () => rendered(result, page);
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  };
  const field = (label, value, set, attributes = {}) => element(
    "label",
    { class: "field" },
    label,
    element(attributes.rows ? "textarea" : "input", { value, oninput: (event) => { set(event.target.value); later(); }, autocomplete: "off", spellcheck: "false", ...attributes }),
  );
  const own = [...answer.variables.map((one) => [`\${${one.name}}`, one.name, one.secret ? "password" : "text", one.description]), ...answer.macros.map((one) => [`$$${one.name}`, one.name, "text", one.example])];
  const fields = [
    field(word("number"), message.to, (value) => { message.to = value; }, { id: "try-to", type: "tel" }),
    field(word("text"), message.body, (value) => { message.body = value; }, { id: "try-body", rows: 3, dir: "auto" }),
    own.map(([label, name, type, about]) => field([label, about && ` (${about})`], message.values[name] ?? "", (value) => { message.values[name] = value; }, { type })),
  ];
  fill(
    panel,
    element("p", { class: "do" }, word("try-says")),
    element("form", { onsubmit: (event) => event.preventDefault() }, fields),
    element("label", { class: "check" }, element("input", { type: "checkbox", id: "try-reveal", onchange: (event) => { message.reveal = event.target.checked; show(); } }), " ", word("reveal")),
    result,
  );
  panel.querySelector("#try-reveal").checked = Boolean(message.reveal);
  show();
}

/** The command, to be copied only where no secret is hidden in it. */
function command(text) {
  if (!text.includes(MASK)) return copied(text, word("as-curl"), { block: true });
  return [element("pre", { class: "request", tabindex: 0, translate: "no", dir: "ltr" }, text), element("p", { class: "do" }, word("show-to-copy"))];
}

async function rendered(result, page) {
  const { answer, message } = page;
  const mine = ++turn;
  const given = (names) => Object.fromEntries(names.filter((one) => message.values[one.name]).map((one) => [one.name, message.values[one.name]]));
  let made;
  try {
    made = await call("render", { template: answer.template, to: message.to, body: message.body, reveal: Boolean(message.reveal), variables: given(answer.variables), macros: given(answer.macros) });
  } catch (failure) {
    if (!(failure instanceof Gone)) throw failure;
    made = { error: { message: word("gone"), do: word("gone-do") } };
  }
  if (mine !== turn) return;
  if (made.error) {
    fill(result, element("p", { class: "card stopped" }, made.error.message, " ", advice(made.error)));
    return;
  }
  fill(
    result,
    made.segments && element("p", { class: "segments" }, made.segments.says),
    made.notes.map((one) => element("p", { class: "card warned" }, one.message, " ", advice(one))),
    element("h3", {}, word("request")),
    element("pre", { class: "request", tabindex: 0, translate: "no", dir: "ltr" }, made.http),
    made.curl && [element("h3", {}, word("as-curl")), command(made.curl)],
  );
}
