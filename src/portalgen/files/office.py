"""Office files: their text as it is; who wrote, commented and changed it, where it lay, and what pictures tell goes."""

import re
import zipfile
import zlib
from io import BytesIO

from portalgen.errors import ContentError, Place, Problem
from portalgen.files.pictures import bare_picture

FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
MAX_UNPACKED_BYTES = 500_000_000  # an office file that unpacks to more is a mistake or a bomb
_EMPTY_PARTS = {
    "docprops/core.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
        b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"></cp:coreProperties>'
    ),
    "docprops/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"></Properties>'
    ),
}
_DROPPED = r"(?:docProps/(?!(?:core|app)\.xml)|customXml/)"
_LEADS_THERE = re.compile(
    rf"""<(?:Relationship\b[^>]*\bTarget|Override\b[^>]*\bPartName)=["'][^"']*{_DROPPED}[^>]*/>""".encode(),
    re.IGNORECASE,
)
_PICTURE = re.compile(r".*/media/.*\.(?:jpe?g|png)", re.IGNORECASE)
_NAMES = (
    (re.compile(r"word/.*\.xml"), rb"w1?5?:(?:author|initials|userId)"),
    (re.compile(r"ppt/(?:commentAuthors|authors)\.xml"), rb"(?:name|initials|userId)"),
    (re.compile(r"xl/persons/.*\.xml"), rb"(?:displayName|userId)"),
    (re.compile(r"xl/workbook\.xml"), rb"(?:userName|url)"),
)
"""Attributes that name a person, or the folder of one, by the parts that they stand in."""
_NOTE_AUTHOR = re.compile(rb"<author>[^<]*</author>")  # of the comments of a sheet
NOBODY = b"Author"


def clean_office(content: bytes, path: str) -> bytes:
    """Return a .docx, .xlsx or .pptx without what tells of people. Raises ContentError for a damaged file."""
    stream = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(stream, "w") as clean:
            refuse_bombs(packed, path)
            for entry in packed.infolist():
                name = entry.filename
                if entry.is_dir() or re.match(_DROPPED, name, re.IGNORECASE):
                    continue
                part = _EMPTY_PARTS.get(name.lower()) or _clean_part(name, packed.read(entry))
                clean.writestr(zipfile.ZipInfo(name, FIXED_TIME), part, zipfile.ZIP_DEFLATED)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError) as fault:
        raise ContentError(Problem("this document cannot be read", Place(path), hint="save it again")) from fault
    return stream.getvalue()


def refuse_bombs(packed: zipfile.ZipFile, path: str) -> None:
    """Raise ContentError for a document that unpacks to more than any document does."""
    if sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED_BYTES:
        raise ContentError(Problem("this document unpacks to more than 500 MB", Place(path)))


def _clean_part(name: str, part: bytes) -> bytes:
    if _PICTURE.fullmatch(name):
        return bare_picture(part)
    if name.endswith(".rels") or name == "[Content_Types].xml":
        return _LEADS_THERE.sub(b"", part)
    for where, attributes in _NAMES:
        if where.fullmatch(name):
            part = re.sub(rb"(\b" + attributes + rb"""\s*=\s*)(?:"[^"]*"|'[^']*')""", rb'\1"' + NOBODY + b'"', part)
    return _NOTE_AUTHOR.sub(b"<author>" + NOBODY + b"</author>", part) if name.startswith("xl/comments") else part
