// The template as a file: without its secrets, unless a person wants them in it.

import { copied, element, fill, word } from "./dom.js";
import { call, Gone } from "./transport.js";
import * as editor from "./editor.js";

const choice = { of: null, keep: false };

export async function showTemplate(panel, page) {
  const { answer } = page;
  if (choice.of !== answer.template) Object.assign(choice, { of: answer.template, keep: false });
  const secret = answer.state === "converted" && answer.credentials.length > 0;
  let text = answer.template;
  let lifted = [];
  if (secret && !choice.keep) {
    try {
      const other = await call("convert", { sample: editor.text(), ...page.answers, secrets: "env" });
      if (page.answer !== answer) return;
      if (other.template) ({ template: text, lifted } = other);
    } catch (failure) {
      if (!(failure instanceof Gone)) throw failure;
    }
  }
  const name = `${answer.name.replace(/[^\w.-]+/g, "-") || "provider"}.json`;
  fill(
    panel,
    element("p", { class: "do" }, word("template-says")),
    element(
      "div",
      { class: "controls" },
      element("button", { class: "main", type: "button", id: "download", onclick: () => download(name, text) }, word("download", { name })),
      secret && element("label", {}, element("input", { type: "checkbox", id: "keep", checked: choice.keep, onchange: (event) => { choice.keep = event.target.checked; showTemplate(panel, page); } }), " ", word("keep-secrets")),
    ),
    lifted.length > 0 && element("p", { class: "card" }, word("lifted"), " ", lifted.map((one, at) => [at > 0 && ", ", element("code", {}, one)])),
    copied(text, word("tab-template"), { block: true }),
  );
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
