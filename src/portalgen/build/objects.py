"""Objects in the clear, ready to seal: pictures and documents without their metadata, calendars, contact cards.

What makes them is loaded when the first is made: a build that takes all over from the last one needs none of it.
"""

from pathlib import Path

from portalgen.index.parts import MEDIA_TYPE, NAME, Part, packed
from portalgen.load.assets import longest_edge
from portalgen.load.portal import Asset
from portalgen.model.made import Card, MadeFile
from portalgen.model.site import Audience, PageId, PlainObject


def asset_object(root: Path, cohort: str, audience: str, asset: Asset, address: str) -> PlainObject:
    """Return an asset without its metadata, at the object id `address`. Raises ContentError where it cannot be read."""
    from portalgen.files.documents import clean_document
    from portalgen.files.pictures import clean_picture

    content = (root / asset.path).read_bytes()
    name = asset.path.rsplit("/", 1)[-1]
    if asset.is_picture:
        cleaned = clean_picture(content, asset.path, max_edge=longest_edge(asset.path))
        name = f"{name.rsplit('.', 1)[0]}.{cleaned.media_type.rsplit('/', 1)[-1]}"
        media_type, content = cleaned.media_type, cleaned.content
    else:
        document = clean_document(content, asset.path)
        media_type, content = document.media_type, document.content
    return PlainObject(cohort, PageId(address), Audience(audience), name, media_type, content)


def made_object(cohort: str, made: MadeFile, address: str) -> PlainObject:
    """Return a calendar or card as bytes, at the object id `address`."""
    from portalgen.files.calendar import make_calendar
    from portalgen.files.vcard import make_vcard

    if isinstance(made.content, Card):
        content, media_type = make_vcard(made.content), "text/vcard"
    else:
        calendar = made.content
        content = make_calendar(calendar.events, name=calendar.name, stamp=calendar.stamp)
        media_type = "text/calendar"
    return PlainObject(cohort, PageId(address), Audience(made.audience), made.name, media_type, content)


def index_object(cohort: str, audience: str, address: str, part: Part) -> PlainObject:
    """Return a part of a search index at the object id `address`."""
    return PlainObject(cohort, PageId(address), Audience(audience), NAME, MEDIA_TYPE, packed(part))
