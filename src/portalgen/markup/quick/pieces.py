"""Pieces of a line: ask only those rules that can apply, by the character that a piece begins with."""

import re

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from portalgen.markup.quick.sorting import Named, Rule, chains, those_for
from portalgen.markup.quick.words import plain_words

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


class Pieces(ParserInline):
    """The parser of a block's words with its rules sorted by the beginning of a piece."""

    def __init__(self, patient: ParserInline) -> None:
        self.ruler, self.ruler2 = patient.ruler, patient.ruler2
        self.ruler.__cache__ = {chain: [_any_of(rules)] for chain, rules in chains(self.ruler).items() if rules}
        # where plain text stops to ask rules: at their characters, and at the end of a link's words
        self.terminator_re = re.compile(f"[{re.escape(''.join(PIECES.values()) + ']')}]")

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Add the pieces of a block's words to `tokens`, as the class above does."""
        plain = plain_words(src)
        if plain is None:
            return super().parse(src, md, env, tokens)
        tokens += plain
        return tokens


def _any_of(rules: Named) -> Rule:
    chosen: dict[str, tuple[Rule, ...]] = {}

    def any_of(state: StateInline, silent: bool) -> bool:
        mark = state.src[state.pos]
        if mark not in chosen:
            chosen[mark] = those_for(rules, PIECES, mark)
        for rule in chosen[mark]:  # noqa: SIM110 -- a generator would cost what is saved
            if rule(state, silent):
                return True
        return False

    return any_of
