"""A theme as templates: one sandboxed, autoescaping Jinja environment. Content is never a template."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    DictLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from portalgen.errors import ContentError, Place, PortalError, Problem
from portalgen.walk import walk

Filter = Callable[..., Any]


class _Remembered(BytecodeCache):
    """Compiled templates, for as long as this process lives: a preview compiles only what was saved since."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


_REMEMBERED = _Remembered()


def compiled_templates() -> dict[str, bytes]:
    """Return the code of every template that this process compiled or recalled, by Jinja's key, to be kept elsewhere.

    Each holds the digest of its source, and is used only for that very source.
    """
    return dict(_REMEMBERED.compiled)


def recall_templates(compiled: Mapping[str, bytes]) -> None:
    """Take what `compiled_templates` returned in an earlier process, of the same version of this program and Python.

    It is run as code: give only what was authenticated.
    """
    _REMEMBERED.compiled.update(compiled)


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, with its answers remembered: whether a name is safe depends on the type it is asked of, no more."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- as Jinja takes them
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 -- Jinja's signature
        """Tell whether a template may read `attr` of `obj`."""
        asked = (type(obj), attr)
        if asked not in self._safe:
            self._safe[asked] = super().is_safe_attribute(obj, attr, value)
        return self._safe[asked]


@dataclass(frozen=True, slots=True)
class Templates:
    """Where templates are looked up: `file` in `chain`, the first folder first; `name/file` in the folders so named."""

    chain: tuple[Path, ...]
    named: tuple[tuple[str, tuple[Path, ...]], ...]

    def loader(self) -> BaseLoader:
        """Return what Jinja finds them with."""
        named = {name: FileSystemLoader(folders) for name, folders in self.named}
        return ChoiceLoader([FileSystemLoader(self.chain), PrefixLoader(named)])

    def texts(self) -> "TemplateTexts":
        """Return all of them as they are now."""
        read: dict[Path, dict[str, str]] = {}
        return TemplateTexts(_texts(self.chain, read), {name: _texts(folders, read) for name, folders in self.named})


@dataclass(frozen=True, slots=True)
class TemplateTexts:
    """The text of every template that can be looked up, by its name: for a machine that has not these folders."""

    plain: Mapping[str, str]
    named: Mapping[str, Mapping[str, str]]

    def loader(self) -> BaseLoader:
        """Return what Jinja finds them with."""
        named = {name: DictLoader(texts) for name, texts in self.named.items()}
        return ChoiceLoader([DictLoader(self.plain), PrefixLoader(named)])

    def texts(self) -> "TemplateTexts":
        """Return these."""
        return self


def _texts(folders: Iterable[Path], read: dict[Path, dict[str, str]]) -> dict[str, str]:
    """Return the templates of some folders, of which the first that has one counts. `read` remembers folders."""
    found: dict[str, str] = {}
    for folder in folders:
        if folder not in read:
            read[folder] = {name: _text(Path(entry.path)) for name, entry in walk(folder)}
        found = read[folder] | found
    return found


def _text(file: Path) -> str:
    """Return the text of a template; of a file that is none, a text that cannot be drawn either."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "{%"


def environment(templates: Templates | TemplateTexts, filters: Mapping[str, Filter]) -> ImmutableSandboxedEnvironment:
    """Return the environment for `templates` with our filters."""
    made = _Sandbox(
        loader=templates.loader(),
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
    except PortalError:
        raise
    except TemplateSyntaxError as fault:
        file = fault.filename or fault.name or name
        raise ContentError(_problem(f"template: {fault.message}", file, fault.lineno)) from fault
    except TemplateNotFound as fault:
        hint = "names are relative to templates/; docs/THEMES.md says where they are looked up"
        raise ContentError(_problem(f'template: there is no "{fault.name}"', *_where(fault, name), hint)) from fault
    except RecursionError as fault:
        hint = 'a file cannot extend itself: to build on the shipped one, write {% extends "shipped/base.html" %}'
        raise ContentError(_problem("template: it calls itself without end", *_where(fault, name), hint)) from fault
    except Exception as fault:  # a template can raise whatever Python's operators raise; all of it is the theme's fault
        raise ContentError(_problem(f"template: {fault}", *_where(fault, name))) from fault


PAGE_IDS = ("content", "notice")
LOCK_IDS = ("lock", "unlock", "passphrase", "message")


def check_ids(html: str, wanted: Iterable[str], file: str) -> None:
    """Raise ContentError where a page that the template in `file` drew lacks an element that browsers look for."""
    missing = [one for one in wanted if f'id="{one}"' not in html]
    if missing:
        told = ", ".join(f'id="{one}"' for one in missing)
        hint = "extend a shipped template and fill its blocks, or draw what docs/THEMES.md lists as hooks"
        raise ContentError(_problem(f"template: this page has no element with {told}", file, 1, hint))


def _problem(what: str, file: str, line: int, hint: str = "") -> Problem:
    path = Path(file)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    return Problem(what, Place(_short(file), line), hint, lines[line - 1] if 0 < line <= len(lines) else "")


def _where(fault: BaseException, name: str) -> tuple[str, int]:
    """Return the innermost template frame of a fault: Jinja keeps their files and lines in the traceback."""
    trace, found = fault.__traceback__, (name, 1)
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _short(path: str) -> str:
    """Return the path from `themes/` on, so that no message holds a path of this machine."""
    parts = Path(path).as_posix()
    return parts[parts.rindex("themes/") :] if "themes/" in parts else Path(path).name
