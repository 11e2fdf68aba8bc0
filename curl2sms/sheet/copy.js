"use strict";
// What the sheet and the page share: buttons that copy the text in their `data-copy`.

/** Let a button copy; its row is ticked when all of its buttons have. `words` are those that the button shows. */
function copies(button, words = { copy: "Copy", copied: "Copied", selected: "Selected" }) {
  button.addEventListener("click", async () => {
    const copied = await copy(button.dataset.copy, button.previousElementSibling);
    button.textContent = copied ? words.copied : words.selected;
    setTimeout(() => { button.textContent = words.copy; }, 1600);
    const row = button.closest(".row");
    const buttons = row ? [...row.querySelectorAll(".copy")] : [];
    button.dataset.done = "yes";
    if (row && copied && buttons.every((one) => one.dataset.done)) tick(row.querySelector(".tick"));
  });
}

function tick(box) {
  box.checked = true;
  box.dispatchEvent(new Event("change"));
}

async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page without the clipboard (an old browser, a strict setting): the value is selected, ready for Ctrl-C.
    getSelection().selectAllChildren(shown);
    return false;
  }
}
