"""Pictures and documents inside a book: cleaned as for a site, no larger than they are printed, as data addresses."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portalgen.crypto.ids import object_file
from portalgen.files.calendar import make_calendar
from portalgen.files.documents import clean_document
from portalgen.files.pictures import clean_picture
from portalgen.files.vcard import make_vcard
from portalgen.files.words import words_of
from portalgen.load.assets import PEOPLE_EDGE, longest_edge
from portalgen.load.portal import Asset
from portalgen.model.made import Calendar, MadeFile
from portalgen.render.gate import Leak
from portalgen.render.renderer import Renderer

FINER = 3  # pixels of a small picture for each that the page gives it: sharp in print
FACE_EDGE = 320  # a portrait is printed 34 mm wide: 240 dots an inch
SMALL = 64  # up to this width in CSS pixels a picture is a face in a row


@dataclass(frozen=True, slots=True)
class Document:
    """A document in a book. `address` holds all of it; `made`: a calendar or card that portalgen wrote."""

    anchor: str
    name: str
    size: int
    address: str
    made: bool


@dataclass
class Enclosures:
    """Gathers what the pages of one book ask for. `assets` and `made` are what there is, by object address."""

    root: Path
    assets: Mapping[str, tuple[str, Asset]]
    made: Mapping[str, MadeFile]
    renderer: Renderer
    documents: dict[str, Document] = field(default_factory=dict)
    leaks: set[Leak] = field(default_factory=set)
    _pictures: dict[tuple[str, int], str] = field(default_factory=dict)

    @property
    def pictures(self) -> int:
        """Return how many pictures are in the book, each size of one counted once."""
        return len(self._pictures)

    def picture(self, address: str, width: int) -> str:
        """Return a picture as a data address. Raises ContentError where it cannot be read."""
        _, asset = self.assets[address]
        edge = longest_edge(asset.path)
        if 0 < width <= SMALL:
            edge = min(edge, FINER * width)
        elif edge == PEOPLE_EDGE:
            edge = FACE_EDGE
        if (asset.path, edge) not in self._pictures:
            cleaned = clean_picture((self.root / asset.path).read_bytes(), asset.path, max_edge=edge)
            self._pictures[asset.path, edge] = _data(cleaned.media_type, cleaned.content)
        return self._pictures[asset.path, edge]

    def document(self, address: str) -> str:
        """Return the anchor of a document, which from now on is in the book. Raises ContentError as `picture` does."""
        if address not in self.documents:
            name, media_type, content = self._document(address)
            anchor = f"d{len(self.documents) + 1}"
            data = _data(media_type, content)
            self.documents[address] = Document(anchor, name, len(content), data, address in self.made)
        return self.documents[address].anchor

    def _document(self, address: str) -> tuple[str, str, bytes]:
        made = self.made.get(address)
        if made and isinstance(made.content, Calendar):
            plan = made.content
            return made.name, "text/calendar", make_calendar(plan.events, name=plan.name, stamp=plan.stamp)
        if made and not isinstance(made.content, Calendar):
            return made.name, "text/vcard", make_vcard(made.content)
        audience, asset = self.assets[address]
        content, name = (self.root / asset.path).read_bytes(), asset.path.rsplit("/", 1)[-1]
        if asset.is_picture:
            cleaned = clean_picture(content, asset.path, max_edge=longest_edge(asset.path))
            name = f"{name.rsplit('.', 1)[0]}.{cleaned.media_type.rsplit('/', 1)[-1]}"
        else:
            cleaned = clean_document(content, asset.path)
            words = words_of(cleaned.content, cleaned.media_type) if self.renderer.job.watched else ""
            self.leaks.update(self.renderer.gate.in_document(asset.path, audience, words))
        return name, cleaned.media_type, cleaned.content


def enclosures(
    renderer: Renderer, root: Path, made: tuple[MadeFile, ...], wanted: frozenset[tuple[str, str]]
) -> Enclosures:
    """Return an empty book's enclosures; `wanted` are (audience, path) of the assets that its pages can ask for."""
    job = renderer.job

    def address(audience: str, path: str) -> str:
        return object_file(job.ids.object(audience, path))

    assets = {address(audience, path): (audience, job.assets[path]) for audience, path in wanted}
    return Enclosures(root, assets, {address(one.audience, one.path): one for one in made}, renderer)


def _data(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"
