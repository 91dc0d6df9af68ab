"""The audit in sentences: the same ones on the terminal and on the page."""

from collections.abc import Iterator

from portalgen.audit.record import Change
from portalgen.audit.report import Clear, Report
from portalgen.audit.sealed import PAGE

KINDS = {
    PAGE: "page",
    "application/json": "list of pages",
    "application/vnd.portalgen.index": "search list",
    "application/pdf": "PDF",
    "text/calendar": "calendar",
    "text/vcard": "contact card",
}


def counted(count: int, noun: str) -> str:
    """Return "1 page", "2 pages"."""
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def kind_of(kind: str) -> str:
    """Return a kind of file as people say it."""
    return KINDS.get(kind, "picture" if kind.startswith("image/") else "document")


def verdict(report: Report) -> Iterator[str]:
    """Yield what would go wrong if this site were published, or that nothing would."""
    for leak in report.leaks:
        yield f"LEAK: “{leak.word}” stands in the clear in {leak.file} ({leak.form})"
    for name in report.foreign:
        yield f"NOT OURS: {name} lies in the output folder and would be published as it is"
    for name, why in report.faults:
        yield f"BROKEN: {name}: {why}"
    for title in report.missing:
        yield f"OUT OF DATE: “{title}” is not on the site; build it again"
    if not report.leaky:
        opened = counted(len(report.files), "sealed file")
        yield f"No word of the content stands in the clear; {opened} opened, each with its own key."


def clear_lines(clear: Clear) -> Iterator[str]:
    """Yield what a stranger, and so the host, sees of a site."""
    yield f"the codename “{clear.codename}”, on the lock page of every page"
    counts = f"{counted(clear.pages, 'page')}, {counted(clear.objects, 'other sealed file')}"
    yield f"{counts} and {counted(clear.others, 'file')} for the lock page; their names tell nothing"
    sizes = f"sizes from {clear.smallest:,} to {clear.largest:,} bytes, padded, {clear.total:,} in all"
    yield f"{sizes}; dates that follow from the bytes alone"
    yield "the lock page’s words, style sheet and script, and a keyring padded to a multiple of 16 slots"
    yield "from each upload: when it was, and which files changed; from each visit: an address and a time"


def what_is_new(report: Report) -> Iterator[str]:
    """Yield what has changed since the last publish, a line for each audience."""
    if not report.since:
        yield "Nothing was published from here yet, so everything is new."
        return
    if not report.changes:
        yield f"Nothing has changed since the last publish ({report.since})."
    for change in report.changes:
        yield f"For {change.audience}, since the last publish ({report.since}): {_told(change, report)}."


def _told(change: Change, report: Report) -> str:
    known = [one for one in report.files if one.audience == change.audience and one.kind == PAGE]
    parts = []
    for what, files in (("new", change.new), ("changed", change.changed)):
        pages = [page.name for page in known if page.file in files]  # in the order of the site
        if pages:
            some = ", ".join(f"“{title}”" for title in pages[:3]) + (", …" if len(pages) > 3 else "")
            parts.append(f"{counted(len(pages), 'page')} {what} ({some})")
        others = len(files) - len(pages)
        if others:
            parts.append(f"{counted(others, 'other file')} {what}")
    if change.gone:
        parts.append(f"{counted(len(change.gone), 'file')} gone")
    return ", ".join(parts)
