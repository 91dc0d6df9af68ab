"""How portalgen behaves on a terminal: letters that the terminal has, colour only where it is wanted."""

import codecs
import os
import sys

import click

from portalgen.errors import Problem

PLAIN = {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "…": "...", "→": "->", "·": "-", "█": "#"}
HANDLER = "portalgen-plain"


def _plainly(fault: UnicodeError) -> tuple[str, int]:
    """Return what stands for letters that a terminal does not have: plain quotes and dashes, else a question mark."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    letters = fault.object[fault.start : fault.end]
    return "".join(PLAIN.get(letter, "?") for letter in letters), fault.end


codecs.register_error(HANDLER, _plainly)


def echo(text: str, *, err: bool = False) -> None:
    """Print a text in letters that the terminal has; click alone sends UTF-8 to a terminal that knows ASCII only."""
    encoding = (sys.stderr if err else sys.stdout).encoding or "utf-8"
    click.echo(text.encode(encoding, errors=HANDLER).decode(encoding), err=err)


def styled(problem: Problem) -> str:
    """Return a problem as a terminal shows it: the place stands out, the hint steps back."""
    text = problem.text()
    if not wants_colour():
        return text
    lines = text.split("\n")
    if problem.place:
        place = str(problem.place)
        lines[0] = click.style(place, bold=True) + lines[0].removeprefix(place)
    return "\n".join(click.style(line, dim=True) if line.startswith("  hint:") else line for line in lines)


def wants_colour() -> bool:
    """Tell whether errors may be coloured: on a terminal, unless NO_COLOR (no-color.org) is set or TERM is dumb."""
    return has_terminal() and not os.environ.get("NO_COLOR")


def has_terminal() -> bool:
    """Tell whether there is somebody to show progress to, on a terminal that can move its cursor."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
