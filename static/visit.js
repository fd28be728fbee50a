// Visit mode: one question at a time. What is noted stays on this device and is never sent. The
// words are the page's; app.js sees to it that no note outlives the answers.

// At once, before anything is drawn, so that the list does not flash up.
document.documentElement.classList.add("with-script");

document.addEventListener("DOMContentLoaded", () => {
  const find = (selector) => document.querySelector(selector);
  const words = find(".thumb").dataset;
  const cards = [...document.querySelectorAll(".card")]; // the last is "What we decided"
  const questions = cards.slice(0, -1);
  const bars = document.querySelectorAll(".steps i");
  const titleOf = (card) => card.querySelector("h2").textContent;
  let now = 0;

  // Each text is kept under a name that holds its question, so that it never moves to another one.
  // An own question's number is left out, for that changes.

  const { notes, keep } = document.body.dataset;
  const storage = () => (keep === undefined ? sessionStorage : localStorage); // or it is forbidden
  const nameOf = (card) => `${card.dataset.question?.replace(/^own-.*/, "own")} ${titleOf(card)}`;

  function load(name) {
    try {
      return storage().getItem(notes + name) ?? "";
    } catch {
      return "";
    }
  }

  function save(name, text) {
    try {
      storage().setItem(notes + name, text);
    } catch {
      find(".keeps").textContent = find(".keeps").dataset.not;
    }
  }

  // What was said, and what was decided. Paper shows the copy: a field there could cut it.

  for (const field of document.querySelectorAll(".box textarea")) {
    const card = field.closest(".card");
    const isQuestion = questions.includes(card);
    const name = isQuestion ? `said ${nameOf(card)}` : `decided ${field.labels[0].textContent}`;
    const show = () => {
      if (field.value.trim()) field.parentElement.dataset.typed = field.value;
      else delete field.parentElement.dataset.typed;
    };
    field.value = load(name).slice(0, field.maxLength);
    show();
    field.addEventListener("input", () => {
      show();
      save(name, field.value);
    });
  }

  // Answered, for later, or open

  function mark(card, state) {
    card.dataset.mark = state;
    card.dataset.says = state === "open" ? "" : words[state];
  }

  for (const card of questions) {
    const kept = load(`mark ${nameOf(card)}`);
    mark(card, ["answered", "later"].includes(kept) ? kept : "open");
  }

  const buttons = [...document.querySelectorAll("[data-mark][aria-pressed]")];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const card = questions[now];
      const again = card.dataset.mark === button.dataset.mark;
      mark(card, again ? "open" : button.dataset.mark);
      save(`mark ${nameOf(card)}`, card.dataset.mark);
      if (again) show(now);
      else goTo(now + 1);
    });
  }

  // From card to card

  function show(place) {
    now = place;
    const atEnd = now === questions.length;
    const answered = questions.filter((card) => card.dataset.mark === "answered").length;
    cards.forEach((card, index) => card.classList.toggle("now", index === now));
    bars.forEach((bar, index) => bar.classList.toggle("on", index <= now));
    document.body.classList.toggle("at-end", atEnd);
    find(".place").textContent = (atEnd ? words.answeredCount : words.count)
      .replace("{number}", atEnd ? answered : now + 1)
      .replace("{count}", questions.length);
    for (const button of buttons) {
      button.setAttribute("aria-pressed", cards[now].dataset.mark === button.dataset.mark);
    }
    find(".before").disabled = now === 0;
    find(".done").textContent = "";
    save("place", nameOf(cards[now]));
  }

  function goTo(place) {
    show(place);
    scrollTo(0, 0);
    cards[now].querySelector("h2").focus({ preventScroll: true });
  }

  find(".before").addEventListener("click", () => goTo(now - 1));
  find(".next").addEventListener("click", () => goTo(now + 1));
  find(".end").addEventListener("click", () => goTo(questions.length));
  show(Math.max(0, cards.findIndex((card) => nameOf(card) === load("place"))));

  // All of it as text

  function asText() {
    const textsOf = (card, selector, text) => [...card.querySelectorAll(selector)].map(text);
    const typed = (card) => textsOf(card, "textarea", ({ value }) => value.trim());
    const asked = questions.map((card, index) => {
      const line = `${index + 1}. ${titleOf(card)} [${words[card.dataset.mark]}]`;
      return [line, ...typed(card)].filter(Boolean).join("\n");
    });
    const end = cards.at(-1);
    const labels = textsOf(end, "label", (label) => label.textContent);
    const decided = typed(end).map((text, index) => `${labels[index]}: ${text}`.trim());
    const { lang } = document.documentElement;
    const today = new Date().toLocaleDateString(lang, { dateStyle: "long" });
    const last = [titleOf(end), ...decided].join("\n");
    return [`${words.title}\n${today}`, ...asked, last, words.origin].join("\n\n") + "\n";
  }

  function offer(button, act) {
    button.addEventListener("click", async () => {
      find(".done").textContent = "";
      try {
        await act();
        find(".done").textContent = button.dataset.done;
      } catch {
        find(".done").textContent = button.dataset.failed;
      }
    });
  }

  offer(find(".copy-notes"), () => navigator.clipboard.writeText(asText()));
  offer(find(".save"), () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([asText()], { type: "text/plain;charset=utf-8" }));
    link.download = words.file;
    link.click();
  });

  // The way back in the browser may bring this page back as it was, after the answers have gone.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && !load("place")) location.reload();
  });
});
