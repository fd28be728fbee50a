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

// An hour without use ends the answers: say so in time, and let it start anew. The clock is the
// wall's, for timers stand still while a phone sleeps. The server alone knows when the end is.
const ending = document.querySelector(".ending");
if (ending) {
  const MINUTE = 60_000;
  let end = Date.now() + ending.dataset.endsIn * 1000;
  let [asked, shown, before] = [0, "", null];
  const show = (id) => {
    if (id === shown) return;
    shown = id;
    for (const old of ending.querySelectorAll(":scope > :not(template)")) old.remove();
    if (id) ending.append(document.getElementById(id).content.cloneNode(true));
    ending.querySelector("button")?.addEventListener("click", async () => {
      await renew("renewed", "not-renewed");
      before?.focus({ preventScroll: true });
    });
  };
  const renew = async (done, failed) => {
    asked = Date.now();
    try {
      const answer = await fetch(ending.dataset.renew);
      if (!answer.ok) throw answer.status;
      const [, seconds] = (await answer.text()).match(/data-ends-in="(\d+)"/) ?? [];
      if (seconds) end = Date.now() + seconds * 1000;
      show(seconds ? done : "ended");
    } catch {
      show(failed);
    }
  };
  const look = () => {
    const left = end - Date.now();
    if (left > 8 * MINUTE) {
      if (shown === "renewed" && left < 59 * MINUTE) show("");
    } else if (left > -MINUTE) {
      if (!shown || shown === "renewed") show("ends-soon");
    } else if (shown !== "ended" && Date.now() - asked > MINUTE) {
      renew("", shown);
    }
  };
  ending.addEventListener("focusin", ({ relatedTarget }) => (before = relatedTarget ?? before));
  document.addEventListener("visibilitychange", look);
  document.addEventListener("input", () => {
    const due = end - Date.now() < 55 * MINUTE && Date.now() - asked > MINUTE;
    if (due && shown !== "ended") renew("", shown);
  });
  setInterval(look, MINUTE / 4);
}
