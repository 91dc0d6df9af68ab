"""Cards read back by two programs: icalendar, which wrote them, and vobject, which shares no line with it."""

from io import StringIO

import pytest
import vobject
from icalendar.parser import Contentlines
from icalendar.prop import vAdr, vN, vOrg

from portalgen.files.vcard import make_vcard
from portalgen.model.made import Card

PRIYA = Card(
    "Priya Ramanathan-Cole",
    role="CFO",
    company="Thistle & Thread",
    email="priya@thistle.example",
    mobile="+1 213 555 0142",
    city="Los Angeles",
    say_name="PREE-ya rah-mah-NAH-than COLE",
)
PARTED = {"N": vN, "ORG": vOrg, "ADR": vAdr}
TEXTS = ("role", "company", "email", "mobile", "city", "say_name")
ATTACKS = [
    "Wool\nEND:VCARD\nBEGIN:VCARD\nFN:Gone",
    "Wool\r\nTEL:+1 900 555 0100",
    "Wool\rEND:VCARD",
    "Wool\u2028END:VCARD\x85END:VCARD\x0bEND:VCARD\x0cEND:VCARD",
    "Wool\x00\x1b\x7f;;;\\",
    "Wool\\nEND:VCARD\\;X=1",
    "Wool\ud800",
    "\r\n \r\n\tEND:VCARD",
]


def read(card):
    return vobject.readOne(StringIO(make_vcard(card).decode(), newline=""))


def read_again(card):
    """Return the lines by their names as icalendar reads them: of those with parts, the parts."""
    lines = {line.raw_parts()[0]: line for line in Contentlines.from_ical(make_vcard(card)) if line}
    parted = {name: kind.from_ical(lines[name].raw_parts()[2]) for name, kind in PARTED.items() if name in lines}
    return {name: line.parts()[2] for name, line in lines.items()} | parted


def lines_of(card):
    return make_vcard(card).decode().replace("\r\n ", "").splitlines()


def test_a_card_says_what_is_known_of_a_person():
    card = read(PRIYA)
    assert (card.version.value, card.fn.value, card.title.value) == ("3.0", "Priya Ramanathan-Cole", "CFO")
    assert card.org.value == ["Thistle & Thread"]
    assert (card.email.value, card.email.params) == ("priya@thistle.example", {"TYPE": ["INTERNET"]})
    assert (card.tel.value, card.tel.params) == ("+1 213 555 0142", {"TYPE": ["CELL"]})
    assert card.adr.value.city == "Los Angeles"
    again = read_again(PRIYA)
    assert (again["FN"], again["TEL"]) == (card.fn.value, card.tel.value)
    assert (again["N"].family, again["ORG"][0], again["ADR"].locality) == (
        "Ramanathan-Cole",
        "Thistle & Thread",
        "Los Angeles",
    )


def test_what_is_empty_gets_no_line():
    assert lines_of(Card("Abel Nkemelu")) == [
        "BEGIN:VCARD", "VERSION:3.0", "PRODID:-//portalgen//EN", "N:Nkemelu;Abel;;;", "FN:Abel Nkemelu", "END:VCARD",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sort_name", "family", "given"),
    [
        ("Abel Nkemelu", "", "Nkemelu", "Abel"),
        ("Søren Vindahl", "Vindahl", "Vindahl", "Søren"),
        ("Hanneke de Vrij", "Vrij", "Vrij", "Hanneke de"),
        ("Hanneke de Vrij", "de Vrij", "de Vrij", "Hanneke"),
        ("Sato Yuki", "Sato", "Sato", "Yuki"),
        ("Ines Harrowgate", "Harrowgate, Ines", "Harrowgate", "Ines"),
        ("Mara", "", "Mara", ""),
    ],
)
def test_family_and_given_name_make_up_the_name(name, sort_name, family, given):
    card = Card(name, sort_name)
    assert (read(card).n.value.family, read(card).n.value.given) == (family, given)
    assert read_again(card)["N"][:2] == (family, given)
    assert read(card).fn.value == name


@pytest.mark.parametrize(
    ("card", "first", "last"),
    [
        (PRIYA, "PREE-ya", "rah-mah-NAH-than COLE"),
        (Card("Ines Harrowgate", say_name="EYE-nez"), "EYE-nez", ""),
        (Card("Sato Yuki", "Sato", say_name="SAH-toh YOO-kee"), "SAH-toh YOO-kee", ""),
    ],
)
def test_how_a_name_is_said_stands_under_the_name(card, first, last):
    spoken = {name: read(card).getChildValue(f"x-phonetic-{name}-name", "") for name in ("first", "last")}
    assert spoken == {"first": first, "last": last}


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_can_end_its_line(attack):
    kept = {name: getattr(PRIYA, name) for name in TEXTS}
    harmless = Card("a b", **kept)
    hostile = Card(f"a {attack} b", **dict.fromkeys(TEXTS, f"a {attack} b"))
    names = [line.partition(":")[0] for line in lines_of(hostile)]
    assert names == [line.partition(":")[0] for line in lines_of(harmless)]
    assert all(len(values) == 1 for values in read(hostile).contents.values())


def test_marks_of_the_format_in_a_text_come_back_as_they_were():
    text = 'Wool, flax; and \\ "so": on \\n \t ^n %2C'
    card = Card("Ada; Lovelace, Ada", role=text, company=text, city=text)
    told = read(card)
    assert (told.title.value, told.org.value, told.adr.value.city) == (text, [text], text)
    assert (told.n.value.family, told.n.value.given) == ("Ada", "Ada; Lovelace,")
    assert read_again(card)["TITLE"] == text


@pytest.mark.parametrize("offset", range(8))
def test_long_lines_are_folded_between_characters(offset):
    text = "x" * offset + "Søren, 雪子 and 👩‍👩‍👧 dye wool; " * 12
    content = make_vcard(Card("Søren Vindahl", role=text, company=text, city=text))
    lines = content.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    assert max(map(len, lines)) <= 75  # RFC 2426 section 2.6, in octets
    assert "".join(line.decode() for line in lines)  # each line is UTF-8 on its own
    assert read(Card("Søren Vindahl", role=text)).title.value == text


def test_the_same_card_gives_the_same_bytes():
    assert make_vcard(PRIYA) == make_vcard(PRIYA)
    assert make_vcard(PRIYA).startswith(b"BEGIN:VCARD\r\nVERSION:3.0\r\n")
