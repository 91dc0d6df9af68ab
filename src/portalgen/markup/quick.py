"""Ask only those rules of the parser that can apply: by the character that a line or a piece of text begins with.

markdown-it-py asks a dozen rules at every line and every mark, and nearly all answer no at its first character. Which
characters a rule can begin with is written down here; a rule that is not listed is always asked. The tokens are the
same, in about two thirds of the time.
"""

import re
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

LINES = {
    "container_callout": ":",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""The characters that a line can begin with, by rule; of lines that are not indented as code."""
PIECES = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "mention": "@",
    "emphasis": "*_",
    "wiki": "[",
    "link": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""The character that a piece of text begins with, by rule."""
Rule = Callable[..., bool]
Named = tuple[tuple[str, Rule], ...]


def quicken(parser: MarkdownIt) -> None:
    """Make `parser` ask only rules that can apply. Call it last: rules added afterwards are not asked."""
    block, inline = parser.block.ruler, parser.inline.ruler
    block.__cache__ = {chain: [_line_rule(rules)] for chain, rules in _chains(block).items() if rules}
    inline.__cache__ = {chain: [_piece_rule(rules)] for chain, rules in _chains(inline).items() if rules}
    # where plain text stops to ask rules: at their characters, and at the end of a link's words
    parser.inline.terminator_re = re.compile(f"[{re.escape(''.join(PIECES.values()) + ']')}]")


def _chains(ruler: Ruler[Any]) -> dict[str, Named]:
    """Return the rules of every chain in the order of the ruler, with their names."""
    known = [rule for rule in ruler.__rules__ if rule.enabled]
    names = {"", *(name for rule in known for name in rule.alt)}
    return {name: tuple((rule.name, rule.fn) for rule in known if not name or name in rule.alt) for name in names}


def _line_rule(rules: Named) -> Rule:
    every = tuple(rule for _, rule in rules)
    guarded = tuple((name, GUARDED[name](rule) if name in GUARDED else rule) for name, rule in rules if name != "code")
    chosen: dict[str, tuple[Rule, ...]] = {}

    def any_of(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        begin = state.bMarks[line] + state.tShift[line]
        mark = state.src[begin : begin + 1]
        asked = every if state.is_code_block(line) else chosen.get(mark) or _choose(chosen, guarded, LINES, mark)
        for rule in asked:  # noqa: SIM110 -- a generator would cost what is saved
            if rule(state, line, end, silent):
                return True
        return False

    return any_of


def _piece_rule(rules: Named) -> Rule:
    chosen: dict[str, tuple[Rule, ...]] = {}

    def any_of(state: StateInline, silent: bool) -> bool:
        mark = state.src[state.pos]
        for rule in chosen.get(mark) or _choose(chosen, rules, PIECES, mark):  # noqa: SIM110 -- as above
            if rule(state, silent):
                return True
        return False

    return any_of


def _choose(chosen: dict[str, tuple[Rule, ...]], rules: Named, begins: dict[str, str], mark: str) -> tuple[Rule, ...]:
    chosen[mark] = tuple(rule for name, rule in rules if name not in begins or (mark and mark in begins[name]))
    return chosen[mark]


def _table(rule: Rule) -> Rule:
    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        return "|" in state.src and rule(state, line, end, silent)

    return guarded


def _definitions(rule: Rule) -> Rule:
    """A list of definitions has its mark on the next line that is not empty."""

    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if silent:
            return rule(state, line, end, silent)
        after = line + 2 if line + 1 < end and state.isEmpty(line + 1) else line + 1
        if after >= end:
            return False
        begin = state.bMarks[after] + state.tShift[after]
        return state.src[begin : begin + 1] in (":", "~") and rule(state, line, end, silent)

    return guarded


GUARDED: dict[str, Callable[[Rule], Rule]] = {"table": _table, "deflist": _definitions}
"""Rules that look further than the first character, behind a quicker look at the same."""
