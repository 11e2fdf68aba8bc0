// What a person should know: every note once, with all of its places.

import { byId, counted, element, fill, word } from "./dom.js";
import { position } from "./editor.js";

const ORDER = ["error", "loss", "warning", "change", "repair", "note"];
const SHOWN = 12;
const PLACES = 4;
const BATCH = 100;  // messages: as many as most providers take in one request

/** The notes of an answer, the same words once: `{kind, message, do, clicked, spans}`, the gravest first. */
function gathered(answer) {
  const found = new Map();
  for (const one of answer.notes ?? []) {
    const key = `${one.id} ${one.message}`;
    if (!found.has(key)) found.set(key, { ...one, spans: [] });
    if (one.span) found.get(key).spans.push(one.span);
  }
  return [...found.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** What to do about a note, in words for a page. */
export function advice(one) {
  const words = [one.do, one.clicked].filter(Boolean).join(" ");
  return words && element("span", { class: "do" }, words);
}

/** A link to a place in the box. */
export function placeLink(span, page) {
  const { line, column } = position(span[0]);
  return element("button", { class: "link", type: "button", onclick: () => page.select(span) }, word("place", { line, column }));
}

/** What the template can't do; the card shows it, where there is a template. */
export function lossesOf(answer) {
  return answer.state === "converted" ? gathered(answer).filter((one) => one.kind === "loss") : [];
}

/** The notes that the card does not show. */
export function notesBeside(answer) {
  const shown = lossesOf(answer).map((one) => one.message);
  return gathered(answer).filter((one) => !shown.includes(one.message));
}

export function showNotes(page) {
  const notes = notesBeside(page.answer);
  const section = byId("notes");
  section.hidden = !notes.length;
  const items = notes.map((one) => item(one, page));
  fill(
    section,
    element("h2", { id: "notes-heading", tabindex: -1 }, word("notes-heading")),
    element("ul", { class: "notes" }, items.slice(0, SHOWN)),
    items.length > SHOWN && element("details", {}, element("summary", {}, counted("more-notes", items.length - SHOWN)), element("ul", { class: "notes" }, items.slice(SHOWN))),
  );
}

/** What a person can do about a note right here: the name of the answer, its value, the button's words. */
const ACTIONS = {
  "batch-possible": () => ["batch", BATCH, word("take-batch", { count: BATCH })],
  "reference-kept": (one, page) => macro("MessageID", one, page),
  "template-id-kept": (one, page) => macro("TemplateID", one, page),
};

function macro(name, one, page) {
  return ["macros", { ...page.answers.macros, [name]: one.at }, word("take-macro", { macro: `$$${name}` })];
}

function action(one, page) {
  if (page.answer.state !== "converted") return null;
  if (one.id === "value-unfilled") return filling(one, page);
  if (!(one.id in ACTIONS)) return null;
  const [name, answer, label] = ACTIONS[one.id](one, page);
  return element("p", {}, element("button", { class: "quiet", type: "button", onclick: () => page.choose(name, answer) }, label));
}

/** A box for a value that is still to be filled in. */
function filling(one, page) {
  const box = element("input", { "aria-label": word("your-value", { at: one.at }), autocomplete: "off", spellcheck: "false" });
  const fillIn = (event) => {
    event.preventDefault();
    if (box.value) page.choose("settings", { ...page.answers.settings, [one.at]: box.value });
  };
  return element("form", { class: "filling", onsubmit: fillIn }, box, element("button", { class: "quiet" }, word("fill-in")));
}

/** A note with links to its places. */
export function item(one, page) {
  const more = one.spans.length - PLACES;
  return element(
    "li",
    { class: one.kind },
    element("b", {}, word(`note-${one.kind}`)), " ", one.message, " ", advice(one), " ",
    one.spans.slice(0, PLACES).map((span) => [placeLink(span, page), " "]),
    more > 0 && word("more-places", { count: more }),
    action(one, page),
  );
}
