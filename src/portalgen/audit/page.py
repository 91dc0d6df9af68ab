"""The audit as a page to read, to print and to show a committee: one file, nothing loaded from anywhere."""

from collections.abc import Iterable, Sequence
from html import escape

from portalgen.audit.report import Report
from portalgen.audit.words import clear_lines, counted, kind_of, verdict, what_is_new

STYLE = """
:root { color-scheme: light dark; --ink: #1d2421; --soft: #58625d; --line: #dcd8ce; --paper: #fdfcf9; --warm: #8a4b16; --good: #1d5b4c }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e6df; --soft: #a9b1ac; --line: #333b37; --paper: #141816; --warm: #e9b27a; --good: #8fd0b9 } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem; margin: 0 auto; padding: 2rem 1.2rem }
h1, h2, h3 { font-family: Georgia, serif; line-height: 1.2 } h2 { margin-top: 2.5rem } h3 { margin: 1.8rem 0 0.3rem }
p { margin: 0.4rem 0 } .soft { color: var(--soft) } .good { color: var(--good) } .bad { color: var(--warm); font-weight: 600 }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: 0.93rem }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 1rem 0.3rem 0; border-bottom: 1px solid var(--line) }
td:last-child, th:last-child { text-align: right; padding-right: 0; white-space: nowrap; font-variant-numeric: tabular-nums }
@media print { :root { --paper: #fff; --ink: #000; --soft: #333 } body { font-size: 10pt; padding: 0 } h3 { break-after: avoid } }
"""


def audit_page(reports: Sequence[Report]) -> str:
    """Return the reports as one HTML page. It names every reader: keep it as you would keep the list of members."""
    body = "\n".join(_cohort(report) for report in reports)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>Who can read what</title>'
        f"<style>{STYLE}</style></head>\n<body><main><h1>Who can read what</h1>\n{body}\n</main></body></html>\n"
    )


def _cohort(report: Report) -> str:
    good = not (report.leaky or report.broken)
    parts = [f"<h2>{escape(report.cohort)}</h2>"]
    parts += [f'<p class="{"good" if good else "bad"}">{escape(line)}</p>' for line in verdict(report)]
    parts += [f"<p>{escape(line)}</p>" for line in what_is_new(report)]
    parts += ["<h3>What a stranger sees</h3>", _list(clear_lines(report.clear))]
    for audience, names in report.readers.items():
        files = [one for one in report.files if one.audience == audience]
        parts.append(f"<h3>{escape(audience)}: {counted(len(files), 'file')}</h3>")
        parts.append(f'<p class="soft">Opened by {escape("; ".join(names) or "nobody yet")}.</p>')
        rows = ((one.name or one.file, kind_of(one.kind), f"{one.size:,}") for one in files)
        parts.append(_table(("What", "Kind", "Bytes"), rows))
    return "\n".join(parts)


def _list(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll" tabindex="0"><table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>'
