// The platform's form, field by field, as the sheet has it.

import { copied, element, fill, platforms, word } from "./dom.js";
import { advice } from "./notes.js";
import { call, Gone } from "./transport.js";

const choice = { platform: "clevertap", reveal: false, of: null, ticks: new Set() };

export async function showForm(panel, page) {
  const { answer } = page;
  if (choice.of !== answer.template) Object.assign(choice, { of: answer.template, reveal: false, ticks: new Set() });
  let { sheet } = answer;
  if (choice.reveal || choice.platform !== "clevertap") {
    try {
      const given = await call("sheet", { template: answer.template, platform: choice.platform, reveal: choice.reveal });
      sheet = given.sheet ?? sheet;
    } catch (failure) {
      if (!(failure instanceof Gone)) throw failure;
    }
  }
  fill(panel, controls(panel, page, sheet), section("lost", sheet.lost, "losses"), section("losses", sheet.losses, "losses"), section("first", sheet.first, "first"), form(sheet, () => { choice.reveal = true; showForm(panel, page); }), number(sheet), section("reports", sheet.reports, ""), section("unknown", sheet.unknown, ""), steps(sheet));
}

function controls(panel, page, sheet) {
  const again = () => showForm(panel, page);
  return element(
    "div",
    { class: "controls" },
    element(
      "label",
      {},
      word("platform"), " ",
      element("select", { id: "platform", onchange: (event) => { choice.platform = event.target.value; again(); } }, platforms.map((one) => element("option", { value: one.id, selected: one.id === choice.platform }, one.name))),
    ),
    (sheet.masked || choice.reveal) && element("label", {}, element("input", { type: "checkbox", id: "reveal", checked: choice.reveal, onchange: (event) => { choice.reveal = event.target.checked; again(); } }), " ", word("reveal")),
    element("p", { class: "way" }, sheet.way.join(" › ")),
  );
}

function section(name, notes, kind) {
  if (!notes.length) return null;
  return [element("h3", {}, word(`form-${name}`)), element("ul", { class: `notes ${kind}` }, notes.map((one) => element("li", {}, one.message, " ", advice(one))))];
}

function form(sheet, reveal) {
  return element("ol", { class: "form" }, sheet.rows.map((row, number) => {
    const id = `tick-${number}`;
    const label = row.label;
    const values = row.pairs.map(([key, value]) => element("div", { class: "pair" }, cell(key, row, word("key-of", { label }), reveal), cell(value, row, key.text, reveal)));
    if (row.cell) values.push(row.action === "choose" ? element("p", { class: "choice" }, row.cell.text) : cell(row.cell, row, label, reveal));
    if (row.hint) values.push(element("p", { class: "hint" }, row.hint));
    const ticked = (event) => choice.ticks[event.target.checked ? "add" : "delete"](label);
    return element(
      "li",
      { class: `row ${row.action}` },
      element("input", { class: "tick", type: "checkbox", id, checked: choice.ticks.has(label), onchange: ticked }),
      element("label", { class: "label", for: id }, label, " ", element("span", { class: "action" }, word(`action-${row.action}`))),
      element("div", { class: "values" }, values),
    );
  }));
}

function cell(one, row, label, reveal) {
  if (row.action === "type" && one.text && !one.masked) return copied(one.text, label, { block: one.block });
  const aside = one.masked ? element("button", { class: "copy", type: "button", onclick: reveal }, word("unhide")) : null;
  return element("div", { class: "value" }, element(one.block ? "pre" : "code", { translate: "no", dir: "ltr", tabindex: one.block ? 0 : null }, one.text), aside);
}

function number(sheet) {
  return [element("h3", {}, word("form-number")), element("p", {}, sheet.number.message, " ", advice(sheet.number))];
}

function steps(sheet) {
  return [element("h3", {}, word("form-steps")), element("ol", { class: "steps" }, sheet.steps.map((step) => element("li", {}, step))), copied(sheet.test_text, word("test-text"))];
}
