"""Documents lose who wrote, commented and changed them, where they lay and what their pictures tell; they open."""

import io
import zipfile

import mammoth
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from portalgen.files.documents import clean_document
from portalgen.files.words import said_in, words_of

SECRET = "CNY"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{RELATED}/officeDocument" Target="word/document.xml"/>
<Relationship Id="r2" Type="{RELATED}/thumbnail" Target="docProps/thumbnail.jpeg"/>
<Relationship Id="r3" Type="{RELATED}/custom-properties" Target="docProps/Custom.xml"/></Relationships>"""
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>
<Override PartName="/docProps/Custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
BODY = f"""<w:document {W}><w:body><w:p><w:del w:id="1" w:author="CNYdeleter"><w:r><w:delText>CNYstruck</w:delText></w:r></w:del>
<w:ins w:id="2" w:author='CNYinserter'><w:r><w:t>Hello there</w:t></w:r></w:ins></w:p></w:body></w:document>"""


def photo(kind="JPEG"):
    picture, stream = Image.new("RGB", (40, 20), "red"), io.BytesIO()
    exif = picture.getexif()
    exif[0x013B], exif[0x0112] = "CNYartist", 6
    exif.get_ifd(0x8825)[29] = "CNYgps"
    picture.save(stream, kind, exif=exif, **({"comment": b"CNYcomment"} if kind == "JPEG" else {}))
    return stream.getvalue()


def packed(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return {name: made.read(name) for name in made.namelist()}


WORD = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": RELS,
    "word/document.xml": BODY,
    "word/comments.xml": f'<w:comments {W}><w:comment w:id="1" w:author="CNYcritic" w:initials="CNYi"/></w:comments>',
    "word/people.xml": '<w15:people><w15:person w15:author="CNYperson"><w15:presenceInfo w15:userId="CNYid"/></w15:person></w15:people>',
    "docProps/core.xml": "<a>CNYcore</a>",
    "docProps/app.xml": "<a>CNYapp</a>",
    "docProps/Custom.xml": "<a>CNYcustom</a>",
    "docProps/thumbnail.jpeg": photo(),
    "customXml/item1.xml": "<a>CNYitem</a>",
    "word/media/image1.jpeg": photo(),
    "word/media/image2.png": photo("PNG"),
}
SHEET = {
    "[Content_Types].xml": TYPES,
    "xl/workbook.xml": '<workbook><fileSharing userName="CNYuser"/><x15ac:absPath url="C:\\Users\\CNYpath\\"/></workbook>',
    "xl/comments1.xml": "<comments><authors><author>CNYauthor</author></authors></comments>",
    "xl/persons/person.xml": '<personList><person displayName="CNYdisplay" id="{1}" userId="CNYid"/></personList>',
    "xl/tables/table1.xml": '<table displayName="Figures" id="1"/>',
}
SLIDES = {
    "[Content_Types].xml": TYPES,
    "ppt/commentAuthors.xml": '<p:cmAuthorLst><p:cmAuthor id="1" name="CNYname" initials="CNYi"/></p:cmAuthorLst>',
}


@pytest.mark.parametrize(("name", "parts"), [("a.docx", WORD), ("a.xlsx", SHEET), ("a.pptx", SLIDES)])
def test_office_files_name_nobody(name, parts):
    kept = unpacked(clean_document(packed(parts), name).content)
    struck = b"CNYstruck"  # it is the text of a document that keeps its changes
    assert [part for part, content in kept.items() if SECRET.encode() in content.replace(struck, b"")] == []
    for part, content in kept.items():
        if part.endswith((".rels", "[Content_Types].xml")):
            assert b"Custom.xml" not in content and b"thumbnail" not in content and content.count(b"<") > 1


def test_a_word_document_opens_and_what_is_struck_out_is_not_found():
    cleaned = clean_document(packed(WORD), "a.docx")
    assert "Hello there" in mammoth.extract_raw_text(io.BytesIO(cleaned.content)).value
    said = said_in(cleaned.content, cleaned.media_type, words_of(cleaned.content, cleaned.media_type))
    assert "Hello there" in said and SECRET not in said


def test_a_table_keeps_its_name():
    assert b'displayName="Figures"' in unpacked(clean_document(packed(SHEET), "a.xlsx").content)["xl/tables/table1.xml"]


def test_pictures_in_documents_keep_their_pixels_and_which_side_is_up():
    kept = unpacked(clean_document(packed(WORD), "a.docx").content)
    for name in ("word/media/image1.jpeg", "word/media/image2.png"):
        with Image.open(io.BytesIO(kept[name])) as picture:
            red, green, _ = picture.convert("RGB").getpixel((5, 5))
            assert picture.size == (40, 20) and red > 240 and green < 16
            assert dict(picture.getexif()) == {0x0112: 6}


def test_a_pdf_tells_neither_who_noted_nor_what_made_its_drawings():
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "CNYauthor"})
    rectangle = ArrayObject([FloatObject(one) for one in (1, 1, 20, 20)])
    note = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Text"), "/Rect": rectangle,
            "/T": TextStringObject("CNYnoter"), "/Contents": TextStringObject("A thought")}  # fmt: skip
    field = {**note, "/Subtype": NameObject("/Widget"), "/T": TextStringObject("field1")}
    notes = (DictionaryObject({NameObject(key): value for key, value in one.items()}) for one in (note, field))
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(one) for one in notes])
    told = StreamObject()
    told.set_data(b"<x:xmpmeta>CNYmeta</x:xmpmeta>")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(told)
    drawing = StreamObject()
    drawing.set_data(b"q Q")
    drawing.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
                    NameObject("/BBox"): rectangle, NameObject("/Metadata"): writer._add_object(told),
                    NameObject("/PieceInfo"): DictionaryObject({NameObject("/P"): TextStringObject("CNYpiece")})})  # fmt: skip
    drawings = DictionaryObject({NameObject("/F"): writer._add_object(drawing)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawings})
    stream = io.BytesIO()
    writer.write(stream)
    assert SECRET.encode() in stream.getvalue()
    content = clean_document(stream.getvalue(), "a.pdf").content
    assert SECRET.encode() not in content
    kept = [one.get_object() for one in PdfReader(io.BytesIO(content)).pages[0]["/Annots"]]
    assert [one.get("/T") for one in kept] == [None, "field1"] and kept[0]["/Contents"] == "A thought"
