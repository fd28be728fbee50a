"""Clinics: named in the operator's file and nowhere else, and there from the link to the sheet."""

import json
import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zlib import compress, crc32

import pytest
from pypdf import PdfReader
from support.visiting import ADDRESS, KEY, PERSON_2, Visitor, without_explanations

from webapp import clinics, create_app
from webapp.clinics import MAX_SLUG, Clinic
from webapp.logos import PNG
from webapp.pages import PAGES
from webapp.settings import IDLE_LIMIT, SettingsError
from webapp.words import WORDS

EXAMPLE = Path(__file__).parents[2] / "docs" / "clinics.example.toml"
NORTH = """# made up
[north]
name = "North Side Skin Clinic"
phone = "555-0100"
line = "Bring this to Dr. Sample."
paper = "a4"
"""
LINES = ("North Side Skin Clinic", "555-0100", "Bring this to Dr. Sample.")
MARKUP = '<script>alert(1)</script> #panic() *b* {{ "x" }} \\ $x$ @y'


@pytest.fixture(scope="module")
def clinic_app(tmp_path_factory):
    """Makes the app with the text of a file of clinics."""

    def make(words: str = NORTH, **settings: str):
        path = tmp_path_factory.mktemp("clinics") / "clinics.toml"
        path.write_text(words, encoding="utf-8")
        return create_app({"SECRET_KEY": KEY, "CLINICS": str(path)} | settings)

    return make


@pytest.fixture(scope="module")
def north(clinic_app):
    return clinic_app()


@pytest.fixture
def patient(north) -> Visitor:
    return Visitor(north.test_client())


# The file


def test_the_example_that_ships_is_right_and_says_that_it_is_made_up():
    found = clinics.read(EXAMPLE)
    assert found["north-side"] == Clinic(
        "north-side",
        "North Side Skin Clinic (made up)",
        "555-0100",
        "Bring your sheet to Dr. Sample at your next visit.",
        "letter",
        found["north-side"].logo,
    )
    assert found["north-side"].logo.mimetype == "image/svg+xml"
    assert found["harbor-children"].paper == "a4"
    assert all("made up" in clinic.name for clinic in found.values())


WRONG = {
    "an unknown key": ('[a]\nname = "A"\n\ncolor = "red"', "line 4, [a]: color is not known"),
    "no name": ('[b]\nname = "B"\n[a]\nphone = "1"', "line 3, [a]: it has no name"),
    "a slug twice": ('[a]\nname = "A"\n[a]\nname = "B"', "line 3"),
    "a slug with a capital letter": ('\n[North]\nname = "A"', "line 2, [North]: a slug is"),
    "a slug with a slash": ('["a/b"]\nname = "A"', "line 1, [a/b]: a slug is"),
    "a slug with two hyphens": ('[a--b]\nname = "A"', "line 1, [a--b]: a slug is"),
    "an empty slug": ('[""]\nname = "A"', "line 1, []: a slug is"),
    "a slug too long": (f'[{"a" * 41}]\nname = "A"', "a slug is 1 to 40"),
    "a table in a table": ('[a]\nname = "A"\n[a.b]\nname = "B"', "[a]: b is not known"),
    "text in place of a table": ('name = "A"', "line 1, [name]: an entry is a table"),
    "a number for a name": ("[a]\nname = 7", "line 2, [a]: name is text in quotation marks"),
    "an empty name": ('[a]\nname = ""', "line 2, [a]: name is text in quotation marks"),
    "a name that ends in a space": ('[a]\nname = "A "', "line 2, [a]: name is text"),
    "a name of 300 characters": (f'[a]\n\nname = "{"x" * 300}"', "line 3, [a]: name is longer"),
    "a name of 31 wide characters": (f'[a]\nname = "{"药" * 31}"', "line 2, [a]: name is longer"),
    "a phone of 31 characters": (
        f'[a]\nname = "A"\nphone = "{"1" * 31}"',
        "line 3, [a]: phone is longer",
    ),
    "a line of 101 characters": (
        f'[a]\nname = "A"\nline = "{"x" * 101}"',
        "line 3, [a]: line is longer",
    ),
    "a mark from right to left": ('[a]\nname = "A\\u200f"', "line 2, [a]: name has the character"),
    "an override of direction": ('[a]\nname = "\u202ecba"', "U+202E RIGHT-TO-LEFT OVERRIDE"),
    "an isolate": ('[a]\nname = "\u2067abc\u2069"', "U+2067 RIGHT-TO-LEFT ISOLATE"),
    "a line break": ('[a]\nname = "A\\nB"', "line 2, [a]: name has the character U+000A"),
    "a space that is none": ('[a]\nname = "A\\u2003B"', "U+2003"),
    "another paper": ('[a]\nname = "A"\npaper = "a5"', "line 3, [a]: paper is one of letter, a4"),
    "no quotation marks": ("[a]\nname = A", "line 2"),
}


