"""Answers of the preview server: which address shows what to whom. Knows no sockets.

/as/<reader>/<cohort>/…   the site as that reader has it
/-/events                 what tabs are told: a new generation, or what is wrong
/-/preview.js, .css       the bar at the foot of every page, and the panel of faults
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from urllib.parse import quote

from portalgen.errors import ContentError, Problem
from portalgen.hosts.rules import ENTRANCE
from portalgen.serve.preview import Preview, State
from portalgen.serve.snapshot import CohortPreview, Reply

OWN = "/-/"
READER = "/as/"
CLIENT = {"preview.js": "text/javascript", "preview.css": "text/css"}
BEFORE = b'<script defer src="'  # the first script of a page is the runtime's; ours comes before it
MENDED = "It opens by itself once what is told below is mended."
WAITING = """<!doctype html><html lang="en" data-state="open"><head><meta charset="utf-8"><title>Preview</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>{title}</h1><p>{text}</p></main></body></html>"""


@dataclass(frozen=True, slots=True)
class Moved:
    """Another address to go to."""

    to: str


def answer(preview: Preview, path: str, *, first_reader: str) -> Reply | Moved | None:
    """Return what `path` shows; None where there is nothing."""
    if path.startswith(OWN):
        return _client(path.removeprefix(OWN))
    if preview.snapshot is None:
        return _page("This portal cannot be shown yet", MENDED, preview)
    cohorts = preview.snapshot.cohorts
    if not path.startswith(READER):
        return Moved(address(first_reader, next(iter(cohorts)))) if path == "/" else None
    reader, _, rest = path.removeprefix(READER).partition("/")
    cohort_id, slash, name = rest.partition("/")
    cohort = cohorts.get(cohort_id)
    if cohort is None:
        return Moved("/") if not slash or not name else None
    if reader not in cohort.readers():
        return Moved(address("members", cohort_id))
    return _of_site(preview, cohort, reader, name)


def address(reader: str, cohort: str) -> str:
    """Return where a cohort's site begins for one reader."""
    return f"{READER}{quote(reader, safe=':')}/{cohort}/"


def _of_site(preview: Preview, cohort: CohortPreview, reader: str, name: str) -> Reply | None:
    if name.startswith("o/"):
        return cohort.object(name)
    at_entrance = name in ("", ENTRANCE)
    try:
        if at_entrance and cohort.slot(reader) is None:
            return _page("Nothing here for this reader yet", "They have no page to begin on.", preview, cohort, reader)
        page = cohort.entrance(reader) if at_entrance else cohort.page(reader, name)
    except ContentError as fault:  # a template's
        return _page("This page cannot be shown yet", MENDED, preview, cohort, reader, problems=fault.problems)
    return _with_bar(page, preview, cohort, reader) if page else cohort.asset(reader, name)


def _page(
    title: str, text: str, preview: Preview, cohort: CohortPreview | None = None, reader: str = "", *,
    problems: Iterable[Problem] = (),
) -> Reply:  # fmt: skip
    html = WAITING.format(title=escape(title), text=escape(text))
    content = html.replace("</head>", f"{_scripts(preview, cohort, reader, problems)}</head>").encode()
    return Reply(content, "text/html")


def _with_bar(reply: Reply, preview: Preview, cohort: CohortPreview, reader: str) -> Reply:
    scripts = _scripts(preview, cohort, reader, reply.problems).encode("utf-8")
    return Reply(reply.content.replace(BEFORE, scripts + BEFORE, 1), reply.media_type)


def _scripts(preview: Preview, cohort: CohortPreview | None, reader: str, problems: Iterable[Problem]) -> str:
    """Return the head of a preview: its style sheet, its script, and as data what the bar shows."""
    told: dict[str, object] = {"generation": preview.state.generation, "problems": [*map(plain, problems)]}
    if cohort and preview.snapshot:
        told |= {
            "reader": reader,
            "cohort": cohort.cohort.id,
            "salt": cohort.salt(reader),
            "key": cohort.credential(reader).hex(),
            "as_of": cohort.as_of.isoformat(),
            "readers": [[name, _called(cohort, name), address(name, cohort.cohort.id)] for name in cohort.readers()],
            "cohorts": [[one.cohort.record.title, address("members", one.cohort.id)]
                        for one in preview.snapshot.cohorts.values()],
        }  # fmt: skip
    data = json.dumps(told, ensure_ascii=True).replace("<", "\\u003c")
    return (
        f'<link rel="stylesheet" href="{OWN}preview.css">\n'
        f'<script type="application/json" id="preview">{data}</script>\n<script defer src="{OWN}preview.js"></script>\n'
    )


def _called(cohort: CohortPreview, reader: str) -> str:
    kind, _, person = reader.partition(":")
    known = cohort.portal.people.get(person)
    if not person:
        return kind
    return f"{known.record.name if known else person}{'' if kind == 'member' else f' ({kind})'}"


def _client(name: str) -> Reply | None:
    if name not in CLIENT:
        return None
    return Reply((files("portalgen.browser") / name).read_bytes(), CLIENT[name])


def plain(problem: Problem) -> dict[str, object]:
    """Return a problem as the panel shows it."""
    return {"place": str(problem.place or ""), "what": problem.what, "excerpt": problem.excerpt, "hint": problem.hint,
            "column": problem.place.column if problem.place else 1}  # fmt: skip


def event(state: State) -> bytes:
    """Return a state as a server-sent event."""
    told = {"generation": state.generation, "problems": [*map(plain, state.problems)]}
    return f"data: {json.dumps(told)}\n\n".encode()
