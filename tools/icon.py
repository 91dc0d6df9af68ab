"""Draw the icons of an installed site anew: a keyhole in a ring, the same everywhere, so that they tell nothing."""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "src" / "portalgen" / "browser" / "icons"
GREEN, PAPER = "#1d5b4c", "#fbf9f5"
FINER = 8  # drawn so many times larger, for smooth edges


def draw(edge: int) -> Image.Image:
    """Return the icon: all that matters lies in the middle four fifths, which every mask leaves."""
    size = edge * FINER
    icon = Image.new("RGB", (size, size), GREEN)
    pen = ImageDraw.Draw(icon)
    middle, ring, line = size / 2, size * 0.29, size * 0.045

    def disc(x: float, y: float, radius: float, colour: str) -> None:
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    disc(middle, middle, ring, PAPER)
    disc(middle, middle, ring - line, GREEN)
    disc(middle, size * 0.455, size * 0.07, PAPER)
    pen.polygon(
        [(middle - size * 0.03, size * 0.47), (middle + size * 0.03, size * 0.47),
         (middle + size * 0.055, size * 0.64), (middle - size * 0.055, size * 0.64)],
        fill=PAPER,
    )  # fmt: skip
    return icon.resize((edge, edge), Image.Resampling.LANCZOS).quantize(32)


for edge in (192, 512):
    draw(edge).save(FOLDER / f"{edge}.png", optimize=True)
