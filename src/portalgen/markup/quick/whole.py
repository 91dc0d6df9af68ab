"""Rules that walk over a whole text, spared where the text has nothing for them."""

import re
from collections.abc import Callable

from markdown_it.parser_core import ParserCore
from markdown_it.rules_core import StateCore

Rule = Callable[[StateCore], None]
Test = Callable[[str], bool]

_TASK = re.compile(r"\[[ xX]\]")
_NAMED = re.compile(r"\((?:c|tm|r)\)", re.IGNORECASE)


def spare(core: ParserCore) -> None:
    """Put a look at the text before the rules of `core` that can be spared."""
    for rule in core.ruler.__rules__:
        if rule.name in TEXTS:
            rule.fn = _of_text(rule.fn, TEXTS[rule.name])
        elif rule.name in BLOCKS:
            rule.fn = _of_blocks(rule.fn, BLOCKS[rule.name])
    core.ruler.__cache__ = None


def _of_text(rule: Rule, test: Test) -> Rule:
    def spared(state: StateCore) -> None:
        if test(state.src):
            rule(state)

    return spared


def _of_blocks(rule: Rule, test: Test) -> Rule:
    """Ask a rule that looks at each block by itself for those blocks that have something for it."""

    def spared(state: StateCore) -> None:
        if not test(state.src):
            return
        some = [token for token in state.tokens if token.type == "inline" and test(token.content)]
        if some:
            rule(StateCore(state.src, state.md, state.env, some))

    return spared


def _odd(text: str) -> bool:
    return "\r" in text or "\0" in text


def _tasks(text: str) -> bool:
    return _TASK.search(text) is not None


def _typed(text: str) -> bool:
    """Tell whether `text` may hold what stands for another mark: (c), +-, two dots, commas or hyphens, four ? or !."""
    return (
        ".." in text
        or "--" in text
        or ",," in text
        or "+-" in text
        or "????" in text
        or "!!!!" in text
        or ("(" in text and _NAMED.search(text) is not None)
    )


def _quoted(text: str) -> bool:
    return "'" in text or '"' in text


def _special(text: str) -> bool:
    """Tell whether `text` may hold an escaped character or an entity: only these are text beside text."""
    return "\\" in text or "&" in text


TEXTS: dict[str, Test] = {"normalize": _odd, "github-tasklists": _tasks}
"""What must stand in a text, by the rule that is else spared."""
BLOCKS: dict[str, Test] = {"replacements": _typed, "smartquotes": _quoted, "text_join": _special}
"""The same for rules that look at each block by itself."""
