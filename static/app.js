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

function offer(selector, act) {
  const button = document.querySelector(selector);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => act(button));
}

function say(words) {
  document.querySelector(".done").textContent = words;
}

offer("button.print", () => window.print());

if (navigator.clipboard) {
  offer("button.copy", async (button) => {
    try {
      const answer = await fetch(button.dataset.text);
      await navigator.clipboard.writeText(await answer.text());
      say("Copied. Paste it into a message to the clinic.");
    } catch {
      say("Copying did not work. Open the short text below and copy it there.");
    }
  });
}

const pdf = document.querySelector("[data-pdf]");
const file = (parts) => new File(parts, "questions-for-my-doctor.pdf", { type: "application/pdf" });
if (pdf && navigator.canShare?.({ files: [file([])] })) {
  offer("button.share", async () => {
    try {
      const answer = await fetch(pdf.href);
      await navigator.share({ files: [file([await answer.blob()])], title: document.title });
    } catch (error) {
      if (error.name !== "AbortError") say("Sharing did not work. Save the PDF instead.");
    }
  });
}

// On the choosing page: say how many are ticked.
const count = document.querySelector(".count");
if (count) {
  const tell = () => {
    const own = [...document.querySelectorAll("textarea")].filter((box) => box.value.trim());
    const chosen = document.querySelectorAll("[name=chosen]:checked").length + own.length;
    count.textContent = `${chosen} of at most ${count.dataset.most} chosen.`;
  };
  count.hidden = false;
  document.addEventListener("input", tell);
  tell();
}
