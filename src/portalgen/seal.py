"""Seal pages and objects for their audience: plain things in, `SealedFile`s out. Knows no paths and no Markdown."""

from portalgen.crypto.ids import object_file
from portalgen.crypto.objects import seal_object as seal_object_bytes
from portalgen.crypto.staticrypt import seal_page as seal_page_text
from portalgen.model.site import PlainObject, PlainPage, SealedFile
from portalgen.shell import Shell


def seal_page(page: PlainPage, key: bytes, shell: Shell, *, fresh: bool = False) -> tuple[SealedFile, str]:
    """Return the page file that only holders of `key` can read, and its message text for the site map.

    key: the 32-byte key of the page's audience. fresh: a random IV instead of a stable one.
    """
    message = seal_page_text(
        key, page.html, cohort=page.cohort, page_id=page.page_id, audience=page.audience, fresh=fresh
    )
    return SealedFile(f"{page.page_id}.html", shell.around(message), page.audience), message


def seal_object(item: PlainObject, key: bytes, *, fresh: bool = False) -> SealedFile:
    """Return the object file that only holders of `key` can read."""
    content = seal_object_bytes(
        key,
        item.content,
        name=item.name,
        media_type=item.media_type,
        cohort=item.cohort,
        audience=item.audience,
        object_id=item.object_id,
        fresh=fresh,
    )
    return SealedFile(object_file(item.object_id), content, item.audience)
