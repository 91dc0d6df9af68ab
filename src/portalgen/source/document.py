"""A file as a record, a text and the places of its values; and how faults are told all at once."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from io import FileIO
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from portalgen.errors import ContentError, Place, Problem, nearest
from portalgen.model.site import REMEMBERED, Markdown
from portalgen.source.blocks import Part, take_apart
from portalgen.source.stray import almost_settings, stray_setting
from portalgen.source.yaml_text import Marks, parse_yaml

R = TypeVar("R", bound=BaseModel)
MAX_BYTES = 2_097_152  # a note of 2 MiB is four novels
_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the values of a file stand; `text` is the file as far as they do, for excerpts."""

    marks: Marks
    text: str


@dataclass(frozen=True, slots=True)
class Document(Generic[R]):
    """A file read: its record, its Markdown body (empty for YAML files), and its path relative to the portal.

    `parts` are the blocks of the body that stand for an audience of their own; the body is without them.
    """

    record: R
    body: Markdown
    places: Places = field(repr=False)
    path: str
    parts: tuple[Part, ...] = ()

    def place(self, *keys: str | int) -> Place:
        """Return where the value at `keys` stands, or its closest ancestor that does."""
        return _place(self.path, self.places.marks, keys)

    def text(self, words: str, *keys: str | int, voice: str = "") -> Markdown:
        """Return the words at `keys` as a text that knows its line; `voice` as in Markdown."""
        return Markdown(words, self.path, self.place(*keys).line, voice)

    def problem(self, what: str, *keys: str | int, hint: str = "") -> Problem:
        """Return a problem with the value at `keys`."""
        place = self.place(*keys)
        return Problem(what, place, hint, _excerpt(self.places.text, place.line))


class Problems:
    """Gathers the faults of many files, so that a convener sees all of them at once."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, problem: Problem) -> None:
        """Remember one problem."""
        self._found.append(problem)

    def paths(self) -> frozenset[str]:
        """Return the files that something was found in."""
        return frozenset(problem.place.path for problem in self._found if problem.place)

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Remember the problems of a ContentError raised inside, and go on after it."""
        try:
            yield
        except ContentError as fault:
            self._found += fault.problems

    def raise_if_any(self) -> None:
        """Raise one ContentError with everything found, in the order of files and lines."""
        if self._found:
            raise ContentError(sorted(dict.fromkeys(self._found), key=lambda problem: problem.place or Place("")))


def read_document(root: Path, relative: str, record_type: type[R]) -> Document[R]:
    """Return a Markdown file with its front matter, if it has any. Raises ContentError with all faults of the file."""
    return _remembered(_parsed, _read(root, relative), relative, record_type)


def read_yaml(root: Path, relative: str, record_type: type[R]) -> Document[R]:
    """Return a YAML file as a record. Raises ContentError with all faults of the file."""
    return _remembered(_parsed_yaml, _read(root, relative), relative, record_type)


_known: dict[tuple[bytes, str, type[BaseModel]], Document[Any]] = {}


def _remembered(parse: Callable[[str, str, type[R]], Document[R]], text: str, path: str, kind: type[R]) -> Document[R]:
    """Return what `parse` makes of a text, so that a preview takes apart what was saved since alone.

    Faults are not kept, and the text is not held: nearly all of it is in the document's body.
    """
    key = (blake2b(text.encode("utf-8"), digest_size=16).digest(), path, kind)
    document = _known.get(key)
    if document is None:
        if len(_known) >= REMEMBERED:
            _known.clear()
        document = _known[key] = parse(text, path, kind)
    return document


def _parsed(text: str, relative: str, record_type: type[R]) -> Document[R]:
    found = _FENCE.match(text)
    begins = found.end() if found else 0
    unread = (None if found else almost_settings(text, relative)) or stray_setting(text, begins, relative)
    if unread:
        raise ContentError(unread)
    data, marks = parse_yaml(found.group(1), relative, first_line=2) if found else (None, {})
    record = _record(record_type, {} if data is None else data, marks, text, relative)
    body, parts = take_apart(Markdown(text[begins:], relative, text[:begins].count("\n") + 1))
    told = text if parts else text[:begins] or text.partition("\n")[0]  # a fault of a block is told with its first line
    return Document(record, body, Places(marks, told), relative, parts)


def _parsed_yaml(text: str, relative: str, record_type: type[R]) -> Document[R]:
    data, marks = parse_yaml(text, relative)
    record = _record(record_type, {} if data is None else data, marks, text, relative)
    return Document(record, Markdown("", relative), Places(marks, text), relative)


def _read(root: Path, relative: str) -> str:
    try:
        with FileIO(f"{root}/{relative}") as file:  # a Path for each of thousands costs as much as reading them
            content = file.read()
    except OSError as fault:
        raise ContentError(Problem(f"this file cannot be read: {fault.strerror}", Place(relative))) from fault
    if len(content) > MAX_BYTES:
        raise ContentError(Problem("this file is too large", Place(relative), hint="at most 2 MiB of text"))
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        before = content[: fault.start]
        place = Place(relative, before.count(b"\n") + 1, fault.start - (before.rfind(b"\n") + 1) + 1)
        raise ContentError(Problem("this is not UTF-8 text", place, hint="save the file as UTF-8")) from fault
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _record(record_type: type[R], data: Any, marks: Marks, text: str, path: str) -> R:  # noqa: ANN401 -- as YAML gave it
    if not isinstance(data, Mapping):
        raise ContentError(Problem("here should be fields like `title: …`", Place(path), hint="one field a line"))
    try:
        return record_type.model_validate(data)
    except ValidationError as fault:
        raise ContentError([_problem(record_type, error, marks, text, path) for error in fault.errors()]) from fault


