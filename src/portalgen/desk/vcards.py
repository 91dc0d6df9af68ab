"""Read vCards 2.1 to 4.0 into members, with their pictures where those are inside. Unfolding is icalendar's."""

import binascii
import quopri
from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from portalgen.desk.members import Member, MemberList, decoded
from portalgen.files.lines import one_line

KNOWN = {"FN", "N", "TITLE", "ORG", "EMAIL", "TEL", "ADR", "TZ", "PHOTO", "NOTE", "VERSION", "BEGIN", "END", "PRODID",
         "REV", "UID", "KIND", "X-ABUID", "X-ABADR", "X-ABLABEL"}  # fmt: skip
MAX_PHOTO_BYTES = 20_000_000
ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
Line = tuple[str, dict[str, str], str]


def read_vcards(content: bytes) -> MemberList:
    """Return the people of a file with one or more cards."""
    members: list[Member] = []
    left: list[str] = []
    for number, card in enumerate(_cards(content, left), 1):
        name = _first(card, "FN") or _spoken(_first(card, "N"))
        if not name:
            left.append(f"card {number}: no name")
            continue
        members.append(_member(name, card, left))
    return MemberList(tuple(members), (), tuple(dict.fromkeys(left)))


def _cards(content: bytes, left: list[str]) -> Iterator[list[Line]]:
    from icalendar.parser import Contentlines

    card: list[Line] = []
    lines: Any = Contentlines.from_ical(_joined(content))  # type: ignore[no-untyped-call]  # icalendar has no types here
    for line in lines:
        if not line:
            continue
        try:
            name, params, value = line.parts()
        except ValueError:
            left.append("a line that is no part of a card")
            continue
        kind = name.rpartition(".")[2].upper()
        if kind in ("BEGIN", "END"):  # a card that never ends is one too
            if card or kind == "END":
                yield card
            card = []
        else:
            said = {str(key).upper(): str(entry) for key, entry in params.items()}
            quoted = "QUOTED-PRINTABLE" in {entry.upper() for entry in said.values()} | set(said)
            card.append((kind, said, decoded(quopri.decodestring(value.encode())) if quoted else value))
    if card:
        yield card


def _joined(content: bytes) -> bytes:
    """Return the file with quoted-printable lines made whole: in version 2.1 they go on after a sign of equality."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and lines[-1].endswith("=") and "QUOTED-PRINTABLE" in lines[-1].upper():
            lines[-1] = lines[-1][:-1] + line
        else:
            lines.append(line)
    return "\n".join(lines).encode()


def _member(name: str, card: list[Line], left: list[str]) -> Member:
    fields = {"name": name, "role": _first(card, "TITLE"), "company": _first(card, "ORG").split(";")[0],
              "city": _part(_first(card, "ADR"), 3), "timezone": _zone(_first(card, "TZ"))}  # fmt: skip
    contact = {"email": _first(card, "EMAIL"), "mobile": _first(card, "TEL").removeprefix("tel:")}
    left += [f"{name}: {kind}" for kind, _, _ in card if kind not in KNOWN]
    photo = _photo(name, card, left)
    note = next((value.strip() for kind, _, value in card if kind == "NOTE"), "")
    return Member({key: value for key, value in fields.items() if value},
                  {key: value for key, value in contact.items() if value}, note, photo)  # fmt: skip


def _first(card: list[Line], wanted: str) -> str:
    return next((one_line(value).strip() for kind, _, value in card if kind == wanted and value.strip()), "")


def _spoken(structured: str) -> str:
    family, given = _part(structured, 0), _part(structured, 1)
    return f"{given} {family}".strip()


def _part(structured: str, number: int) -> str:
    parts = structured.split(";")
    return parts[number].strip() if number < len(parts) else ""


def _zone(text: str) -> str:
    from zoneinfo import available_timezones

    return text if text in available_timezones() else ""


def _photo(name: str, card: list[Line], left: list[str]) -> tuple[str, bytes] | None:
    """Return the picture inside a card, its kind told by its own bytes; one elsewhere is never fetched."""
    from PIL import Image

    value = next((value for kind, _, value in card if kind == "PHOTO"), "")
    if not value:
        return None
    if value.startswith(("http:", "https:")):
        left.append(f"{name}: the picture is elsewhere and was not fetched")
        return None
    encoded = value.partition("base64,")[2] if value.startswith("data:") else value
    try:
        data = b64decode("".join(encoded.split()), validate=True)
        if len(data) > MAX_PHOTO_BYTES:
            raise ValueError
        with Image.open(BytesIO(data)) as picture:
            ending = ENDINGS[picture.format or ""]
    except (binascii.Error, OSError, ValueError, KeyError, Image.DecompressionBombError):
        left.append(f"{name}: the picture cannot be read")
        return None
    return ending, data
