"""Makes pictures from the running app: `make pictures`. No test; pytest runs it.

Those of the README go to docs/pictures; those to look at after a change, to tests/output.
"""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageOps
from pypdfium2 import PdfDocument
from support.browsing import FULLEST, PERSON_1, PERSON_2, PERSON_3, PREGNANT, Browsing

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PHONE = {"viewport": {"width": 390, "height": 760}, "device_scale_factor": 1.5}
SCREENS = ("/sheet/choose", "/sheet", "/sheet/visit")
OUTPUT = Path(__file__).parents[1] / "output"
OWN = "My job is to clean houses and the products burn my hands. Can I ask for other tasks, which "
OWN += "gloves work, and could you give me a letter for my boss that says why I miss work at times?"
FOUR = {
    "plain": PERSON_1,
    "child": PERSON_2,
    "pregnant": PREGNANT,
    "fullest": FULLEST | {"age": 41, "who": "me", "own_questions": [OWN.ljust(200, "?")[:200]] * 3},
}
GAP, EDGE, AROUND = 24, 1, "#87908e"  # pixels, pixels, color
COLORS = 32  # enough for flat colors and smooth letters
PAGE_SCALE = 1.0  # of 72 dots an inch


def test_the_sheet_as_printed(browsing: Browsing):
    with browsing.context(PERSON_3) as context:
        pdf = context.request.get(browsing.address + "/sheet.pdf").body()
    pages = list(PdfDocument(pdf))[:2]
    save("sheet.png", [page.render(scale=PAGE_SCALE).to_pil() for page in pages])


def test_the_questions_on_a_phone(browsing: Browsing):
    shots = []
    with browsing.context(PERSON_3, **PHONE) as context:
        page = context.new_page()
        for path in SCREENS:
            page.goto(browsing.address + path)
            shots.append(Image.open(BytesIO(page.screenshot())))
    save("questions.png", shots)


def save(name: str, parts: list[Image.Image]) -> None:
    """The parts side by side, each in a thin frame, on a ground that shows whatever is behind."""
    framed = [ImageOps.expand(part.convert("RGB"), EDGE, AROUND) for part in parts]
    width = sum(part.width + GAP for part in framed) - GAP
    whole = Image.new("RGB", (width, max(part.height for part in framed)), "white")
    left = 0
    for part in framed:
        whole.paste(part, (left, 0))
        left += part.width + GAP
    FOLDER.mkdir(exist_ok=True)
    whole.quantize(COLORS).save(FOLDER / name, optimize=True)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", FOUR)
def test_the_sheets_of_four_persons_on_paper(browsing: Browsing, name: str, paper: str):
    with browsing.context(FOUR[name]) as context:
        pdf = context.request.get(f"{browsing.address}/sheet.pdf?paper={paper}").body()
        page = context.new_page()
        page.goto(browsing.address + "/sheet")
        printed = page.pdf(format=paper)
    for kind, data in (("pdf", pdf), ("print", printed)):
        for number, each in enumerate(PdfDocument(data), start=1):
            look_at(f"{name}-{paper}-{kind}-{number}", each.render(scale=1.5).to_pil())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", FOUR)
def test_the_pages_of_four_persons(browsing: Browsing, name: str, width: int, scheme: str):
    size = {"width": width, "height": 844}
    with browsing.context(FOUR[name], viewport=size, color_scheme=scheme) as context:
        page = context.new_page()
        for path in SCREENS:
            page.goto(browsing.address + path)
            shot = Image.open(BytesIO(page.screenshot(full_page=True)))
            look_at(f"{name}-{path.rsplit('/', 1)[1]}-{width}-{scheme}", shot)


def look_at(name: str, picture: Image.Image) -> None:
    OUTPUT.mkdir(exist_ok=True)
    picture.save(OUTPUT / f"{name}.png")
