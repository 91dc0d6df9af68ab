"""How portalgen speaks: answers on standard output, everything else on standard error."""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from portalgen.cli.manners import echo, has_terminal, styled
from portalgen.cli.options import Common
from portalgen.errors import PortalError, Problem
from portalgen.model.progress import Progress

PATIENCE_S = 1.0  # work shorter than this shows no progress


def complain(fault: PortalError) -> None:
    """Print every problem of `fault`, for people or, with `--format json`, for programs."""
    if for_a_program():
        echo(json.dumps({"errors": [plain_problem(problem) for problem in fault.problems]}, ensure_ascii=False))
        return
    for problem in fault.problems:
        echo(styled(problem), err=True)
    if len(fault.problems) > 1:
        echo(f"{len(fault.problems)} problems", err=True)


def for_a_program() -> bool:
    """Tell whether an answer in JSON was asked for, also where the words of the command could not be taken apart."""
    return "--format=json" in sys.argv or ("json" in sys.argv and "--format" in sys.argv)


def plain_problem(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON shows it."""
    place = problem.place
    return {
        "path": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "problem": problem.what,
        "hint": problem.hint,
    }


def answer(common: Common, value: Any, text: str) -> None:  # noqa: ANN401 -- anything that JSON can hold
    """Print `value` as JSON or `text` for people, as asked; nothing with `--quiet` unless it is JSON."""
    if common.json:
        echo(json.dumps(value, ensure_ascii=False, indent=2))
    elif not common.quiet:
        echo(text)


def first_few(names: Iterable[str]) -> str:
    """Return the first three of some names, in their order, as one line."""
    listed = sorted(names)
    return ", ".join(listed[:3]) + (" …" if len(listed) > 3 else "")


@contextmanager
def progress(common: Common) -> Iterator[Progress]:
    """Give a function that shows progress: a bar on a terminal, nothing in a pipe, nothing for quick work."""
    if common.quiet or common.json or not has_terminal():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    bar = Bar(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
              console=Console(stderr=True), transient=True)  # fmt: skip
    tasks: dict[str, Any] = {}
    began = time.monotonic()

    def show(what: str, done: int, total: int) -> None:
        if time.monotonic() - began < PATIENCE_S:
            return
        bar.start()
        if what not in tasks:
            tasks[what] = bar.add_task(what, total=total)
        bar.update(tasks[what], completed=done)

    try:
        yield show
    finally:
        bar.stop()
