"""Word documents to Markdown, with the extra `portalgen[import]`: mammoth reads, markdownify writes."""

import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from portalgen.errors import ContentError, Place, Problem
from portalgen.files.office import refuse_bombs

ABSENT = 'a Word document: `pip install "portalgen[import]"` reads it'
ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}


@dataclass(frozen=True, slots=True)
class Converted:
    """A document as Markdown. `pictures` are those inside it, by a path below the document's own."""

    text: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    messages: tuple[str, ...] = ()


def converter() -> Callable[[bytes, str], Converted] | None:
    """Return what turns a document's bytes and path into Markdown; None where the extra is not installed."""
    try:
        import mammoth
        from markdownify import markdownify
    except ImportError:
        return None

    def convert(content: bytes, path: str) -> Converted:
        _look_into(content, path)
        pictures: dict[str, bytes] = {}

        def keep(image: Any) -> dict[str, str]:  # noqa: ANN401 -- mammoth has no types
            ending = ENDINGS.get(image.content_type)
            if ending is None:
                return {"src": "", "alt": ""}
            name = f"{posixpath.splitext(path)[0]}-{len(pictures) + 1}{ending}"
            with image.open() as stream:
                pictures[name] = stream.read()
            return {"src": posixpath.basename(name)}

        try:
            told = mammoth.convert_to_html(BytesIO(content), convert_image=mammoth.images.img_element(keep))
        except Exception as fault:  # whatever a damaged document makes a parser raise
            raise ContentError(Problem("this document cannot be read", Place(path), "save it again")) from fault
        text = str(markdownify(told.value, heading_style="ATX", bullets="-", escape_underscores=False))
        return Converted(text.strip() + "\n", pictures, tuple(dict.fromkeys(one.message for one in told.messages)))

    return convert


def _look_into(content: bytes, path: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            refuse_bombs(packed, path)
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        raise ContentError(Problem("this document cannot be read", Place(path), "save it again")) from fault
