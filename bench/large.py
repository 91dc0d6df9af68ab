"""Portals that are large in one way: many cohorts, one huge document, a thousand photos. The same on every machine."""

import random
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from corpus import Writer

PORTAL = "name: Bench Tables\nconvener: {org: Bench House}\ntimezone: Europe/London\nas_of: 2026-11-24\n"
MEMBERS, PHOTOS_PER_PAGE = 8, 20
SESSIONS = ("2026-03-19", "2026-06-18", "2026-10-15")
PAPERS = f"content/table/sessions/{SESSIONS[-1]}/prereads"
PHOTO = (4000, 3000)  # pixels, as a phone takes them
MOTIFS = 20  # photos that differ in what they show; others differ in what the camera wrote into them
AUTHOR, PLACE = "Harriet Moorhouse", "At the harbor office"
"""What a PDF and a photo say of themselves, and no reader may learn."""
_MARK = re.compile(r"\{(to|who):\w+\}")


@dataclass(frozen=True, slots=True)
class Scene:
    """One kind of large portal: how to write its content, how to change one thing of it; both take its folder."""

    name: str
    write: Callable[[Path], None]
    change: Callable[[Path], None]


def many_cohorts(count: int) -> Scene:
    """Return a portal of `count` cohorts, each with eight members of its own and 17 texts of its own."""

    def write(root: Path) -> None:
        writer = Writer(7)
        for number in range(count):
            write_cohort(root / "content", f"table-{number:03}", writer)

    return Scene(f"{count} cohorts", write, lambda root: _say_more(root / "content/table-000/topics/question-0.md"))


def huge_document(megabytes: int) -> Scene:
    """Return a cohort with one PDF of pictures and words, of so many million bytes."""

    def write(root: Path) -> None:
        write_cohort(root / "content", "table", Writer(7))
        make_pdf(root / PAPERS / "report.pdf", megabytes * 1_000_000)
        _write(root / PAPERS / "report.md", "title: The report\nneed: must\nattachment: report.pdf\n", "All of it.\n")

    return Scene(f"a PDF of {megabytes} MB", write, lambda root: _say_more(root / PAPERS / "report.md"))


def many_photos(count: int, size: tuple[int, int] = PHOTO) -> Scene:
    """Return a cohort with `count` photos as phones take them, twenty on a page. To change it, one is replaced."""

    def write(root: Path) -> None:
        write_cohort(root / "content", "table", Writer(7))
        folder = root / "content/table/albums"
        for number in range(count):
            make_photo(folder / f"photos/photo-{number:04}.jpg", number, size)
        for first in range(0, count, PHOTOS_PER_PAGE):
            shown = range(first, min(first + PHOTOS_PER_PAGE, count))
            text = "\n\n".join(f"![Photo {number}](photos/photo-{number:04}.jpg)" for number in shown)
            _write(folder / f"album-{first:04}.md", f"title: Album {first}\n", text)

    return Scene(f"{count} photos", write,
                 lambda root: make_photo(root / "content/table/albums/photos/photo-0000.jpg", count, size))  # fmt: skip


def make_photo(path: Path, number: int, size: tuple[int, int] = PHOTO) -> None:
    """Write a JPEG with the fields that a phone leaves in it: soft shapes with grain, at 4000 x 3000 about 3 MB."""
    from PIL import Image

    fields = Image.Exif()
    fields[0x010E], fields[0x010F], fields[0x0132] = PLACE, "Phone Maker", f"2026:03:19 14:{number:06}"
    fields.get_ifd(0x8825).update({1: "N", 2: (43.0, 39.0, 41.0), 3: "W", 4: (70.0, 15.0, 19.0)})
    written = fields.tobytes()
    motif = _motif(number % MOTIFS, size)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(motif[:2] + b"\xff\xe1" + (len(written) + 2).to_bytes(2, "big") + written + motif[2:])


