// The page: what is in the box is converted as it changes, and everything else shows the answer.

import { byId, element, examples, fill, kinds, word } from "./dom.js";
import * as editor from "./editor.js";
import { fields, kindOf, marksOf, roleTag } from "./roles.js";
import { showNotes } from "./notes.js";
import { showVerdict } from "./verdict.js";
import { call, Gone, isStarting } from "./transport.js";
import * as tabs from "./tabs.js";

const KEPT = "curl2sms";
const PAUSE = 250;  // milliseconds without a key before the text is read
const PATIENCE = 400;  // milliseconds after which a person is told that it takes a while

// The answers that are about what another one chooses.
const NARROWER = { kind: ["nth", "to", "body"], nth: ["to", "body"] };

const page = {
  answer: { state: "empty" },
  answers: {},          // to, body, nth, kind: what a person has chosen
  order: [],            // their names, the last choice last
  message: {},          // what is typed into "Try a message"
  report: {},           // a delivery report, the zone of its times, and how it is read
  choose, undo, point, select: editor.select, retry: () => changed(0), prove, open: (name) => tabs.open(page, name),
};
let waiting = 0;
let turn = 0;

function changed(pause = PAUSE) {
  clearTimeout(waiting);
  keep();
  document.body.dataset.busy = "yes";
  waiting = setTimeout(convert, pause);
}

async function convert() {
  const mine = ++turn;
  const slow = setTimeout(() => fill(byId("pointed"), word(isStarting() ? "starting" : "reading")), PATIENCE);
  let answer;
  try {
    answer = await call("convert", { sample: editor.text(), ...page.answers });
  } catch (failure) {
    if (!(failure instanceof Gone)) throw failure;
    answer = { state: "gone", values: [], notes: [] };
  } finally {
    clearTimeout(slow);
  }
  if (mine !== turn) return;
  delete document.body.dataset.busy;
  page.answer = answer;
  show();
}

function show() {
  const { answer } = page;
  document.body.dataset.state = answer.state;
  byId("right").hidden = answer.state === "empty";
  byId("examples").hidden = answer.state !== "empty";
  byId("legend").hidden = !answer.values?.length;
  byId("kind-of").hidden = answer.state === "empty";
  byId("kind").value = page.answers.kind ?? "";
  editor.mark(marksOf(answer));
  point(null);
  showNotes(page);
  showVerdict(page);
  tabs.show(page);
  if (document.activeElement === document.body) byId("verdict").focus({ preventScroll: true });  // the button that had it is gone
}

/** Say what the value at a PLACE was taken for, and make it stand out on both sides. */
function point(at, { reveal = false } = {}) {
  editor.highlight(at);
  const rows = document.querySelectorAll("[data-row]");
  for (const row of rows) row.classList.toggle("here", at !== null && row.dataset.row === at);
  if (reveal && at !== null) [...rows].find((row) => row.dataset.row === at && row.offsetParent)?.scrollIntoView({ block: "nearest" });
  const found = at === null ? null : fields(page.answer).find((one) => one.at === at);
  const hint = page.answer.state === "empty" ? word("hint-empty") : page.answer.values?.length ? word("hint-point") : "";
  fill(byId("pointed"), found ? [roleTag(kindOf(found, page.answer), found.role), " ", element("b", { dir: "auto" }, found.value), " ", element("code", {}, found.at)] : hint);
}

function choose(name, answer) {
  page.answers = { ...page.answers, [name]: answer };
  page.order = [...page.order.filter((one) => one !== name), name];
  forget(NARROWER[name] ?? []);
  changed(0);
}

function undo() {
  drop(page.order.at(-1));
}

function drop(name) {
  forget([name]);
  changed(0);
}

function forget(names) {
  page.order = page.order.filter((one) => !names.includes(one));
  page.answers = Object.fromEntries(Object.entries(page.answers).filter(([name]) => !names.includes(name)));
}

function prove() {
  tabs.open(page, "proof", { begin: true });
}

/** Another text in place of all that was there: no answer belongs to it. */
function replace(wanted) {
  forget(page.order);
  editor.replaceText(wanted);
  changed(0);
}

function keep() {
  try {
    const { answers, order, message, report } = page;
    sessionStorage.setItem(KEPT, JSON.stringify({ sample: editor.text(), answers, order, message, report, tab: tabs.current() }));
  } catch {
    // A full or forbidden storage: the page works, and a reload loses the text.
  }
}

function restore() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT));
  } catch {
    // As above.
  }
  if (!kept?.sample) return;
  Object.assign(page, { answers: kept.answers, order: kept.order, message: kept.message, report: kept.report ?? {} });
  tabs.remember(kept.tab);
  editor.restoreText(kept.sample);
  changed(0);
}

async function take(file) {
  if (!file) return;
  const bytes = new Uint8Array(await file.slice(0, (1 << 20) + 1).arrayBuffer());
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  replace(new TextDecoder(encoding).decode(bytes));
}

function wire() {
  const box = byId("sample");
  box.addEventListener("beforeinput", () => {
    if (box.value && box.selectionStart === 0 && box.selectionEnd === box.value.length) forget(page.order);
  });
  box.addEventListener("input", (event) => {
    editor.mark([]);
    changed(event.inputType === "insertFromPaste" ? 0 : PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") byId("clear").focus();
  });
  editor.onPoint((at, chosen) => point(at, { reveal: chosen }));
  byId("clear").addEventListener("click", () => replace(""));
  byId("open").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", (event) => {
    take(event.target.files[0]);
    event.target.value = "";
  });
  for (const [name, text] of Object.entries(examples)) {
    byId("examples").append(element("button", { class: "chip", type: "button", onclick: () => replace(text) }, name));
  }
  for (const kind of ["recipient", "message", "sender", "secret", "unfilled", "constant"]) {
    byId("legend").append(element("li", {}, element("span", { class: `swatch ${kind}` }), word(`kind-${kind}`)));
  }
  fill(byId("kind"), element("option", { value: "" }, word("kind-as-found")), kinds.map((one) => element("option", { value: one.id }, one.name)));
  byId("kind").addEventListener("change", ({ target }) => (target.value ? choose("kind", target.value) : drop("kind")));
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.dataset.drag = "yes";
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) delete document.body.dataset.drag;
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    delete document.body.dataset.drag;
    const dropped = event.dataTransfer.files[0];
    if (dropped) take(dropped);
    else if (event.dataTransfer.getData("text")) replace(event.dataTransfer.getData("text"));
  });
  addEventListener("pagehide", keep);
}

wire();
restore();
if (matchMedia("(pointer: fine)").matches) byId("sample").focus();
document.body.dataset.ready = "yes";
