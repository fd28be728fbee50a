"""PDF pages as a printer and a camera see them."""

import pypdfium2
import zxingcpp
from PIL import Image

DPI = 150


def scan(data: bytes, page: int, black_and_white: bool = False) -> Image.Image:
    """A page as printed; in black and white, every dot is the one or the other."""
    document = pypdfium2.PdfDocument(data)
    picture = document[page].render(scale=DPI / 72).to_pil().convert("L")
    document.close()
    return picture.point(lambda gray: 255 * (gray > 127)) if black_and_white else picture


def qr_codes(picture: Image.Image) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)


def width_in_mm(code: zxingcpp.Barcode) -> float:
    return (code.position.top_right.x - code.position.top_left.x) / DPI * 25.4
