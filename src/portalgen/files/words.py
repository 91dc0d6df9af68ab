"""The words of a document, to be searched for what must not be in it: text, office files, PDF with a text layer."""

import html
import re
import zipfile
from io import BytesIO

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</?(?:w:p|w:tab|w:br|a:p|a:br|si|row|c)(?:\s[^>]*)?/?>")  # ends of paragraphs, cells and lines


def words_of(content: bytes, media_type: str) -> str:
    """Return the words of a cleaned document; empty for pictures and for pages that are only scanned."""
    if media_type.startswith("text/"):
        return content.decode("utf-8", errors="replace")
    if media_type == "application/pdf":
        return _pdf(content)
    return _office(content) if "openxmlformats" in media_type else ""


def _pdf(content: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    found = []
    for page in PdfReader(BytesIO(content)).pages:
        try:
            found.append(page.extract_text())
        except (PyPdfError, ValueError, KeyError, TypeError, RecursionError):
            continue  # this page has no text that can be taken out
    return "\n".join(found)


def _office(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        names = [name for name in packed.namelist() if name.endswith(".xml")]
        parts = [packed.read(name).decode("utf-8", errors="replace") for name in names]
    return "\n".join(html.unescape(_TAG.sub("", _BREAK.sub(" ", part))) for part in parts)
