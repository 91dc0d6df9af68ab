"""The options that every verb takes, before or after its name; the later one counts."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from portalgen.model.years import in_our_time


@dataclass(frozen=True, slots=True)
class Common:
    """What the common options say."""

    portal: Path = Path()
    cohort: tuple[str, ...] = ()
    output: Path | None = None
    as_of: date | None = None
    format: str = "text"
    quiet: bool = False
    verbose: bool = False
    no_input: bool = False

    @property
    def folder(self) -> Path:
        """Return the output folder: as given, else `output` in the portal."""
        return self.output or self.portal / "output"

    @property
    def json(self) -> bool:
        """Tell whether the answer is for a program."""
        return self.format == "json"


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401 -- click's signature
        if isinstance(value, date):
            return value
        try:
            return in_our_time(datetime.strptime(value, "%Y-%m-%d").date())
        except ValueError:
            return self.fail(f"{value!r} is not a date; write it like 2026-12-10", param, ctx)


class _Words(click.ParamType[str]):
    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 -- click's signature
        return str(value).strip() or self.fail("it is empty; say it in words", param, ctx)


DAY = _Day()
WORDS = _Words()
_OPTIONS = (
    click.option("-C", "--portal", type=click.Path(path_type=Path), help="The portal's folder (default: this one)."),
    click.option("--cohort", multiple=True, metavar="ID", help="Only this cohort (can be repeated)."),
    click.option("-o", "--output", type=click.Path(path_type=Path), help="Where the sites go (default: output)."),
    click.option("--as-of", type=DAY, help="Build as if today were this day."),
    click.option("--format", type=click.Choice(["text", "json"]), help="Answer for people or for programs."),
    click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong."),
    click.option("-v", "--verbose", is_flag=True, help="Say more."),
    click.option("--no-input", is_flag=True, help="Never ask; fail instead."),
)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the common options. It is called with `common=Common(...)` if it has a parameter of that name."""

    @wraps(command)
    @click.pass_context
    def with_common(ctx: click.Context, /, **given: Any) -> Any:  # noqa: ANN401 -- click's own values
        before = ctx.find_object(Common) or Common()
        told = {
            entry.name: given.pop(entry.name)
            for entry in fields(Common)
            if ctx.get_parameter_source(entry.name) is not ParameterSource.DEFAULT or given.pop(entry.name, None)
        }
        ctx.obj = replace(before, **told)
        if "common" in command.__code__.co_varnames:
            given["common"] = ctx.obj
        return ctx.invoke(command, **given)

    wrapped: Callable[..., Any] = with_common
    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped
