"""Add an entry to a list in a YAML file as text, so that comments, order and spelling of everything else stay."""

from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from portalgen.errors import ContentError, Place, Problem
from portalgen.source.yaml_text import nodes_of, parse_yaml

BLOCKS = ("|", ">")


def append_entry(text: str, key: str, entry: str, path: str) -> str:
    """Return `text` with `entry`, the lines of one list item without its dash, at the end of the list `key`.

    Raises ContentError where the file cannot be added to safely: the result must read as before, and one entry more.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    before, _ = parse_yaml(plain, path)
    made = _inserted(plain, key, entry, path)
    after, _ = parse_yaml(made, path)
    (added,), _ = parse_yaml(_item(entry, 0), path)
    if after != _with(before, key, added):
        raise _by_hand(path, key, entry)
    return made.replace("\n", newline)


def _with(before: Any, key: str, added: Any) -> dict[str, Any]:  # noqa: ANN401 -- as YAML gave it
    whole = dict(before or {})
    whole[key] = [*(whole.get(key) or ()), added]
    return whole


def _inserted(text: str, key: str, entry: str, path: str) -> str:
    root = nodes_of(text)
    pairs = {str(name.value): (name, value) for name, value in root.value} if isinstance(root, MappingNode) else {}
    ended = text if not text or text.endswith("\n") else text + "\n"
    if key not in pairs:
        return f"{ended}{key}:\n{_item(entry, 2)}"
    name, value = pairs[key]
    lines = ended.split("\n")
    if isinstance(value, SequenceNode) and value.value and not value.flow_style:
        at = _last_line(value, lines) + 1
        return "\n".join([*lines[:at], *_item(entry, value.start_mark.column).rstrip("\n").split("\n"), *lines[at:]])
    one_line = name.start_mark.line == value.end_mark.line or isinstance(value, ScalarNode)
    if not (_is_empty(value) and one_line):
        raise _by_hand(path, key, entry)
    number, head = name.start_mark.line, name.end_mark.column
    rest = lines[number][head:].lstrip(" :")
    comment = rest[rest.index("#") :] if "#" in rest else ""
    lines[number] = f"{lines[number][:head]}:" + (f"   {comment}" if comment else "")
    return "\n".join([*lines[: number + 1], *_item(entry, 2).rstrip("\n").split("\n"), *lines[number + 1 :]])


def _is_empty(value: Node) -> bool:
    if isinstance(value, SequenceNode):
        return not value.value
    return isinstance(value, ScalarNode) and value.value in ("", "~", "null")


def _last_line(node: Node, lines: list[str]) -> int:
    """Return the number of the last line that belongs to a node."""
    while isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    last = node.end_mark.line
    if isinstance(node, ScalarNode) and node.style in BLOCKS:
        last -= 1
        while last > node.start_mark.line and not lines[last].strip():
            last -= 1
    elif node.end_mark.column == 0 and last > node.start_mark.line:
        last -= 1
    return last


def _item(entry: str, indent: int) -> str:
    """Return the lines of an entry as a list item at `indent` spaces."""
    first, *others = entry.rstrip("\n").split("\n")
    lines = [" " * indent + "- " + first, *(" " * (indent + 2) + line if line else "" for line in others)]
    return "\n".join(lines) + "\n"


def _by_hand(path: str, key: str, entry: str) -> ContentError:
    lines = entry.rstrip("\n").replace("\n", "\n        ")
    what = f'this file cannot be added to: its list "{key}" is written in a form of its own'
    return ContentError(Problem(what, Place(path), hint=f"add this yourself:\n      - {lines}"))
