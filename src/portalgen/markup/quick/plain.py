"""Blocks that are what they seem: a heading, a paragraph, a list of one line each.

Each rule here is sure of what it finds, or says no and leaves the line to the rules of markdown-it-py. They are asked
at lines that are not indented as code, where a block begins, and never silently.
"""

import re

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock

from portalgen.markup.quick.tokens import made_block

_WORDS = (
    r"(?:[^\s:`~>*\-_+0-9\[<#|]"  # no character that begins a block
    r"|\*{1,3}[^\W_]|_{1,3}[^\W_]|`[^`]|[0-9]+[^0-9.)]"  # emphasis, code, a year
    r"|\[[^\]\[\\\n^][^\]\[\\\n]*\](?!:))"  # a link or a task, but no definition
)
_BEGINS = re.compile(_WORDS)
_GOES_ON = re.compile(f"(?!=){_WORDS}")  # a line of = makes a heading of what stands above it
_ITEM = re.compile(rf"([*+-]|([0-9]{{1,9}})[.)]) {{1,4}}(?={_WORDS})")
_HEADING = re.compile(r"(#{1,6})[ \t]+([^#\n]*[^#\s])[ \t]*(?:\n|\Z)")
_DIGITS = "0123456789"


def plain_paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take lines of words up to an empty line."""
    src, begins, ends, shifts = state.src, state.bMarks, state.eMarks, state.tShift
    begin = begins[line] + shifts[line]
    if end != state.lineMax or not _BEGINS.match(src, begin):
        return False
    after = line + 1
    while after < end and (at := begins[after] + shifts[after]) < ends[after]:
        if not _GOES_ON.match(src, at):
            return False
        after += 1
    if after == line + 1:
        if after + 1 < end and src[begins[after + 1] + shifts[after + 1]] in ":~":
            return False  # what is defined may have an empty line below it
        text = src[begin : ends[line]]
    else:
        text = state.getLines(line, after, state.blkIndent, False)
    _put(state, "paragraph", "p", (line, after), text, level=state.level)
    state.parentType = "paragraph"  # where the rules of markdown-it-py leave it
    state.line = after
    return True


def plain_heading(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take a line that begins with # and has no other."""
    src, begins, shifts, after = state.src, state.bMarks, state.tShift, line + 1
    found = _HEADING.match(src, begins[line] + shifts[line])
    if found is None or (after < end and src[begins[after] + shifts[after]] in "|-:"):  # it may head a table
        return False
    marks, text = found.groups()
    _put(state, "heading", f"h{len(marks)}", (line, after), text, level=state.level, markup=marks)
    state.line = after
    return True


def plain_list(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take a list whose items are one line of words each, down to an empty line."""
    found = _items(state, line, end)
    if found is None:
        return False
    items, after = found
    number, mark, level, tokens = items[0][2], items[0][1][-1], state.level, state.tokens
    kind, tag = ("ordered_list", "ol") if number else ("bullet_list", "ul")
    opened = made_block(f"{kind}_open", tag, 1, level, mark)
    opened.map = [line, after]
    if number and int(number) != 1:
        opened.attrs = {"start": int(number)}
    tokens.append(opened)
    last = len(items) - 1
    for place, item in enumerate(items):
        begun = line + place
        token = made_block("list_item_open", "li", 1, level + 1, mark)
        token.map = [begun, begun + 1 if place < last else after]
        token.info = item[2] or ""
        tokens.append(token)
        text = state.src[item.end() : state.eMarks[begun]]
        _put(state, "paragraph", "p", (begun, begun + 1), text, level=level + 2, hidden=True)
        tokens.append(made_block("list_item_close", "li", -1, level + 1, mark))
    tokens.append(made_block(f"{kind}_close", tag, -1, level, mark))
    state.line = after
    return True


def _items(state: StateBlock, line: int, end: int) -> tuple[list[re.Match[str]], int] | None:
    """Return the items of a plain list and the line after it and what is empty below it; None where it is not plain."""
    src, begins, ends, shifts, columns = state.src, state.bMarks, state.eMarks, state.tShift, state.sCount
    item = _ITEM.match(src, begins[line] + shifts[line])
    if item is None or end != state.lineMax or state.level + 2 >= state.md.options["maxNesting"]:
        return None
    items, mark, after = [item], item[1][-1], line + 1
    while after < end and (at := begins[after] + shifts[after]) < ends[after]:
        item = _ITEM.match(src, at)
        if item is None or item[1][-1] != mark or columns[after] != columns[line]:
            return None
        items.append(item)
        after += 1
    while after < end and (at := begins[after] + shifts[after]) >= ends[after]:
        after += 1
    if after < end and (columns[after] >= columns[line] + len(items[-1][0]) or src[at] in (mark, *_DIGITS)):
        return None  # more of the last item, or one more
    return items, after


def _put(
    state: StateBlock,
    kind: str,
    tag: str,
    lines: tuple[int, int],
    text: str,
    *,
    level: int,
    markup: str = "",
    hidden: bool = False,
) -> None:
    """Add a block of words."""
    opened = made_block(f"{kind}_open", tag, 1, level, markup)
    words = made_block("inline", "", 0, level + 1)
    closed = made_block(f"{kind}_close", tag, -1, level, markup)
    opened.map, words.map = [*lines], [*lines]
    opened.hidden = closed.hidden = hidden
    words.content, words.children = text.strip(MD_TRIM_CHARS), []
    state.tokens += (opened, words, closed)
