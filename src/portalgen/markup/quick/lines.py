"""Blocks: ask only those rules that can apply, by the character that a line begins with.

markdown-it-py asks a dozen rules at every line, and nearly all answer no at its first character. Which characters a
rule can begin with is written down here; a rule that is not listed is always asked.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from portalgen.markup.quick.plain import plain_heading, plain_list, plain_paragraph
from portalgen.markup.quick.sorting import Named, Rule, chains, those_for
from portalgen.markup.quick.state import BlockState

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
PLAIN: Named = (("plain_heading", plain_heading), ("plain_list", plain_list), ("plain_paragraph", plain_paragraph))
"""Rules of our own, asked before all others."""
PLAIN_LINES = {"plain_heading": "#", "plain_list": "*+-0123456789"}
CODE_COLUMNS = 4
_RULED = re.compile(r"([*_-])(?:[ \t]*\1){2}")


class Lines(ParserBlock):
    """The block parser with its rules sorted by the beginning of a line."""

    def __init__(self, patient: ParserBlock) -> None:
        self.ruler = patient.ruler
        rules = chains(self.ruler)
        self._every = tuple(rule for _, rule in rules[""])
        self._guarded = _guarded(rules[""])
        self._chosen: dict[str, tuple[Rule, ...]] = {}
        self.ruler.__cache__ = {name: [_any_of(rules)] for name, rules in rules.items() if rules}

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token] | None:
        """Add the blocks of `src` to `tokens`, as the class above does."""
        if not src:
            return None
        state = BlockState(src, md, env, tokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, first: int, end: int) -> None:
        """Add the blocks between two lines to the tokens of `state`, as the class above does."""
        src, begins, ends, shifts = state.src, state.bMarks, state.eMarks, state.tShift
        line, deepest, gap = first, state.md.options["maxNesting"], False
        while line < end:
            while line < state.lineMax and begins[line] + shifts[line] >= ends[line]:
                line += 1
            state.line = line
            if line >= end or state.sCount[line] < state.blkIndent:
                return
            if state.level >= deepest:
                state.line = end
                return
            if state.sCount[line] - state.blkIndent >= CODE_COLUMNS:
                asked = self._every
            else:
                mark = src[begins[line] + shifts[line]]
                asked = self._chosen.get(mark) or self._choose(mark)
            for rule in asked:
                if rule(state, line, end, False):
                    break
            state.tight = not gap
            line = state.line
            if line - 1 < end and state.isEmpty(line - 1):
                gap = True
            if line < end and begins[line] + shifts[line] >= ends[line]:
                gap = True
                state.line = line = line + 1

    def _choose(self, mark: str) -> tuple[Rule, ...]:
        self._chosen[mark] = (*those_for(PLAIN, PLAIN_LINES, mark), *those_for(self._guarded, LINES, mark))
        return self._chosen[mark]


def _guarded(rules: Named) -> Named:
    return tuple((name, GUARDED[name](rule) if name in GUARDED else rule) for name, rule in rules if name != "code")


def _any_of(rules: Named) -> Rule:
    """Return one rule that stands for a whole chain: what ends a block is asked at every line of it."""
    every = tuple(rule for _, rule in rules)
    guarded = _guarded(rules)
    chosen: dict[str, tuple[Rule, ...]] = {}

    def any_of(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        begin = state.bMarks[line] + state.tShift[line]
        mark = state.src[begin : begin + 1]
        if state.sCount[line] - state.blkIndent >= CODE_COLUMNS:
            asked = every
        elif mark in chosen:
            asked = chosen[mark]
        else:
            asked = chosen[mark] = those_for(guarded, LINES, mark)
        for rule in asked:  # noqa: SIM110 -- a generator would cost what is saved
            if rule(state, line, end, silent):
                return True
        return False

    return any_of


def _table(rule: Rule) -> Rule:
    """The second line of a table is made of these three marks."""

    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if line + 2 > end:
            return False
        begin = state.bMarks[line + 1] + state.tShift[line + 1]
        return state.src[begin : begin + 1] in ("|", "-", ":") and rule(state, line, end, silent)

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


def _line_across(rule: Rule) -> Rule:
    """A line across the page has at least three marks."""

    def guarded(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        begin = state.bMarks[line] + state.tShift[line]
        return _RULED.match(state.src, begin) is not None and rule(state, line, end, silent)

    return guarded


GUARDED: dict[str, Callable[[Rule], Rule]] = {"table": _table, "deflist": _definitions, "hr": _line_across}
"""Rules that look further than the first character, behind a quicker look at the same."""
