"""A theme as templates: one sandboxed, autoescaping Jinja environment. Content is never a template."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from portalgen.errors import ContentError, Place, Problem

Filter = Callable[..., Any]


class _Remembered(BytecodeCache):
    """Compiled templates, for as long as this process lives: a preview compiles only what was saved since."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


_REMEMBERED = _Remembered()


def environment(folders: Sequence[Path], filters: Mapping[str, Filter]) -> ImmutableSandboxedEnvironment:
    """Return the environment for templates in `folders`, earlier folders first, with our filters."""
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_REMEMBERED,
    )
    made.filters.update(filters)
    return made


@contextmanager
def template_faults(name: str) -> Iterator[None]:
    """Turn a mistake in a template into an error that names the template's file and line."""
    try:
        yield
    except TemplateSyntaxError as fault:
        place = Place(_short(fault.filename or fault.name or name), fault.lineno)
        raise ContentError(Problem(f"template: {fault.message}", place)) from fault
    except (TemplateError, TypeError, AttributeError, KeyError, ValueError) as fault:
        path, line = _where(fault, name)
        what = (
            f"template: {fault}" if isinstance(fault, TemplateError) else f"template: {type(fault).__name__}: {fault}"
        )
        raise ContentError(Problem(what, Place(path, line))) from fault


def _where(fault: BaseException, name: str) -> tuple[str, int]:
    """Return the innermost template frame of a fault: Jinja keeps template names and lines in the traceback."""
    trace, found = fault.__traceback__, (name, 1)
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            found = (_short(file), trace.tb_lineno)
        trace = trace.tb_next
    return found


def _short(path: str) -> str:
    """Return the path from `themes/` on, so that no message holds a path of this machine."""
    parts = Path(path).as_posix()
    return parts[parts.rindex("themes/") :] if "themes/" in parts else Path(path).name
