"""What holds for every page: markup that a screen reader can use, and headers that keep secrets."""

import re

import pytest
from support.visiting import ADDRESS, PERSON_1, PERSON_2, PERSON_3, Visitor

EMPTY = [
    *("/", "/questions/about-you", "/questions/creams", "/questions/medicines"),
    *("/questions/health", "/questions/concerns", "/nowhere"),
]
FOR_CLINICS = ["/clinics", "/clinics/sample"]
FILLED = [*EMPTY, "/questions/how-it-went", "/check-answers", "/sheet", "/sheet/choose"]


def pages(visitor: Visitor):
    """Each page in each state, with a word on which one it is."""
    for path in [*EMPTY, *FOR_CLINICS]:
        yield f"{path}, empty", visitor.open(path)
    for path in EMPTY[1:-1]:
        visitor.open(path)
        data = {"csrf_token": visitor.filled()["csrf_token"]}
        yield f"{path}, with errors", visitor.open(path, "POST", data=data)
    for person in (PERSON_1, PERSON_2, PERSON_3):
        visitor.walk(person)
        for path in FILLED:
            yield f"{path}, filled", visitor.open(path)
    visitor.open("/sheet/choose")
    data = {"csrf_token": visitor.filled()["csrf_token"]}
    yield "/sheet/choose, with errors", visitor.open("/sheet/choose", "POST", data=data)


def test_every_page_has_one_heading_a_title_a_language_and_unique_ids(visitor):
    for name, page in pages(visitor):
        assert page.html["lang"] == "en", name
        assert page.title.get_text().endswith("– Eczema Questions"), name
        assert len(page.find_all("h1")) == 1, name
        assert page.find("main", id="main"), name
        assert page.select_one("a.skip")["href"] == "#main", name
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), name


def test_every_field_has_a_label_and_every_group_a_legend(visitor):
    for name, page in pages(visitor):
        for box in page.select("input:not([type=hidden]), select, textarea"):
            label = page.find("label", attrs={"for": box["id"]})
            assert label, f"{name}: {box['id']}"
            assert label.get_text(strip=True), name
            if box.get("type") == "radio":
                assert box.find_parent("fieldset").legend.get_text(strip=True), name


def test_every_description_that_a_field_points_to_is_there(visitor):
    for name, page in pages(visitor):
        for tag in page.select("[aria-describedby], [aria-labelledby]"):
            for attribute in ("aria-describedby", "aria-labelledby"):
                for target in tag.get(attribute, "").split():
                    assert page.find(id=target), f"{name}: {target}"


def test_every_link_within_the_service_leads_somewhere(visitor):
    seen = set()
    for _, page in pages(visitor):
        for link in page.select("a[href]"):
            seen.add(link["href"].split("#")[0])
    inside = {link for link in seen if link.startswith("/") and not link.startswith("/static")}
    visitor.walk(PERSON_3)
    for link in sorted(inside):
        assert visitor.client.get(link, base_url=ADDRESS).status_code in (200, 302), link


def test_nothing_loads_from_another_host_and_nothing_is_inline(visitor):
    for name, page in pages(visitor):
        for tag in page.select("[src], link[href]"):
            assert (tag.get("src") or tag["href"]).startswith("/static/"), name
        assert not page.select("style, [style], script:not([src])"), name
        handlers = [key for tag in page.find_all(True) for key in tag.attrs if key[:2] == "on"]
        assert not handlers, name


def test_error_pages_and_error_summaries_say_error_in_the_title(visitor):
    for name, page in pages(visitor):
        has_summary = page.find(id="summary") is not None
        assert page.title.get_text().startswith("Error: ") is has_summary, name
        if has_summary:
            assert page.find(id="summary").find(role="alert"), name


@pytest.mark.parametrize("path", [*FILLED, *FOR_CLINICS])
def test_no_page_is_stored_and_each_has_a_strict_policy(visitor, path):
    visitor.walk(PERSON_3)
    visitor.open(path)
    headers = visitor.headers
    assert headers["Cache-Control"] == "no-store"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_static_files_are_kept_for_a_year_under_an_address_of_their_content(visitor):
    page = visitor.open("/")
    for tag in page.select("[src], link[href]"):
        address = tag.get("src") or tag["href"]
        assert re.search(r"\?v=[0-9a-f]{12}$", address)
        with visitor.client.get(address, base_url=ADDRESS) as answer:
            assert answer.status_code == 200
            assert "immutable" in answer.headers["Cache-Control"]


def test_the_cookie_is_secure_and_ends_with_the_browser(visitor):
    visitor.open("/questions/about-you")
    cookie = visitor.headers["Set-Cookie"]
    assert cookie.startswith("__Host-answers=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    for part in ("Expires", "Max-Age", "Domain"):
        assert part not in cookie


def test_no_answer_is_in_an_address(visitor):
    seen = []
    opened = visitor.open

    def watched(address, *arguments, **more):
        page = opened(address, *arguments, **more)
        seen.append(visitor.url)
        return page

    visitor.open = watched
    visitor.walk(PERSON_3)
    visitor.send()
    assert len(seen) >= 8
    for address in seen:
        assert not re.search("28|moderate|cyclosporine|pregnancy|side_effects", address)


def test_the_health_check_answers_without_a_session(visitor):
    answer = visitor.client.get("/healthz", base_url=ADDRESS)
    assert answer.status_code == 200
    assert answer.get_json()["status"] == "ok"
    assert answer.get_json()["version"]
    assert "Set-Cookie" not in answer.headers
