"use strict";
// Without this script the page is whole: a click on a value selects it.
for (const button of document.querySelectorAll(".copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const copied = await copy(button.dataset.copy, button.previousElementSibling);
    button.textContent = copied ? "Copied" : "Selected";
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
    const row = button.closest(".row");
    const buttons = row ? [...row.querySelectorAll(".copy")] : [];
    button.dataset.done = "yes";
    if (row && copied && buttons.every((one) => one.dataset.done)) row.querySelector(".tick").checked = true;
  });
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
