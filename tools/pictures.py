"""Draw the demo's portraits and its map: licence-free, the same on every run. Needs only Pillow.

Run it from the repository: `python tools/pictures.py`. One portrait keeps camera data on purpose, so that tests can
prove that a build removes it.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parent.parent / "content"
SIZE, SCALE = 640, 2
# background, skin, hair, clothes, hair shape, extra
FACES = {
    "ines": ("#d8cfc0", "#e8bfa0", "#8b8d92", "#4d5a63", "bob", ""),
    "tomasz": ("#c7d2cc", "#efcbb0", "#5b4636", "#2f3b46", "short", "glasses"),
    "mara": ("#ead9c2", "#7a4a32", "#241a17", "#2f6b52", "crown", ""),
    "soren": ("#cbd6df", "#f0d0b8", "#d3b474", "#22364f", "short", "beard"),
    "priya": ("#dccfd6", "#a86f4b", "#1d1614", "#c8932f", "long", ""),
    "declan": ("#d3d8c6", "#f1cfba", "#a4502c", "#5a5f47", "short", "glasses beard"),
    "yuki": ("#e3d6cf", "#f0d2b1", "#17181c", "#8c3b3b", "bob", ""),
    "gaby": ("#d7dde2", "#c98f68", "#3a241a", "#a8322f", "long", "glasses"),
    "abel": ("#e5d8b8", "#5a3825", "#17110e", "#9cc0d6", "crop", ""),
    "roland": ("#c9cfbd", "#ebc3a4", "#79756c", "#7a3f2a", "short", "beard"),
    "bettina": ("#d9d2e0", "#f0d3bd", "#d9d4cc", "#54406b", "bob", "glasses"),
    "osei": ("#dfcdb8", "#4a2f20", "#1a1412", "#3b4a3a", "crop", "glasses"),
    "marguerite": ("#cfdad9", "#f3d8c6", "#b9a27c", "#2c5560", "long", ""),
    "kenji": ("#e1dbc8", "#ecc9a2", "#2a2a2e", "#3a3f58", "short", ""),
}


def shade(color: str, by: float) -> tuple[int, int, int]:
    """Return a colour made darker (below 1) or lighter (above 1)."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    red, green, blue = (max(0, min(255, round(part * by))) for part in parts)
    return red, green, blue


