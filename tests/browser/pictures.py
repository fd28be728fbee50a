"""Makes the README's pictures from the running app: `make pictures`. No test; pytest runs it."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from pypdfium2 import PdfDocument
from support.browsing import PERSON_3, Browsing

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PHONE = {"viewport": {"width": 390, "height": 760}, "device_scale_factor": 1.5}
SCREENS = ("/sheet/choose", "/sheet", "/sheet/visit")
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
