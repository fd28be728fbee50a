"""A person who has a keyboard alone, and looks where the focus is at every step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

MOST_STEPS = 80  # of the Tab key, to what is looked for

# Where the focus is; whether it can be seen there: a ring around it, and nothing that covers it.
FOCUS = """wanted => {
  const it = document.activeElement;
  const outlined = (each) => each && getComputedStyle(each).outlineStyle !== "none";
  const drawn = it.matches("[type=radio], [type=checkbox]") && it.nextElementSibling;
  const ring = outlined(drawn) ? drawn : it;
  const box = ring.getBoundingClientRect();
  const y = Math.min(Math.max(box.top, 0) + 4, innerHeight - 1);
  const top = document.elementFromPoint(box.left + box.width / 2, y);
  const style = getComputedStyle(ring);
  return {
    found: it.matches(wanted),
    what: it.outerHTML.slice(0, 150),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: ring.contains(top) || top?.contains(ring) || it.contains(top),
  };
}"""
FIELDS = """() => [...new Map([...document.querySelectorAll(
  "main form [name]:not([type=hidden])")].map(it => [it.name, it.type]))]"""


@dataclass
class Keyboard:
    page: Page

    def go_to(self, selector: str) -> None:
        """Press Tab until the focus is there."""
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            focus = self.page.evaluate(FOCUS, selector)
            assert focus["ring"], f"no ring around {focus['what']}"
            assert focus["seen"], f"something covers {focus['what']}"
            if focus["found"]:
                return
        raise AssertionError(f"Tab does not lead to {selector}")

    def follow(self, selector: str) -> None:
        """Go to a link or a button that opens a page, and press Enter."""
        self.go_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill_in(self, answers: Mapping[str, Any]) -> None:
        """Answer what the open page asks, as far as told: field name -> a value, or several."""
        for name, kind in self.page.evaluate(FIELDS):
            if name not in answers:
                continue
            match kind:
                case "radio":
                    self._choose(name, answers[name])
                case "checkbox":
                    self._tick(name, answers[name])
                case _:
                    self.go_to(f"[name={name}]")
                    self.page.keyboard.type(str(answers[name]))

    def _choose(self, name: str, value: str) -> None:
        self.go_to(f"[name={name}]")
        self.page.keyboard.press("Space")
        for _ in range(self._values(name).index(value)):
            self.page.keyboard.press("ArrowDown")
        assert self.page.locator(f"[name={name}][value={value}]").is_checked()

    def _tick(self, name: str, values: Sequence[str]) -> None:
        in_order = self.page.locator(f"[name={name}]").evaluate_all(
            "all => all.map(it => it.value)"
        )
        for value in sorted(values, key=in_order.index):
            self.go_to(f"[name={name}][value={value}]")
            self.page.keyboard.press("Space")
            assert self.page.locator(f"[name={name}][value={value}]").is_checked()

    def _values(self, name: str) -> list[str]:
        boxes = self.page.locator(f"[name={name}]")
        return boxes.evaluate_all("all => all.map(it => it.value)")
