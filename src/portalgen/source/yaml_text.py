"""YAML text to plain data with the line and column of every value. Core schema only: dates and `yes` stay text.

Limits keep a hostile or mistaken file from taking the machine: 1 MiB, 40 levels, no more than 100 000 nodes.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from portalgen.errors import ContentError, Place, Problem

try:
    from yaml import CBaseLoader as Loader
except ImportError:  # a PyYAML without libyaml: eight times slower, the same data
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

MAX_BYTES, MAX_DEPTH, MAX_NODES = 1_048_576, 40, 100_000
Path = tuple[str | int, ...]
Marks = dict[Path, tuple[int, int]]
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_PLAIN = re.compile(r"([a-z_]{1,40}): (\w(?:[\w ,.;()/&+'’–—-]|:(?=\w))*(?<! ))")
"""A field that needs no YAML parser: its value begins with a letter or digit and has no mark that YAML would read."""
_WORDS: dict[str, Any] = {"null": None, "Null": None, "NULL": None, "~": None, "": None, "true": True, "True": True,
                          "TRUE": True, "false": False, "False": False, "FALSE": False}  # fmt: skip


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, Marks]:
    """Return the data in `text` and where each value stands, as {(key, index, …): (line, column)}.

    A key's mark is where the key stands; an item's mark is where the item stands. Raises ContentError.
    """
    if len(text) > MAX_BYTES:
        raise ContentError(Problem("this file is too large for YAML", Place(path), hint="at most 1 MiB"))
    return _plain_fields(text, first_line) or _composed(text, path, first_line)


def _plain_fields(text: str, first_line: int) -> tuple[dict[str, Any], Marks] | None:
    """Return what `_composed` would where every line is a plain field, as in nearly every note; else None."""
    data: dict[str, Any] = {}
    marks: Marks = {(): (first_line, 1)}
    for number, line in enumerate(text.removesuffix("\n").split("\n"), first_line):
        found = _PLAIN.fullmatch(line)
        if found is None or found[1] in data:
            return None
        name, value = found.groups()
        data[name] = _plain_scalar(value)
        marks[(name,)], marks[(name, "=")] = (number, 1), (number, len(name) + 3)
    return data, marks


def nodes_of(text: str) -> Node | None:
    """Return the nodes of a text, with places, from the one parser of the house: others read some texts otherwise.

    Raises yaml.YAMLError.
    """
    return yaml.compose(text, Loader=Loader)


def _composed(text: str, path: str, first_line: int) -> tuple[Any, Marks]:
    try:
        node = nodes_of(text)
    except yaml.MarkedYAMLError as fault:
        raise ContentError(_syntax(fault, text, path, first_line)) from fault
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise ContentError(Problem("this YAML cannot be read", Place(path, first_line), hint=_NO_CONTROLS)) from fault
    builder = _Builder(text, path, first_line)
    return (builder.value(node, ()) if node else None), builder.marks


class _Builder:
    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.lines, self.path, self.first_line = text.splitlines(), path, first_line
        self.marks: Marks = {}
        self.count = 0

    def value(self, node: Node, at: Path) -> Any:  # noqa: ANN401 -- YAML holds anything
        self.count += 1
        if self.count > MAX_NODES or len(at) > MAX_DEPTH:
            raise ContentError(self._problem(node, "this YAML is nested or repeated too often", "write it out flat"))
        self.marks.setdefault(at, self._mark(node))
        if isinstance(node, MappingNode):
            return dict(self._pairs(node, at))
        if isinstance(node, SequenceNode):
            return [self.value(entry, (*at, number)) for number, entry in enumerate(node.value)]
        return _scalar(node) if isinstance(node, ScalarNode) else None

    def _pairs(self, node: MappingNode, at: Path) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key, entry in node.value:
            if not isinstance(key, ScalarNode):
                raise ContentError(self._problem(key, "a field's name must be plain text", ""))
            name = str(key.value)
            if name in seen:
                raise ContentError(self._problem(key, f'"{name}" stands twice', "keep one of the two"))
            seen.add(name)
            self.marks[(*at, name)] = self._mark(key)
            value = self.value(entry, (*at, name))
            if not isinstance(entry, MappingNode | SequenceNode):
                self.marks[(*at, name, "=")] = self._mark(entry)
            yield name, value

    def _mark(self, node: Node) -> tuple[int, int]:
        return node.start_mark.line + self.first_line, node.start_mark.column + 1

    def _problem(self, node: Node, what: str, hint: str) -> Problem:
        line, column = self._mark(node)
        return Problem(what, Place(self.path, line, column), hint, self.lines[node.start_mark.line])


def _scalar(node: ScalarNode) -> Any:  # noqa: ANN401 -- null, boolean, number or text
    text = str(node.value)
    return text if node.style in ("'", '"', "|", ">") else _plain_scalar(text)


def _plain_scalar(text: str) -> Any:  # noqa: ANN401 -- as above
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


_NO_CONTROLS = "look for control characters and very deep nesting"


def _syntax(fault: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    mark = fault.problem_mark or fault.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    excerpt = lines[line] if line < len(lines) else ""
    what = f"YAML: {fault.problem or fault.context}"
    if "\t" in excerpt[: column + 1]:
        hint = "indent with spaces, not tabs"
    elif "mapping values are not allowed" in what:
        hint = "put a value that holds a colon in quotes"
    elif excerpt[:1] in "@`%" or "cannot start any token" in what:
        hint = "put a value that starts with a special character in quotes"
    else:
        hint = "check quotes, brackets and indentation on this line and the one before"
    return Problem(what, Place(path, line + first_line, column + 1), hint, excerpt)
