"""Makes the README's pictures from the running app: `make pictures`. No test; pytest runs it."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from printing import PERSON_3, Printer
from pypdfium2 import PdfDocument
from states import State, opened

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PHONE = {"viewport": {"width": 390, "height": 760}, "device_scale_factor": 1.5}
SCREENS = ("/questions/creams", "/questions/health", "/sheet")
TO_TOP = "it => it.scrollIntoView()"
GAP, EDGE, AROUND = 24, 1, "#87908e"  # pixels, pixels, color
COLORS = 32  # enough for flat colors and smooth letters
PAGE_SCALE = 1.1  # of 72 dots an inch


def test_the_sheet_as_printed(printer: Printer):
    context = printer.signed_in(PERSON_3)
    pdf = context.request.get(printer.address + "/sheet.pdf").body()
    context.close()
    pages = PdfDocument(pdf)
    save("sheet.png", [page.render(scale=PAGE_SCALE).to_pil() for page in pages])


def test_the_questions_on_a_phone(printer: Printer):
    shots = []
    for path in SCREENS:
        with opened(printer, State(path, PERSON_3), **PHONE) as there:
            if path == "/sheet":
                there.page.get_by_role("heading", name="My questions").evaluate(TO_TOP)
            shots.append(Image.open(BytesIO(there.page.screenshot())))
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
