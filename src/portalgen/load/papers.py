"""Read papers and pages: pre-reads with their attachments and earlier versions, announcements, plain pages."""

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from portalgen.errors import ContentError
from portalgen.load.portal import Asset, LoosePage, News, PreRead
from portalgen.markup.text import split_title
from portalgen.model.papers import NewsRecord, PageRecord, PreReadRecord
from portalgen.model.site import Markdown
from portalgen.source.document import Document, Places, Problems, R, read_document
from portalgen.source.tree import dated


def read_prereads(
    root: Path, folder: str, files: Sequence[str], assets: dict[str, Asset], problems: Problems
) -> Iterable[PreRead]:
    """Yield the pre-reads in `folder`, of `files`: every Markdown file, and every document that none attaches."""
    attached: set[str] = set()
    docs: dict[str, Document[PreReadRecord]] = {}
    beside = [path for path in files if posixpath.dirname(path) == folder]
    for path in beside:
        if path not in assets:
            with problems.catching():
                docs[path] = read_document(root, path, PreReadRecord)
    earlier = {_beside(folder, doc.record.previous) for doc in docs.values()}
    for path, doc in docs.items():
        attachment = _beside(folder, doc.record.attachment)
        attached.add(attachment)
        if path in earlier:
            continue
        for key, file, known in (
            ("attachment", attachment, assets),
            ("previous", _beside(folder, doc.record.previous), docs),
        ):
            if file and file not in known:
                what = f"no file {getattr(doc.record, key)!r} beside this pre-read"
                problems.add(doc.problem(what, key, hint=f"put it into {folder}/"))
        before = docs.get(_beside(folder, doc.record.previous))
        if before and before.record.audience not in ("members", doc.record.audience):
            what = f"the version before is for {before.record.audience}, and what changed would show its words"
            problems.add(doc.problem(what, "previous", hint="give both the same `audience`, or leave this out"))
        titled, title = _titled(doc, doc.record.title)
        paper_id = doc.record.id or PurePosixPath(path).stem
        yield PreRead(paper_id, titled, title or spoken(paper_id), attachment,
                      split_title(before.body)[1] if before else None)  # fmt: skip
    for path in beside:
        if path in assets and path not in attached and not assets[path].is_picture:
            name = PurePosixPath(path).stem
            record = _as_told(posixpath.basename(path), docs.values())
            bare = Document(record, Markdown("", path), Places({}, ""), path)
            yield PreRead(name.lower(), bare, spoken(name), path, None)


def _as_told(name: str, docs: Iterable[Document[PreReadRecord]]) -> PreReadRecord:
    """Return what holds for a document that no pre-read attaches: its readers are those of the papers that name it."""
    named = re.compile(rf"(?<![\w.-])(?:{re.escape(name)}|{re.escape(quote(name))})(?![\w-])")
    told = [
        PreReadRecord(audience=audience, published=doc.record.published, expires=doc.record.expires)
        for doc in docs
        for audience, text in ((doc.record.audience, doc.body), *((part.audience, part.text) for part in doc.parts))
        if named.search(text.text)
    ]
    return PreReadRecord() if PreReadRecord() in told else next(iter(told), PreReadRecord())


def read_news(root: Path, path: str) -> News:
    """Return the announcement at `path`. Raises ContentError where it has no date."""
    doc = read_document(root, path, NewsRecord)
    stem = PurePosixPath(path).stem
    day, rest = dated(stem)
    doc, title = _titled(doc, doc.record.title)
    when = doc.record.date or day
    if when is None:
        hint = "write `date: 2026-11-23`, or name the file 2026-11-23-title.md"
        raise ContentError(doc.problem("an announcement needs a date", hint=hint))
    return News(stem, doc, title or spoken(rest), when)


def read_page(root: Path, path: str, base: str) -> LoosePage:
    """Return the plain page at `path` in the cohort folder `base`."""
    doc = read_document(root, path, PageRecord)
    folder, stem = posixpath.split(path.removesuffix(".md"))
    day, rest = dated(stem)
    doc, title = _titled(doc, doc.record.title)
    fallback = spoken(posixpath.basename(folder) if stem == "index" else rest or stem)
    return LoosePage(path.removeprefix(f"{base}/").removesuffix(".md"), doc, title or fallback, doc.record.date or day)


def spoken(slug: str) -> str:
    """Return a file's name as words."""
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _titled(doc: Document[R], title: str | None) -> tuple[Document[R], str | None]:
    """Return the document and its title: as given, else the first heading, which then leaves the text."""
    if title:
        return doc, title
    heading, body = split_title(doc.body)
    return replace(doc, body=body), heading


def _beside(folder: str, name: str | None) -> str:
    return posixpath.normpath(f"{folder}/{name}") if name else ""
