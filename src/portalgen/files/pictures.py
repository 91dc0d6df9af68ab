"""Pictures: decoded and written anew, so that neither EXIF nor anything hidden behind the pixels is published."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from PIL.ExifTags import Base

from portalgen.errors import ContentError, Place, Problem

QUALITY, METHOD = 82, 4  # WebP: indistinguishable at reading size; method 4 is Pillow's balance of time and bytes


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file without its metadata."""

    content: bytes
    media_type: str


def clean_picture(content: bytes, path: str, *, max_edge: int) -> Cleaned:
    """Return the picture as WebP, turned upright, at most `max_edge` pixels on its longer edge, without metadata.

    Raises ContentError with `path` where the bytes are no picture.
    """
    try:
        with Image.open(BytesIO(content)) as opened:
            size = _within(opened.size, max_edge)
            opened.draft(None, size)  # of a JPEG half the pixels, or fewer, where those are enough
            mode = "RGBA" if "A" in opened.getbands() or "transparency" in opened.info else "RGB"
            picture = opened if opened.mode == mode else opened.convert(mode)
            picture = picture if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)
            upright = ImageOps.exif_transpose(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        what = "this picture cannot be read"
        raise ContentError(Problem(what, Place(path), hint="save it again as JPEG, PNG or WebP")) from fault
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    stream = BytesIO()
    bare.save(stream, "WEBP", quality=QUALITY, method=METHOD)
    return Cleaned(stream.getvalue(), "image/webp")


def bare_picture(content: bytes) -> bytes:
    """Return a picture that stands in a document with its pixels as they are, and beside them only which side is up.

    What is neither JPEG nor PNG, moves, or cannot be read is returned as it came.
    """
    try:
        with Image.open(BytesIO(content)) as opened:
            kind = "JPEG" if opened.format == "MPO" else opened.format
            if kind not in ("JPEG", "PNG") or (kind == "PNG" and getattr(opened, "n_frames", 1) > 1):
                return content
            exif = Image.Exif()
            if turned := opened.getexif().get(Base.Orientation):
                exif[Base.Orientation] = turned
            more: dict[str, Any] = {"quality": "keep" if opened.format == "JPEG" else 95, "comment": b""}
            stream = BytesIO()
            opened.save(stream, kind, exif=exif, icc_profile=opened.info.get("icc_profile"),
                        **(more if kind == "JPEG" else {}))  # fmt: skip
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return content
    return stream.getvalue()


def _within(size: tuple[int, int], max_edge: int) -> tuple[int, int]:
    """Return a size of the same shape whose longer edge is at most `max_edge`."""
    scale = min(1.0, max_edge / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