def portrait(name: str) -> Image.Image:
    """Return one portrait."""
    back, skin, hair, cloth, shape, extra = FACES[name]
    side = SIZE * SCALE
    image = Image.new("RGB", (side, side), back)
    draw = ImageDraw.Draw(image)

    def oval(left: float, top: float, right: float, bottom: float, fill: object) -> None:
        draw.ellipse([side * left, side * top, side * right, side * bottom], fill=fill)  # type: ignore[arg-type]

    oval(0.08, 0.1, 0.98, 1.0, shade(back, 1.06))
    if shape == "long":
        oval(0.24, 0.14, 0.76, 0.92, hair)
        draw.rounded_rectangle([side * 0.24, side * 0.45, side * 0.76, side * 0.9], side * 0.1, fill=hair)
    if shape == "bob":
        draw.rounded_rectangle([side * 0.25, side * 0.16, side * 0.75, side * 0.66], side * 0.22, fill=hair)
    if shape == "crown":
        oval(0.2, 0.06, 0.8, 0.6, hair)
    draw.rounded_rectangle([side * 0.12, side * 0.76, side * 0.88, side * 1.2], side * 0.2, fill=cloth)
    draw.rounded_rectangle([side * 0.42, side * 0.58, side * 0.58, side * 0.84], side * 0.07, fill=shade(skin, 0.86))
    draw.polygon(
        [(side * 0.4, side * 0.765), (side * 0.5, side * 0.9), (side * 0.6, side * 0.765)], fill=shade(skin, 0.93)
    )
    draw.polygon(
        [(side * 0.36, side * 0.76), (side * 0.5, side * 0.93), (side * 0.42, side * 1.0), (side * 0.3, side * 0.8)],
        fill=shade(cloth, 0.82),
    )
    draw.polygon(
        [(side * 0.64, side * 0.76), (side * 0.5, side * 0.93), (side * 0.58, side * 1.0), (side * 0.7, side * 0.8)],
        fill=shade(cloth, 0.82),
    )
    oval(0.315, 0.2, 0.685, 0.7, skin)
    oval(0.285, 0.42, 0.345, 0.53, skin)
    oval(0.655, 0.42, 0.715, 0.53, skin)
    fringe = {"short": 0.36, "crop": 0.31, "bob": 0.37, "long": 0.36, "crown": 0.34}[shape]
    draw.pieslice([side * 0.3, side * 0.16, side * 0.7, side * (2 * fringe - 0.14)], 180, 360, fill=hair)
    if shape in ("short", "bob", "long"):
        draw.polygon(
            [
                (side * 0.3, side * fringe),
                (side * 0.31, side * 0.26),
                (side * 0.58, side * 0.17),
                (side * 0.7, side * 0.29),
                (side * 0.7, side * fringe),
                (side * 0.52, side * (fringe - 0.06)),
            ],
            fill=hair,
        )
    if "beard" in extra:
        draw.pieslice([side * 0.32, side * 0.3, side * 0.68, side * 0.72], 15, 165, fill=shade(hair, 0.95))
        oval(0.39, 0.47, 0.61, 0.585, skin)
    for eye in (0.425, 0.575):
        draw.arc(
            [side * (eye - 0.04), side * 0.405, side * (eye + 0.04), side * 0.455],
            200,
            340,
            fill=shade(hair, 0.75),
            width=side // 110,
        )
        oval(eye - 0.013, 0.452, eye + 0.013, 0.478, "#2a211d")
    draw.line(
        [(side * 0.5, side * 0.47), (side * 0.488, side * 0.535), (side * 0.508, side * 0.54)],
        fill=shade(skin, 0.78),
        width=side // 120,
    )
    draw.arc([side * 0.44, side * 0.53, side * 0.56, side * 0.61], 25, 155, fill=shade(skin, 0.6), width=side // 100)
    if "glasses" in extra:
        for eye in (0.425, 0.575):
            draw.ellipse(
                [side * (eye - 0.055), side * 0.415, side * (eye + 0.055), side * 0.515],
                outline="#3a3230",
                width=side // 130,
            )
        draw.line([(side * 0.48, side * 0.46), (side * 0.52, side * 0.46)], fill="#3a3230", width=side // 130)
    return image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).filter(ImageFilter.SMOOTH)


def gate_map() -> Image.Image:
    """Return the drawing of the way to the new gate."""
    image = Image.new("RGB", (1200, 620), "#f4efe4")
    draw = ImageDraw.Draw(image)
    text = ImageFont.load_default(30)
    draw.rectangle([0, 430, 1200, 620], fill="#c6dbe2")
    draw.line([(0, 300), (1200, 300)], fill="#d8cbb4", width=70)
    draw.line([(420, 300), (420, 430)], fill="#e3d9c6", width=44)
    draw.line([(860, 300), (860, 430)], fill="#d8cbb4", width=44)
    draw.rectangle([700, 330, 820, 430], fill="#5f86a3")
    draw.rectangle([460, 350, 660, 430], fill="#b9b1a2")
    draw.line([(395, 375), (445, 405)], fill="#a33a2a", width=8)
    draw.line([(445, 375), (395, 405)], fill="#a33a2a", width=8)
    draw.line([(80, 300), (860, 300), (860, 400)], fill="#1d5b4c", width=8, joint="curve")
    draw.polygon([(840, 395), (880, 395), (860, 425)], fill="#1d5b4c")
    draw.text((40, 235), "Commercial Street", fill="#5b5346", font=text)
    draw.text((300, 440), "Old gate, closed", fill="#a33a2a", font=text)
    draw.text((880, 370), "Pier Road gate", fill="#1d5b4c", font=text)
    draw.text((690, 440), "Blue hall", fill="#35566e", font=text)
    draw.text((40, 540), "Casco Bay", fill="#4d7482", font=text)
    return image


def main() -> None:
    """Write every picture of the demo."""
    for name in FACES:
        image = portrait(name)
        exif = image.getexif()
        if name == "soren":
            exif[0x010F], exif[0x0110], exif[0x013B] = "Nordkam", "N-7", "Aunt Karen"
            exif.get_ifd(0x8825).update({1: "N", 2: (57.0, 8.0, 38.0), 3: "W", 4: (2.0, 5.0, 40.0)})
        image.save(ROOT / "people" / f"{name}.jpg", quality=86, exif=exif)
    gate_map().save(ROOT / "causeway" / "files" / "pier-road-gate.png", optimize=True)


if __name__ == "__main__":
    main()
