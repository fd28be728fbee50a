// Nothing depends on this file. It saves a tap here and there. Its words are those of the page.

// "None of these" and the other boxes of a group untick each other; the server checks this too.
for (const group of document.querySelectorAll("fieldset")) {
  const exclusive = group.querySelectorAll("[data-exclusive]");
  group.addEventListener("change", ({ target }) => {
    if (!exclusive.length || !target.checked) return;
    const others = [...group.querySelectorAll("input")].filter((box) => box !== target);
    const untick = target.matches("[data-exclusive]") ? others : exclusive;
    for (const box of untick) if (box !== target) box.checked = false;
  });
}

function offer(selector, act) {
  const button = document.querySelector(selector);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => act(button));
}

// An error page is not the file, nor is a page that is led to: its message waits to be seen.
async function load(address) {
  const answer = await fetch(address, { redirect: "manual" });
  if (!answer.ok) throw answer.status;
  return answer;
}

function say(words) {
  document.querySelector(".done").textContent = words;
}

// The PDF prints best; a browser that cannot show one prints the page. A phone shares instead.
if (!navigator.canShare || !matchMedia("(pointer: coarse)").matches) {
  offer("button.print", ({ dataset }) => {
    if (navigator.pdfViewerEnabled) window.open(dataset.pdfToPrint);
    else window.print();
  });
}

if (navigator.clipboard) {
  offer("button.copy", async ({ dataset }) => {
    try {
      const answer = await load(dataset.text);
      await navigator.clipboard.writeText(await answer.text());
      say(dataset.done);
    } catch {
      say(dataset.failed);
    }
  });
  offer("button.copy-link", async ({ dataset }) => {
    try {
      await navigator.clipboard.writeText(dataset.link);
      say(dataset.done);
    } catch {
      say(dataset.failed);
    }
  });
}

// A link with a code: the code is shown to nobody but the form.
const opening = document.querySelector("form.open");
const takeCode = () => {
  if (location.hash.length < 2) return;
  opening.code.value = location.hash.slice(1);
  opening.from_link.value = "yes";
  history.replaceState(null, "", location.pathname);
  opening.submit();
};
if (opening) {
  addEventListener("hashchange", takeCode);
  takeCode();
}

const pdf = document.querySelector("[data-pdf]");
const file = (parts) => new File(parts, pdf.dataset.pdf, { type: "application/pdf" });
if (pdf && navigator.canShare?.({ files: [file([])] })) {
  offer("button.share", async ({ dataset }) => {
    try {
      const answer = await load(pdf.href);
      await navigator.share({ files: [file([await answer.blob()])], title: document.title });
    } catch (error) {
      if (error.name !== "AbortError") say(dataset.failed);
    }
  });
}

// Where questions are chosen: a star ticks its question, and how many there are is said.
const choosing = document.querySelector("form.choose");
if (choosing) {
  const count = (selector) => choosing.querySelectorAll(selector).length;
  const status = choosing.querySelector("[data-says]");
  choosing.addEventListener("input", ({ target }) => {
    const [tick, star] = target.closest(".row")?.querySelectorAll("[name=chosen], [name=first]") ?? [];
    if (target === star && star.checked) tick.checked = true;
    if (star && target === tick && !tick.checked) star.checked = false;
    const copy = choosing.querySelector(`[data-of="${target.id}"]`);
    if (copy && target.value.trim()) copy.textContent = target.value.trim();
    const all = count("[name=chosen]:checked, .said:not(.own), textarea:not(:placeholder-shown)");
    const said = status.dataset.says.replace("{starred}", count("[name=first]:checked")).replace("{count}", all);
    if (said !== status.textContent) status.textContent = said;
  });
}

// On the pages of questions, how many boxes are ticked is said; "None of these" is not one.
const ticking = document.querySelector("form.questions");
const counted = ticking?.querySelector("[data-says]");
ticking?.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox") return;
  counted.textContent = counted.dataset.says.replace(
    /\{(\w+)\}/g,
    (_, name) => ticking.querySelectorAll(`[name=${name}]:checked:not([data-exclusive])`).length,
  );
});

// Notes of visit mode live as long as the answers, and where those do: for this tab, or kept. Those
// of a session that has ended go, and so do those of the person before.
try {
  const { notes, keep } = document.body.dataset;
  const stores = [sessionStorage, localStorage];
  const [home, other] = keep === undefined ? stores : [localStorage, sessionStorage];
  for (const store of stores) {
    for (const name of Object.keys(store).filter((each) => each.startsWith("visit-"))) {
      const stays = notes && name.startsWith(notes);
      if (stays && store === home) continue;
      if (stays) home.setItem(name, home.getItem(name) ?? other.getItem(name));
      store.removeItem(name);
    }
  }
} catch {
  // The browser forbids it: nothing was kept there.
}

// Answers end when they are not used: say so in time, and let the time start anew. The clock is the
// wall's, for timers stand still while a phone sleeps. The server alone knows when the end is.
const ending = document.querySelector(".ending");
if (ending) {
  const MINUTE = 60_000;
  const time = (name) => ending.dataset[name] * 1000;
  const [lasts, warnBefore, renewAfter] = ["lasts", "warnBefore", "renewAfter"].map(time);
  let end = Date.now() + time("endsIn");
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
    if (left > warnBefore) {
      if (shown === "renewed" && left < lasts - MINUTE) show("");
    } else if (left > -MINUTE) {
      if (!shown || shown === "renewed") show("ends-soon");
    } else if (shown !== "ended" && Date.now() - asked > MINUTE) {
      renew("", shown);
    }
  };
  ending.addEventListener("focusin", ({ relatedTarget }) => (before = relatedTarget ?? before));
  document.addEventListener("visibilitychange", look);
  document.addEventListener("input", () => {
    const due = end - Date.now() < lasts - renewAfter && Date.now() - asked > MINUTE;
    if (due && shown !== "ended") renew("", shown);
  });
  setInterval(look, MINUTE / 4);
}
