"""Documents: their text as it is, without the names of authors, programs and paths in their metadata."""

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from portalgen.errors import ContentError, Place, Problem
from portalgen.files.pdf import from_pdf
from portalgen.files.pictures import Cleaned

if TYPE_CHECKING:
    from pypdf import PdfReader

OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
PLAIN = {".txt": "text/plain", ".csv": "text/csv", ".ics": "text/calendar"}
FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
_EMPTY_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"></cp:coreProperties>'
)
_EMPTY_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"></Properties>'
)
_EMPTY_PARTS = {"docProps/core.xml": _EMPTY_CORE, "docProps/app.xml": _EMPTY_APP}
MAX_UNPACKED_BYTES = 500_000_000  # an office file that unpacks to more is a mistake or a bomb


def clean_document(content: bytes, path: str) -> Cleaned:
    """Return a document without its metadata. Raises ContentError for a damaged file or an unknown kind."""
    ending = "." + path.rsplit(".", 1)[-1].lower()
    if ending == ".pdf":
        return Cleaned(_pdf(content, path), "application/pdf")
    if ending in OFFICE:
        return Cleaned(_office(content, path), OFFICE[ending])
    if ending in PLAIN:
        return Cleaned(content, PLAIN[ending])
    known = ", ".join(sorted([".pdf", *OFFICE, *PLAIN]))
    what = f'a document of the kind "{ending}" is not published'
    raise ContentError(Problem(what, Place(path), hint=f"save it as one of {known}, or as a picture"))


def _pdf(content: bytes, path: str) -> bytes:
    from pypdf.errors import PyPdfError

    try:
        cleaned = from_pdf(content, _without_metadata)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise ContentError(
            Problem("this PDF cannot be read", Place(path), hint="save or print it as PDF again")
        ) from fault
    if cleaned is None:
        raise ContentError(Problem("this PDF is locked with a password", Place(path), hint="save it unlocked"))
    return cleaned


def _without_metadata(reader: "PdfReader") -> bytes | None:
    """Return a PDF without its metadata; nothing where it is locked."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject

    if reader.is_encrypted:
        return None
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    writer.root_object.pop(NameObject("/Metadata"), None)
    writer.root_object.pop(NameObject("/PieceInfo"), None)
    for page in writer.pages:
        for name in ("/Metadata", "/PieceInfo", "/LastModified"):
            page.pop(NameObject(name), None)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _office(content: bytes, path: str) -> bytes:
    stream = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(stream, "w") as clean:
            if sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise ContentError(Problem("this document unpacks to more than 500 MB", Place(path)))
            for entry in packed.infolist():
                part = _EMPTY_PARTS.get(entry.filename) or packed.read(entry)
                if not entry.is_dir() and entry.filename != "docProps/custom.xml":
                    clean.writestr(zipfile.ZipInfo(entry.filename, FIXED_TIME), part, zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError) as fault:
        raise ContentError(Problem("this document cannot be read", Place(path), hint="save it again")) from fault
    return stream.getvalue()