_LIST = ("is not a list", "write it as [one, another]")
_NUMBER = ("is not a number", "write it in digits, such as 45")
_FIELDS = ("is one value, where fields are asked for", "write the fields below it, one a line")
_BOUNDS = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most"),
           "greater_than": ("gt", "more than"), "less_than": ("lt", "less than")}  # fmt: skip
_PLAINLY = {  # pydantic's kinds of errors, in a convener's words: what is wrong, and what to do
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "dict_type": _FIELDS,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "int_parsing": _NUMBER,
    "int_type": _NUMBER,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "string_type": ("is not a text", "put it in quotes"),
    "string_too_short": ("is too short", "say it in words"),
}


def _problem(record_type: type[BaseModel], error: Any, marks: Marks, text: str, path: str) -> Problem:  # noqa: ANN401 -- pydantic's dict
    said = tuple(key for key in error["loc"] if not str(key).startswith("function-"))
    keys = _without_tags(said, marks)
    kind, name = error["type"], str(keys[-1]) if keys else ""
    place = Place(path, *marks[keys]) if kind == "extra_forbidden" and keys in marks else _place(path, marks, keys)
    hint = ""
    if kind == "extra_forbidden":
        what = f'unknown field "{name}"'
        known = _fields(record_type, said[:-1])
        hint = nearest(name, known, f"fields here: {', '.join(sorted(known))}")
    elif kind == "missing":
        what, hint = f'"{name}" is missing', f"add a line `{name}: …`"
    elif kind == "union_tag_not_found":
        what, hint = f'"{_tag(error)}" is missing', f"add a line `{_tag(error)}: …`"
    elif kind == "union_tag_invalid":
        place = _place(path, marks, (*keys, _tag(error)))
        what = f"{_tag(error)}: {error['ctx']['tag']!r} is not one of {error['ctx']['expected_tags']}"
    elif kind == "literal_error":
        what = f"{name}: {error['input']!r} is not one of {error['ctx']['expected']}"
        hint = nearest(str(error["input"]), re.findall("'([^']*)'", error["ctx"]["expected"]))
    elif kind.startswith(("date", "datetime")):
        wanted = "2026-12-10 12:30" if kind.startswith("datetime") else "2026-12-10"
        what, hint = f"{name}: {str(error['input'])!r} is not a date", f"write it like {wanted}"
    elif kind == "string_pattern_mismatch":
        what, hint = f"{name}: {error['input']!r} has a letter that does not belong", "use a-z, 0-9 and hyphens"
    elif kind.startswith("bool"):
        what, hint = f"{name}: {error['input']!r} is neither true nor false", "write true or false"
    elif kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        what, hint = f"{name}: {error['input']} is out of bounds", f"{words} {error['ctx'][key]:g}"
    elif kind in _PLAINLY:
        is_empty = error["input"] in (None, "")
        wrong, hint = _PLAINLY[kind]
        what = f"{name} is empty" if is_empty else f"{name}: {str(error['input'])[:60]!r} {wrong}"
        hint = f"{hint}, or take the line out" if is_empty else hint
    else:
        what = f"{name}: {str(error['msg']).removeprefix('Value error, ')}"
    return Problem(what, place, hint, _excerpt(text, place.line))


def _tag(error: Any) -> str:  # noqa: ANN401 -- pydantic's dict
    return str(error["ctx"]["discriminator"]).strip("'")


def _without_tags(said: tuple[str | int, ...], marks: Marks) -> tuple[str | int, ...]:
    """Return where a value stands in the file: pydantic also names the record that it chose on the way."""
    keys: tuple[str | int, ...] = ()
    for number, key in enumerate(said, start=1):
        if number == len(said) or (*keys, key) in marks:
            keys = (*keys, key)
    return keys


def _fields(record_type: type[BaseModel], said: tuple[str | int, ...]) -> list[str]:
    """Return the field names of the record at `said` inside `record_type`; a name that is no field chooses a record."""
    models = [record_type]
    for key in said:
        entries = [model.model_fields[str(key)] for model in models if key in model.model_fields]
        chosen = [model for model in models if key in (model.__name__, *_literals(model))]
        models = [inner for entry in entries for inner in _models(entry.annotation)] if entries else chosen or models
    return [entry.alias or name for model in models[:1] for name, entry in model.model_fields.items()]


def _literals(model: type[BaseModel]) -> list[str]:
    return [tag for entry in model.model_fields.values() for tag in getattr(entry.annotation, "__args__", ())]


def _models(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401 -- a typing construct
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in _models(part)]


def _place(path: str, marks: Mapping[tuple[str | int, ...], tuple[int, int]], keys: tuple[str | int, ...]) -> Place:
    if (*keys, "=") in marks:
        return Place(path, *marks[(*keys, "=")])
    while keys and keys not in marks:
        keys = keys[:-1]
    return Place(path, *marks.get(keys, (1, 1)))


def _excerpt(text: str, line: int) -> str:
    lines = text.splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""