@cache
def _motif(seed: int, size: tuple[int, int]) -> bytes:
    from PIL import Image

    chance, stream = random.Random(seed), BytesIO()
    shapes = Image.frombytes("RGB", (40, 30), chance.randbytes(3_600)).resize(size, Image.Resampling.BICUBIC)
    grain, sheet = Image.frombytes("RGB", (500, 500), chance.randbytes(750_000)), Image.new("RGB", size)
    for left in range(0, size[0], 500):
        for top in range(0, size[1], 500):
            sheet.paste(grain, (left, top))
    Image.blend(shapes, sheet, 0.08).save(stream, "JPEG", quality=92)
    return stream.getvalue()


def make_pdf(path: Path, size: int, pages: int = 50) -> None:
    """Write a PDF of about `size` bytes: on each page a line of words and a picture that cannot be packed."""
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

    chance, writer, edge = random.Random(7), PdfWriter(), int((size / pages) ** 0.5)

    def stream(content: bytes, **fields: str | int) -> StreamObject:
        made = StreamObject()
        made.set_data(content)
        for name, value in fields.items():
            made[NameObject(f"/{name}")] = NameObject(f"/{value}") if isinstance(value, str) else NumberObject(value)
        return made

    def group(**fields: object) -> DictionaryObject:
        return DictionaryObject({NameObject(f"/{name}"): value for name, value in fields.items()})

    font = group(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica"))
    for number in range(pages):
        page = writer.add_blank_page(595, 842)
        picture = stream(zlib.compress(chance.randbytes(edge * edge), 0), Type="XObject", Subtype="Image", Width=edge,
                         Height=edge, ColorSpace="DeviceGray", BitsPerComponent=8, Filter="FlateDecode")  # fmt: skip
        words = f"BT /F 12 Tf 50 800 Td (Page {number} of the harbor report) Tj ET q 495 0 0 700 50 50 cm /I Do Q"
        page[NameObject("/Contents")] = writer._add_object(stream(words.encode()))
        page[NameObject("/Resources")] = group(XObject=group(I=writer._add_object(picture)), Font=group(F=font))
    writer.add_metadata({"/Author": AUTHOR})
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        writer.write(file)


def write_cohort(content: Path, name: str, writer: Writer) -> None:
    """Write a cohort of the size of a small real one, with people of its own."""
    people = [f"{name}-{number}" for number in range(MEMBERS)]

    def said(letters: int) -> str:
        return _MARK.sub(lambda mark: "https://bench.example/" if mark[1] == "to" else f"@{people[0]}",
                         writer.text(1, letters))  # fmt: skip

    for person in people:
        fields = f"name: {writer.few(2).title()}\nrole: Chief of {writer.few(1)}\ncompany: {writer.few(2).title()}\n"
        _write(content / f"people/{person}.md", fields, said(400))
    members = "".join(f"  - person: {person}\n" for person in people)
    title = f"The table of {writer.few(3)}"
    _write(content / f"{name}/cohort.yaml", f"title: {title}\ncodename: Lunch\nmembers:\n{members}")
    for number, day in enumerate(SESSIONS):
        folder = content / name / "sessions" / day
        agenda = "".join(f"  - {{title: Part of {writer.few(3)}, kind: discussion, minutes: 40, owner: {person}}}\n"
                         for person in people[:5])  # fmt: skip
        when = f"start: {day} 13:00\nend: {day} 17:00\nstatus: archived\n"
        _write(folder / "session.md", f"title: {writer.few(3)}\n{when}agenda:\n{agenda}", said(500))
        _write(folder / "notes.md", f"published: {day}\n", said(2_000))
        for paper in range(2):
            _write(folder / f"prereads/paper-{number}-{paper}.md", f"title: {writer.few(4)}\nneed: must\n", said(2_500))
    texts = {"index": 600, "charter": 900, "pages/how": 900, "pages/why": 900}
    for path, letters in (texts | {f"topics/question-{number}": 700 for number in range(4)}).items():
        _write(content / f"{name}/{path}.md", f"title: {writer.few(4)}\n", said(letters))


def _write(path: Path, fields: str, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = f"---\n{fields}---\n\n{text}" if path.suffix == ".md" else fields
    path.write_text(whole, encoding="utf-8", newline="\n")


def _say_more(path: Path) -> None:
    with path.open("a", encoding="utf-8") as note:
        note.write("\nThis is said once more.\n")
