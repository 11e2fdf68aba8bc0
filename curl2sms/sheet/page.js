// Without this script the page is whole: a click on a value selects it.
for (const button of document.querySelectorAll(".copy")) {
  button.hidden = false;
  copies(button);
}
