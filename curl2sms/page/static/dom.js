// Elements and words. Text from outside only ever becomes text: nothing here parses markup.

const data = JSON.parse(document.getElementById("data").textContent);

export const { examples, kinds, platforms } = data;

/** A text of the page's table of words, with `{name}` filled in. */
export function word(name, values = {}) {
  const text = data.words[name];
  if (text === undefined) throw new Error(`no word ${name}`);
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

/** `word` for a count: `name-one` or `name-many`. */
export function counted(name, count) {
  return word(`${name}-${count === 1 ? "one" : "many"}`, { count });
}

/** An element with attributes (`onclick` and the like are listeners; false and null are left out) and children. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "checked" || name === "value" || name === "indeterminate") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return made;
}

/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Put other children into an element. */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
}

/** A text in a box, with the button that copies it. */
export function copied(text, label, { block = false } = {}) {
  const button = element("button", { class: "copy", type: "button", "aria-label": word("copy-what", { what: label }), "data-copy": text }, word("copy"));
  copies(button, { copy: word("copy"), copied: word("copied"), selected: word("selected") });
  return element("div", { class: "value" }, element(block ? "pre" : "code", { translate: "no", dir: "ltr", tabindex: block ? 0 : null }, text), button);
}
