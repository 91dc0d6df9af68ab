"""Documents: their text as it is, without the names of authors, programs and paths in their metadata."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from portalgen.errors import ContentError, Place, Problem
from portalgen.files.office import clean_office
from portalgen.files.pdf import from_pdf
from portalgen.files.pictures import Cleaned

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader
    from pypdf.generic import DictionaryObject

OFFICE = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
PLAIN = {".txt": "text/plain", ".csv": "text/csv", ".ics": "text/calendar"}


def clean_document(content: bytes, path: str) -> Cleaned:
    """Return a document without its metadata. Raises ContentError for a damaged file or an unknown kind."""
    ending = "." + path.rsplit(".", 1)[-1].lower()
    if ending == ".pdf":
        return Cleaned(_pdf(content, path), "application/pdf")
    if ending in OFFICE:
        return Cleaned(clean_office(content, path), OFFICE[ending])
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
        for part in (page, *_drawn(page)):
            for name in ("/Metadata", "/PieceInfo", "/LastModified"):
                part.pop(NameObject(name), None)
        for note in page.get("/Annots") or ():
            if note.get_object().get("/Subtype") != "/Widget":  # there it is the name of a form's field
                note.get_object().pop(NameObject("/T"), None)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)  # what was let go of
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _drawn(page: "PageObject") -> Iterator["DictionaryObject"]:
    """Yield the pictures and drawings of a page, each once; a drawing may hold others."""
    from pypdf.generic import DictionaryObject

    seen: set[int] = set()
    waiting: list[DictionaryObject] = [page]
    while waiting:
        resources = waiting.pop().get("/Resources")
        inside = resources.get_object().get("/XObject") if resources else None
        for one in (inside.get_object() if inside else {}).values():
            part = one.get_object()
            if isinstance(part, DictionaryObject) and id(part) not in seen:
                seen.add(id(part))
                waiting.append(part)
                yield part
