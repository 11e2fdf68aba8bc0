// The proof of a template: its checks as they come, what failed first, what passed folded.

import { byId, counted, element, fill, word } from "./dom.js";
import { Gone, stream } from "./transport.js";

const COUNTED = new Set(["texts", "numbers", "answers"]);  // checks that differ only in what was tried
const SHOWN = 6;
const REDRAW = 60;  // milliseconds

const proof = { of: null, state: "idle", checks: [], said: "", stop: null };

/** The result, beside the button that asks for it. */
export function proofChip(page) {
  const chip = element("span", { id: "proof-chip", class: "chip-result", role: "status" });
  if (proof.of === page.answer.template) write(chip);
  return chip;
}

function write(chip) {
  chip.className = `chip-result ${proof.state}`;
  chip.textContent = { idle: "", running: word("proving"), proven: counted("proven", proof.checks.length), broken: counted("broken", of("fail").length), stopped: word("not-proven") }[proof.state];
}

const of = (verdict) => proof.checks.filter((one) => one.verdict === verdict);

export function showProof(panel, page, { begin = false } = {}) {
  if (proof.of !== page.answer.template) {
    proof.stop?.abort();
    Object.assign(proof, { of: page.answer.template, state: "idle", checks: [], said: "", stop: null });
  }
  draw(panel, page);
  if (begin && proof.state !== "running") run(panel, page);
}

async function run(panel, page) {
  const stop = new AbortController();
  Object.assign(proof, { state: "running", checks: [], said: "", stop });
  draw(panel, page);
  let drawn = performance.now();
  let total = null;
  try {
    for await (const row of stream("verify", { template: proof.of }, stop.signal)) {
      if (row.check) proof.checks.push(row.check);
      else if (row.total) total = row.total;
      else proof.said = `${row.error.message} ${row.error.do}`;
      if (performance.now() - drawn > REDRAW) {
        progress();
        drawn = performance.now();
        await new Promise((done) => setTimeout(done));
      }
    }
    proof.state = total ? (total.ok ? "proven" : "broken") : "stopped";
  } catch (failure) {
    if (failure.name === "AbortError") return;
    if (!(failure instanceof Gone)) throw failure;
    proof.state = "stopped";
    proof.said = `${word("gone")} ${word("gone-do")}`;
  }
  if (proof.stop === stop && panel.isConnected) draw(panel, page);
}

function progress() {
  const line = byId("proof-counts");
  if (line) line.textContent = word("counts", { passed: of("pass").length, failed: of("fail").length });
}

function draw(panel, page) {
  const chip = byId("proof-chip");
  if (chip) write(chip);
  const running = proof.state === "running";
  const label = proof.state === "idle" ? word("prove") : word("prove-again");
  fill(
    panel,
    element("p", { class: "do" }, word("proof-says")),
    !running && element("button", { class: "main", type: "button", id: "prove-here", onclick: () => run(panel, page) }, label),
    running && element("div", { class: "running" }, element("progress", { "aria-label": word("proving") }), element("p", { id: "proof-counts" }, word("counts", { passed: 0, failed: 0 }))),
    result(page),
    rows("fail"), rows("warning"), rows("skipped"), passes(),
  );
}

function result(page) {
  const unfilled = (page.answer.notes ?? []).some((one) => one.id === "value-unfilled");
  if (proof.state === "proven") return element("section", { class: "card proven" }, element("h3", {}, counted("proven", proof.checks.length)), element("p", {}, word("proven-says", { name: page.answer.name }), " ", of("warning").length > 0 && `${counted("warned", of("warning").length)} `, unfilled && word("proven-unfilled")), element("p", {}, element("button", { class: "link", type: "button", onclick: () => page.open("form") }, word("to-form"))));
  if (proof.state === "broken") return element("section", { class: "card stopped" }, element("h3", {}, counted("broken", of("fail").length)), element("p", {}, word("broken-says")));
  if (proof.state === "stopped") return element("section", { class: "card stopped" }, element("h3", {}, word("not-proven")), element("p", {}, proof.said));
  return null;
}

function rows(verdict) {
  const found = of(verdict);
  if (!found.length || proof.state === "running") return null;
  return element("ul", { class: `checks ${verdict}` }, found.slice(0, SHOWN).map(row), found.length > SHOWN && element("li", {}, element("details", {}, element("summary", {}, word("more-checks", { count: found.length - SHOWN })), element("ul", { class: `checks ${verdict}` }, found.slice(SHOWN).map(row)))));
}

function row(check) {
  const title = check.at ? word("check-at", { group: check.group, name: check.name, at: check.at }) : word("check", { group: check.group, name: check.name });
  return element(
    "li",
    {},
    element("b", { class: "verdict" }, word(`verdict-${check.verdict}`)),
    element("div", {}, element("p", {}, title, check.message && `: ${check.message}`), check.do && element("p", { class: "do" }, check.do), check.differences.slice(0, SHOWN).map(difference)),
  );
}

function difference(one) {
  const side = (text) => (text === null ? element("i", {}, word("nothing")) : element("code", { dir: "ltr" }, text));
  return element("dl", { class: "difference" }, element("dt", {}, word("at")), element("dd", {}, element("code", {}, one.at), one.aspect && ` (${one.aspect})`), element("dt", {}, word("expected")), element("dd", {}, side(one.expected)), element("dt", {}, word("got")), element("dd", {}, side(one.got)));
}

/** What passed and what is information, a row for each kind. */
function passes() {
  const found = proof.checks.filter((one) => one.verdict === "pass" || one.verdict === "info");
  if (!found.length || proof.state === "running") return null;
  const kinds = new Map();
  for (const check of found) {
    const name = COUNTED.has(check.group) ? (check.at ? word("kind-at", { group: check.group, at: check.at }) : check.group) : check.name;
    const kind = kinds.get(name) ?? { name, verdict: check.verdict, count: 0, message: COUNTED.has(check.group) ? "" : check.message };
    kind.count += 1;
    kinds.set(name, kind);
  }
  const list = element("ul", { class: "checks pass" }, [...kinds.values()].map((one) => element("li", {}, element("b", { class: "verdict" }, word(`verdict-${one.verdict}`)), element("p", {}, one.name, one.count > 1 && ` ${word("times", { count: one.count })}`, one.message && [" ", element("span", { class: "do" }, one.message)]))));
  return element("details", { open: proof.state === "proven" }, element("summary", {}, counted("passed", of("pass").length)), list);
}
