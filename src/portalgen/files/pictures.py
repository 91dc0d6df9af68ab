"""Pictures: decoded and written anew, so that neither EXIF nor anything hidden behind the pixels is published."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

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
            picture = ImageOps.exif_transpose(opened)
            picture = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        what = "this picture cannot be read"
        raise ContentError(Problem(what, Place(path), hint="save it again as JPEG, PNG or WebP")) from fault
    scale = min(1.0, max_edge / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    stream = BytesIO()
    bare.save(stream, "WEBP", quality=QUALITY, method=METHOD)
    return Cleaned(stream.getvalue(), "image/webp")
