"""Lists of members as people keep them: lines, tables from spreadsheets, cards."""

from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from portalgen.desk.members import decoded, read_members, read_table
from portalgen.desk.names import cohort_id, person_id, slug
from portalgen.desk.vcards import read_vcards
from portalgen.errors import UsageError


def test_pasted_lines_are_name_role_company_and_address():
    told = read_members('Mara Okonjo-Vance, CHRO, "Larkfield, Inc.", mara@larkfield.example\n\nSøren Vindahl\n')
    mara, soren = told.members
    assert mara.fields == {"name": "Mara Okonjo-Vance", "role": "CHRO", "company": "Larkfield, Inc."}
    assert mara.contact == {"email": "mara@larkfield.example"}
    assert soren.fields == {"name": "Søren Vindahl"} and not soren.contact


@pytest.mark.parametrize("line", ["Mara Vance <mara@larkfield.example>", "Mara Vance\tmara@larkfield.example",
                                  "Mara Vance; mara@larkfield.example"])  # fmt: skip
def test_an_address_is_known_wherever_it_stands(line):
    (mara,) = read_members(line).members
    assert mara.name == "Mara Vance" and mara.contact["email"] == "mara@larkfield.example"


def test_a_table_tells_what_became_of_each_column():
    told = read_table("Member name\tTitle\tE-mail\tT-shirt\nMara\tCHRO\tm@l.example\tM\n")
    assert told.mapped == (("Member name", "name"), ("Title", "role"), ("E-mail", "email"))
    assert told.left == ('column "T-shirt": no field of that kind',)
    assert read_table("Role,Company\nCOO,Saltmarsh\n") is None


@pytest.mark.parametrize(("text", "what"), [
    ('name,role\n"Ann One,CFO\nBob Two,CEO\n', "quotation mark"),
    (f"name,role\nAnn One,{'x' * 140_000}\n", "cannot be read as a table"),
])  # fmt: skip
def test_a_table_that_cannot_be_read_is_told_and_nobody_is_lost(text, what):
    with pytest.raises(UsageError, match=what):
        read_members(text)


def test_a_quotation_mark_inside_a_name_is_a_letter():
    (one,) = read_members('Mara "MJ Vance, CHRO').members
    assert one.name == 'Mara "MJ Vance'


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_the_codings_that_spreadsheets_write(coding):
    (soren,) = read_table(decoded("Name,City\nSøren Vindahl,Ålesund\n".encode(coding))).members
    assert soren.fields == {"name": "Søren Vindahl", "city": "Ålesund"}


def picture():
    stream = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(stream, "JPEG")
    return stream.getvalue()


def test_a_card_gives_its_person_with_the_picture_inside():
    photo = b64encode(picture()).decode()
    folded = "\r\n ".join(photo[at : at + 70] for at in range(0, len(photo), 70))
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Okonjo-Vance;Mara;;;\r\nFN:Mara Okonjo-Vance\r\n"
        "item1.EMAIL;type=INTERNET:mara@larkfield.example\r\nTEL;TYPE=CELL:207-555-0100\r\n"
        f"ORG:Larkfield Hospitals;People\r\nTITLE:CHRO\r\nBDAY:1970-01-01\r\nPHOTO;ENCODING=b;TYPE=JPEG:{folded}\r\n"
        "END:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:Søren Vindahl\r\nTEL:tel:+47-555-0101\r\n"
        "PHOTO:https://pictures.example/soren.jpg\r\nEND:VCARD\r\n"
    )
    told = read_vcards(card.encode())
    mara, soren = told.members
    assert mara.fields == {"name": "Mara Okonjo-Vance", "role": "CHRO", "company": "Larkfield Hospitals"}
    assert mara.contact == {"email": "mara@larkfield.example", "mobile": "207-555-0100"}
    assert mara.photo == (".jpg", picture())
    assert soren.contact == {"mobile": "+47-555-0101"} and soren.photo is None
    assert told.left == ("Mara Okonjo-Vance: BDAY", "Søren Vindahl: the picture is elsewhere and was not fetched")


def test_an_old_card_is_read_too():
    card = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Vindahl;S=C3=B8ren;;;\nEND:VCARD\n"
    assert [one.name for one in read_vcards(card.encode()).members] == ["Søren Vindahl"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "cp1252"])
def test_cards_are_read_in_the_codings_that_address_books_write(coding):
    text = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Søren Ødegård\r\nEND:VCARD\r\n"
    assert read_vcards(text.encode(coding)).members[0].fields["name"] == "Søren Ødegård"


def test_quoted_letters_may_be_western_european():
    card = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:S=F8ren\nEND:VCARD\n"
    assert read_vcards(card).members[0].fields["name"] == "Søren"


def test_a_card_that_never_ends_is_not_lost():
    cards = b"BEGIN:VCARD\nFN:Ines Harrowgate\nBEGIN:VCARD\nFN:Mara Okonjo-Vance\n"
    assert [one.fields["name"] for one in read_vcards(cards).members] == ["Ines Harrowgate", "Mara Okonjo-Vance"]


def test_names_become_ids_that_every_disk_takes():
    assert slug("Søren's “Déjà vu”: part 2") == "sorens-deja-vu-part-2"
    assert person_id("Dr. Mara Okonjo-Vance", {"ines"}) == "mara"
    assert person_id("Mara Lindqvist", {"mara"}) == "mara-lindqvist"
    assert person_id("田辺", {"person"}) == "person-2"
    assert cohort_id("The Causeway Table") == "causeway"
    assert cohort_id("Our cohort") == "cohort"
