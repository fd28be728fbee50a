"""What holds for every page: markup that a screen reader can use, and links that lead somewhere."""

import re

import pytest
from support.visiting import PERSON_3, PERSONS, Visitor

from rules.content import CONTENT
from webapp.settings import IDLE_LIMIT

QUESTIONS = [f"/questions/{slug}" for slug in ("about-you", "creams", "medicines", "health")]
QUESTIONS += ["/questions/matters"]
EMPTY = ["/", "/privacy", "/how-it-works", *QUESTIONS, "/nowhere", "/clinics", "/clinics/sample"]
FILLED = ["/", *QUESTIONS, "/questions/how-it-went", "/check-answers", "/sheet", "/sheet/choose"]
FILLED += ["/sheet/visit", "/sheet/clinician"]


@pytest.fixture(scope="module")
def pages(visitors) -> dict:
    """Each page in each state, by a word on which one it is."""
    visitor: Visitor = visitors()
    found = {f"{path}, empty": visitor.open(path) for path in EMPTY}
    visitor.open("/questions/creams")
    token = {"csrf_token": visitor.filled()["csrf_token"]}
    for path in QUESTIONS:
        found[f"{path}, with errors"] = visitor.open(path, "POST", data=token)
    for name in ("person 3", "person 4"):
        visitor.answered(PERSONS[name])
        found |= {f"{path}, {name}": visitor.open(path) for path in FILLED}
    found["/sheet/choose, with errors"] = visitor.open("/sheet/choose", "POST", data=token)
    return found


def test_every_page_has_one_heading_a_title_a_language_and_unique_ids(pages):
    for name, page in pages.items():
        assert page.html["lang"] == "en", name
        assert page.title.get_text().endswith("– Eczema Questions"), name
        assert len(page.find_all("h1")) == 1, name
        assert page.find("main", id="main"), name
        assert page.select_one("a.skip")["href"] == "#main", name
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), name


def test_every_field_has_a_label_and_every_group_a_legend(pages):
    for name, page in pages.items():
        for box in page.select("input:not([type=hidden]), select, textarea"):
            label = box.find_parent("label") or page.find("label", attrs={"for": box["id"]})
            assert label, f"{name}: {box}"
            assert label.get_text(strip=True) or box.get("aria-label"), f"{name}: {box}"
            if box.get("type") == "radio":
                assert box.find_parent("fieldset").legend.get_text(strip=True), name


def test_every_description_that_a_field_points_to_is_there(pages):
    for name, page in pages.items():
        for tag in page.select("[aria-describedby], [aria-labelledby]"):
            for attribute in ("aria-describedby", "aria-labelledby"):
                for target in tag.get(attribute, "").split():
                    assert page.find(id=target), f"{name}: {target}"


def test_a_word_that_a_patient_may_not_know_is_explained_on_tap_where_it_first_stands(pages):
    found = 0
    for name, page in pages.items():
        said, explained = "", {}
        for piece in page.main.find_all(string=True):
            inside = piece.find_parent("details", class_="word")
            if inside:
                explained.setdefault(inside.summary.get_text(), said)
            else:
                said += f" {piece.lower()}"
        for term in CONTENT.terms.values():
            assert (term.word in explained) == (term.stem in said), f"{name}: {term.word}"
            if term.word in explained:
                assert term.stem in explained[term.word], f"{name}: {term.word} comes too early"
                found += 1
    assert found


def test_every_link_within_the_service_leads_somewhere(visitor, pages):
    seen = set()
    for page in pages.values():
        for link in page.select("a[href]"):
            seen.add(link["href"].split("#")[0])
    inside = {link for link in seen if link.startswith("/") and not link.startswith("/static")}
    assert len(inside) > 20
    visitor.answered(PERSON_3)
    for link in sorted(inside):
        assert visitor.get(link).status_code in (200, 302), link


def test_nothing_loads_from_another_host_and_nothing_is_inline(pages):
    for name, page in pages.items():
        for tag in page.select("[src], link:not([rel=alternate])"):
            assert (tag.get("src") or tag["href"]).startswith("/static/"), name
        assert not page.select("style, [style], script:not([src])"), name
        handlers = [key for tag in page.find_all(True) for key in tag.attrs if key[:2] == "on"]
        assert not handlers, name


def test_the_start_page_is_short_and_says_who_has_not_reviewed_it(pages):
    for name in ("/, empty", "/, person 3"):
        main = pages[name].main
        assert len(main.get_text(" ").split()) <= 120, name
        assert "No clinician has reviewed it yet." in main.get_text(), name
        picture = main.select_one("svg[role=img]")
        assert picture["aria-label"], name
        assert len(str(picture)) <= 1536, name
        assert len(main.select(".facts svg")) == len(main.select(".facts li")) == 3, name
    assert pages["/, empty"].main.select_one(".button").get_text() == "Start my questions"
    assert pages["/, person 3"].main.select_one(".button").get_text() == "Continue where I left off"


def test_an_error_page_leads_on_to_the_sheet_or_to_the_start(visitor, later):
    def ways() -> list[str]:
        return [link["href"] for link in visitor.open("/nowhere").select("main a")]

    assert ways() == ["/"]
    visitor.answered(PERSON_3)
    assert ways() == ["/sheet", "/"]
    later(IDLE_LIMIT.total_seconds() + 60)
    assert ways() == ["/"]


def test_error_pages_and_error_summaries_say_error_in_the_title(pages):
    for name, page in pages.items():
        has_summary = page.find(id="summary") is not None
        assert page.title.get_text().startswith("Error: ") is has_summary, name
        if has_summary:
            assert page.find(id="summary").find(role="alert"), name


def test_no_answer_is_in_an_address(visitor):
    seen = []
    go = visitor.go

    def watched(*arguments, **more):
        go(*arguments, **more)
        seen.append(visitor.url)

    visitor.go = watched
    visitor.walk(PERSON_3)
    visitor.send()
    assert len(seen) >= 8
    for address in seen:
        assert not re.search("28|moderate|cyclosporine|pregnant|side_effect|kidney", address)
