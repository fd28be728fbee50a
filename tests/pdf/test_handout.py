"""The poster and the cards: a camera reads their codes, a person reads the rest."""

import ctypes
import io
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from support.printed import CLINIC, MADE_ON, NAMED, PAPER_SIZE, PAPERS, WORDY, Pdf, bare, says
from support.scanned import DPI, qr_codes, scan, width_in_mm
from support.visiting import KEY

from webapp import create_app, logos
from webapp.export.handout import handout_pdf, link
from webapp.export.questionnaire import questionnaire_pdf

ROOT = "https://questions.example"
LONGEST_ROOT = "https://" + "w" * 64 + ".example"  # 80 characters
POSTER, CARDS = 0, 1
CLINICS = {"no clinic": None, **{f"a clinic {name}": clinic for name, clinic in NAMED.items()}}
FILE = """
[north]
name = "North Side Skin Clinic"
paper = "a4"
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    path = tmp_path_factory.mktemp("clinics") / "clinics.toml"
    path.write_text(FILE, encoding="utf-8")
    return create_app({"SECRET_KEY": KEY, "CLINICS": str(path)}).test_client()


def made(clinic, paper="letter", root=ROOT) -> Pdf:
    return Pdf(handout_pdf(link(root, clinic), clinic, paper, MADE_ON))


@pytest.mark.parametrize("black_and_white", [False, True], ids=["gray", "black and white"])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_camera_is_led_to_the_clinics_page(client, paper, black_and_white):
    answer = client.get(f"/handout.pdf?clinic=north&paper={paper}", base_url=ROOT)
    codes = [qr_codes(scan(answer.data, page, black_and_white)) for page in (POSTER, CARDS)]
    assert [len(found) for found in codes] == [1, 8]
    (address,) = {code.text for found in codes for code in found}
    page = client.get(address.removeprefix(ROOT), base_url=ROOT)
    assert address == f"{ROOT}/at/north"
    assert page.status_code == 200
    assert "North Side Skin Clinic" in page.get_data(as_text=True)


LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect {}="9" height="9"/></svg>'


@pytest.mark.parametrize("make", [handout_pdf, questionnaire_pdf], ids=["poster", "questions"])
def test_a_clinics_logo_stands_on_paper_in_ink(tmp_path, make):
    drawn = LOGO.format('fill="#f00" width').encode()
    (tmp_path / "red.svg").write_bytes(drawn)
    logo = logos.read(tmp_path, "red.svg")
    ink = []
    for clinic in (replace(CLINIC, logo=logo), replace(CLINIC, logo=None)):
        data = make(link(ROOT, clinic), clinic, "letter", MADE_ON)
        picture = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("RGB")
        found = picture.getcolors(picture.width * picture.height)
        counts = {color: count for count, color in found}
        assert (255, 0, 0) not in counts
        ink.append(counts.get((22, 32, 31), 0))
    assert ink[0] > ink[1] + 400  # a square of 20 points and more


def test_without_a_clinic_a_camera_is_led_to_the_start_page(client):
    data = client.get("/handout.pdf", base_url=ROOT).data
    assert {code.text for code in qr_codes(scan(data, CARDS))} == {f"{ROOT}/"}


@pytest.mark.parametrize(
    ("clinic", "root"),
    [(None, ROOT), (CLINIC, ROOT), (WORDY, LONGEST_ROOT)],
    ids=["no clinic", "a clinic", "the longest address"],
)
def test_codes_are_large_enough_and_stand_much_dirt(clinic, root):
    handout = made(clinic, root=root)
    for page, least in ((POSTER, 50), (CARDS, 25)):
        for code in qr_codes(scan(handout.data, page)):
            assert code.ec_level in ("Q", "H")
            assert width_in_mm(code) >= least
            assert code.text == link(root, clinic)


@pytest.mark.parametrize(("name", "paper"), [*product(CLINICS, PAPERS)])
def test_a_poster_and_a_page_of_cards_hold_all_that_they_should(name, paper):
    clinic = CLINICS[name]
    handout = made(clinic, paper)
    assert handout.sizes() == [PAPER_SIZE[paper]] * 2
    poster, cards = handout.pages
    address = link(ROOT, clinic).removeprefix("https://").rstrip("/")
    purpose = "Answer six short pages, and bring good questions to your visit."
    bring = "Bring the sheet to your visit"
    for words in (purpose, bring, address, *(clinic.lines if clinic else ())):
        assert says(poster, words)
        assert says(cards, words)
    assert cards.count(bare(purpose)) == cards.count(bare(bring)) == 8
    for words in ("Use it before a visit when", "creams are not enough"):
        assert says(poster, words)


# The picture of the sheet

ROOT_FOLDER = Path(__file__).parents[2]
PICTURE = (ROOT_FOLDER / "templates" / "symbols" / "sheet-picture.svg").read_text("utf-8")
AMBER = (0xC2, 0x78, 0x03)  # nothing else is drawn in it


@pytest.mark.parametrize(("page", "pictures"), [(POSTER, 1), (CARDS, 8)])
def test_a_picture_of_the_sheet_stands_on_the_poster_and_on_each_card(page, pictures):
    document = pypdfium2.PdfDocument(made(CLINIC).data)
    drawn = document[page].get_objects(max_depth=5)
    lines = [item for item in drawn if item.type == 2 and stroke(item) == AMBER]
    document.close()
    assert len(lines) == pictures * len(["the sign", "its bar and line"])


def stroke(item) -> tuple[int, ...]:
    channels = [ctypes.c_uint() for _ in range(4)]
    pypdfium2.raw.FPDFPageObj_GetStrokeColor(item, *channels)
    return tuple(channel.value for channel in channels[:3])


def test_the_picture_is_small_and_takes_its_colors_from_the_page():
    style = (ROOT_FOLDER / "static" / "style.css").read_text("utf-8")
    assert len(PICTURE.encode()) <= 1500
    colors = set(re.findall(r'(?:fill|stroke)="([^"]+)"', PICTURE)) - {"none", "currentColor"}
    assert colors
    for color in colors:
        name = re.fullmatch(r"var\((--[\w-]+)\)", color)[1]
        assert style.count(f"{name}:") >= 2  # by day and by night


def test_an_address_that_is_not_https_is_printed_whole():
    assert "http://q.example/at/north" in made(CLINIC, root="http://q.example").pages[POSTER]


@pytest.mark.parametrize("paper", PAPERS)
def test_cards_of_many_words_are_readable_with_the_link_larger(paper):
    sizes = made(WORDY, paper).text_sizes(CARDS)
    assert min(sizes) >= 7
    assert max(sizes) >= 9.5


@pytest.mark.parametrize("paper", PAPERS)
def test_cut_marks_stand_at_every_corner_of_a_card_and_on_no_card(paper):
    picture = scan(made(None, paper).data, CARDS)
    width, height = picture.size
    corners = [
        (width / 2 + column * mm(92), height / 2 + row * mm(62))
        for column, row in product((-1, 0, 1), (-2, -1, 0, 1, 2))
    ]
    for x, y in corners:
        around = picture.crop((int(x - mm(5)), int(y - mm(5)), int(x + mm(5)), int(y + mm(5))))
        assert around.getextrema()[0] < 200, (x, y)
    for x, y in corners[:4] + corners[5:9]:  # the upper edge of each card, and its left one
        upper = picture.crop((int(x + mm(20)), int(y - mm(3)), int(x + mm(70)), int(y + mm(3))))
        left = picture.crop((int(x - mm(3)), int(y + mm(10)), int(x + mm(3)), int(y + mm(50))))
        assert upper.getextrema()[0] > 250, (x, y)
        assert left.getextrema()[0] > 250, (x, y)


def mm(length: float) -> float:
    return length / 25.4 * DPI


@pytest.mark.parametrize("clinic", [None, CLINIC], ids=["no clinic", "a clinic"])
def test_the_handout_is_open_to_screen_readers(clinic):
    handout = made(clinic)
    handout.assert_accessible("Questions to ask about eczema medicines")
    tags = [*handout.tags()]
    figures = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["QR code of " + link(ROOT, clinic)] * 9
    headings = [tag["/S"] for tag in tags if tag["/S"] in ("/H1", "/H2")]
    assert headings == ["/H1", "/H2", "/H2"]


@pytest.mark.parametrize(
    ("query", "paper"),
    [("", "letter"), ("?clinic=north", "a4"), ("?clinic=north&paper=letter", "letter")],
)
@pytest.mark.parametrize("path", ["/handout.pdf", "/questionnaire.pdf", "/clinics/sample.pdf"])
def test_the_paper_is_the_clinics_unless_another_is_asked_for(client, path, query, paper):
    answer = client.get(path + query, base_url=ROOT)
    assert answer.mimetype == "application/pdf"
    box = PdfReader(io.BytesIO(answer.data)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == PAPER_SIZE[paper]
