"""Figures as people read them: what `speed` measured, as a table for a terminal and as docs/PERFORMANCE.md."""

from collections.abc import Iterator
from typing import Any

BARS = {
    "cold, wall_s": {"2000": 0.5, "10000": 0.5},
    "one note edited, wall_s": {"2000": 0.10, "10000": 0.06},
    "nothing to do, wall_s": {"2000": 0.04, "10000": 0.03},
    "peak_mb of Hugo's": {"2000": 0.5, "10000": 0.5},
    "output_mb": {"2000": 0.6, "10000": 0.6},
}
"""What portalgen aims to cost at most, as a part of what the peer costs, by number of notes."""
HELP_S = 0.15
PER_PAGE = 1.15
WORDS = {
    "cold, wall_s": "cold build, wall time",
    "cold, cpu_s": "cold build, processor time",
    "nothing to do, wall_s": "build with nothing to do, wall time",
    "nothing to do, cpu_s": "build with nothing to do, processor time",
    "one note edited, wall_s": "build after one edit, wall time",
    "one note edited, cpu_s": "build after one edit, processor time",
    "cold, wall_s of Hugo alone": "cold build, wall time, of Hugo alone",
    "peak_mb of Hugo's": "cold build, peak memory, of Hugo's",
    "output_mb": "bytes of the sealed site",
}
INTRO = """# Performance

These figures are written by `make bench`, which builds the same notes with portalgen and with its peers, alternately, in one
run; a ratio below one means that portalgen needs less. Peers: Hugo with StatiCrypt over its output; MkDocs with
mkdocs-encryptcontent-plugin; StatiCrypt alone. [bench/README.md](../bench/README.md) says what the notes are like, and has the
figures of reading and searching in a browser, of the preview, and of portals that are large in one way.

Aims are set before anything is measured, and stay where they are missed.

"""


def table_of(result: dict[str, Any]) -> str:
    """Return everything that was measured as Markdown tables."""
    return "\n".join(_lines(result)) + "\n"


def page_of(result: dict[str, Any]) -> str:
    """Return the text of docs/PERFORMANCE.md."""
    return INTRO + table_of(result)


def _lines(result: dict[str, Any]) -> Iterator[str]:
    machine = result["machine"]
    yield f"Measured on {machine['cores']} cores under {machine['system']} with Python {machine['python']}."
    yield ""
    said = _reached(result["help_s"], HELP_S)
    yield f"`portalgen --help` answers in {result['help_s'] * 1000:.0f} ms (aim: {HELP_S * 1000:.0f} ms; reached: {said})."
    for count, told in result["corpora"].items():
        yield ""
        yield f"## {int(count):,} notes".replace(",", " ")
        yield ""
        yield from _rows(told["rows"])
        yield ""
        yield "| of Hugo + StatiCrypt, unless it says otherwise | ratio | aim: at most | reached |"
        yield "| --- | ---: | ---: | --- |"
        for name, ratio in told["ratios"].items():
            bar = BARS.get(name, {}).get(count)
            aim = f"{bar:.2f} | {_reached(ratio, bar)}" if bar is not None else " | "
            yield f"| {WORDS[name]} | {ratio:.3f} | {aim} |"
    yield from _scale(result["corpora"])
    if "others" in result:
        yield ""
        yield "## A smaller corpus, other peers"
        yield ""
        yield from _rows(result["others"]["rows"])
        yield ""
        for name, ratio in result["others"]["ratios"].items():
            yield f"portalgen's wall time is {ratio:.3f} of that of {name.removesuffix(', wall_s')}.  "


def _rows(rows: dict[str, Any]) -> Iterator[str]:
    yield "| | wall, s | processor, s | peak memory, MB | pages | output, MB | runs |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for name, row in rows.items():
        left = (f"{row['pages']}", f"{row['output_mb']:.1f}") if row["pages"] else ("", "")
        cost = (f"{row['wall_s']:.2f}", f"{row['cpu_s']:.2f}", f"{row['peak_mb']:.0f}")
        yield f"| {_named(name)} | {' | '.join((*cost, *left))} | {row['runs']} |"


def _named(name: str) -> str:
    return f"portalgen, {name}" if name in ("cold", "nothing to do", "one note edited") else name


def _scale(corpora: dict[str, Any]) -> Iterator[str]:
    """Yield how the time per page grows from the smallest corpus to the largest."""
    if len(corpora) < 2:
        return
    least, most = sorted(corpora, key=int)[0], sorted(corpora, key=int)[-1]
    per_page = {count: corpora[count]["rows"]["cold"]["wall_s"] / int(count) for count in (least, most)}
    yield ""
    yield "## Growth"
    yield ""
    grown = per_page[most] / per_page[least]
    said = _reached(grown, PER_PAGE)
    yield f"A page of {most} takes {grown:.2f} times as long as one of {least} (aim: {PER_PAGE}; reached: {said})."


def _reached(figure: float, aim: float) -> str:
    return "yes" if figure <= aim else "**no**"
