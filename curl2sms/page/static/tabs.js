// The tabs (WAI-ARIA 1.2, tabs with manual focus): each shows the same answer in its own way.

import { byId, element, fill, word } from "./dom.js";
import { showForm } from "./form.js";
import { showProof } from "./proof.js";
import { showReports } from "./reports.js";
import { showTemplate } from "./template.js";
import { showTrying } from "./trying.js";
import { showValues } from "./values.js";

const PANELS = { values: showValues, form: showForm, try: showTrying, proof: showProof, reports: showReports, template: showTemplate };
let chosen = "values";

export const current = () => chosen;

export function remember(name) {
  if (name in PANELS) chosen = name;
}

/** The tabs that an answer has: a template has no values to show, a question nothing but them. */
function offered(answer) {
  if (answer.state === "converted") return Object.keys(PANELS);
  if (answer.state === "template") return Object.keys(PANELS).filter((name) => name !== "values");
  return answer.values?.length ? ["values"] : [];
}

export function show(page) {
  const names = offered(page.answer);
  const at = names.includes(chosen) ? chosen : names[0];
  byId("tabs").hidden = names.length < 2;
  fill(byId("tabs"), names.map((name) => tab(name, name === at, page, names)));
  fill(byId("panels"), names.map((name) => {
    const panel = element("div", { id: `panel-${name}`, role: "tabpanel", class: "panel", "aria-labelledby": `tab-${name}`, tabindex: -1, hidden: name !== at });
    return panel;
  }));
  if (at) PANELS[at](byId(`panel-${at}`), page);
}

function tab(name, selected, page, names) {
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? names.length - 1 : step && (names.indexOf(name) + step + names.length) % names.length;
    if (to === undefined) return;
    event.preventDefault();
    open(page, names[to]);
    byId(`tab-${names[to]}`).focus();
  };
  return element(
    "button",
    { id: `tab-${name}`, type: "button", role: "tab", "aria-selected": String(selected), "aria-controls": `panel-${name}`, tabindex: selected ? 0 : -1, onclick: () => open(page, name), onkeydown: move },
    word(`tab-${name}`),
  );
}

/** Show a tab; with `begin` it starts what it is for. */
export function open(page, name, { begin = false } = {}) {
  chosen = name;
  for (const button of byId("tabs").children) {
    const selected = button.id === `tab-${name}`;
    button.setAttribute("aria-selected", String(selected));
    button.tabIndex = selected ? 0 : -1;
  }
  for (const panel of byId("panels").children) panel.hidden = panel.id !== `panel-${name}`;
  const panel = byId(`panel-${name}`);
  if (!panel.children.length || begin) PANELS[name](panel, page, { begin });
}
