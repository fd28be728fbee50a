"""A clinic's logo: a file that the operator names, checked at start and kept in memory.

An SVG may draw shapes and nothing else, so that it runs, loads and moves nothing wherever it opens.
"""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from xml.parsers import expat

MAX_BYTES = 30 * 1024
LEAST_ASPECT, MOST_ASPECT = 0.5, 6  # width by height
MOST_PIXELS = 2000  # along each side of a PNG
HEIGHT = 28  # CSS pixels, as shown on a page
INK = "#16201f"  # the one color on paper, which is white
LIGHT = 0.7  # of the most; what is lighter than this stays white on paper
GRAY_PNG = (0, 4)  # the color types of a PNG that has no colors

PNG = b"\x89PNG\r\n\x1a\n"
SVG = "http://www.w3.org/2000/svg"
SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
AROUND_SHAPES = {"svg", "g", "defs", "title", "desc", "clipPath", "mask"}
COLORS = {"linearGradient", "radialGradient", "stop"}
ALLOWED = SHAPES | AROUND_SHAPES | COLORS
PAINTS = re.compile(r"""\b(fill|stroke|stop-color)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
HEX_COLOR = re.compile("#" + 3 * "([0-9a-f]{1,2})")
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)"
VIEW_BOX = re.compile(rf"\s*{NUMBER}[\s,]+{NUMBER}[\s,]+({NUMBER})[\s,]+({NUMBER})\s*")


@dataclass(frozen=True, slots=True)
class Logo:
    """The bytes of a file that was checked, and what a page says of it."""

    content: bytes = field(repr=False)
    mimetype: str
    width: int  # CSS pixels, at HEIGHT
    height: int = HEIGHT

    @property
    def version(self) -> str:
        """A digest, for an address that changes with the content."""
        return sha256(self.content).hexdigest()[:12]

    @property
    def on_paper(self) -> str:
        """As an SVG in one color, or empty: a PNG that has colors stands on screens alone."""
        if self.mimetype == "image/svg+xml":
            return PAINTS.sub(_in_ink, self.content.decode("utf-8-sig"))
        if self.content[25] not in GRAY_PNG:
            return ""
        size = f'width="{self.width}" height="{self.height}"'
        file = b64encode(self.content).decode()
        picture = f'<image {size} href="data:image/png;base64,{file}"/>'
        return f'<svg xmlns="{SVG}" viewBox="0 0 {self.width} {self.height}">{picture}</svg>'


def _in_ink(paint: re.Match[str]) -> str:
    """A paint of an SVG as ink, or as white where it is light; what is no color stays."""
    name, color = paint[1], (paint[2] or paint[3] or "").strip().lower()
    if color in ("none", "transparent", "inherit") or color.startswith("url("):
        return paint[0]
    return f'{name}="{"white" if _is_light(color) else INK}"'


def _is_light(color: str) -> bool:
    found = HEX_COLOR.fullmatch(color)
    if not found:
        return color == "white"
    red, green, blue = (int((part * 2)[:2], 16) for part in found.groups())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > LIGHT * 255


def read(folder: Path, name: object) -> Logo:
    """The logo of that name in the folder. ValueError says what is wrong, and how to mend it."""
    kinds = {".svg": ("image/svg+xml", _size_of_svg), ".png": ("image/png", _size_of_png)}
    if not isinstance(name, str) or Path(name).suffix not in kinds:
        raise ValueError("is the name of a file that ends in .svg or .png")
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
        content = path.read_bytes() if inside else b""
    except (OSError, ValueError) as error:  # the latter: a zero in the name
        raise ValueError(f"cannot be read: {error}") from None
    if not inside:
        raise ValueError("is a file in the folder of the clinics’ file, or below it")
    if len(content) > MAX_BYTES:
        raise ValueError(f"is larger than {MAX_BYTES // 1024} KB; make the picture simpler")
    mimetype, size_of = kinds[Path(name).suffix]
    width, height = size_of(content)
    if not (height > 0 and LEAST_ASPECT <= width / height <= MOST_ASPECT):
        raise ValueError(
            f"is {width:g} by {height:g}; it may be half as wide as high, and up to "
            f"{MOST_ASPECT} times as wide: cut it to its edges, or take the mark without the name"
        )
    return Logo(content, mimetype, round(HEIGHT * width / height))


def _size_of_png(content: bytes) -> tuple[float, float]:
    if not (content.startswith(PNG) and content[12:16] == b"IHDR" and b"IEND" in content[-12:]):
        raise ValueError("is no whole PNG; export it anew")
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    if max(width, height) > MOST_PIXELS:
        raise ValueError(f"has more than {MOST_PIXELS} pixels along a side; make it smaller")
    return width, height


def _size_of_svg(content: bytes) -> tuple[float, float]:
    elements: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartDoctypeDeclHandler = _refuse_doctype  # it comes before any entity
    parser.ProcessingInstructionHandler = _refuse_instruction
    parser.StartElementHandler = lambda *found: elements.append(found)
    try:
        parser.Parse(content.decode("utf-8-sig"), True)
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise ValueError(f"is no SVG in UTF-8: {error}") from None
    for name, attributes in elements:
        _check_element(name, attributes)
    name, attributes = elements[0]
    size = VIEW_BOX.fullmatch(attributes.get("viewBox", ""))
    if name != f"{SVG} svg" or not size:
        raise ValueError('does not begin with <svg viewBox="…">; export it so')
    return float(size[1]), float(size[2])


def _refuse_doctype(*_: object) -> None:
    raise ValueError("has a <!DOCTYPE>; take that line out")


def _refuse_instruction(target: str, _: str) -> None:
    raise ValueError(f"has <?{target}?>; take that line out")


def _check_element(name: str, attributes: dict[str, str]) -> None:
    """The parser joins names to their namespace, if they have one, with a space."""
    namespace, _, tag = name.rpartition(" ")
    if namespace != SVG or tag not in ALLOWED:
        raise ValueError(
            f"has <{tag}>; only shapes are allowed: export it as optimized SVG, text as paths"
        )
    for attribute, value in attributes.items():
        if problem := _problem(attribute.rpartition(" ")[2], value):
            raise ValueError(f"has {problem}")


def _problem(attribute: str, value: str) -> str:
    """What is wrong with an attribute of an SVG, and how to mend it."""
    if attribute.lower().startswith("on"):
        return f"the event {attribute}; take it out"
    if attribute in ("style", "class"):
        return f"the attribute {attribute}; export it with presentation attributes in place of CSS"
    addresses = re.findall(r"url\(([^)]*)", value, re.IGNORECASE)
    addresses += [value] if attribute == "href" else []
    if "\\" in value or any(not each.strip(" '\"").startswith("#") for each in addresses):
        return f"an address in {attribute}; draw what it leads to in the file itself"
    return ""
