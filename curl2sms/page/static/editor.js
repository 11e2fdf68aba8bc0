// The box to paste into: a text area over the same text with marks. A browser lets nobody draw into a text area.

import { byId, element } from "./dom.js";

const box = byId("sample");
const layer = byId("marks");
const LARGEST_UNDOABLE = 200_000;  // characters; more takes a browser too long to insert
let marks = [];

export const text = () => box.value;

/** Put another text in, so that the browser's own undo takes it back. */
export function replaceText(wanted) {
  box.focus();
  box.select();
  const undoable = wanted.length < LARGEST_UNDOABLE && (wanted ? document.execCommand("insertText", false, wanted) : document.execCommand("delete"));
  if (!undoable) box.value = wanted;
  box.setSelectionRange(0, 0);
  box.scrollTop = 0;
  byId("editor").scrollTop = 0;
  box.dispatchEvent(new Event("input"));
}

/** A text that was kept: nobody's to undo. */
export function restoreText(wanted) {
  box.value = wanted;
  mark([]);
}

/** Show marks: `{start, end, at, kind}`; of two that overlap the first counts. */
export function mark(wanted) {
  marks = [];
  for (const one of [...wanted].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.end > one.start && one.start >= (marks.at(-1)?.end ?? 0)) marks.push(one);
  }
  const parts = [];
  let at = 0;
  for (const one of marks) {
    parts.push(box.value.slice(at, one.start), element("mark", { class: one.kind, "data-at": one.at }, box.value.slice(one.start, one.end)));
    at = one.end;
  }
  layer.replaceChildren(...parts, `${box.value.slice(at)}\n`);
}

/** Select a place and bring it into sight. */
export function select([start, end]) {
  box.focus();
  box.setSelectionRange(start, end);
  const near = [...layer.querySelectorAll("mark")].find((_, number) => marks[number].end > start);
  const line = box.value.slice(0, start).split("\n").length;
  (near ?? byId("editor")).scrollIntoView({ block: line < 4 ? "nearest" : "center" });
}

/** Make the marks of a PLACE stand out; none for null. */
export function highlight(at) {
  for (const one of layer.querySelectorAll("mark")) one.classList.toggle("here", at !== null && one.dataset.at === at);
}

/** Say which mark the pointer or the caret is at: `listen(at or null, chosen)`. */
export function onPoint(listen) {
  const under = (event) => document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.parentNode === layer);
  box.addEventListener("mousemove", (event) => listen(under(event)?.dataset.at ?? null, false));
  box.addEventListener("mouseleave", () => listen(null, false));
  const atCaret = () => {
    const caret = box.selectionStart;
    listen(marks.find((one) => one.start <= caret && caret <= one.end)?.at ?? null, true);
  };
  box.addEventListener("click", atCaret);
  box.addEventListener("keyup", (event) => { if (event.key.startsWith("Arrow")) atCaret(); });
}

/** Line and column of a place, from 1, as editors count. */
export function position(start) {
  const before = box.value.slice(0, start);
  return { line: before.split("\n").length, column: [...before.slice(before.lastIndexOf("\n") + 1)].length + 1 };
}
