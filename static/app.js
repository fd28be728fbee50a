// Nothing depends on this file. It saves a tap here and there.

// "None of these" and the other boxes of a group untick each other; the server checks this too.
for (const group of document.querySelectorAll("fieldset")) {
  const alone = group.querySelectorAll("[data-alone]");
  group.addEventListener("change", ({ target }) => {
    if (!alone.length || !target.checked) return;
    const others = [...group.querySelectorAll("input")].filter((box) => box !== target);
    const untick = target.matches("[data-alone]") ? others : alone;
    for (const box of untick) if (box !== target) box.checked = false;
  });
}

for (const button of document.querySelectorAll("button.print")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
