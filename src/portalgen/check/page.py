"""What `portalgen check` found, as a page to read: by cohort and weight, nothing loaded from anywhere."""

from collections.abc import Iterable, Sequence
from html import escape

from portalgen.check.findings import Finding
from portalgen.errors import Problem

STYLE = """
:root { color-scheme: light dark; --ink: #1d2421; --soft: #58625d; --line: #dcd8ce; --paper: #fdfcf9; --warm: #8a4b16 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e6df; --soft: #a9b1ac; --line: #333b37; --paper: #141816; --warm: #e9b27a }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 46rem;
  margin: 0 auto; padding: 2rem 1.2rem }
h1, h2 { font-family: Georgia, serif; line-height: 1.2 } h2 { margin-top: 2.2rem }
article { border-top: 1px solid var(--line); padding: 0.8rem 0 } p { margin: 0.15rem 0 }
.place { font: 0.85rem ui-monospace, Menlo, Consolas, monospace; color: var(--soft); overflow-wrap: anywhere }
.hint { color: var(--soft) } .error, .fault { color: var(--warm); font-weight: 600 }
"""


def check_page(faults: Sequence[Problem], findings: Sequence[Finding], summary: str) -> str:
    """Return faults and findings as one HTML page."""
    parts = ["<h1>Before you publish</h1>", f"<p>{escape(summary)}</p>"]
    if faults:
        parts += ["<h2>A build stops here</h2>", *(_entry(problem, "fault", "") for problem in faults)]
    for cohort in dict.fromkeys(finding.cohort for finding in findings):
        own = (one for one in findings if one.cohort == cohort)
        parts += [f"<h2>{escape(cohort)}</h2>", *_entries(own)]
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Before you publish</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f"\n<body><main>{body}</main></body></html>\n"
    )


def _entries(findings: Iterable[Finding]) -> Iterable[str]:
    return (_entry(one.problem, one.level, one.rule) for one in findings)


def _entry(problem: Problem, level: str, rule: str) -> str:
    said = [f'<p class="{level}">{escape(problem.what)}</p>']
    if problem.hint:
        said.append(f'<p class="hint">{escape(problem.hint)}</p>')
    named = " · ".join(part for part in (str(problem.place or ""), f"{level}: {rule}" if rule else "") if part)
    said.append(f'<p class="place">{escape(named)}</p>')
    return f"<article>{''.join(said)}</article>"