@pytest.mark.parametrize(("words", "says"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_stops_the_start_and_names_the_file_and_the_place(clinic_app, words, says):
    with pytest.raises(SettingsError) as stopped:
        clinic_app(words)
    assert "clinics.toml" in str(stopped.value)
    assert says in str(stopped.value)


def test_every_problem_of_a_file_is_named_at_once(clinic_app):
    with pytest.raises(SettingsError) as stopped:
        clinic_app('[a]\nphone = ""\nfax = "1"\n[B]\nname = "B"')
    said = str(stopped.value)
    assert all(f"clinics.toml, line {number}, [" in said for number in (1, 2, 3, 4))


@pytest.mark.parametrize("content", [None, b"[a]\nname = '\xff'"], ids=["missing", "not UTF-8"])
def test_a_file_that_cannot_be_read_stops_the_start(tmp_path, content):
    path = tmp_path / "clinics.toml"
    if content:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"clinics\.toml"):
        create_app({"SECRET_KEY": KEY, "CLINICS": str(path)})


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "clinics.toml"
    path.write_text(NORTH, encoding="utf-8-sig")
    assert clinics.read(path)["north"].lines == LINES


def test_a_name_may_be_in_any_script(clinic_app):
    names = ("Клиника № 1", "皮肤科", "کلینیک پوست‌وموی", "مركز الجلد", "O’Neill & Sons")
    entries = [f'[a{number}]\nname = "{name}"' for number, name in enumerate(names)]
    patient = Visitor(clinic_app("\n".join(entries)).test_client())
    for number, name in enumerate(names):
        assert patient.open(f"/at/a{number}").select_one(".clinic").get_text() == name


# The logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box}"{root}>{inside}</svg>'
PATH = '<path d="M0 0h80v40z" fill="#0b5c60"/>'


def svg(inside: str = PATH, box: str = "80 40", root: str = "", before: str = "") -> bytes:
    return (before + SVG.format(inside=inside, box=box, root=root)).encode()


def png(width: int = 120, height: int = 40, more: bytes = b"") -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + crc32(kind + data).to_bytes(4)

    size = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    pixels = compress(bytes(width + 1) * min(height, 50)) + more
    return PNG + chunk(b"IHDR", size) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.fixture
def with_logo(tmp_path):
    """Makes the app of a clinic with a logo of these bytes."""

    def make(content: bytes | None, name: str = "logo.svg"):
        if content is not None:
            (tmp_path / Path(name).name).write_bytes(content)
        file = tmp_path / "clinics.toml"
        file.write_text(f'[north]\nname = "North"\nlogo = {json.dumps(name)}', encoding="utf-8")
        return create_app({"SECRET_KEY": KEY, "CLINICS": str(file)})

    return make


RIGHT = {
    "an SVG": ("logo.svg", svg(), "image/svg+xml", "56"),
    "an SVG with a gradient": (
        "logo.svg",
        svg(
            '<defs><linearGradient id="a"><stop offset="1"/></linearGradient>'
            '<linearGradient id="b" href="#a"/></defs>'
            '<rect width="9" height="9" fill="url( \'#b\' )"/><!-- <script> -->',
            before='<?xml version="1.0" encoding="UTF-8"?>',
        ),
        "image/svg+xml",
        "56",
    ),
    "a PNG": ("logo.png", png(), "image/png", "84"),
}


@pytest.mark.parametrize(("name", "content", "kind", "width"), RIGHT.values(), ids=RIGHT)
def test_a_logo_stands_beside_the_name_and_may_be_kept(with_logo, name, content, kind, width):
    patient = Visitor(with_logo(content, name).test_client())
    patient.open("/at/north")
    image = patient.page.select_one("header .clinic img")
    assert (image["alt"], image["width"], image["height"]) == ("", width, "28")
    answer = patient.get(image["src"])
    assert (answer.data, answer.mimetype) == (content, kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "public, max-age=31536000"
    assert "Cookie" not in answer.headers.get("Vary", "")
    again = patient.get(image["src"], **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for path in ("/at/north/logo", f"{image['src']}0"):
        assert patient.get(path).headers["Cache-Control"] == "no-store"


PAINTS = {
    "a dark color": ('fill="#0b5c60"', 'fill="#16201f"'),
    "a short dark color": ("stroke = '#C00'", 'stroke="#16201f"'),
    "a name": ('fill="Teal"', 'fill="#16201f"'),
    "a light color": ('stop-color="#ffe"', 'stop-color="white"'),
    "white": ('fill="white"', 'fill="white"'),
    "nothing": ('fill="none"', 'fill="none"'),
    "a gradient": ("fill='url(#a)'", "fill='url(#a)'"),
    "a width": ('stroke-width="3"', 'stroke-width="3"'),
}


@pytest.mark.parametrize(("drawn", "printed"), PAINTS.values(), ids=PAINTS)
def test_on_paper_an_svg_has_one_color_on_white(with_logo, drawn, printed):
    app = with_logo(svg(f"<rect {drawn}/>"))
    assert app.config["CLINICS"]["north"].logo.on_paper == svg(f"<rect {printed}/>").decode()


def test_on_paper_a_png_without_colors_stands_and_one_with_colors_does_not(with_logo):
    gray, colored = png(), png().replace(b"\x08\x00\x00\x00\x00", b"\x08\x02\x00\x00\x00")
    shown = with_logo(gray, "logo.png").config["CLINICS"]["north"].logo.on_paper
    assert b64decode(re.search('base64,([^"]+)"', shown)[1]) == gray
    assert with_logo(colored, "logo.png").config["CLINICS"]["north"].logo.on_paper == ""


def test_without_a_logo_there_is_none(patient):
    assert not patient.open("/at/north").select(".clinic img")
    for slug in ("north", "nowhere"):
        answer = patient.get(f"/at/{slug}/logo")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


SHADE = '<path d="M0 0" {}/>'
WRONG_LOGOS = {
    "no file": ("logo.svg", None, "cannot be read"),
    "another kind": ("logo.gif", b"GIF89a", "ends in .svg or .png"),
    "a number": (7, None, "ends in .svg or .png"),
    "a file elsewhere": ("../logo.svg", svg(), "in the folder of the clinics"),
    "an address": ("https://clinic.example/logo.svg", None, "cannot be read"),
    "a zero in the name": ("a\0.svg", None, "cannot be read"),
    "31 KB": ("logo.svg", svg(f"<!--{'x' * 31 * 1024}-->"), "larger than 30 KB"),
    "a PNG that is none": ("logo.png", svg(), "is no whole PNG"),
    "half a PNG": ("logo.png", png()[:-9], "is no whole PNG"),
    "a PNG with very many pixels": ("logo.png", png(9000, 3000), "more than 2000 pixels"),
    "a PNG of no height": ("logo.png", png(9, 0), "cut it to its edges"),
    "a narrow SVG": ("logo.svg", svg(box="10 90"), "is 10 by 90"),
    "a wide SVG": ("logo.svg", svg(box="90 10"), "is 90 by 10"),
    "an SVG of no size": ("logo.svg", svg(box="0 -1"), "cut it to its edges"),
    "an SVG without a box": ("logo.svg", svg(box="a b"), "does not begin with <svg viewBox"),
    "a group": ("logo.svg", b'<g xmlns="http://www.w3.org/2000/svg"/>', "does not begin with"),
    "no XML": ("logo.svg", b"<svg", "is no SVG in UTF-8"),
    "UTF-16": ("logo.svg", svg().decode().encode("utf-16"), "is no SVG in UTF-8"),
    "HTML": ("logo.svg", b"<html><script>alert(1)</script></html>", "has <html>"),
    "no namespace": ("logo.svg", b'<svg viewBox="0 0 2 1"/>', "has <svg>"),
    "a script": ("logo.svg", svg("<script>alert(1)</script>"), "has <script>"),
    "a script of HTML": (
        "logo.svg",
        svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
        "has <script>",
    ),
    "HTML within": ("logo.svg", svg("<foreignObject/>"), "has <foreignObject>"),
    "a style": ("logo.svg", svg("<style>@import url(//x.example)</style>"), "has <style>"),
    "a picture": ("logo.svg", svg('<image href="//x.example/a.png"/>'), "has <image>"),
    "something used": ("logo.svg", svg('<use href="#a"/>'), "has <use>"),
    "a link": ("logo.svg", svg('<a href="javascript:alert(1)"/>'), "has <a>"),
    "something that moves": ("logo.svg", svg("<animate/>"), "has <animate>"),
    "text": ("logo.svg", svg("<text>North</text>"), "has <text>; only shapes are allowed"),
    "an event": ("logo.svg", svg(root=' onload="alert(1)"'), "has the event onload"),
    "a style in place": ("logo.svg", svg(SHADE.format('style="fill:red"')), "attribute style"),
    "a class": ("logo.svg", svg(SHADE.format('class="a"')), "attribute class"),
    "a paint from elsewhere": (
        "logo.svg",
        svg(SHADE.format('fill="URL( //x.example/#a)"')),
        "has an address in fill",
    ),
    "a paint in other letters": (
        "logo.svg",
        svg(SHADE.format('fill="u\\72l(//x.example)"')),
        "has an address in fill",
    ),
    "a gradient from elsewhere": (
        "logo.svg",
        svg(
            '<linearGradient xmlns:x="http://www.w3.org/1999/xlink" x:href="//x.example/#a"/>',
        ),
        "has an address in href",
    ),
    "an entity": (
        "logo.svg",
        svg("&a;", before='<!DOCTYPE svg [<!ENTITY a "<script/>">]>'),
        "has a <!DOCTYPE>",
    ),
    "a style sheet": (
        "logo.svg",
        svg(before='<?xml-stylesheet href="//x.example/a.css"?>'),
        r"has <\?xml-stylesheet\?>",
    ),
}


@pytest.mark.parametrize(("name", "content", "says"), WRONG_LOGOS.values(), ids=WRONG_LOGOS)
def test_a_wrong_logo_stops_the_start_and_says_how_to_mend_it(with_logo, name, content, says):
    with pytest.raises(SettingsError, match=says) as stopped:
        with_logo(content, name)
    assert "clinics.toml, line 3, [north]: logo " in str(stopped.value)


# The link


def test_a_clinics_own_link_is_the_start_page_with_its_name(patient):
    patient.open("/at/north")
    assert patient.status == 200
    assert patient.heading == "Get ready for your eczema visit"
    assert all(line in patient.text for line in LINES)
    assert patient.page.find("a", string="Start my questions")["href"] == "/questions/about-you"


def test_name_phone_and_line_stand_on_the_sheet_and_in_the_text(patient):
    patient.open("/at/north")
    patient.answered(PERSON_2)
    patient.open("/sheet")
    assert all(line in patient.page.select_one("header .clinic").get_text() for line in LINES)
    full = patient.get("/sheet.txt").text
    assert full.splitlines()[2:5] == [*LINES]
    short = patient.get("/sheet.txt?short=1").text
    assert "handed out by North Side Skin Clinic. Not medical advice." in short


JOURNEY = ["/", *(f"/questions/{page.slug}" for page in PAGES), "/check-answers", "/sheet/choose"]
JOURNEY += ["/sheet", "/sheet/visit"]


def test_the_name_stands_once_on_top_of_each_page_of_the_journey(patient):
    patient.open("/at/north")
    patient.answered(PERSON_2)
    for path in JOURNEY:
        patient.open(path)
        assert patient.status == 200, path
        shown = patient.page.select_one("header .clinic bdi")
        assert shown.get_text() == "North Side Skin Clinic", path
        assert len(patient.page.select("main .clinic")) == 0, path


def test_without_a_clinic_nothing_of_the_kind_is_shown(patient):
    patient.answered(PERSON_2)
    for path in ("/", "/sheet"):
        assert not patient.open(path).select(".clinic")


def test_an_unknown_clinic_gets_a_page_that_offers_the_plain_start(patient):
    for path in ("/at/nowhere", "/at/NORTH", "/at/%E2%80%AE", "/at/" + "x" * 5000):
        patient.open(path)
        assert patient.status == 404
        assert patient.heading == "We do not know this clinic"
        assert patient.page.select_one("main a.button")["href"] == "/"


def test_delete_my_answers_forgets_the_clinic(patient):
    patient.open("/at/north")
    patient.answered(PERSON_2)
    patient.open("/")
    patient.send(action="/delete-answers")
    assert not patient.page.select(".clinic")
    assert "North" not in patient.open("/").get_text()


def test_an_hour_without_use_forgets_the_clinic(patient, later):
    patient.open("/at/north")
    later(IDLE_LIMIT.total_seconds() + 60)
    patient.open("/")
    assert not patient.page.select(".clinic")
    assert WORDS["en"]["messages"]["ended"] not in patient.text  # there was no answer to lose


def test_another_clinics_link_takes_the_place_of_the_first(clinic_app):
    patient = Visitor(clinic_app(NORTH + '[south]\nname = "South"').test_client())
    patient.open("/at/north")
    patient.open("/at/south")
    assert patient.open("/").select_one(".clinic").get_text() == "South"


def test_a_clinic_that_is_no_longer_in_the_file_is_ignored(patient):
    patient.answered(PERSON_2)
    patient.remember(clinic="gone")
    for path in ("/", "/sheet", "/sheet.pdf", "/sheet.txt"):
        answer = patient.get(path)
        assert answer.status_code == 200
        assert b'class="clinic"' not in answer.data


def test_markup_in_a_name_prints_as_text(clinic_app):
    app = clinic_app(f"[a]\nname = '{MARKUP}'\nline = '{MARKUP}'")
    patient = Visitor(app.test_client())
    patient.open("/at/a")
    assert patient.page.select_one(".clinic strong").get_text() == MARKUP
    patient.answered(PERSON_2)
    for path in ("/sheet", "/clinics?clinic=a", "/clinics/sample?clinic=a"):
        patient.open(path)
        assert patient.page.select_one(".clinic strong").get_text() == MARKUP
        assert not patient.page.select("main script")


# The page for clinicians


def test_the_page_for_clinics_says_what_it_is_and_leads_to_all_that_is_handed_out(patient):
    patient.open("/clinics")
    links = {a["href"] for a in patient.page.select("main a")}
    assert {"/clinics/sample", "/handout.pdf", "/questionnaire.pdf", "/how-it-works/rules"} <= links
    assert ADDRESS + "/" in links
    words = len(without_explanations(patient.page.main).split())
    assert words <= 300  # ninety seconds


def test_the_list_of_clinics_is_not_public(patient):
    for path in ("/", "/clinics", "/clinics/sample", "/at/nowhere", "/clinics?clinic=nowhere"):
        patient.open(path)
        assert "North Side" not in patient.page.get_text()
        assert "/at/north" not in str(patient.page)


def test_the_page_of_a_known_clinic_carries_its_name_into_all_that_is_handed_out(patient):
    patient.open("/clinics?clinic=north")
    assert all(line in patient.text for line in LINES)
    links = {a["href"] for a in patient.page.select("main a")}
    for path in ("/clinics/sample", "/handout.pdf", "/questionnaire.pdf"):
        assert f"{path}?clinic=north" in links
    assert ADDRESS + "/at/north" in links


def test_the_link_to_hand_out_is_the_public_one_where_it_is_set(clinic_app):
    app = clinic_app(PUBLIC_URL="https://questions.example/")
    patient = Visitor(app.test_client())
    patient.open("/clinics?clinic=north")
    assert patient.page.find("a", string="https://questions.example/at/north")


HANDED_OUT = (
    "/clinics",
    "/clinics/sample",
    "/clinics/sample.pdf",
    "/handout.pdf",
    "/questionnaire.pdf",
)


@pytest.mark.parametrize("path", HANDED_OUT)
def test_an_unknown_clinic_in_a_query_gets_the_404_page(patient, path):
    for slug in ("nowhere", "", "North Side", "<b>", "\u202e", "x" * 3000):
        answer = patient.get(f"{path}?clinic={quote(slug)}")
        assert answer.status_code == 404
        assert "<h1>We do not know this clinic</h1>" in answer.text


@pytest.mark.parametrize("path", HANDED_OUT[2:])
def test_an_unknown_paper_in_a_query_gets_a_400_page(patient, path):
    for paper in ("a5", "", "A4", "us-letter", "\u202e"):
        assert patient.get(f"{path}?paper={quote(paper)}").status_code == 400


@pytest.mark.parametrize("path", ["/at/north", *HANDED_OUT])
def test_no_query_carries_words_onto_a_page(patient, path):
    query = "&".join(f"{key}=Injected" for key in ("name", "line", "phone", "title", "text"))
    answer = patient.get(f"{path}?clinic=north&{query}")
    assert answer.status_code == 200
    assert b"Injected" not in answer.data


def test_a_host_too_long_to_print_gets_an_error_page(patient):
    for path in ("/clinics", "/handout.pdf", "/questionnaire.pdf"):
        answer = patient.client.get(path, base_url=f"https://{'a.' * 70}example")
        assert answer.status_code == 400


# The sample sheet


def test_the_sample_sheet_says_that_it_is_one_and_offers_nothing_to_change(patient):
    page = patient.open("/clinics/sample?clinic=north")
    assert "SAMPLE" in page.select_one(".page-one").get_text()
    assert "made up" in page.main.get_text()
    assert page.select("[data-question]")
    assert not page.select("form")
    links = {a["href"].split("?")[0] for a in page.select(".way a, main a[href^='/']")}
    assert links == {"/clinics", "/clinics/sample.pdf", "/compare"}


def test_the_sample_sheet_does_not_touch_the_visitors_session(patient):
    patient.open("/at/north")
    patient.answered(PERSON_2)
    before = patient.cookie
    for path in ("/clinics/sample", "/clinics/sample.pdf", "/clinics", "/handout.pdf"):
        answer = patient.get(path)
        assert "Set-Cookie" not in answer.headers
    page = patient.open("/clinics/sample")
    assert "age 34" in page.get_text()
    assert not page.select(".clinic")
    assert patient.cookie == before


# The command


def flask_handout(tmp_path, *arguments: str, **environment: str):
    file = tmp_path / "clinics.toml"
    file.write_text(NORTH, encoding="utf-8")
    runner = create_app({"SECRET_KEY": KEY, "CLINICS": str(file)} | environment).test_cli_runner()
    return runner.invoke(args=["handout", "-o", str(tmp_path / "handout.pdf"), *arguments])


def test_a_command_writes_the_handout(tmp_path):
    done = flask_handout(tmp_path, "--clinic", "north", PUBLIC_URL="https://q.example")
    assert done.exit_code == 0
    assert (tmp_path / "handout.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "address", "says"),
    [
        (("--clinic", "north"), "", "Set PUBLIC_URL"),
        (("--clinic", "nowhere"), "https://q.example", "CLINICS names no nowhere"),
        (("--paper", "a5"), "https://q.example", "'a5' is not one of 'letter', 'a4'"),
    ],
    ids=["no address", "an unknown clinic", "another paper"],
)
def test_the_command_says_what_is_missing_and_writes_nothing(tmp_path, arguments, address, says):
    done = flask_handout(tmp_path, *arguments, PUBLIC_URL=address)
    assert done.exit_code == 2
    assert says in done.output
    assert not (tmp_path / "handout.pdf").exists()


def test_a_slug_may_be_as_long_as_it_says(clinic_app):
    slug = "a" * MAX_SLUG
    patient = Visitor(clinic_app(f'[{slug}]\nname = "A"').test_client())
    assert patient.open(f"/at/{slug}").select_one(".clinic").get_text() == "A"


def test_the_pdf_of_the_sheet_comes_on_the_paper_of_the_clinic(patient):
    patient.open("/at/north")
    patient.answered(PERSON_2)
    heights = {}
    for query in ("", "?paper=letter"):
        answer = patient.get(f"/sheet.pdf{query}")
        heights[query] = round(float(PdfReader(BytesIO(answer.data)).pages[0].mediabox.height))
    assert heights == {"": 842, "?paper=letter": 792}
    other = patient.open("/sheet").find("a", href="/sheet.pdf?paper=letter")
    assert other.get_text() == "PDF for Letter paper"
