"""The words of a document: all of them, to look for what must not be in it; what it says, for readers who search."""

import html
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from portalgen.files.pdf import from_pdf

if TYPE_CHECKING:
    from pypdf import PdfReader

_TAG = re.compile(r"<[^>]*>")
_ANY = re.compile(r".*\.xml")
_SAID = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml|ppt/slides/slide\d+\.xml|xl/sharedStrings\.xml")
_DELETED = re.compile(r"<w:delText\b[^>]*>[^<]*</w:delText>")  # struck out, in a document that keeps its changes
_BREAK = re.compile(r"</?(?:w:p|w:tab|w:br|a:p|a:br|si|row|c)(?:\s[^>]*)?/?>")  # ends of paragraphs, cells and lines


def words_of(content: bytes, media_type: str) -> str:
    """Return the words of a cleaned document; empty for pictures and for pages that are only scanned."""
    if media_type.startswith("text/"):
        return content.decode("utf-8", errors="replace")
    if media_type == "application/pdf":
        return from_pdf(content, _pdf)
    return _office(content) if "openxmlformats" in media_type else ""


def said_in(content: bytes, media_type: str, words: str) -> str:
    """Return what a document says to a reader; `words` is what `words_of` gave. Empty for a calendar."""
    if media_type == "text/calendar":
        return ""
    return _office(content, _SAID, _DELETED) if "openxmlformats" in media_type else words


def _pdf(reader: "PdfReader") -> str:
    from pypdf.errors import PyPdfError

    found = []
    for page in reader.pages:
        try:
            found.append(page.extract_text())
        except (PyPdfError, ValueError, KeyError, TypeError, RecursionError):
            continue  # this page has no text that can be taken out
    return "\n".join(found)


def _office(content: bytes, wanted: re.Pattern[str] = _ANY, unsaid: re.Pattern[str] | None = None) -> str:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        names = sorted((name for name in packed.namelist() if wanted.fullmatch(name)), key=_in_order)
        parts = [packed.read(name).decode("utf-8", errors="replace") for name in names]
    if unsaid:
        parts = [unsaid.sub("", part) for part in parts]
    return "\n".join(html.unescape(_TAG.sub("", _BREAK.sub(" ", part))) for part in parts)


def _in_order(name: str) -> tuple[int, str]:
    """Return a key that sorts slide10 after slide9."""
    return len(name), name
